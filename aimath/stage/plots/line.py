"""Straight lines on axes: a tangent, a secant, a fit."""

from typing import Self

import numpy as np

from aimath.errors import InputError
from aimath.stage.changes import Step, change
from aimath.stage.plots.board import blend
from aimath.stage.plots.coordinates import Coordinates, OnAxes, Range, at_share
from aimath.stage.plots.graph import LINE_WIDTH, stroke
from aimath.stage.plots.paths import clip_segments, dashes, segments
from aimath.stage.theme import Role


class LineOnAxes(OnAxes):
    """The straight line y = slope · x + intercept, cut at the axes' borders: a tangent, a fit.

    Args:
        axes: what it is drawn on.
        slope: rise over run.
        intercept: its y at x = 0.
        x_range: draw it only from here to here.
        role: whose colour it takes.
        stroke_width: of the line.
        dashed: whether it is dashed.

    Example:
        >>> from aimath.stage.plots.axes import Axes2D
        >>> axes = Axes2D((0, 4), (0, 4), width=3, height=3)
        >>> line = LineOnAxes(axes, 2.0, 1.0)
        >>> line.set_tangent(1, 1, slope=3).intercept
        -2.0
    """

    def __init__(
        self,
        axes: Coordinates,
        slope: float,
        intercept: float,
        *,
        x_range: Range | None = None,
        role: Role | str = Role.PREDICTION,
        stroke_width: float = LINE_WIDTH,
        dashed: bool = False,
    ) -> None:
        super().__init__(axes)
        self.line = stroke(role, stroke_width)
        """The line itself."""
        self._dashed = dashed
        self.add(self.line)
        self.slope, self.intercept = 0.0, 0.0
        self.set_line(slope, intercept, x_range)

    @change
    def set_line(self, slope: float, intercept: float, x_range: Range | None = None) -> Step:
        """Draw another line, from here to here or all across the axes.

        Raises:
            InputError: if slope or intercept is not finite.
        """
        if not np.isfinite([slope, intercept]).all():
            raise InputError(f"expected a finite slope and intercept, got {slope} and {intercept}")
        start = self.slope, self.intercept

        def step(share: float) -> None:
            self.slope, self.intercept = (float(number) for number in blend(start, [slope, intercept], share))
            self._x_range = x_range
            self.redraw()

        return step

    def set_tangent(self, x: float, y: float, slope: float, x_range: Range | None = None) -> Self:
        """Draw the line of this slope through the point (x, y)."""
        self.set_line(slope, y - slope * x, x_range)
        return self

    def redraw(self) -> Self:
        """Draw it again where the axes now are."""
        # A straight line bends on a log scale.
        count = 200 if "log" in self.axes.scales else 2
        x = at_share(np.linspace(0, 1, count), self._x_range or self.axes.x_range, self.axes.scales[0])
        shares = self.axes.shares(x, self.slope * x + self.intercept)
        starts, ends = (self.axes.place(cut) for cut in clip_segments(shares[:-1], shares[1:]))
        self.line.set_points((dashes if self._dashed else segments)(starts, ends))
        return self
