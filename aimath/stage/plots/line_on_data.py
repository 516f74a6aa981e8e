"""Data points, a line through them, and what the line leaves over."""

from collections.abc import Sequence

import numpy as np
from manim import VGroup
from numpy.typing import ArrayLike

from aimath.errors import ShapeError
from aimath.stage.changes import Step, change
from aimath.stage.lettering.text import TypesetMobject
from aimath.stage.plots.axes import Axes2D
from aimath.stage.plots.board import blend
from aimath.stage.plots.coordinates import Range
from aimath.stage.plots.graph import as_pair
from aimath.stage.plots.line import LineOnAxes
from aimath.stage.plots.residuals import Residuals
from aimath.stage.plots.scatter import DOT, Scatter

_DIM = 0.15
"""Opacity of a point that does not count."""


class LineOnData(VGroup):
    """Axes with data points, the line y = slope · x + intercept, and the gaps between them.

    The gaps stay closed until `open_gaps`, and all points count unless `count_only` says otherwise.

    Args:
        x: the x of the points.
        y: the y of the points.
        slope: of the line.
        intercept: the line's y at x = 0.
        x_range: the lowest and highest number from left to right.
        y_range: the lowest and highest number from bottom to top.
        width: of everything, in scene units.
        height: likewise.
        x_title: what is along the bottom.
        y_title: what goes up.
        radius: of a point, in scene units.

    Example:
        >>> fit = LineOnData([1, 2], [2, 1], 1.0, 0.0, x_range=(0, 3), y_range=(0, 3), width=4, height=3)
        >>> fit.set_line(0.0, 1.5).open_gaps().count_only([1]).line.intercept
        1.5
    """

    def __init__(
        self,
        x: ArrayLike,
        y: ArrayLike,
        slope: float,
        intercept: float,
        *,
        x_range: Range,
        y_range: Range,
        width: float,
        height: float,
        x_title: str | TypesetMobject | None = "$x$",
        y_title: str | TypesetMobject | None = "$y$",
        radius: float = 1.3 * DOT,
    ) -> None:
        super().__init__()
        self.axes = Axes2D(x_range, y_range, width=width, height=height, x_title=x_title, y_title=y_title)
        """The axes."""
        self.gaps = Residuals(self.axes, x, y, y)
        """The residuals of the points that count."""
        self.line = LineOnAxes(self.axes, slope, intercept)
        """The line."""
        self.dots = Scatter(self.axes, x, y, radius=radius)
        """The points."""
        self._open, self._weights = 0.0, np.ones(len(self.dots))
        self.add(self.axes, self.gaps, self.line, self.dots)

    @change
    def set_line(self, slope: float, intercept: float) -> Step:
        """Draw another line."""
        start = self.line.slope, self.line.intercept

        def step(share: float) -> None:
            self.line.set_line(*blend(start, [slope, intercept], share).tolist())
            self._fit()

        return step

    @change
    def set_data(self, x: ArrayLike, y: ArrayLike) -> Step:
        """Move the points: as many as before.

        Raises:
            ShapeError: if there are more or fewer.
        """
        start, goal = np.stack(self.dots.data), np.stack(as_pair(x, y))
        if goal.shape != start.shape:
            raise ShapeError(f"expected {start.shape[1]} points as before, got {goal.shape[1]}")

        def step(share: float) -> None:
            self.dots.set_data(*blend(start, goal, share))
            self._fit()

        return step

    @change
    def open_gaps(self, share: float = 1.0) -> Step:
        """Let the gaps grow from the points to the line, or a share of the way."""
        start = self._open

        def step(part: float) -> None:
            self._open = start + part * (share - start)
            self._fit()

        return step

    @change
    def count_only(self, kept: Sequence[int] | None = None) -> Step:
        """Let only some points count, or all again: the others are dimmed and have no gap.

        Args:
            kept: the numbers of the points that count; all of them if None.
        """
        start, goal = self._weights, np.ones(len(self.dots))
        if kept is not None:
            goal = np.isin(np.arange(len(self.dots)), kept).astype(float)

        def step(share: float) -> None:
            self._weights = blend(start, goal, share)
            for dot, weight in zip(self.dots, self._weights, strict=True):
                dot.set_opacity(_DIM + (1 - _DIM) * float(weight))
            self._fit()

        return step

    def _fit(self) -> None:
        """Measure the gaps between the points and the line."""
        x, y = self.dots.data
        gap = self.line.slope * x + self.line.intercept - y
        self.gaps.set_data(x, y, y + self._open * self._weights * gap)
