"""The bar beside a heat map that says which colour is which number."""

import numpy as np
from manim import DOWN, RIGHT, UP, Line, Rectangle, VGroup

from aimath.errors import InputError
from aimath.stage.grids.cells import common_spec
from aimath.stage.grids.color_scale import ColorScale
from aimath.stage.lettering.live import LiveNumber
from aimath.stage.lettering.type_sizes import Size, em
from aimath.stage.theme import Role, theme_color

_STRIPS = 48


class ColorBar(VGroup):
    """A strip of all colours of a scale, with figures at its ends and at zero.

    Args:
        scale: the colours and what they mean.
        length: length in scene units.
        horizontal: whether it lies, low at the left, or stands, low at the bottom.
        spec: how the figures are written.

    Raises:
        InputError: if it is too short for its figures.

    Example:
        >>> bar = ColorBar(ColorScale.fitting([-2.0, 2.0]), length=3.0)
        >>> [number.figures[0].text for number in bar.numbers]
        ['−2', '0', '2']
    """

    def __init__(
        self, scale: ColorScale, *, length: float, horizontal: bool = False, spec: str | None = None
    ) -> None:
        super().__init__()
        type_size = em(Size.SMALL)
        if length < 3 * type_size:
            raise InputError(f"color bar: expected a length of at least {3 * type_size:.2f}, got {length:g}")
        ticks = [scale.low, scale.high]
        if scale.low < 0 < scale.high:
            ticks.insert(1, 0.0)
        spec = common_spec(ticks) if spec is None else spec
        along, aside = (RIGHT, DOWN) if horizontal else (UP, RIGHT)
        thickness = 0.5 * type_size
        self.strips = VGroup()
        for k in range(_STRIPS):
            strip = Rectangle(width=thickness, height=length / _STRIPS * 1.3, stroke_width=0, fill_opacity=1)
            strip.set_fill(scale.colors.hex(k / (_STRIPS - 1)))
            if horizontal:
                strip.rotate(np.pi / 2)
            self.strips.add(strip.shift(((k + 0.5) / _STRIPS - 0.5) * length * along))
        self.add(self.strips)
        self.numbers: list[LiveNumber] = []
        for value in ticks:
            at = (float(scale.share(value)) - 0.5) * length * along + 0.5 * thickness * aside
            tick = Line(at, at + 0.3 * thickness * aside, stroke_width=2, color=theme_color(Role.MUTED))
            number = LiveNumber(value, spec, size=Size.SMALL, role=Role.MUTED, weight="regular")
            number.next_to(tick, aside, buff=0.8 * thickness)
            self.numbers.append(number)
            self.add(tick, number)
        if not horizontal:
            right = max(float(number.get_right()[0]) for number in self.numbers)
            for number in self.numbers:
                number.shift((right - float(number.get_right()[0])) * RIGHT)
        self.center()
