"""A rounded panel that lines of code stand in."""

from collections.abc import Sequence

from manim import DOWN, LEFT, RIGHT, UP, VGroup, VMobject

from aimath.stage.code.code_text import character_width
from aimath.stage.colormaps import mix
from aimath.stage.grids.frames import Frames
from aimath.stage.grids.rounded_box import RoundedBox
from aimath.stage.theme import current_theme

# Distances in em of the code.
LINE = 1.5
_SIDE = 1.0
_ABOVE = 0.75
_ASCENT, _DESCENT = 0.78, 0.22
_RADIUS = 0.55
_BAND_ASIDE = 0.45

# As strong as text of any colour in front of it allows.
_BAND_SHARE = {"dark": 0.1, "light": 0.035}


def panel_size(lines: int, characters: int) -> tuple[float, float]:
    """Return width and height, in em, of a panel for so many lines of so many characters.

    Example:
        >>> wide, narrow = panel_size(2, 40), panel_size(2, 20)
        >>> wide[0] > narrow[0], wide[1] == narrow[1]
        (True, True)
    """
    width = characters * character_width() + 2 * _SIDE
    return width, 2 * _ABOVE + _ASCENT + _DESCENT + (lines - 1) * LINE


class CodePanel(VGroup):
    """Lines of glyphs in a rounded box, with a band that can be laid behind some of them.

    Args:
        lines: the glyphs of each line, the line's start standing on the origin's baseline.
        width: width in scene units.
        height: height in scene units.
        size: em in scene units.
        fill: colour inside.
        border: colour of the outline.
    """

    def __init__(
        self, lines: Sequence[VGroup], *, width: float, height: float, size: float, fill: str, border: str
    ) -> None:
        super().__init__()
        self.box = RoundedBox(width=width, height=height, radius=_RADIUS * size)
        self.box.set_fill(fill, 1).set_stroke(border, width=1.5)
        self.bands = Frames()
        self.lines = list(lines)
        self._fill = fill
        self._made_width, self._size = width, size
        corner = self.box.get_corner(UP + LEFT)
        for k, line in enumerate(self.lines):
            line.shift(corner + size * (_SIDE * RIGHT + (_ABOVE + _ASCENT + k * LINE) * DOWN))
        self.add(self.box, self.bands, *self.lines)

    def band(self, first: int, last: int, color: str) -> VMobject:
        """Return the band that lies behind the lines from first to last, counted from 0."""
        em_now = self._size * float(self.box.width) / self._made_width
        width = float(self.box.width) - 2 * (_SIDE - _BAND_ASIDE) * em_now
        height = (last - first + 1) * LINE * em_now
        band = RoundedBox(width=width, height=height, radius=0.3 * em_now)
        band.set_stroke(color, width=1.5, opacity=0.5)
        middle = (_ABOVE + (_ASCENT + _DESCENT) / 2 + (first + last) / 2 * LINE) * em_now
        band.move_to(self.box.get_top() + middle * DOWN)
        return band.set_fill(mix(self._fill, color, _BAND_SHARE[current_theme().name]), 1)
