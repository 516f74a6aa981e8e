"""One number in a rounded cell: the piece that matrices and small pictures are made of."""

import re
from dataclasses import dataclass
from typing import Self

import numpy as np
from manim import Dot, ManimColor, VGroup
from numpy.typing import ArrayLike

from aimath.errors import InputError
from aimath.stage.changes import Step
from aimath.stage.colormaps import mix
from aimath.stage.figures import write_number
from aimath.stage.grids.rounded_box import RoundedBox
from aimath.stage.lettering.live import LiveNumber
from aimath.stage.lettering.text import Words
from aimath.stage.theme import Role, current_theme, theme_color

CAP_HEIGHT = 0.727
"""Height of a digit of the sans family, in em."""

ROUNDING = 0.13
"""Radius of a cell's corners, as a share of its smaller side."""

_DOT = 0.045


@dataclass(frozen=True)
class CellColors:
    """Colours of a cell at rest, and how far its fill turns to the colour of a highlight.

    Attributes:
        fill: inside.
        border: outline; a border in the colour of the fill does not show.
        ink: the number.
        accent: the highlight's colour where none is asked for.
        glow: share of the highlight's colour in the fill while the cell is highlighted.
    """

    fill: str
    border: str
    ink: str
    accent: str
    glow: float = 0.0


def role_colors(role: Role | str) -> CellColors:
    """Return the colours of a cell that holds a quantity of this role.

    Example:
        >>> role_colors("data").glow > 0
        True
    """
    theme, color = current_theme(), theme_color(role)
    return CellColors(
        fill=mix(theme.surface, color, 0.08),
        border=mix(theme.grid, color, 0.35),
        ink=theme_color(Role.TEXT),
        accent=color,
        glow=0.34 if theme.name == "dark" else 0.24,
    )


def common_spec(values: ArrayLike, *, decimals: int = 2) -> str:
    """Return the one number format that suits all values: no more decimals than they need.

    Args:
        values: the numbers.
        decimals: the most decimals there may be; large numbers have fewer.

    Example:
        >>> common_spec([2, -1, 3.0]), common_spec([0.5, 2]), common_spec([1 / 3, 20.0])
        (',.0f', ',.1f', ',.2f')
    """
    numbers = np.abs(np.asarray(values, dtype=float))
    most = max(0, min(decimals, 4 - len(f"{numbers.max(initial=0.0):.0f}")))
    for enough in range(most):
        if np.allclose(numbers, numbers.round(enough), rtol=0, atol=1e-9):
            return f",.{enough}f"
    return f",.{most}f"


def suitable_specs(values: ArrayLike) -> tuple[str, ...]:
    """Return the common format, and one that takes less room where that writes no number as 0.

    Example:
        >>> suitable_specs([0.25, 2.0]), suitable_specs([0.01, 2.0])
        ((',.2f', ',.1f'), (',.2f',))
    """
    spec = common_spec(values)
    numbers = np.abs(np.asarray(values, dtype=float))
    smallest = numbers[numbers > 0].min(initial=np.inf)
    return (spec, ",.1f") if spec == ",.2f" and smallest >= 0.05 else (spec,)


def widest_number(values: ArrayLike, spec: str) -> float:
    """Return the width of the longest written number, in em; all digits count as equally wide.

    Example:
        >>> widest_number([1, -10], ".0f") > widest_number([1, 2], ".0f")
        True
    """
    written = (write_number(value, spec) for value in np.ravel(np.asarray(values, dtype=float)))
    longest = max(written, key=len)
    return float(Words(re.sub(r"\d", "0", longest), size=1.0, weight="medium").width)


class Cell(VGroup):
    """A rounded cell with a number, which can be hidden, revealed, changed and highlighted.

    Args:
        value: the number it holds.
        spec: how the number is written.
        width: width in scene units.
        height: height in scene units.
        number_size: em of the number in scene units.
        colors: its colours at rest.
        shown: whether the number shows from the start.
        placeholder: whether a dot stands in for a hidden number.

    Example:
        >>> Cell(14.0, ".0f", width=1, height=1, number_size=0.4, colors=role_colors("data")).number.figures
        (Figure(text='14', value=14.0, spec='.0f'),)
    """

    def __init__(
        self,
        value: float,
        spec: str,
        *,
        width: float,
        height: float,
        number_size: float,
        colors: CellColors,
        shown: bool = True,
        placeholder: bool = False,
    ) -> None:
        super().__init__()
        self.value, self.spec, self.colors = value, spec, colors
        self._number_share = number_size / height
        self._accent: str | None = None
        self.box = RoundedBox(width=width, height=height, radius=ROUNDING * min(width, height))
        self._rest_width = 1.5 if colors.border != colors.fill else 0.0
        self.number: LiveNumber | None = None
        self.dot: Dot | None = None
        # What comes and goes has a group of its own after the box, or Manim would draw the box over it.
        self._content = VGroup()
        self.add(self.box, self._content)
        self._wear(*self._style())
        if placeholder and not shown:
            self.dot = Dot(radius=_DOT * height, color=theme_color(Role.MUTED)).move_to(self.box)
            self._content.add(self.dot)
        if shown:
            self.revealed(True)(1.0)

    @property
    def number_size(self) -> float:
        """The em of the number, at the size that the cell has now."""
        return float(self._number_share * self.box.height)

    def set_value(self, value: float) -> Self:
        """Hold another number; it shows only where the number is revealed."""
        self.value = float(value)
        if self.number is not None:
            self.number.set_value(self.value)
        return self

    def set_colors(self, colors: CellColors) -> Self:
        """Wear other colours at rest."""
        self.colors = colors
        self._wear(*self._style())
        if self.number is not None:
            self.number.set_color(colors.ink)
        return self

    def revealed(self, shown: bool) -> Step:
        """Return the step that shows the number in place of the dot, or takes it away again."""
        already = self.number is not None

        def step(share: float) -> None:
            there = share if shown else 1.0 - share
            if shown == already:
                return
            # The dot is gone before the number comes.
            of_number, of_dot = (there, 0.0) if self.dot is None else (2 * there - 1, 1 - 2 * there)
            if of_number <= 0:
                self._take_number_away()
            else:
                self._number_in_place().set_opacity(of_number)
            if self.dot is not None:
                self._content.remove(self.dot.set_opacity(max(0.0, of_dot)))
                if of_dot > 0:
                    self._content.add(self.dot.move_to(self.box))

        return step

    def highlighted(self, accent: str | None) -> Step:
        """Return the step that highlights the cell in a colour, or with None lets it rest."""
        before = self._accent
        if before == accent:
            return lambda share: None
        fill, border = ManimColor(self.box.get_fill_color()), ManimColor(self.box.get_stroke_color())
        width = self.box.get_stroke_width()

        def step(share: float) -> None:
            self._accent = accent if share > 0 else before
            to_fill, to_border, to_width = self._style()
            self._wear(
                fill.interpolate(ManimColor(to_fill), share),
                border.interpolate(ManimColor(to_border), share),
                width + share * (to_width - width),
            )

        return step

    def _style(self) -> tuple[str, str, float]:
        if self._accent is None:
            return self.colors.fill, self.colors.border, self._rest_width
        return mix(self.colors.fill, self._accent, self.colors.glow), self._accent, 4.0

    def _wear(self, fill: ManimColor | str, border: ManimColor | str, width: float) -> None:
        opacity = self.box.get_fill_opacity() or 1.0
        self.box.set_fill(fill, opacity).set_stroke(border, width, opacity)

    def _number_in_place(self) -> LiveNumber:
        if self.number is None:
            size = self.number_size
            self.number = LiveNumber(self.value, self.spec, size=size, anchor=0)
            self.number.set_color(self.colors.ink).move_to(self.box)
            self.number.align_baseline(float(self.box.get_center()[1]) - CAP_HEIGHT / 2 * size)
            self._content.add(self.number)
        return self.number

    def _take_number_away(self) -> None:
        if self.number is not None:
            self._content.remove(self.number.set_opacity(0))
            self.number = None


def check_index(index: int, count: int, what: str) -> int:
    """Return a row or column counted from 0, where a negative one counts from the end.

    Raises:
        InputError: if there is no such row or column.

    Example:
        >>> check_index(-1, 3, "row")
        2
    """
    if not -count <= index < count:
        raise InputError(f"{what}: expected a number from 0 to {count - 1}, got {index}")
    return index % count
