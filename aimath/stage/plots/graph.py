"""Curves on axes: a function or data, with the area below."""

from typing import Self

import numpy as np
from manim import CapStyleType, LineJointType, VMobject
from numpy.typing import ArrayLike

from aimath.errors import InputError, ShapeError
from aimath.stage.changes import Step, change
from aimath.stage.plots.board import blend
from aimath.stage.plots.coordinates import Coordinates, OnAxes, Range, at_share
from aimath.stage.plots.curves import Function, trace
from aimath.stage.plots.paths import Points, clip_polygon, clip_segments, points_needed, polygon, segments
from aimath.stage.theme import Role, theme_color

LINE_WIDTH = 5.0
"""Stroke width of a curve that is the subject."""


class Graph(OnAxes):
    """A curve on axes, cut exactly at their borders.

    Args:
        axes: what it is drawn on.
        function: takes an array x and returns y; drawn smooth, with gaps at poles and where it is not finite.
        x: instead of a function, the x of data joined by straight pieces.
        y: the y of the data.
        x_range: draw the function only from here to here.
        role: whose colour it takes.
        stroke_width: of the curve.

    Raises:
        InputError: if neither or both of function and data are given.
        ShapeError: if x and y differ in length.

    Example:
        >>> from aimath.stage.plots.axes import Axes2D
        >>> axes = Axes2D((-3, 3), (-1, 4), width=5, height=3)
        >>> parabola = Graph(axes, lambda x: x**2)
        >>> bool(parabola.get_top()[1] <= axes.point(0, 4)[1] + 1e-9)
        True
    """

    def __init__(
        self,
        axes: Coordinates,
        function: Function | None = None,
        *,
        x: ArrayLike | None = None,
        y: ArrayLike | None = None,
        x_range: Range | None = None,
        role: Role | str = Role.DATA,
        stroke_width: float = LINE_WIDTH,
    ) -> None:
        super().__init__(axes)
        self.area = VMobject(stroke_width=0, fill_color=theme_color(role), fill_opacity=0.22)
        """What lies between the curve and a level; empty until `shade`."""
        self.curve = stroke(role, stroke_width)
        """The curve itself."""
        self.add(self.area, self.curve)
        self._x = self._y = np.zeros(0)
        self._shaded: tuple[float, Range] | None = None
        if (function is None) == (x is None or y is None):
            raise InputError("expected either a function, or data as x and y")
        if function is not None:
            self.set_function(function, x_range)
        elif x is not None and y is not None:
            self.set_data(x, y)

    @property
    def data(self) -> tuple[Points, Points]:
        """The x and y of the points that it is drawn through."""
        return self._x, self._y

    def set_function(self, function: Function, x_range: Range | None = None) -> Self:
        """Draw another function, from here to here or all across the axes."""
        self._function: Function | None = function
        self._x_range = x_range
        return self.redraw()

    @change
    def set_data(self, x: ArrayLike, y: ArrayLike) -> Step:
        """Draw other data; gaps are where a number is not finite. Over time, only as many points as before.

        Raises:
            ShapeError: if x and y differ in length.
        """
        start, goal = np.stack(self.data), np.stack(as_pair(x, y))

        def step(share: float) -> None:
            self._function = None
            self._x, self._y = blend(start, goal, share)
            self.redraw()

        return step

    def shade(self, base: float = 0.0, x_range: Range | None = None) -> Self:
        """Fill the area between the curve and a level, all along the curve or from here to here."""
        self._shaded = (base, x_range or (-np.inf, np.inf))
        return self.redraw()

    def redraw(self) -> Self:
        """Draw it again where the axes now are."""
        if self._function is not None:
            self._x, self._y = self._traced(self._function)
        shares = self.axes.shares(self._x, self._y)
        known = np.where(np.isfinite(shares), shares, np.nan)
        shares = shares[points_needed(self.axes.place(known))]
        starts, ends = clip_segments(shares[:-1], shares[1:])
        self.curve.set_points(segments(self.axes.place(starts), self.axes.place(ends)))
        if self._shaded is not None:
            self.area.set_points(self._area(*self._shaded))
        return self

    def _traced(self, function: Function) -> tuple[Points, Points]:
        axes, scale = self.axes, self.axes.scales[0]
        low, high = self._x_range or axes.x_range
        ends = max(low, axes.x_range[0]), min(high, axes.x_range[1])
        if not ends[0] < ends[1]:
            return np.zeros(0), np.zeros(0)
        shares, y = trace(
            function,
            lambda along: at_share(along, ends, scale),
            lambda values: axes.shares(axes.x_range[0], values)[..., 1],
        )
        return at_share(shares, ends, scale), y

    def _area(self, base: float, x_range: Range) -> Points:
        x, y = _cut(self._x, self._y, x_range)
        level = float(np.nan_to_num(self.axes.shares(self.axes.x_range[0], base)[1], neginf=-1.0))
        shares = self.axes.shares(x, y)
        finite = np.isfinite(shares).all(axis=1)
        runs = np.split(shares, np.flatnonzero(~finite))
        pieces = [np.zeros((0, 3))]
        for run in runs:
            run = run[np.isfinite(run).all(axis=1)]
            if len(run) > 1:
                closed = np.concatenate([run, [[run[-1, 0], level], [run[0, 0], level]]])
                pieces.append(polygon(self.axes.place(clip_polygon(closed))))
        return np.concatenate(pieces)


def as_pair(x: ArrayLike, y: ArrayLike) -> tuple[Points, Points]:
    """Return x and y of points as arrays of one length.

    Raises:
        ShapeError: if they differ in length, or are not lists of numbers.
    """
    xs, ys = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if xs.ndim != 1 or xs.shape != ys.shape:
        raise ShapeError(f"expected as many x as y in one row each, got shapes {xs.shape} and {ys.shape}")
    return xs, ys


def _cut(x: Points, y: Points, x_range: Range) -> tuple[Points, Points]:
    """Return the part of a curve within a range, which begins and ends exactly there."""
    for end in x_range:
        after = int(np.searchsorted(x, end))
        if 0 < after < len(x) and x[after] != end:
            between = slice(after - 1, after + 1)
            x, y = np.insert(x, after, end), np.insert(y, after, np.interp(end, x[between], y[between]))
    kept = (x >= x_range[0]) & (x <= x_range[1])
    return x[kept], y[kept]


def stroke(role: Role | str, width: float) -> VMobject:
    """Return a line without points, with round joins and ends."""
    return VMobject(
        stroke_color=theme_color(role),
        stroke_width=width,
        joint_type=LineJointType.ROUND,
        cap_style=CapStyleType.ROUND,
    )
