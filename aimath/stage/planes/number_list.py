"""A vector as a list of live numbers in brackets."""

from collections.abc import Callable, Sequence
from typing import Self

import numpy as np
from manim import RIGHT, UP, CapStyleType, LineJointType, VGroup, VMobject
from numpy.typing import ArrayLike

from aimath.errors import InputError, ShapeError
from aimath.stage.changes import Step, change
from aimath.stage.figures import figure
from aimath.stage.grids.cells import common_spec
from aimath.stage.lettering.live import LiveNumber
from aimath.stage.lettering.text import Words
from aimath.stage.lettering.type_sizes import Size, em
from aimath.stage.plots.board import blend
from aimath.stage.plots.paths import Points, circles, polygon, polyline
from aimath.stage.theme import Role, current_theme, theme_color

ORIENTATIONS = ("column", "row")

# Lengths in em of the numbers.
_CAP_HEIGHT = 0.73
_ROW = 1.3
_COMMA = 0.75
_PADDING = 0.3
_LIP = 0.2
_DOTS = 0.9
_DOT = 0.06

_PLATE = 0.95
_BETWEEN = 0.381966
"""How far a change has come when its numbers have as many decimals as ever."""


class NumberList(VGroup):
    """A list of numbers, as a column or as a row, that changes in place.

    Args:
        values: the numbers.
        orientation: "column" or "row".
        spec: how the numbers are written; empty for as few decimals as all of them need.
        decimals: the most decimals they may then have.
        colors: a colour for each entry, such as those of the components; else all take the role's.
        role: whose colour the entries take.
        size: size of the numbers.
        plate: whether a plate in the colour of the ground keeps grid lines from running through it.
        goes_on: whether three dots stand after the last number, for a list too long to be shown.
        steady: whether brackets keep the room that digits have taken; else they fit the numbers of now,
            as they must where somebody else's change sets these, whatever was shown before.

    Raises:
        InputError: if there is no such orientation, or not one colour for each entry.
        ShapeError: if the values are not a list of at least one number.

    Example:
        >>> numbers = NumberList([3, 1, 4])
        >>> [entry.figures[0].text for entry in numbers.set_values([3, 1, -4.5]).entries]
        ['3.0', '1.0', '−4.5']
    """

    def __init__(
        self,
        values: ArrayLike,
        *,
        orientation: str = "column",
        spec: str = "",
        decimals: int = 2,
        colors: Sequence[str] | None = None,
        role: Role | str = Role.TEXT,
        size: Size | float = Size.BODY,
        plate: bool = False,
        goes_on: bool = False,
        steady: bool = True,
    ) -> None:
        super().__init__()
        numbers = _checked(values)
        if orientation not in ORIENTATIONS:
            raise InputError(f"expected a list as {' or '.join(ORIENTATIONS)}, got {orientation!r}")
        if colors is not None and len(colors) != len(numbers):
            raise InputError(f"expected a colour for each of {len(numbers)} entries, got {len(colors)}")
        self._is_column, self._spec, self._em = orientation == "column", spec, em(size)
        self._values, self._decimals = numbers, decimals
        written = self._spec_of(numbers)
        self.entries = tuple(Entry(number, written, size=size, role=role, anchor=1) for number in numbers)
        """The live numbers."""
        for entry, color in zip(self.entries, colors or (), strict=False):
            entry.set_color(color)
        count = 0 if self._is_column else len(numbers) - (not goes_on)
        commas = tuple(Words(",", size=size, role=Role.MUTED) for _ in range(count))
        self._commas = VGroup(*commas)
        self._brackets = VMobject(
            stroke_color=theme_color(Role.MUTED),
            stroke_width=3.5,
            joint_type=LineJointType.MITER,
            cap_style=CapStyleType.BUTT,
        )
        self._plate = VMobject(
            stroke_width=0, fill_color=current_theme().background, fill_opacity=_PLATE if plate else 0
        )
        self._dots = VMobject(fill_color=theme_color(Role.MUTED), fill_opacity=1, stroke_width=0)
        self._goes_on, self._steady = goes_on, steady
        self.add(self._plate, self._brackets, self._commas, self._dots, *self.entries)
        self._rooms = np.zeros(len(numbers))
        self._made_height = self._em * _ROW * (len(numbers) + goes_on if self._is_column else 1)
        self._arrange(np.zeros(2), 1.0)

    @property
    def values(self) -> Points:
        """The numbers shown, before rounding."""
        return self._values

    @change
    def set_values(self, values: ArrayLike) -> Step:
        """Show other numbers, as many as before.

        Raises:
            ShapeError: if there are more or fewer.
        """
        start, goal = self._values, _checked(values)
        if goal.shape != start.shape:
            raise ShapeError(f"expected {len(start)} numbers, got {len(goal)}")
        taken, between = self._rooms, self._spec_of(blend(start, goal, _BETWEEN))

        def step(share: float) -> None:
            numbers = blend(start, goal, share)
            spec = self._spec_of(numbers)
            # Nothing here depends on which moments of a change are gone through.
            if spec == self._spec_of(start) and (share < 1 or spec == between):
                self._rooms = taken
            elif share < 1 or spec == between:
                self._rooms = self._rooms_of(start, spec)
            else:
                # Brackets that made room for decimals close again when these are gone.
                self._rooms = np.zeros(len(numbers))
            self._write(numbers, spec)

        return step

    @change
    def set_strengths(self, strengths: ArrayLike) -> Step:
        """Show each entry this strongly: 0 hides it, 1 shows it fully.

        Raises:
            ShapeError: if there is not one strength for each entry.
        """
        start, goal = np.array([entry.get_fill_opacity() for entry in self.entries]), _checked(strengths)
        if goal.shape != start.shape:
            raise ShapeError(f"expected {len(start)} strengths, got {len(goal)}")

        def step(share: float) -> None:
            for entry, strength in zip(self.entries, blend(start, goal, share), strict=True):
                entry.set_opacity(float(strength))

        return step

    def follow(self, numbers: Callable[[], ArrayLike]) -> Self:
        """Show at every moment what `numbers` returns, such as the components of an arrow being dragged."""
        self.add_updater(lambda shown: shown.set_values(numbers()), call_updater=True)
        return self

    def _spec_of(self, numbers: Points) -> str:
        return self._spec or common_spec(numbers, decimals=self._decimals)

    def _rooms_of(self, numbers: Points, spec: str) -> Points:
        """Return (n,) how wide numbers are, as the list was made."""
        pairs = zip(self.entries, numbers, strict=True)
        return np.array([entry.room_of(float(number), spec) for entry, number in pairs]) * self._em

    def _write(self, numbers: Points, spec: str) -> None:
        self._values = numbers
        before = [entry.figures[0].text for entry in self.entries]
        for entry, number in zip(self.entries, numbers, strict=True):
            entry.write(number, spec)
        if [entry.figures[0].text for entry in self.entries] != before:
            self._arrange(self._brackets.get_center()[:2], float(self._brackets.height) / self._made_height)

    def _arrange(self, center: Points, scaling: float) -> None:
        em_length = self._em * scaling
        # Room that was once taken is kept, so that brackets do not flutter around counting digits.
        widths = self._rooms_of(self._values, self.entries[0].figures[0].spec)
        self._rooms = np.maximum(self._rooms, widths) if self._steady else widths
        half_height = self._made_height * scaling / 2
        if self._is_column:
            width = float(self._rooms.max())
            edges = np.full(len(widths), widths.max() / 2)
            heights = half_height - (np.arange(len(widths)) + 0.5) * _ROW * em_length
        else:
            width = float(self._rooms.sum()) + _COMMA * self._em * (len(widths) - 1)
            width += (_COMMA + _DOTS) * self._em * self._goes_on
            edges = np.cumsum(self._rooms + _COMMA * self._em) - _COMMA * self._em - width / 2
            heights = np.zeros(len(widths))
        for entry, edge, height in zip(self.entries, edges, heights, strict=True):
            entry.shift((center[0] + edge * scaling - entry.right) * RIGHT)
            entry.align_baseline(float(center[1] + height - _CAP_HEIGHT / 2 * em_length))
        for comma, entry, edge in zip(self._commas, self.entries, edges, strict=False):
            comma.shift((center[0] + (edge + 0.12 * self._em) * scaling - comma.get_left()[0]) * RIGHT)
            comma.shift((entry.baseline + 0.12 * em_length - comma.get_top()[1]) * UP)
        if self._goes_on:
            self._draw_dots(center, width * scaling / 2, half_height, em_length)
        half = np.array([width * scaling / 2 + _PADDING * em_length, half_height])
        lip = np.array([half[0] - _LIP * em_length, half[1]])
        corners = half * [[-1, 1], [1, 1], [1, -1], [-1, -1]]
        self._plate.set_points(polygon(center + corners))
        left = [lip * [-1, 1], half * [-1, 1], half * [-1, -1], lip * [-1, -1]]
        right = [corner * [-1, 1] for corner in left]
        self._brackets.set_points(polyline(center + left))
        self._brackets.append_points(polyline(center + right))

    def _draw_dots(self, center: Points, half_width: float, half_height: float, em_length: float) -> None:
        """Draw the dots below the last number of a column, or to the right of the last one of a row."""
        apart = np.array([[0.0, 1.0] if self._is_column else [1.0, 0.0]]) * _DOTS / 3 * em_length
        middle = [0.0, _ROW / 2 * em_length - half_height]
        if not self._is_column:
            middle = [half_width - _DOTS / 2 * em_length, -0.25 * em_length]
        places = center + middle + apart * [[-1], [0], [1]]
        self._dots.set_points(circles(places, _DOT * em_length).reshape(-1, 3))


class Entry(LiveNumber):
    """A live number whose format can change, such as an entry of a list.

    Example:
        >>> Entry(3, ",.0f").write(2.5, ",.1f").figures[0].text
        '2.5'
    """

    @property
    def room(self) -> float:
        """How wide its digits are, by their room and not by their ink."""
        return self._room * self._unit()

    @property
    def right(self) -> float:
        """Where that room ends."""
        return self._start() + self.room

    def room_of(self, value: float, spec: str) -> float:
        """Return how wide the digits of a value would be, in em."""
        return sum(advance for _, advance in self._signs_of(figure(value, spec).text))

    def write(self, value: float, spec: str) -> Self:
        """Show another value, written like this."""
        self._spec = spec
        self._show(value)
        return self


def _checked(values: ArrayLike) -> Points:
    numbers = np.asarray(values, dtype=float)
    if numbers.ndim != 1 or not len(numbers):
        raise ShapeError(f"expected a list of numbers, got shape {numbers.shape}")
    return numbers
