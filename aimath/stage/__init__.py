"""What a lesson is made of.

Every public name can be imported from here; nothing is loaded before it is asked for, so that the studio can
read a lesson's numbers without Manim. The names are listed in the stub beside this file.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
