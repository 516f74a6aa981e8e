"""How the properties of the math are tried: the same examples every time, however slow the machine."""

from hypothesis import settings

settings.register_profile("math", max_examples=50, deadline=None, derandomize=True)
settings.load_profile("math")
