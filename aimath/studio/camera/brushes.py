"""What Cairo paints with: colour gradients and line styles."""

from collections.abc import Sequence
from functools import cache
from typing import TypeAlias

import cairo
import numpy as np

Color: TypeAlias = Sequence[float]
"""Red, green, blue and opacity."""

Context: TypeAlias = "cairo.Context[cairo.ImageSurface]"

LineStyle: TypeAlias = Sequence[float]
"""Width in scene units, and the numbers of Cairo's line join and line cap."""


def line_gradient(ends: Sequence[float], colors: Sequence[Color]) -> cairo.Gradient:
    """Return a gradient whose colours are evenly spaced.

    Args:
        ends: x and y of both ends.
        colors: from the first end to the last.
    """
    gradient = cairo.LinearGradient(*ends)
    for offset, (red, green, blue, opacity) in zip(_offsets(len(colors)), colors, strict=True):
        # Cairo's first byte is blue and its third is red, Manim's the other way round.
        gradient.add_color_stop_rgba(offset, blue, green, red, opacity)
    return gradient


def set_line_style(context: Context, style: LineStyle) -> None:
    """Let a context draw lines in a style."""
    width, join, cap = style
    context.set_line_width(width)
    context.set_line_join(cairo.LineJoin(int(join)))
    context.set_line_cap(cairo.LineCap(int(cap)))


@cache
def _offsets(count: int) -> tuple[float, ...]:
    return tuple(np.linspace(0, 1, count).tolist())
