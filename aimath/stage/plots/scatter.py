"""Data points on axes."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import VMobject
from numpy.typing import ArrayLike

from aimath.errors import ShapeError
from aimath.stage.changes import Step, change
from aimath.stage.plots.board import blend
from aimath.stage.plots.coordinates import Coordinates, OnAxes
from aimath.stage.plots.graph import as_pair
from aimath.stage.plots.paths import Points, circles
from aimath.stage.theme import Role, current_theme, theme_color

DOT = 0.075
"""Radius of a data point in scene units."""


class Scatter(OnAxes):
    """Data points on axes: `scatter[i]` is the dot of point i. Dots outside the axes do not show.

    Args:
        axes: what they are drawn on.
        x: the x of the points.
        y: the y of the points.
        role: whose colour they take: one for all, or one for each.
        hollow: whether they are rings: one answer for all, or one for each. It tells two classes apart
            without colour.
        radius: of a dot, in scene units.

    Raises:
        ShapeError: if x and y, or the roles, differ in length.

    Example:
        >>> from aimath.stage.plots.axes import Axes2D
        >>> dots = Scatter(Axes2D((0, 4), (0, 4), width=3, height=3), [1, 2, 3], [1, 3, 9])
        >>> [dot.has_points() for dot in dots]
        [True, True, False]
    """

    def __init__(
        self,
        axes: Coordinates,
        x: ArrayLike,
        y: ArrayLike,
        *,
        role: Role | str | Sequence[Role | str] = Role.DATA,
        hollow: bool | Sequence[bool] = False,
        radius: float = DOT,
    ) -> None:
        super().__init__(axes)
        self._radius, self._role, self._hollow = radius, role, hollow
        self._x = self._y = np.zeros(0)
        self.set_data(x, y)

    @property
    def data(self) -> tuple[Points, Points]:
        """The x and y of the points."""
        return self._x, self._y

    @change
    def set_data(self, x: ArrayLike, y: ArrayLike) -> Step:
        """Move the points; at once, dots are added or taken away at the end when there are more or fewer.

        Raises:
            ShapeError: if x and y differ in length, or there are more points than roles.
        """
        start, goal = np.stack(self.data), np.stack(as_pair(x, y))

        def step(share: float) -> None:
            self._x, self._y = blend(start, goal, share)
            count = len(self._x)
            for dot in self.submobjects[count:]:
                # Within a play, Manim goes on showing what was taken out of a group.
                dot.points = np.zeros((0, 3))
            self.submobjects = self.submobjects[:count]
            self.add(*(self._dot(index) for index in range(len(self.submobjects), count)))
            self.redraw()

        return step

    def redraw(self) -> Self:
        """Draw them again where the axes now are."""
        inside = self.axes.inside(self._x, self._y) if len(self._x) else []
        centers = self.axes.place(np.nan_to_num(self.axes.shares(self._x, self._y)))
        outlines = circles(centers, self._radius * self.axes.scaling)
        for dot, outline, shown in zip(self, outlines, inside, strict=True):
            dot.set_points(outline if shown else np.zeros((0, 3)))
        return self

    def _dot(self, index: int) -> VMobject:
        color = theme_color(self._of(self._role, index))
        ground = current_theme().background
        if self._of(self._hollow, index):
            return VMobject(fill_color=ground, fill_opacity=1, stroke_color=color, stroke_width=3)
        # A rim in the colour of the ground keeps neighbours apart.
        return VMobject(fill_color=color, fill_opacity=1, stroke_color=ground, stroke_width=1.5)

    @staticmethod
    def _of(choice: Any, index: int) -> Any:
        if isinstance(choice, bool | str):
            return choice
        if index >= len(choice):
            raise ShapeError(f"expected one for each point, got {len(choice)} for more points: {choice}")
        return choice[index]
