"""Places on axes and the parts of a path, as Manim finds them but without arrays for every single number.

A curve over axes asks for a place for each of its points, in every frame in which it changes.
"""

from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from manim import Axes, LinearBase, LogBase, Mobject, NumberLine, VMobject
from manim.mobject.geometry.arc import TipableVMobject

_NUMBERS = frozenset({float, int, np.float64, np.int64})
_SCALES = frozenset({LinearBase, LogBase})

Point = tuple[float, ...]


class _UnusualError(Exception):
    """What only Manim's own way is certain to treat as Manim does."""


def _number_to_point(self: NumberLine, number: Any) -> Any:
    """Return where a number is on a line, (3,)."""
    try:
        start, end = _ends(self)
        share = _share(self, number)
    except _UnusualError:
        return _NUMBER_BY_MANIM(self, number)
    return np.array(_between(start, end, share))


def _coords_to_point(self: Any, *coords: Any) -> Any:
    """Return where coordinates are on axes, (3,)."""
    try:
        return np.array(_place(self, coords))
    except _UnusualError:
        return _COORDS_BY_MANIM(self, *coords)


def _place(axes: Any, coords: tuple[Any, ...]) -> Point:
    kind: Any = type(axes)
    if not coords or not _has_usual_origin(kind):
        raise _UnusualError
    axis = axes.x_axis
    start, end = _ends(axis)
    place = _between(start, end, _share(axis, coords[0]))
    origin = _between(start, end, _share(axis, axes._origin_shift([axis.x_min, axis.x_max])))
    for other, number in zip(axes.axes.submobjects[1:], coords[1:], strict=False):
        x, y, z = _between(*_ends(other), _share(other, number))
        place = place[0] + (x - origin[0]), place[1] + (y - origin[1]), place[2] + (z - origin[2])
    return place


def _share(line: Any, number: Any) -> float:
    """Return how much of a line is before a number."""
    scaling, limits = line.scaling, line.x_range
    if type(number) not in _NUMBERS or type(scaling) not in _SCALES or type(limits) is not np.ndarray:
        raise _UnusualError
    low, high, *_ = limits.tolist()
    if low == high:
        raise _UnusualError
    if type(scaling) is LinearBase and type(scaling.scale_factor) is float and scaling.scale_factor:
        scaled = float(number) / scaling.scale_factor
    else:
        scaled = scaling.inverse_function(np.asarray(number))
    return float((scaled - low) / (high - low))


def _between(start: Point, end: Point, share: float) -> Point:
    (x, y, z), (to_x, to_y, to_z), rest = start, end, 1 - share
    return rest * x + share * to_x, rest * y + share * to_y, rest * z + share * to_z


def _ends(line: Any) -> tuple[Point, Point]:
    """Return where a line begins and ends, which is where its tips begin if it has any."""
    kind: Any = type(line)
    if not _has_usual_ends(kind):
        raise _UnusualError
    own = line.__dict__
    start, end = own.get("start_tip"), own.get("tip")
    return _end(line, start, 0), _end(line, end, -1)


def _end(line: Any, tip: Any, place: int) -> Point:
    if tip is not None and tip in line.submobjects:
        line, place = tip, 0
        kind: Any = type(tip)
        if not _begins_as_usual(kind):
            raise _UnusualError
    points = line.points
    if not len(points):
        raise _UnusualError
    return tuple(points[place].tolist())


def _subpaths(self: VMobject, points: Any) -> Any:
    """Return the parts of a path, each of which goes on where its curves end."""
    kind: Any = type(self)
    length, step = len(points), self.n_points_per_cubic_curve
    if not length or type(points) is not np.ndarray or not _has_usual_parts(kind):
        return _SUBPATHS_BY_MANIM(self, points)
    ends, starts = points[step - 1 : -1 : step], points[step::step]
    breaks: list[int] = []
    if (ends != starts).any():
        near = np.isclose(ends, starts, atol=self.tolerance_for_point_equality).all(axis=1)
        breaks = ((np.flatnonzero(~near) + 1) * step).tolist()
    return [points[i:j] for i, j in pairwise([0, *breaks, length]) if j - i >= step]


@cache
def _has_usual_ends(kind: Any) -> bool:
    names = ("get_start", "get_end", "has_tip", "has_start_tip")
    usual = kind.number_to_point in (_number_to_point, _NUMBER_BY_MANIM)
    return usual and all(getattr(kind, name) is getattr(TipableVMobject, name) for name in names)


@cache
def _begins_as_usual(kind: Any) -> bool:
    return kind.get_start is Mobject.get_start


@cache
def _has_usual_origin(kind: Any) -> bool:
    return kind._origin_shift is Axes._origin_shift


@cache
def _has_usual_parts(kind: Any) -> bool:
    names = ("consider_points_equals", "_gen_subpaths_from_points")
    return all(getattr(kind, name) is getattr(VMobject, name) for name in names)


_NUMBER_BY_MANIM = NumberLine.number_to_point
_COORDS_BY_MANIM = Axes.coords_to_point
_SUBPATHS_BY_MANIM = VMobject.get_subpaths_from_points
QUICK: tuple[tuple[type, str, Callable[..., Any]], ...] = (
    (NumberLine, "number_to_point", _number_to_point),
    (Axes, "coords_to_point", _coords_to_point),
    (VMobject, "get_subpaths_from_points", _subpaths),
)
"""Classes, names of methods, and what takes their place."""
