"""Smooth curves through points, as Manim finds them but with floats in place of an array for every point.

The first handles of a smooth spline solve a tridiagonal system of equations, one after the other.

Reference:
    Thomas' algorithm: Golub and Van Loan, "Matrix Computations", 4th edition, section 4.3.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from manim.utils import bezier

_FIRST_OPEN, _FIRST_CLOSED = 1 / 2, 1 / 3
# With fewer anchors there is no smooth curve.
_FEWEST = 3

Handles = tuple[Any, Any]


def _open_handles(anchors: Any) -> Handles:
    """Return the handles of a smooth curve with two ends through anchors, (n, dimensions)."""
    points = np.asarray(anchors)
    if not _is_ordinary(points):
        return _OPEN_BY_MANIM(anchors)
    count = len(points) - 1
    ratios = _ratios(_FIRST_OPEN, count - 1)
    first = 0.5 * points[0] + points[1]
    between = 4 * points[1:-2] + 2 * points[2:-1]
    last = 8 * points[-2] + points[-1]
    one = _solved(ratios, first, between, last, 1 / (7 - 2 * ratios[-1]), 2)
    other = np.empty_like(one)
    other[:-1] = 2 * points[1:-1] - one[1:]
    other[-1] = 0.5 * (points[-1] + one[-1])
    return one, other


def _closed_handles(anchors: Any) -> Handles:
    """Return the handles of a smooth curve that ends where it begins, through anchors (n, dimensions)."""
    points = np.asarray(anchors)
    if not _is_ordinary(points):
        return _CLOSED_BY_MANIM(anchors)
    count = len(points) - 1
    ratios = _ratios(_FIRST_CLOSED, count - 1)
    last_factor = 1 / (3 - ratios[-1])
    sums = 4 * points[:-1] + 2 * points[1:]
    one = _solved(ratios, sums[0] / 3, sums[1:-1], sums[-1], last_factor, 1)
    closing = _closing(ratios, last_factor)
    one = one - 1 / (1 + closing[0] + closing[-1]) * closing[:, np.newaxis] * (one[0] + one[-1])
    other = np.empty_like(one)
    other[:-1] = 2 * points[1:-1] - one[1:]
    other[-1] = 2 * points[-1] - one[0]
    return one, other


def _is_ordinary(points: Any) -> bool:
    usual = points.dtype == np.float64 and points.ndim == 2 and len(points) >= _FEWEST
    return bool(usual and np.isfinite(points).all())


def _ratios(ratio: float, count: int) -> list[float]:
    """Return what is left above the diagonal when all below it is eliminated."""
    found = [ratio]
    for _ in range(count - 1):
        ratio = 1 / (4 - ratio)
        found.append(ratio)
    return found


def _solved(
    ratios: list[float], first: Any, between: Any, last: Any, last_factor: float, last_weight: float
) -> Any:
    """Return the solution, with one column for each dimension."""
    columns = zip(first.tolist(), between.T.tolist(), last.tolist(), strict=True)
    return np.array([_column(ratios, *column, last_factor, last_weight) for column in columns]).T.copy()


def _column(
    ratios: list[float],
    value: float,
    between: list[float],
    last: float,
    last_factor: float,
    last_weight: float,
) -> list[float]:
    forward = [value]
    for ratio, number in zip(ratios[1:], between, strict=True):
        value = ratio * (number - value)
        forward.append(value)
    value = last_factor * (last - last_weight * value)
    solution = [value]
    for ratio, number in zip(reversed(ratios), reversed(forward), strict=True):
        value = number - ratio * value
        solution.append(value)
    solution.reverse()
    return solution


def _closing(ratios: list[float], last_factor: float) -> Any:
    """Return the solution for the two corners that a closed curve adds to its matrix."""
    value = ratios[0]
    forward = [value]
    for ratio in ratios[1:]:
        value = -ratio * value
        forward.append(value)
    value = last_factor * (1 - value)
    solution = [value]
    for ratio, number in zip(reversed(ratios), reversed(forward), strict=True):
        value = number - ratio * value
        solution.append(value)
    solution.reverse()
    return np.array(solution)


_OPEN_BY_MANIM = bezier.get_smooth_open_cubic_bezier_handle_points
_CLOSED_BY_MANIM = bezier.get_smooth_closed_cubic_bezier_handle_points
QUICK: tuple[tuple[Any, str, Callable[..., Any]], ...] = (
    (bezier, "get_smooth_open_cubic_bezier_handle_points", _open_handles),
    (bezier, "get_smooth_closed_cubic_bezier_handle_points", _closed_handles),
)
"""Where functions are, their names, and what takes their place."""
