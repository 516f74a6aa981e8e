"""A point read off the axes, by dashed lines."""

from typing import Self

import numpy as np
from manim import VMobject

from aimath.stage.changes import Step, change
from aimath.stage.plots.board import blend
from aimath.stage.plots.coordinates import Coordinates, OnAxes
from aimath.stage.plots.paths import circles, dashes
from aimath.stage.plots.scatter import DOT
from aimath.stage.theme import Role, current_theme, theme_color


class Guides(OnAxes):
    """A dot at a point, with dashed lines down to the x axis and across to the y axis.

    Args:
        axes: what it is drawn on.
        x: the point's x.
        y: the point's y.
        role: whose colour the dot takes.
        radius: of the dot, in scene units.

    Example:
        >>> from aimath.stage.plots.axes import Axes2D
        >>> guides = Guides(Axes2D((0, 4), (0, 4), width=3, height=3), 1, 2)
        >>> guides.set_point(3, 1).data
        (3.0, 1.0)
    """

    def __init__(
        self,
        axes: Coordinates,
        x: float,
        y: float,
        *,
        role: Role | str = Role.HIGHLIGHT,
        radius: float = 1.4 * DOT,
    ) -> None:
        super().__init__(axes)
        self._radius = radius
        self.lines = VMobject(stroke_color=theme_color(Role.MUTED), stroke_width=2.5)
        """The dashed lines."""
        self.dot = VMobject(
            fill_color=theme_color(role),
            fill_opacity=1,
            stroke_color=current_theme().background,
            stroke_width=2,
        )
        """The dot at the point."""
        self.add(self.lines, self.dot)
        self._x, self._y = float(x), float(y)
        self.redraw()

    @property
    def data(self) -> tuple[float, float]:
        """The point."""
        return self._x, self._y

    @change
    def set_point(self, x: float, y: float) -> Step:
        """Move to another point."""
        start = self.data

        def step(share: float) -> None:
            self._x, self._y = (float(number) for number in blend(start, [x, y], share))
            self.redraw()

        return step

    def redraw(self) -> Self:
        """Draw it again where the axes now are; outside the axes it does not show."""
        if not self.axes.inside(self._x, self._y):
            self.lines.set_points(np.zeros((0, 3)))
            self.dot.set_points(np.zeros((0, 3)))
            return self
        across, up = self.axes.shares(self._x, self._y)
        zero = self.axes.crossing
        point = self.axes.point(self._x, self._y)
        feet = self.axes.place(np.array([[across, zero[1]], [zero[0], up]]))
        self.lines.set_points(dashes(np.stack([point, point]), feet))
        self.dot.set_points(circles(point, self._radius * self.axes.scaling)[0])
        return self
