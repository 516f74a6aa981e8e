"""Puts quick methods in the place of Manim's, for a while."""

from collections.abc import Iterator
from contextlib import contextmanager

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
    quick = [method for way in _WAYS for method in way.QUICK]
    before = [(kind, name, getattr(kind, name)) for kind, name, _ in quick]
    try:
        for kind, name, method in quick:
            setattr(kind, name, method)
        yield
    finally:
        for kind, name, method in before:
            setattr(kind, name, method)
