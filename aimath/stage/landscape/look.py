"""How landscapes are coloured: the colours of heights in light and shadow, and the ink of lines."""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aimath.stage.colormaps import ColorMap, elevation, mix, parse_hex
from aimath.stage.space.projection import Values
from aimath.stage.theme import THEMES

Packed = NDArray[np.uint32]
"""Pixels as one number each."""

HEIGHTS = 1024
"""Rows of the table of colours."""
LIGHTS = 256
"""Columns of the table of colours."""
_LIGHT_KNOTS = 33


class Grade(NamedTuple):
    """What light, shadow and lines do to the colours on one ground."""

    shadow: str
    deepest: float
    brightest: float
    ink: str
    level: float
    rim: float


GRADES = {
    "dark": Grade("#050818", 0.72, 0.10, ink="#FFFFFF", level=0.34, rim=0.5),
    "light": Grade("#0E1740", 0.55, 0.08, ink="#0B1530", level=0.36, rim=0.5),
}


@dataclass(frozen=True)
class Look:
    """How a surface is coloured.

    Attributes:
        theme: name of the theme whose colours it takes.
        levels: (k,) heights between 0 and 1 of the level lines, rising.
        line_width: width of the level lines in pixels.
    """

    theme: str
    levels: tuple[float, ...]
    line_width: float


@cache
def colors_of(theme: str) -> Packed:
    """Return the colour of each height (rows) in each light (columns) as one long table of packed pixels."""
    grade, anchors = GRADES[theme], elevation(THEMES[theme]).anchors
    heights = np.linspace(0, 1, HEIGHTS)
    knots = []
    for light in np.linspace(-1, 1, _LIGHT_KNOTS):
        # Wrapped around the terminator, as light scattered by the sky is.
        lit = float(np.clip((light + 0.4) / 1.4, 0, 1))
        dark = round(grade.deepest * (1 - lit) ** 1.3, 4)
        shaded = ColorMap(tuple(mix(anchor, grade.shadow, dark) for anchor in anchors))(heights)
        knots.append(shaded * (1 + grade.brightest * lit**4))
    at = np.linspace(0, _LIGHT_KNOTS - 1, LIGHTS)
    low = np.minimum(at.astype(int), _LIGHT_KNOTS - 2)
    part = (at - low)[:, None, None]
    table = np.array(knots)
    table = table[low] * (1 - part) + table[low + 1] * part
    packed = np.full((HEIGHTS, LIGHTS, 4), 255, dtype=np.uint8)
    packed[..., :3] = np.clip(255 * table.transpose(1, 0, 2) + 0.5, 0, 255)
    return packed.view(np.uint32).ravel()


@cache
def nearest_level(levels: tuple[float, ...]) -> tuple[Values, Values]:
    """Return for each height of the colour table the nearest level, and how far away others are."""
    heights = np.linspace(0, 1, HEIGHTS)[:, None]
    found = np.array(levels)
    gap = np.diff(found, prepend=-1, append=2)
    nearest = np.abs(heights - found).argmin(axis=1)
    return found[nearest].astype(np.float32), np.minimum(gap[:-1], gap[1:])[nearest].astype(np.float32)


@cache
def ink_of(theme: str) -> Values:
    """Return (4, 1) the colour of lines: red, green, blue and opacity."""
    return (255 * np.append(parse_hex(GRADES[theme].ink), 1)).astype(np.float32)[:, None]
