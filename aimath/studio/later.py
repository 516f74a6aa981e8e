"""Modules that are imported only when somebody uses what is in them.

Importing Manim imports packages for graphs, rotations, highlighted code and its own command line, which
together take more than half of its time; most scenes use none of them.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import reduce
from importlib import import_module
from typing import Any

SELDOM_USED = ("networkx", "scipy.spatial.transform", "bs4", "cloup")
"""What Manim imports for graphs, rotations, highlighted code and its command line."""

_Step = str | tuple[tuple[Any, ...], dict[str, Any]]
"""A name to look up, or what to call with."""


class Later:
    """Stands for a module, or for something in it, which is imported when it is called or compared with.

    Args:
        module: the module's name.
        way: from the module to what this stands for.
        puts_off: tells whether calls are put off as well: what they return may never be used.

    Example:
        >>> decimals = Later("decimal")
        >>> decimals.Decimal("1.50") + 1
        Decimal('2.50')
        >>> isinstance(1, decimals.Decimal)
        False
    """

    def __init__(
        self, module: str, way: tuple[_Step, ...] = (), puts_off: Callable[[], bool] = lambda: False
    ) -> None:
        self._module, self._way, self._puts_off = module, way, puts_off

    def __getattr__(self, name: str) -> "Later":
        if name.startswith("__"):
            raise AttributeError(name)
        return Later(self._module, (*self._way, name), self._puts_off)

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Import what it stands for, and call it; or put that off."""
        if self._puts_off():
            return Later(self._module, (*self._way, (arguments, options)), self._puts_off)
        return self._found()(*arguments, **options)

    def __instancecheck__(self, thing: object) -> bool:
        return isinstance(thing, self._found())

    def __reduce__(self) -> tuple[type, tuple[str, tuple[_Step, ...]]]:
        return Later, (self._module, self._way)

    def _found(self) -> Any:
        return reduce(_follow, self._way, import_module(self._module))


def _follow(thing: Any, step: _Step) -> Any:
    if isinstance(step, str):
        return getattr(thing, step)
    arguments, options = step
    return thing(*arguments, **options)


@contextmanager
def importing_later(*modules: str) -> Iterator[None]:
    """Let what is imported inside the `with` block get these modules, unless they are there, only when used.

    What is called inside the block is put off as well. Whoever imports the modules after the block gets the
    modules themselves.

    Args:
        modules: names of modules; what is taken from them may be called and asked for instances, no more.

    Example:
        >>> with importing_later("turtledemo"):
        ...     import turtledemo
        >>> type(turtledemo).__name__
        'Later'
    """
    is_importing = True
    put_off = {
        name: Later(name, puts_off=lambda: is_importing) for name in modules if name not in sys.modules
    }
    known: Any = sys.modules
    known.update(put_off)
    try:
        yield
    finally:
        is_importing = False
        for name, later in put_off.items():
            if known.get(name) is later:
                del known[name]
