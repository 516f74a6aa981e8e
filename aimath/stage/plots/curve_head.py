"""The head of a growing curve: a dot, with the curve's name and its latest value beside it."""

from typing import Self

import numpy as np
from manim import DOWN, RIGHT, VGroup, VMobject

from aimath.stage.figures import write_number
from aimath.stage.lettering.live import LiveNumber
from aimath.stage.lettering.reach import reach
from aimath.stage.lettering.text import Words
from aimath.stage.lettering.type_sizes import Size, em
from aimath.stage.plots.paths import Points, circles, segments
from aimath.stage.plots.ticks import text_width
from aimath.stage.theme import Role, current_theme, theme_color

HEAD_GAP = 0.2
"""Between the heads and their texts, in scene units."""

_DOT = 0.09
# Lengths in em.
_APART = 0.6
_CAP_HEIGHT = 0.73
_LINE = 1.2


class CurveHead(VGroup):
    """A dot, with a name and a live number beside it, and a thin line between them when they are apart.

    Args:
        name: of the curve; empty for none, and the number is larger then.
        values: all that the number will show, for which there must be room.
        role: whose colour it takes.
        spec: how the values are written.

    Example:
        >>> head = CurveHead("Adam", np.array([0.5, 0.25]), role="gradient", spec=".2f")
        >>> head.set_value(0.25).number.figures[0].text
        '0.25'
    """

    def __init__(self, name: str, values: Points, *, role: Role | str, spec: str) -> None:
        super().__init__()
        self.role, ground = role, current_theme().background
        self.dot = VMobject(fill_color=theme_color(role), fill_opacity=1, stroke_color=ground, stroke_width=2)
        """The end of the curve."""
        self.leader = VMobject(stroke_color=theme_color(role), stroke_width=1.5, stroke_opacity=0.6)
        """The thin line."""
        size = Size.SMALL if name else Size.LABEL
        self._em, self._stacked = em(size), False
        self.number = LiveNumber(float(values[0]), spec, size=size, role=role, weight="semibold")
        """The latest value."""
        self.name_label = Words(name, size=size, role=role) if name else None
        """The name, if there is one."""
        self._number_width = max(text_width(write_number(value, spec)) for value in values) * self._em
        self.text = VGroup(*(() if self.name_label is None else (self.name_label,)), self.number)
        self.add(self.leader, self.dot, self.text)
        if self.name_label is not None:
            self.number.next_to(self.name_label, RIGHT, buff=_APART * self._em)
            self.number.align_baseline(self.name_label.baseline)

    @property
    def text_width(self) -> float:
        """The most room that name and number take from left to right, as they were made."""
        name = float(self.name_label.width) if self.name_label is not None else 0.0
        if self._stacked or not name:
            return max(name, self._number_width)
        return name + _APART * self._em + self._number_width

    @property
    def text_height(self) -> float:
        """The room that they take from top to bottom, as they were made."""
        return _LINE * self._em * (2 if self._stacked else 1)

    def stack(self) -> Self:
        """Put the number below the name, where there is little room beside it."""
        if self.name_label is not None and not self._stacked:
            self._stacked = True
            self.number.shift((self.name_label.get_left()[0] - self.number.get_left()[0]) * RIGHT)
            self.number.shift(_LINE * self._em * DOWN)
        return self

    def set_value(self, value: float) -> Self:
        """Show another value."""
        self.number.set_value(float(value))
        return self

    def place(self, at: Points, left: float, height: float, scaling: float, *, dot: bool = True) -> Self:
        """Put it at the end of the curve.

        Args:
            at: the end of the curve.
            left: where the text begins.
            height: the middle of the text.
            scaling: how many times larger it is than it was made.
            dot: whether the end of the curve is in sight.
        """
        lines = [part.baseline for part in self.text if isinstance(part, LiveNumber | Words)]
        middle = (min(lines) + max(lines)) / 2 + _CAP_HEIGHT / 2 * self._em * scaling
        edge = reach(self.text, 0)[0]
        self.text.shift(np.array([left - edge, height - middle, 0.0]))
        self.dot.set_points(circles(at, _DOT * scaling)[0] if dot else np.zeros((0, 3)))
        gap = HEAD_GAP * scaling
        way = np.array([left - 0.3 * gap, height, 0.0]) - at
        length = float(np.linalg.norm(way))
        apart = dot and length > 1.5 * gap
        start = at + way / max(length, 1e-9) * _DOT * scaling
        self.leader.set_points(segments(start, at + way) if apart else np.zeros((0, 3)))
        return self
