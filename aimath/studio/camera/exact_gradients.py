"""Which colour gradients compiled code may draw in Cairo's place, because the pixels come out the same."""

from collections.abc import Sequence
from functools import cache

import cairo
import numpy as np
from numpy.typing import NDArray

from aimath.studio.camera import masked_gradients
from aimath.studio.camera.brushes import line_gradient, set_line_style
from aimath.studio.camera.masked_gradients import MaskedGradients
from aimath.studio.camera.paths import addresses_of, cairo_paths
from aimath.studio.camera.regions import Boxes, Pixels
from aimath.studio.camera.shapes import Floats
from aimath.studio.raw_paths import path_appender

_LEAST_DIFFERENCE = 1e-4
"""Cairo knows colours to a 65536th, and takes another way where both ends have the same."""
_LEAST_OPACITY = 1 / 255
"""Cairo draws nothing below it."""
_FARTHEST = 8000.0
"""Scene units; beyond, Cairo takes another way, too."""
_LEAST_LENGTH = 1e-6
"""Scene units; Cairo takes another way where both ends are at one place."""
_LEAST_SCALE = 2.0
"""Pixels to a scene unit; Cairo takes another way if it is 1."""

_TRIALS = 16
_TRIAL_MATRIX = 135.0, 0.0, 0.0, -135.0, 80.0, 45.0
_TRIAL_STYLE = 0.02, cairo.LineJoin.MITER, cairo.LineCap.BUTT


def suits(
    matrix: Sequence[float], frame: tuple[int, int], boxes: Boxes, ends: Floats, firsts: Floats, lasts: Floats
) -> NDArray[np.bool_]:
    """Return (n,) which gradients of two colours `MaskedGradients` draws as Cairo would.

    Args:
        matrix: what takes scene units to pixels, in Cairo's order.
        frame: width and height in pixels.
        boxes: (n, 4) pixels that no paint goes beyond, cut at the edge of the frame.
        ends: (n, 4) x and y of both ends, in scene units.
        firsts: (n, 4) red, green, blue and opacity at the first end.
        lasts: (n, 4) the same at the last.
    """
    x_scale, *turning, y_scale = matrix[:4]
    if any(turning) or min(abs(x_scale), abs(y_scale)) < _LEAST_SCALE or not are_exact():
        return np.zeros(len(boxes), dtype=bool)
    within = (boxes[:, :2] > 0).all(axis=1) & (boxes[:, 2:] < frame).all(axis=1)
    differ = (np.abs(np.clip(firsts, 0, 1) - np.clip(lasts, 0, 1)) > _LEAST_DIFFERENCE).any(axis=1)
    seen = np.maximum(firsts[:, 3], lasts[:, 3]) > _LEAST_OPACITY
    apart = (np.abs(ends[:, 2:] - ends[:, :2]) > _LEAST_LENGTH).any(axis=1)
    return np.asarray(within & differ & seen & apart & (np.abs(ends) < _FARTHEST).all(axis=1))


@cache
def are_exact() -> bool:
    """Return whether the compiled code is there and draws what this machine's Cairo draws: it is tried."""
    if not masked_gradients.IS_COMPILED:
        return False
    by_cairo, by_mask = np.zeros((2, 90, 160, 4), dtype=np.uint8)
    rng = np.random.default_rng(0)
    corners = rng.uniform(-0.3, 0.3, (_TRIALS, 4, 2))
    ends, firsts, lasts = rng.uniform(-0.3, 0.3, (_TRIALS, 4)), *rng.uniform(0, 1, (2, _TRIALS, 4))
    weights = np.linspace(0, 1, 4)[:, np.newaxis]
    next_corners = np.roll(corners, -1, axis=1)
    sides = corners[:, :, np.newaxis] * (1 - weights) + next_corners[:, :, np.newaxis] * weights
    paths = cairo_paths(sides.reshape(-1, 2), np.full(_TRIALS, 16), np.full(_TRIALS, 1e-6))
    table, masked = paths.table(), MaskedGradients(by_mask, _TRIAL_MATRIX)
    for path, *paint in zip(addresses_of(table), ends.tolist(), firsts.tolist(), lasts.tolist(), strict=True):
        _draw_by_cairo(by_cairo, path, *paint)
        masked.fill(path, *paint)
        masked.stroke(path, _TRIAL_STYLE, *paint)
    return np.array_equal(by_cairo, by_mask)


def _draw_by_cairo(
    pixels: Pixels, path: int, ends: Sequence[float], first: Sequence[float], last: Sequence[float]
) -> None:
    height, width = pixels.shape[:2]
    surface = cairo.ImageSurface.create_for_data(pixels.reshape(-1).data, cairo.Format.ARGB32, width, height)
    context = cairo.Context(surface)
    context.set_matrix(cairo.Matrix(*_TRIAL_MATRIX))
    context.set_source(line_gradient(ends, (first, last)))
    path_appender(context)(path)
    context.fill_preserve()
    set_line_style(context, _TRIAL_STYLE)
    context.stroke()
