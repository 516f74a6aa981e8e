"""How little paint stands out from what is behind it, and for whom."""

from dataclasses import dataclass

import numpy as np

from aimath.stage.color_vision import VISIONS, contrast, linear, luminance
from aimath.studio.camera.drawing import FILL, Drawing
from aimath.studio.camera.regions import Pixels
from aimath.studio.check.moment import Moment
from aimath.studio.check.shades import shades_of

Color = tuple[float, ...]
"""Red, green, blue and opacity, from 0 to 1."""


@dataclass(frozen=True)
class Weakest:
    """The lowest contrast that a paint has for anybody.

    Attributes:
        ratio: the contrast ratio.
        vision: a name in VISIONS; empty for most people.
    """

    ratio: float
    vision: str


def weakest_for(color: Color, behind: Pixels, least: float, share: float) -> Weakest | None:
    """Return the lowest contrast that a colour has for anybody, or None if that is enough.

    Args:
        color: red, green, blue and opacity, from 0 to 1.
        behind: (k, 4) the pixels that it is painted on.
        least: the contrast that is asked for.
        share: how much of these pixels may have less.
    """
    shades, counts = shades_of(behind)
    ground = shades / 255
    painted = linear(color[3] * np.array(color[:3]) + (1 - color[3]) * ground)
    ground = linear(ground)
    worst: Weakest | None = None
    for vision in VISIONS:
        ratios = contrast(luminance(painted, vision), luminance(ground, vision))
        low = counts[ratios < 0.99 * least].sum() / counts.sum()
        if low > share:
            # Of the pixels with too little contrast, the one in the middle.
            order = np.argsort(ratios)
            middle = np.searchsorted(np.cumsum(counts[order]), low * counts.sum() / 2)
            ratio = float(ratios[order][middle])
            if not vision:
                return Weakest(ratio, "")
            if worst is None or ratio < worst.ratio:
                worst = Weakest(ratio, vision)
    return worst


def colors_of(moment: Moment, piece: int) -> list[Color]:
    """Return red, green, blue and opacity of each layer of paint of a shape that leaves any, from 0 to 1."""
    number, place = moment.painting.places[piece]
    layer = moment.painting.layers[number]
    if not isinstance(layer, Drawing):
        return []
    found: list[Color] = []
    # A text is judged by its fill; a stroke behind it is its ground.
    for index in (0, 2, FILL):
        colors = layer.colors[index]
        if layer.visible[place, index]:
            start, count = colors.starts[place], colors.counts[place]
            found.append(tuple(colors.rows[start : start + count].mean(axis=0).tolist()))
    return found
