"""Shapes whose paint runs from one colour to another, drawn in a fraction of the time that Cairo takes.

Cairo says which pixels a shape covers, and how much of each; compiled code lays the colours on them, all at
once where Cairo does so row by row. Its arithmetic is Cairo's, so that the pixels are: gradient_blending.c.
"""

from collections.abc import Sequence
from typing import Any

import cairo
import numpy as np

from aimath.studio.camera.brushes import Color, Context, LineStyle, set_line_style
from aimath.studio.camera.regions import Pixels
from aimath.studio.raw_paths import path_appender

try:
    from aimath.studio.camera.gradient_blending import blend
except ImportError:
    # Where there was no compiler, Cairo does it all.
    IS_COMPILED = False
else:
    IS_COMPILED = True

_MASK_ALIGNMENT = 4
"""Bytes; rows of Cairo's masks begin at multiples of it."""


class MaskedGradients:
    """Lays gradients of two colours over pixels, along paths that lie ready in memory; it has to be compiled.

    Args:
        pixels: where to draw.
        matrix: what takes scene units to pixels, in Cairo's order; it must not turn anything.
    """

    def __init__(self, pixels: Pixels, matrix: Sequence[float]) -> None:
        height, width = pixels.shape[:2]
        self._pixels = pixels
        self._mask = np.zeros((height, -(-width // _MASK_ALIGNMENT) * _MASK_ALIGNMENT), dtype=np.uint8)
        rows, bytes_a_row = self._mask.reshape(-1).data, self._mask.shape[1]
        surface = cairo.ImageSurface.create_for_data(rows, cairo.Format.A8, width, height, bytes_a_row)
        self._context: Context = cairo.Context(surface)
        self._context.set_matrix(cairo.Matrix(*matrix))
        self._context.set_source_rgba(1, 1, 1, 1)
        self._append_path = path_appender(self._context)
        self._path = 0
        self._style: LineStyle = ()
        self._to_pixels = matrix[0], matrix[3], matrix[4], matrix[5]

    def fill(self, path: int, ends: Sequence[float], first: Color, last: Color) -> None:
        """Fill a path.

        Args:
            path: address of the `cairo_path_t`; it is not looked at again while the same one goes on.
            ends: x and y of both ends of the gradient, in scene units.
            first: the colour at the first end, and beyond.
            last: the colour at the last end, and beyond.
        """
        self._take(path)
        area = self._context.fill_extents()
        self._context.fill_preserve()
        self._blend(area, ends, first, last)

    def stroke(self, path: int, style: LineStyle, ends: Sequence[float], first: Color, last: Color) -> None:
        """Draw along a path in a line style; else as `fill` does."""
        self._take(path)
        if style != self._style:
            set_line_style(self._context, style)
            self._style = style
        area = self._context.stroke_extents()
        self._context.stroke_preserve()
        self._blend(area, ends, first, last)

    def _take(self, path: int) -> None:
        if path != self._path:
            self._context.new_path()
            self._append_path(path)
            self._path = path

    def _blend(self, area: Any, ends: Any, first: Any, last: Any) -> None:
        blend(self._pixels, self._mask, area, self._to_pixels, tuple(ends), tuple(first), tuple(last))
