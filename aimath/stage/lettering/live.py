"""Numbers that count on screen without being typeset again."""

from functools import cache

import numpy as np
from manim import RIGHT, UP, VGroup

from aimath.stage.changes import DIGITS, Step, change
from aimath.stage.figures import Figure, Number, figure, plain
from aimath.stage.lettering.reach import reach
from aimath.stage.lettering.text import Glyph, TypesetMobject
from aimath.stage.lettering.type_sizes import Size, em
from aimath.stage.lettering.typeset import Points, quote, typeset
from aimath.stage.theme import MONO, SANS, Role, theme_color

_SIGNS = "0123456789.,%+−×∞⁻⁰¹²³⁴⁵⁶⁷⁸⁹abcdefghijklmnopqrstuvwxyz "


class LiveNumber(VGroup):
    """A number whose digits change in place, all of one width.

    Args:
        value: what it shows first.
        spec: how it is rounded: Python's format specification; empty for three significant figures.
        size: size of type.
        role: whose colour it takes.
        weight: "regular", "medium", "semibold" or "bold".
        mono: whether it is set in the mono family.
        anchor: which side stays put when the width changes: -1 the left, 0 the middle, 1 the right.

    Example:
        >>> loss = LiveNumber(0.25, ".2f")
        >>> loss.set_value(0.125).figures[0].text
        '0.12'
    """

    def __init__(
        self,
        value: Number,
        spec: str = "",
        *,
        size: Size | float = Size.BODY,
        role: Role | str = Role.TEXT,
        weight: str = "medium",
        mono: bool = False,
        anchor: float = -1,
    ) -> None:
        super().__init__()
        self._spec = spec
        self._face = MONO if mono else SANS, weight
        self._anchor = anchor
        self._figure = figure(value, spec)
        self._placed = self._arranged()
        self.add(Glyph(self._placed[0], 0.0, theme_color(role)))
        self._write(np.zeros(3), em(size))
        self.center()

    @property
    def value(self) -> Number:
        """The value shown, before rounding."""
        return self._figure.value

    @property
    def figures(self) -> tuple[Figure, ...]:
        """What is shown now, with its value."""
        return (self._figure,)

    @property
    def outlines(self) -> tuple[Points, ...]:
        """What each sign looks like as it was set, in em."""
        return tuple(self._placed)

    @property
    def baseline(self) -> float:
        """The height of the line that the digits stand on."""
        return next(glyph for glyph in self if isinstance(glyph, Glyph)).baseline

    @change
    def set_value(self, value: Number) -> Step:
        """Show another value, in the same place; through `.animate` it counts there."""
        return self.counting_to(value)

    def counting_to(self, value: Number) -> Step:
        """Return the step that counts from the value shown now to another; whole numbers stay whole."""
        start, goal = self.value, plain(value)
        whole = isinstance(start, int) and isinstance(goal, int)

        def step(share: float) -> None:
            now = goal if share == 1 else start + share * (goal - start)
            self._show(round(now) if whole else now)

        return step

    def _show(self, value: Number) -> None:
        new = figure(value, self._spec)
        changed, self._figure = new.text != self._figure.text, new
        if not changed:
            return
        unit = round(self._unit(), DIGITS)
        kept = round(self._start() + (self._anchor + 1) / 2 * self._room * unit, DIGITS)
        baseline = round(self.baseline, DIGITS)
        self._placed = self._arranged()
        start = kept - (self._anchor + 1) / 2 * self._room * unit
        self._write(np.array([start, baseline, 0.0]), unit)

    def align_baseline(self, other: "float | LiveNumber | TypesetMobject") -> "LiveNumber":
        """Move up or down until the digits stand on the same line as `other`."""
        height = float(other) if isinstance(other, int | float) else other.baseline
        self.shift((height - self.baseline) * UP)
        return self

    def _unit(self) -> float:
        """Return how high an em is on screen."""
        height = float(np.ptp(_anchors(self._placed[0])[:, 1]))
        low, high = reach(self.submobjects[0], 1)
        return (high - low) / max(height, 1e-9)

    def _start(self) -> float:
        """Return where the room of the first sign begins; its ink begins a little later."""
        left = float(_anchors(self._placed[0])[:, 0].min())
        return reach(self.submobjects[0], 0)[0] - left * self._unit()

    def _arranged(self) -> list[Points]:
        """Return the signs with ink, and note how much room all take."""
        placed: list[Points] = []
        at = 0.0
        for points, advance in self._signs_of(self._figure.text):
            if len(points):
                placed.append(points + at * RIGHT)
            at += advance
        self._room = at
        return placed

    def _signs_of(self, text: str) -> list[tuple[Points, float]]:
        """Return the outline of each sign, standing at the origin, and how much room it takes, in em."""
        signs = _signs(*self._face)
        return [signs[sign] for sign in text]

    def _write(self, origin: Points, unit: float) -> None:
        """Give the glyphs their shapes; they stay the same objects, so that a play under way draws them."""
        while len(self.submobjects) < len(self._placed):
            self.add(self.submobjects[0].copy())
        for glyph, placed in zip(self.submobjects, self._placed, strict=False):
            assert isinstance(glyph, Glyph)
            glyph.set_outline(origin + unit * placed, float(origin[1]))
        for unused in self.submobjects[len(self._placed) :]:
            unused.set_points(np.zeros((0, 3)))


def _anchors(points: Points) -> Points:
    """Return the points that curves go through: Manim measures by these, not by the handles."""
    return np.concatenate([points[0::4], points[3::4]])


@cache
def _signs(family: str, weight: str) -> dict[str, tuple[Points, float]]:
    """Return for each sign its outline standing at the origin, and how far the next one is."""
    preamble = f'#set text(font: "{family}", weight: "{weight}", features: ("tnum",))'
    bar = typeset(quote("|"), (), preamble)
    left = float(bar.outlines[0].points[:, 0].min())
    signs: dict[str, tuple[Points, float]] = {}
    for sign in _SIGNS:
        # A bar after the sign tells its advance width, which its ink alone does not.
        text = typeset(quote(f"{sign}|"), (), preamble)
        advance = float(text.outlines[-1].points[:, 0].min()) - left
        points = text.outlines[0].points.copy() if len(text.outlines) > 1 else np.zeros((0, 3))
        if len(points):
            points[:, 1] -= text.outlines[0].baseline
        signs[sign] = (points, advance)
    return signs
