"""Data points on axes, and guides that read a point off the axes."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import VMobject
from numpy.typing import ArrayLike

from aimath.errors import ShapeError
from aimath.stage.coordinates import Coordinates, OnAxes
from aimath.stage.glide import Glide, animates
from aimath.stage.graph import as_pair
from aimath.stage.paths import Points, circles, dashes
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
        >>> from aimath.stage.axes import Axes2D
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
        self.set_data(x, y)

    @property
    def data(self) -> tuple[Points, Points]:
        """The x and y of the points."""
        return self._x, self._y

    def set_data(self, x: ArrayLike, y: ArrayLike) -> Self:
        """Move the points; dots are added or taken away at the end when there are more or fewer.

        Raises:
            ShapeError: if x and y differ in length, or there are more points than roles.
        """
        self._x, self._y = as_pair(x, y)
        count = len(self._x)
        self.submobjects = self.submobjects[:count]
        self.add(*(self._dot(index) for index in range(len(self.submobjects), count)))
        return self.redraw()

    @animates(set_data)
    def _animate_set_data(self, x: ArrayLike, y: ArrayLike, anim_args: dict[str, Any] | None = None) -> Glide:
        goal = np.stack(as_pair(x, y))
        if goal.shape[1] != len(self._x):
            raise ShapeError(f"expected as many points as there are now, {len(self._x)}, got {goal.shape[1]}")
        return Glide(self, lambda: np.stack(self.data), lambda data: self.set_data(*data), goal, anim_args)

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


class Guides(OnAxes):
    """A dot at a point, with dashed lines down to the x axis and across to the y axis.

    Args:
        axes: what it is drawn on.
        x: the point's x.
        y: the point's y.
        role: whose colour the dot takes.
        radius: of the dot, in scene units.

    Example:
        >>> from aimath.stage.axes import Axes2D
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
        self.set_point(x, y)

    @property
    def data(self) -> tuple[float, float]:
        """The point."""
        return self._x, self._y

    def set_point(self, x: float, y: float) -> Self:
        """Move to another point."""
        self._x, self._y = float(x), float(y)
        return self.redraw()

    @animates(set_point)
    def _animate_set_point(self, x: float, y: float, anim_args: dict[str, Any] | None = None) -> Glide:
        return Glide(self, lambda: self.data, lambda point: self.set_point(*point), [x, y], anim_args)

    def redraw(self) -> Self:
        """Draw it again where the axes now are; outside the axes it does not show."""
        if not self.axes.inside(self._x, self._y):
            self.lines.set_points(np.zeros((0, 3)))
            self.dot.set_points(np.zeros((0, 3)))
            return self
        across, up = self.axes.shares(self._x, self._y)
        zero = np.clip(np.nan_to_num(self.axes.shares(0, 0), neginf=0.0), 0, 1)
        point = self.axes.point(self._x, self._y)
        feet = self.axes.place(np.array([[across, zero[1]], [zero[0], up]]))
        self.lines.set_points(dashes(np.stack([point, point]), feet))
        self.dot.set_points(circles(point, self._radius * self.axes.scaling)[0])
        return self
