"""Axes for graphs and data: thin, muted, with a few round numbers, and a range that can change live."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from manim import VGroup, VMobject

from aimath.stage.changes import Step
from aimath.stage.lettering.live import LiveNumber
from aimath.stage.lettering.text import TypesetMobject, Words
from aimath.stage.lettering.type_sizes import Size, em
from aimath.stage.plots.axis_ticks import CAP_HEIGHT, GAP, AxisTicks
from aimath.stage.plots.board import blend
from aimath.stage.plots.coordinates import Coordinates, Range, share
from aimath.stage.plots.paths import Points, segments
from aimath.stage.plots.ticks import Ticks, given_ticks, linear_ticks, log_ticks, text_width, tick_text
from aimath.stage.theme import Role, theme_color

_BETWEEN = 1.1
"""At least so far apart are two numbers, in em."""


@dataclass(frozen=True, eq=False)
class _Plan:
    """Which numbers stand along the two axes, and the room they and the titles take.

    Attributes:
        ticks: those along x, and along y.
        room: left and below, right and above, as a (2, 2) array in scene units.
    """

    ticks: tuple[Ticks, Ticks]
    room: Points


class Axes2D(Coordinates):
    """Two axes with numbers and titles, all within a width and a height.

    An axis runs through 0 where the other range has it inside, or else along the border. The numbers always
    stand along the left and lower border, so that no curve meets a number.

    Args:
        x_range: the lowest and highest number from left to right.
        y_range: the lowest and highest number from bottom to top.
        width: of everything, numbers and titles included, in scene units.
        height: likewise.
        x_title: what is along the bottom: words, or a typeset formula.
        y_title: what goes up; it stands level, above the axis.
        x_scale: "linear" or "log".
        y_scale: "linear" or "log".
        x_ticks: at most how many numbers, or which ones; 0 for none.
        y_ticks: likewise.
        grid: whether faint lines run from the numbers through the box.
        size: size of the numbers and titles.

    Raises:
        InputError: if a range is empty, not finite, or not above 0 on a log scale.

    Example:
        >>> axes = Axes2D((0, 10), (0, 1), width=5, height=3, x_title="step", y_title="loss")
        >>> axes.inside(5, 0.5), axes.inside(5, 2)
        (True, False)
    """

    def __init__(
        self,
        x_range: Range = (0.0, 1.0),
        y_range: Range = (0.0, 1.0),
        *,
        width: float,
        height: float,
        x_title: str | TypesetMobject | None = None,
        y_title: str | TypesetMobject | None = None,
        x_scale: str = "linear",
        y_scale: str = "linear",
        x_ticks: int | Sequence[float] = 6,
        y_ticks: int | Sequence[float] = 5,
        grid: bool = False,
        size: Size | float = Size.SMALL,
    ) -> None:
        super().__init__(x_range, y_range, width=width, height=height, x_scale=x_scale, y_scale=y_scale)
        self._wanted, self._size, self._em = (x_ticks, y_ticks), size, em(size)
        self._made_size = np.array([width, height])
        self._titles = tuple(_title(title, size, width) for title in (x_title, y_title))
        self._plan = self._planned(self._ranges, self._title_room())
        self._has_grid, self._fading = grid, VGroup()
        self._ticks = VGroup(*(self._row(axis, ticks) for axis, ticks in enumerate(self._plan.ticks)))
        self._lines = VMobject(stroke_color=theme_color(Role.MUTED), stroke_width=1.8)
        self.titles = VGroup(*(title for title in self._titles if title is not None))
        """The titles of the axes."""
        self.add(self._fading, self._ticks, self._lines, self.titles)
        self._draw(self._plan.room)
        self._place_titles()

    @property
    def numbers(self) -> tuple[LiveNumber | TypesetMobject, ...]:
        """The numbers to be seen along both axes."""
        labels = (label for ticks in _rows(self._ticks) for label in ticks.labels)
        return tuple(label for label in labels if label.get_fill_opacity() > 0)

    def _step_to(self, ranges: tuple[Range, Range]) -> Step:
        start, goal = self._scaled_ends(), self._scaled_ends(ranges)
        before, after = self._plan, self._planned(ranges, self._plan.room)
        old = _rows(self._ticks)
        new = [
            row if row.ticks == ticks else self._row(axis, ticks)
            for axis, (row, ticks) in enumerate(zip(old, after.ticks, strict=True))
        ]

        def step(share: float) -> None:
            self._ranges = ranges if share == 1 else self._unscaled(blend(start, goal, share))
            self._plan = after
            self._ticks.submobjects = list(new)
            self._fading.submobjects = [row for row in old if row not in new]
            for row in new:
                row.strength = 1.0 if row in old else share
            for row in _rows(self._fading):
                row.strength = 1 - share
            # What has faded is drawn once more before it goes: within a play, Manim goes on showing it.
            self._draw(blend(before.room, after.room, share))
            if share == 1:
                self._fading.submobjects = []
            super(Axes2D, self).redraw()

        return step

    def redraw(self) -> Self:
        """Draw the axes from their ranges, and whatever is drawn on them."""
        self._step_to(self._ranges)(1.0)
        return self

    def _draw(self, room: Points) -> None:
        outer = self._outer()
        self._set_frame(outer + self.scaling * room * [[1], [-1]], outer)
        zero = self.crossing
        starts, ends = np.array([[0, zero[1]], [zero[0], 0]]), np.array([[1, zero[1]], [zero[0], 1]])
        self._lines.set_points(segments(self.place(starts), self.place(ends)))
        for ticks in (*_rows(self._ticks), *_rows(self._fading)):
            ticks.draw(self, self.scaling * self._em)

    def _row(self, axis: int, ticks: Ticks) -> AxisTicks:
        return AxisTicks(axis, ticks, size=self._size, scaling=self.scaling, grid=self._has_grid)

    def _planned(self, ranges: tuple[Range, Range], room: Points) -> _Plan:
        """Return the numbers for these ranges; room that was once given is never taken back."""
        # Numbers take room, and room decides how many numbers fit: twice round settles it.
        for _ in range(2):
            inner = self._made_size - room.sum(axis=0)
            x, y = (self._choose(axis, ranges[axis], float(inner[axis])) for axis in (0, 1))
            need = self._title_room()
            if y.values:
                need[0, 0] = (GAP + max(_widths(y))) * self._em
                need[1, 1] = max(need[1, 1], CAP_HEIGHT / 2 * self._em)
            if x.values:
                along, half = share(x.values, ranges[0], self._scales[0]), np.array(_widths(x)) / 2 * self._em
                need[0, 0] = max(need[0, 0], float((half - along * inner[0]).max()))
                need[1, 0] = max(need[1, 0], float((half - (1 - along) * inner[0]).max()))
                need[0, 1] += (GAP + CAP_HEIGHT) * self._em
            room = np.maximum(room, need)
        return _Plan((x, y), room)

    def _choose(self, axis: int, ends: Range, length: float) -> Ticks:
        """Return as many ticks as are wanted and fit, for this range along this axis."""
        wanted = self._wanted[axis]
        if not isinstance(wanted, int):
            return given_ticks(wanted, *ends)
        find = log_ticks if self._scales[axis] == "log" else linear_ticks
        for count in range(wanted, 1, -1):
            ticks = find(*ends, count)
            if len(ticks.values) < 2:
                break
            extent = max(_widths(ticks)) + _BETWEEN if axis == 0 else CAP_HEIGHT + _BETWEEN
            spacing = np.diff(share(ticks.values, ends, self._scales[axis])).min() * length
            if spacing >= extent * self._em:
                return ticks
        return find(*ends, 2) if wanted else Ticks((), "")

    def _title_room(self) -> Points:
        room = np.zeros((2, 2))
        for side, title in zip(((0, 1), (1, 1)), self._titles, strict=True):
            if title is not None:
                room[side] = title.height + 0.8 * self._em
        return room

    def _place_titles(self) -> None:
        (left, bottom), (_, top) = self._outer()
        right, (x_title, y_title) = float(self._frame.points[3, 0]), self._titles
        if x_title is not None:
            x_title.move_to((right - x_title.width / 2, bottom + x_title.height / 2, 0))
        if y_title is not None:
            y_title.move_to((left + y_title.width / 2, top - y_title.height / 2, 0))


def _rows(group: VGroup) -> list[AxisTicks]:
    return [row for row in group if isinstance(row, AxisTicks)]


def _widths(ticks: Ticks) -> list[float]:
    """Return about how wide the numbers are, in em."""
    return [text_width(tick_text(value, ticks.spec)) for value in ticks.values]


def _title(title: str | TypesetMobject | None, size: Size | float, width: float) -> TypesetMobject | None:
    if isinstance(title, str):
        title = Words(title, size=size, role=Role.MUTED)
    if title is not None and title.width > width:
        title.scale_to_fit_width(width)
    return title
