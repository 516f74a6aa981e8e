"""Colour, light and level lines of a landscape."""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aimath.stage.colormaps import ColorMap, elevation, mix, parse_hex
from aimath.stage.landscape.height_field import HeightField
from aimath.stage.landscape.raycast import Hits, Indices
from aimath.stage.space.projection import Values, View
from aimath.stage.theme import THEMES

Pixels = NDArray[np.uint8]

_HEIGHTS, _LIGHTS, _LIGHT_KNOTS = 1024, 256, 33
_RIM = 0.04


class _Grade(NamedTuple):
    """What light, shadow and lines do to the colours on one ground."""

    shadow: str
    deepest: float
    brightest: float
    ink: str
    level: float
    rim: float


_GRADES = {
    "dark": _Grade("#050818", 0.72, 0.10, ink="#FFFFFF", level=0.34, rim=0.5),
    "light": _Grade("#0E1740", 0.55, 0.08, ink="#0B1530", level=0.36, rim=0.5),
}


class _Seen(NamedTuple):
    """How points of the surface lie towards the eye.

    Attributes:
        right: slope to the right.
        away: slope away from the eye.
        lean: how far the ray runs to the right for each step away.
        ground: how much the picture rises for each step away on level ground.
        lift: the same on the surface; below 0, its underside shows.
        size: how much smaller than in the middle things are drawn.
    """

    right: Values
    away: Values
    lean: Values
    ground: Values
    lift: Values
    size: Values

    def part(self, chosen: Indices) -> "_Seen":
        return _Seen(*(values[chosen] for values in self))


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


def shade(hits: Hits, field: HeightField, view: View, look: Look, scale: float) -> Pixels:
    """Return the colours (k, 4) of points of a surface: red, green, blue, and an opacity of 255.

    Light comes from the upper left of the camera, so that it stays while the landscape turns.

    Args:
        hits: the points.
        field: the surface that they are points of.
        view: from where they are seen.
        look: colours and lines.
        scale: pixels to a unit of the picture plane.
    """
    slope = field.slope(hits.across, hits.along)
    right, away = view.turned(slope[:, 0], slope[:, 1])
    lean = view.convergence * hits.picture_across
    ground = view.flattening - view.convergence * hits.picture_up
    lift = ground + view.uprightness * (away + lean * right)
    size = 1 + view.convergence * hits.depth
    seen = _Seen(right, away, lean, ground, lift, size)
    height = (hits.share * (_HEIGHTS - 1) + 0.5).astype(np.intp)
    colors = _colors(look.theme).take(height * _LIGHTS + _light(seen, view)).view(np.uint8).reshape(-1, 4)
    if look.levels:
        _draw_levels(colors, hits.share, height, seen, view, look, scale)
    _draw_rim(colors, hits, seen, view, look, scale)
    return colors


def _light(seen: _Seen, view: View) -> Indices:
    """Return the column of the colour table for the light that falls on each point."""
    right, away = view.height * seen.right, view.height * seen.away
    light = (0.55 * right + 0.40 * away + 0.75) / np.sqrt(1 + right * right + away * away)
    light = np.where(seen.lift < 0, -0.75 * light - 0.2, light)
    column = np.clip((light + 1) * ((_LIGHTS - 1) / 2) + 0.5, 0, _LIGHTS - 1)
    return np.asarray(column, dtype=np.intp)


def _per_pixel(right: Values, away: Values, seen: _Seen, view: View, scale: float) -> Values:
    """Return by how much a quantity changes from pixel to pixel, from its slopes on the ground."""
    rise = view.uprightness
    sideways = right * (seen.ground + rise * seen.away) - away * (rise * seen.right)
    upwards = right * seen.lean + away
    change = np.sqrt(sideways * sideways + upwards * upwards) * seen.size
    return np.asarray(change / (np.abs(seen.lift) * scale + 1e-6) + 1e-7)


def _draw_levels(
    colors: Pixels, share: Values, height: Indices, seen: _Seen, view: View, look: Look, scale: float
) -> None:
    """Draw the level lines; where they would run together, they fade."""
    per_pixel = _per_pixel(seen.right, seen.away, seen, view, scale)
    level, gap = _nearest_level(look.levels)
    reach = (look.line_width + 1) / 2
    away = np.abs(share - level.take(height)) / per_pixel
    near = np.flatnonzero(away < reach)
    room = gap.take(height[near]) / per_pixel[near]
    cover = np.clip(reach - away[near], 0, 1) * np.clip((room - 2.5) / 5, 0, 1)
    _ink(colors, near, cover * _GRADES[look.theme].level, look)


def _draw_rim(colors: Pixels, hits: Hits, seen: _Seen, view: View, look: Look, scale: float) -> None:
    """Draw the border of the surface."""
    for axis, coordinate in enumerate((hits.across, hits.along)):
        near = np.flatnonzero(np.abs(coordinate) > 1 - _RIM)
        right, away = view.turned(np.float32(axis == 0), np.float32(axis == 1))
        per_pixel = _per_pixel(right, away, seen.part(near), view, scale)
        cover = np.clip(1.5 * look.line_width + 0.5 - (1 - np.abs(coordinate[near])) / per_pixel, 0, 1)
        _ink(colors, near, cover * _GRADES[look.theme].rim, look)


def _ink(colors: Pixels, chosen: Indices, cover: Values, look: Look) -> None:
    ink = (255 * parse_hex(_GRADES[look.theme].ink)).astype(np.float32)
    plain = colors[chosen, :3]
    colors[chosen, :3] = plain + (ink - plain) * cover[:, None] + 0.5


@cache
def _nearest_level(levels: tuple[float, ...]) -> tuple[Values, Values]:
    """Return for each height of the colour table the nearest level, and how far away others are."""
    heights = np.linspace(0, 1, _HEIGHTS)[:, None]
    found = np.array(levels)
    gap = np.diff(found, prepend=-1, append=2)
    nearest = np.abs(heights - found).argmin(axis=1)
    return found[nearest].astype(np.float32), np.minimum(gap[:-1], gap[1:])[nearest].astype(np.float32)


@cache
def _colors(theme: str) -> NDArray[np.uint32]:
    """Return the colour of each height (rows) in each light (columns) as one long table of packed pixels."""
    grade, anchors = _GRADES[theme], elevation(THEMES[theme]).anchors
    heights = np.linspace(0, 1, _HEIGHTS)
    knots = []
    for light in np.linspace(-1, 1, _LIGHT_KNOTS):
        # Wrapped around the terminator, as light scattered by the sky is.
        lit = float(np.clip((light + 0.4) / 1.4, 0, 1))
        dark = round(grade.deepest * (1 - lit) ** 1.3, 4)
        shaded = ColorMap(tuple(mix(anchor, grade.shadow, dark) for anchor in anchors))(heights)
        knots.append(shaded * (1 + grade.brightest * lit**4))
    at = np.linspace(0, _LIGHT_KNOTS - 1, _LIGHTS)
    low = np.minimum(at.astype(int), _LIGHT_KNOTS - 2)
    part = (at - low)[:, None, None]
    table = np.array(knots)
    table = table[low] * (1 - part) + table[low + 1] * part
    packed = np.full((_HEIGHTS, _LIGHTS, 4), 255, dtype=np.uint8)
    packed[..., :3] = np.clip(255 * table.transpose(1, 0, 2) + 0.5, 0, 255)
    return packed.view(np.uint32).ravel()
