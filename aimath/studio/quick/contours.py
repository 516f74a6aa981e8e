"""Lines along which a function of the plane is zero, as Manim finds them but several times quicker.

An updater that draws such a line anew in every frame measures the function at thousands of places. Here the
same places are measured in the same order, with no array for each.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from isosurfaces import plot_isoline
from manim import ImplicitFunction

from aimath.studio.quick.isoline_quadtree import Extraordinary, Function, measuring, quadtree
from aimath.studio.quick.isoline_tracing import Place, traced
from aimath.studio.quick.isoline_triangles import Triangulation

_KINDS = (np.dtype(np.float64), np.dtype(np.int64))
_FURTHEST = 1e100


def isolines(
    function: Function, low: Any, high: Any, min_depth: int = 5, max_quads: int = 10000, tolerance: Any = None
) -> list[list[Place]]:
    """Return the curves f(x, y) = 0 in a part of the plane, just as `isosurfaces.plot_isoline` does.

    Args:
        function: is called with two NumPy numbers, as often and in the same order.
        low: lower left corner of the part, (2,).
        high: upper right corner, (2,).
        min_depth: how often every quad is cut.
        max_quads: how many quads are enough.
        tolerance: how near a point must be to the line along x and y, (2,); a thousandth of the part.

    Example:
        >>> circle = isolines(lambda x, y: x**2 + y**2 - 1, [-2, -2], [2, 2], min_depth=3, max_quads=80)[0]
        >>> circle[0] == circle[-1], all(abs(x**2 + y**2 - 1) < 0.01 for x, y in circle)
        (True, True)
    """
    low, high = np.asarray(low), np.asarray(high)
    tolerance = (high - low) / 1000 if tolerance is None else np.asarray(tolerance)
    if not _is_ordinary(low, high, tolerance):
        return _by_the_package(function, [], low, high, min_depth, max_quads, tolerance)
    values: list[Any] = []
    width, height = tolerance.tolist()
    try:
        measure = measuring(function, values)
        triangulation = Triangulation(measure, (width, height))
        triangulation.add_inside(quadtree(measure, low, high, min_depth, max_quads, (width, height)))
    except Extraordinary:
        return _by_the_package(function, values, low, high, min_depth, max_quads, tolerance)
    return traced(triangulation.triangles)


def _is_ordinary(low: Any, high: Any, tolerance: Any) -> bool:
    if not all(array.shape == (2,) and array.dtype in _KINDS for array in (low, high, tolerance)):
        return False
    return bool((low < high).all() and np.abs([low, high]).max() < _FURTHEST)


def _by_the_package(
    function: Function, values: list[Any], low: Any, high: Any, min_depth: int, max_quads: int, tolerance: Any
) -> list[list[Place]]:
    """Return the curves, beginning with values that are known already."""
    known: Iterator[Any] = iter(values)
    unknown = object()

    def measure(place: Any) -> Any:
        value = next(known, unknown)
        return function(place[0], place[1]) if value is unknown else value

    curves = plot_isoline(measure, low, high, min_depth, max_quads, tolerance)
    return [[tuple(place.tolist()) for place in curve] for curve in curves]


def _generate_points(self: Any) -> Any:
    """Set the points of the curves along which a function is zero."""
    low, high = np.array([self.x_range[0], self.y_range[0]]), np.array([self.x_range[1], self.y_range[1]])
    for curve in isolines(self.function, low, high, self.min_depth, self.max_quads):
        points = np.pad(curve, [(0, 0), (0, 1)])
        self.start_new_path(points[0])
        self.add_points_as_corners(points[1:])
    if self.use_smoothing:
        self.make_smooth()
    return self


QUICK: tuple[tuple[type, str, Callable[..., Any]], ...] = (
    (ImplicitFunction, "generate_points", _generate_points),
)
"""Classes, names of methods, and what takes their place."""
