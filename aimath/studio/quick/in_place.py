"""Puts quick methods in the place of Manim's, and others in the place of any, for a while."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from inspect import getattr_static
from typing import Any

from aimath.studio.quick import (
    colors,
    contours,
    coordinates,
    interpolation,
    mobjects,
    plays,
    rotations,
    splines,
)

_WAYS = colors, mobjects, interpolation, plays, contours, coordinates, rotations, splines


@contextmanager
def quick_mobjects() -> Iterator[None]:
    """Let Manim copy, colour, measure and interpolate mobjects quickly inside the `with` block.

    Example:
        >>> from manim import Square, VGroup
        >>> group = VGroup(Square(), VGroup(Square()))
        >>> with quick_mobjects():
        ...     copied = group.copy()
        >>> [type(member).__name__ for member in copied.get_family()]
        ['VGroup', 'Square', 'VGroup', 'Square']
    """
    with in_place(method for way in _WAYS for method in way.QUICK):
        yield


@contextmanager
def in_place(others: Iterable[tuple[Any, str, Any]]) -> Iterator[None]:
    """Put something else in the place of methods or functions inside the `with` block.

    Args:
        others: for each, the class or the module that it belongs to, its name, and what takes its place.

    Example:
        >>> from manim import Square
        >>> with in_place([(Square, "get_center", lambda square: "the middle")]):
        ...     Square().get_center()
        'the middle'
    """
    others = list(others)
    before = [(owner, name, getattr_static(owner, name)) for owner, name, _ in others]
    try:
        for owner, name, other in others:
            setattr(owner, name, other)
        yield
    finally:
        for owner, name, first in before:
            setattr(owner, name, first)
