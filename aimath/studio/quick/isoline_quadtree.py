"""A plane cut into quads, the finer the nearer they are to where a function is zero.

Reference:
    Manson and Schaefer, "Isosurfaces over simplicial partitions of multiresolution grids", Computer
    Graphics Forum 29(2), 2010.
"""

from collections import deque
from collections.abc import Callable
from typing import Any

import numpy as np

ABOVE, ZERO, BELOW, UNDEFINED = 1, 0, -1, 2
"""The sides of zero on which a value can be."""

Vertex = tuple[float, float, Any, int]
"""A place (x, y), the function's value there, and the side of zero on which that value is."""

Function = Callable[[Any, Any], Any]
Measure = Callable[..., Vertex]

_ORDINARY = frozenset({float, np.float64, int, np.int64})
_MOST_BITS = 52
# The triangles between quads are smaller than these: quads may stay larger than the tolerance.
_SMALLEST_QUAD = 10


class Extraordinary(Exception):
    """What plain floats would not treat as arrays do."""


class Quad:
    """A rectangle of the plane.

    Attributes:
        depth: how often the plane was cut to get it.
        corners: bottom left, bottom right, top left and top right.
        children: its quarters in the same order, or nothing.
    """

    __slots__ = ("children", "corners", "depth")

    def __init__(self, depth: int, corners: tuple[Vertex, ...]) -> None:
        self.depth = depth
        self.corners = corners
        self.children: tuple[Quad, ...] = ()


def measuring(function: Function, values: list[Any]) -> Measure:
    """Return what measures a function at (x, y), and adds every value that it gets to `values`.

    The function gets NumPy's numbers, as if they came from an array.
    """
    number, keep = np.float64, values.append

    def measure(x: float, y: float, kind: Any = number) -> Vertex:
        value = function(kind(x), kind(y))
        keep(value)
        found = type(value)
        if found is not number and (
            found not in _ORDINARY or (found is int and value.bit_length() > _MOST_BITS)
        ):
            raise Extraordinary
        size = float(value)
        return x, y, value, ABOVE if size > 0 else BELOW if size < 0 else ZERO if size == 0 else UNDEFINED

    return measure


def quadtree(
    measure: Measure, low: Any, high: Any, min_depth: int, max_quads: int, tolerance: tuple[float, float]
) -> Quad:
    """Return the plane from `low` to `high`, (2,) each, cut until there are enough quads."""
    size = high - low
    places = [
        np.array([low[0] + right * size[0], low[1] + up * size[1]]) for up in (0, 1) for right in (0, 1)
    ]
    root = Quad(0, tuple(measure(*place.tolist(), place.dtype.type) for place in places))
    smallest = (_SMALLEST_QUAD * tolerance[0], _SMALLEST_QUAD * tolerance[1])
    enough = max(4**min_depth, max_quads)
    waiting, count = deque([root]), 1
    while waiting and count < enough:
        quad = waiting.popleft()
        if quad.depth < min_depth or _is_worth_cutting(quad.corners, smallest):
            quad.children = _quarters(quad, measure)
            waiting.extend(quad.children)
            count += 3
    return root


def _is_worth_cutting(corners: tuple[Vertex, ...], smallest: tuple[float, float]) -> bool:
    """Return whether a quad is large enough and not all on one side."""
    (left, bottom, *_), (right, top, *_) = corners[0], corners[3]
    if right - left < smallest[0] and top - bottom < smallest[1]:
        return False
    return not corners[0][3] == corners[1][3] == corners[2][3] == corners[3][3]


def _quarters(quad: Quad, measure: Measure) -> tuple[Quad, ...]:
    (left, bottom, *_), (right, top, *_) = quad.corners[0], quad.corners[3]
    columns = _halves(left, right)
    rows = _halves(bottom, top)
    return tuple(
        Quad(
            quad.depth + 1,
            (measure(west, south), measure(east, south), measure(west, north), measure(east, north)),
        )
        for south, north in rows
        for west, east in columns
    )


def _halves(low: float, high: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the ends of both halves, an upper end being the lower one and the length."""
    middle = (low + high) / 2
    first, second = (low + low) / 2, (high + high) / 2
    return (first, first + (middle - first)), (middle, middle + (second - middle))
