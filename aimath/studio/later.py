"""Modules that are imported only when somebody uses what is in them.

Importing Manim imports packages for graphs, rotations and highlighted code, which together take almost
half of its time; most scenes use none of them.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import reduce
from importlib import import_module
from typing import Any

SELDOM_USED = ("networkx", "scipy.spatial.transform", "bs4")
"""What Manim imports for graphs, rotations and highlighted code."""


class Later:
    """Stands for a module, or for something in it, which is imported when it is called or compared with.

    Args:
        module: the module's name.
        names: the way from the module to what this stands for.

    Example:
        >>> decimals = Later("decimal")
        >>> decimals.Decimal("1.50") + 1
        Decimal('2.50')
        >>> isinstance(1, decimals.Decimal)
        False
    """

    def __init__(self, module: str, names: tuple[str, ...] = ()) -> None:
        self._module, self._names = module, names

    def __getattr__(self, name: str) -> "Later":
        if name.startswith("__"):
            raise AttributeError(name)
        return Later(self._module, (*self._names, name))

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Import what it stands for, and call it."""
        return self._found()(*arguments, **options)

    def __instancecheck__(self, thing: object) -> bool:
        return isinstance(thing, self._found())

    def __reduce__(self) -> tuple[type, tuple[str, tuple[str, ...]]]:
        return Later, (self._module, self._names)

    def _found(self) -> Any:
        return reduce(getattr, self._names, import_module(self._module))


@contextmanager
def importing_later(*modules: str) -> Iterator[None]:
    """Let what is imported inside the `with` block get these modules, unless they are there, only when used.

    Whoever imports them after the block gets the modules themselves.

    Args:
        modules: names of modules; what is taken from them may be called and asked for instances, no more.

    Example:
        >>> with importing_later("turtledemo"):
        ...     import turtledemo
        >>> type(turtledemo).__name__
        'Later'
    """
    put_off = {name: Later(name) for name in modules if name not in sys.modules}
    known: Any = sys.modules
    known.update(put_off)
    try:
        yield
    finally:
        for name, later in put_off.items():
            if known.get(name) is later:
                del known[name]
