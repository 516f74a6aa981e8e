"""A card with Python source and, beside or below it, what running it printed."""

import math
import textwrap
from collections.abc import Mapping
from typing import Literal

import numpy as np
from manim import DOWN, RIGHT, VGroup

from aimath.errors import InputError
from aimath.stage.changes import Step, change
from aimath.stage.code.code_panel import CodePanel, panel_size
from aimath.stage.code.code_text import code_colors, mono_glyphs, piece_color
from aimath.stage.code.syntax import highlight
from aimath.stage.colormaps import mix
from aimath.stage.lettering.type_sizes import Size, em
from aimath.stage.theme import Role, current_theme, theme_color

_BETWEEN = 0.4  # Space between source and output, in em of the code.
_PROMPT = "→"
_PROMPT_WIDTH = 2


class CodeCard(VGroup):
    r"""Source in a rounded card and its output in another, as large as fits.

    Args:
        source: Python source.
        output: what it printed; empty for none. Below the source, lines that do not fit in the smallest type
            are broken at spaces.
        width: the most room it may take.
        height: the most room it may take.
        names: names in the source that stand for something with a role, and take its colour.
        output_at: where the output stands: "below" or "beside" the source.
        output_role: whose colour the output takes, such as that of an error.
        line_numbers: whether lines are numbered.
        size: the largest type it may have.
        smallest: the smallest type it may have.

    Raises:
        InputError: if it does not fit even in the smallest type, or is not Python source.

    Example:
        >>> card = CodeCard("w = 0.5\nprint(2 * w)", "1.0", width=5.0, names={"w": "parameter"})
        >>> card.output, len(card.line(1))
        ('1.0', 5)
    """

    def __init__(
        self,
        source: str,
        output: str = "",
        *,
        width: float | None = None,
        height: float | None = None,
        names: Mapping[str, Role | str] | None = None,
        output_at: Literal["below", "beside"] = "below",
        output_role: Role | str = Role.TEXT,
        line_numbers: bool = False,
        size: Size | float = Size.LABEL,
        smallest: Size | float = Size.SMALL,
    ) -> None:
        super().__init__()
        self.source, self.output = source.strip("\n"), output.strip("\n")
        self.names = dict(names or {})
        """Names in the source that take the colour of a role."""
        theme = current_theme()
        lines = self.source.split("\n")
        printed = self.output.split("\n") if self.output else []
        if width is not None and output_at == "below":
            printed = _broken(printed, width / min(em(size), em(smallest)))
        self.printed = tuple(printed)
        """The lines of the output as they stand, broken where they were too long."""
        gutter = len(str(len(lines))) + 2 if line_numbers else 0
        rooms = [panel_size(len(lines), gutter + max(map(len, lines)))]
        if printed:
            rooms.append(panel_size(len(printed), _PROMPT_WIDTH + max(map(len, printed))))
        beside = output_at == "beside"
        self.type_size = _type_size(rooms, beside, width, height, em(size), min(em(size), em(smallest)))
        room = self.type_size * np.array(rooms)
        # Panels one below the other are equally wide, panels side by side equally high.
        room[:, 1 if beside else 0] = room.max(axis=0)[1 if beside else 0]
        self.code_panel = CodePanel(
            _code(self.source, self.names, gutter, self.type_size),
            width=room[0, 0],
            height=room[0, 1],
            size=self.type_size,
            fill=theme.surface,
            border=theme.grid,
        )
        self.add(self.code_panel)
        self.output_panel: CodePanel | None = None
        if printed:
            self.output_panel = CodePanel(
                _output(printed, self.type_size, theme_color(output_role)),
                width=room[1, 0],
                height=room[1, 1],
                size=self.type_size,
                fill=mix(theme.background, theme.surface, 0.25),
                border=theme.grid,
            )
            side = RIGHT if beside else DOWN
            self.add(self.output_panel.next_to(self.code_panel, side, buff=_BETWEEN * self.type_size))
        self.center()

    def line(self, number: int) -> VGroup:
        """Return the glyphs of a line of the source; the first line is 1, as in an editor.

        Raises:
            InputError: if there is no such line.
        """
        return self.code_panel.lines[self._index(number)]

    def output_line(self, number: int) -> VGroup:
        """Return the glyphs of a line of the output; the first line is 1.

        Raises:
            InputError: if there is no such line.
        """
        lines = self.output_panel.lines if self.output_panel is not None else []
        if not 1 <= number <= len(lines):
            raise InputError(f"output line: expected a number from 1 to {len(lines)}, got {number}")
        return lines[number - 1]

    @change
    def highlight_lines(
        self, first: int, last: int | None = None, *, role: Role | str = Role.HIGHLIGHT
    ) -> Step:
        """Lay a band behind a line, or behind all lines from first to last; it moves there from where it was.

        Raises:
            InputError: if there are no such lines.
        """
        start, end = self._index(first), self._index(first if last is None else last)
        return self.code_panel.bands.moved(self.code_panel.band(start, end, theme_color(role)))

    @change
    def clear_highlight(self) -> Step:
        """Take the band away."""
        return self.code_panel.bands.moved(None)

    def _index(self, number: int) -> int:
        count = len(self.code_panel.lines)
        if not 1 <= number <= count:
            raise InputError(f"line: expected a number from 1 to {count}, got {number}")
        return number - 1


def _type_size(
    rooms: list[tuple[float, float]],
    beside: bool,
    width: float | None,
    height: float | None,
    largest: float,
    smallest: float,
) -> float:
    widths, heights = zip(*rooms, strict=True)
    gap = _BETWEEN * (len(rooms) - 1)
    needed = (sum(widths) + gap, max(heights)) if beside else (max(widths), sum(heights) + gap)
    for room, given, what, remedy in (
        (needed[0], width, "wide", "break long lines, or give it more width"),
        (needed[1], height, "high", "shorten the snippet, or give it more height"),
    ):
        if given is not None and given < room * smallest - 1e-9:
            raise InputError(
                f"code card: expected at least {room * smallest:.2f} {what} for type of {smallest:.2f}, "
                f"got {given:g}; {remedy}"
            )
    fitting = (
        math.inf if width is None else width / needed[0],
        math.inf if height is None else height / needed[1],
    )
    return min(largest, *fitting)


def _code(source: str, names: Mapping[str, Role | str], gutter: int, size: float) -> list[VGroup]:
    colors = code_colors(names)
    lines: list[VGroup] = []
    for number, pieces in enumerate(highlight(source), start=1):
        line = VGroup()
        if gutter:
            line.add(*mono_glyphs(f"{number:>{gutter - 2}}", 0, theme_color(Role.MUTED), size))
        for piece in pieces:
            line.add(*mono_glyphs(piece.text, gutter + piece.start, piece_color(piece, colors), size))
        lines.append(line)
    return lines


def _broken(printed: list[str], width: float) -> list[str]:
    """Break lines that are longer than a panel of this width, in em, has room for."""
    empty, one = (panel_size(1, characters)[0] for characters in (_PROMPT_WIDTH, _PROMPT_WIDTH + 1))
    most = max(1, math.floor((width - empty) / (one - empty) + 1e-9))
    short = (textwrap.wrap(line, most) if len(line) > most else [line] for line in printed)
    return [piece for pieces in short for piece in pieces]


def _output(printed: list[str], size: float, color: str) -> list[VGroup]:
    lines = [mono_glyphs(text, _PROMPT_WIDTH, color, size) for text in printed]
    lines[0].add_to_back(*mono_glyphs(_PROMPT, 0, theme_color(Role.MUTED), size))
    return lines
