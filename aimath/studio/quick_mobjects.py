"""Copies and families of mobjects, as Manim makes them but in less than half the time.

Every play begins with copies of what it moves, and every frame asks for families. For a page of text that is
most of what a scene costs besides drawing.
"""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from types import NoneType
from typing import Any

import numpy as np
from manim import CapStyleType, LineJointType, ManimColor, Mobject

_UNCHANGING = frozenset(
    {int, float, str, bool, bytes, NoneType, np.float64, ManimColor, LineJointType, CapStyleType}
)


@contextmanager
def quick_mobjects() -> Iterator[None]:
    """Let Manim copy mobjects and find families quickly inside the `with` block.

    Example:
        >>> from manim import Square, VGroup
        >>> group = VGroup(Square(), VGroup(Square()))
        >>> with quick_mobjects():
        ...     copied = group.copy()
        >>> [type(member).__name__ for member in copied.get_family()]
        ['VGroup', 'Square', 'VGroup', 'Square']
    """
    quick = {"__deepcopy__": _copied, "get_family": _family}
    before = {name: getattr(Mobject, name) for name in quick}
    try:
        for name, method in quick.items():
            setattr(Mobject, name, method)
        yield
    finally:
        for name, method in before.items():
            setattr(Mobject, name, method)


def _copied(self: Any, clone_from_id: dict[int, Any]) -> Any:
    """Return a deep copy, for which only what can hold other things goes through Python's general way."""
    kind: Any = type(self)
    result = clone_from_id[id(self)] = kind.__new__(kind)
    for name, value in self.__dict__.items():
        setattr(result, name, value if type(value) in _UNCHANGING else _copied_value(value, clone_from_id))
    result.original_id = str(id(self))
    return result


def _copied_value(value: Any, clone_from_id: dict[int, Any]) -> Any:
    kind = type(value)
    holds_nothing = not value if kind is list else kind is np.ndarray and not value.dtype.hasobject
    if not holds_nothing:
        return copy.deepcopy(value, clone_from_id)
    # What two share, their copies share as well.
    known = clone_from_id.get(id(value))
    if known is None:
        known = clone_from_id[id(value)] = [] if kind is list else value.copy(order="K")
    return known


def _family(self: Mobject, recurse: bool = True) -> list[Mobject]:
    """Return a mobject and all below it, each where it comes last."""
    found: list[Mobject] = []
    _collect(self, found, set())
    return list(dict.fromkeys(reversed(found)))[::-1]


def _collect(mobject: Mobject, found: list[Mobject], above: set[Mobject]) -> None:
    found.append(mobject)
    above.add(mobject)
    for part in mobject.submobjects:
        if not part.submobjects:
            found.append(part)
        elif part not in above:
            _collect(part, found, above)
    above.discard(mobject)
