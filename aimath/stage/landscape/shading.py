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
Packed = NDArray[np.uint32]
"""Pixels as one number each."""

_HEIGHTS, _LIGHTS, _LIGHT_KNOTS = 1024, 256, 33
_RIM = 0.04
_FARTHEST = 1.5
"""Depth behind the middle of the ground that nothing reaches."""
_ALMOST_NOTHING = np.float32(1e-4)


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
        ground: how much the picture rises for each step away on level ground.
        slant: slope along the ray, which runs a little to the right as it goes away.
        lift: how much the picture rises for each step away on the surface; below 0, its underside shows.
    """

    right: Values
    away: Values
    ground: Values
    slant: Values
    lift: Values


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


def shade(hits: Hits, field: HeightField, view: View, look: Look, scale: float) -> Packed:
    """Return the colours of points of a surface, in the shape of their heights.

    Light comes from the upper left of the camera, so that it stays while the landscape turns.

    Args:
        hits: the points.
        field: the surface that they are points of.
        view: from where they are seen.
        look: colours and lines.
        scale: pixels to a unit of the picture plane.
    """
    right, away = view.turned(*field.slope(hits.across, hits.along))
    slant = view.convergence * hits.picture_across * right
    slant += away
    ground = view.flattening - view.convergence * hits.picture_up
    lift = view.uprightness * slant
    lift += ground
    seen = _Seen(right, away, ground, slant, lift)
    height = (hits.share * (_HEIGHTS - 1) + np.float32(0.5)).astype(np.int32)
    colors = _colors(look.theme).take(height * _LIGHTS + _light(seen, view), mode="clip")
    if look.levels:
        _draw_levels(colors, hits, height, seen, view, look, scale)
    _draw_rim(colors, hits, seen, view, look, scale)
    return np.asarray(colors)


def _light(seen: _Seen, view: View) -> NDArray[np.int32]:
    """Return the column of the colour table for the light that falls on each point."""
    light = 0.55 * view.height * seen.right
    light += 0.40 * view.height * seen.away
    light += np.float32(0.75)
    steepness = seen.right * seen.right
    steepness += seen.away * seen.away
    steepness *= np.float32(view.height * view.height)
    steepness += 1
    light /= np.sqrt(steepness, out=steepness)
    underside = np.flatnonzero(seen.lift < 0)
    if len(underside):
        below = light.take(underside)
        light.put(underside, -0.75 * below - 0.2)
    light *= np.float32((_LIGHTS - 1) / 2)
    light += np.float32(_LIGHTS / 2)
    return np.asarray(np.clip(light, 0, _LIGHTS - 1, out=light).astype(np.int32))


def _draw_levels(
    colors: Packed, hits: Hits, height: NDArray[np.int32], seen: _Seen, view: View, look: Look, scale: float
) -> None:
    """Draw the level lines; where they would run together, they fade."""
    level, gap = _nearest_level(look.levels)
    reach = (look.line_width + 1) / 2
    off = hits.share - level.take(height, mode="clip")
    change = seen.right * seen.ground
    change *= change
    change += seen.slant * seen.slant
    # Squares spare roots, and the size of what is nearest stands for all sizes: this only finds who is asked.
    bound = change * np.float32((1.02 * reach * (1 + view.convergence * _FARTHEST)) ** 2)
    bound += _ALMOST_NOTHING
    steps = seen.lift * np.float32(scale)
    steps *= off
    steps *= steps
    at = np.flatnonzero(steps <= bound)
    size = 1 + view.convergence * hits.depth.take(at)
    per_pixel = _per_pixel(np.sqrt(change.take(at)) * size, seen.lift.take(at), scale)
    room = gap.take(height.take(at), mode="clip") / per_pixel
    cover = np.clip(reach - np.abs(off.take(at)) / per_pixel, 0, 1) * np.clip((room - 2.5) / 5, 0, 1)
    _ink(colors, at, cover * _GRADES[look.theme].level, look)


def _draw_rim(colors: Packed, hits: Hits, seen: _Seen, view: View, look: Look, scale: float) -> None:
    """Draw the border of the surface."""
    outermost = np.maximum(np.abs(hits.across), np.abs(hits.along))
    at = np.flatnonzero(outermost > 1 - _RIM)
    if not len(at):
        return
    ground = _taken(seen.ground, outermost.shape, at)
    lean = _taken(view.convergence * hits.picture_across, outermost.shape, at)
    lift, size = seen.lift.take(at), 1 + view.convergence * hits.depth.take(at)
    tilt = ground + view.uprightness * seen.away.take(at)
    turn = view.uprightness * seen.right.take(at)
    for axis, coordinate in enumerate((hits.across, hits.along)):
        right, away = view.turned(np.float32(axis == 0), np.float32(axis == 1))
        sideways, upwards = right * tilt - away * turn, right * lean + away
        per_pixel = _per_pixel(np.sqrt(sideways * sideways + upwards * upwards) * size, lift, scale)
        inside = 1 - np.abs(coordinate.take(at))
        cover = np.clip(1.5 * look.line_width + 0.5 - inside / per_pixel, 0, 1) * (inside < _RIM)
        _ink(colors, at, cover * _GRADES[look.theme].rim, look)


def _taken(values: Values, shape: tuple[int, ...], at: Indices) -> Values:
    """Return some of the values, as if these had the shape of what they belong to."""
    if values.shape == shape:
        return values.take(at)
    # One for each row or for each column.
    column, row = np.divmod(at, shape[-1])
    return values.take(row if values.shape[-1] == shape[-1] else column)


def _per_pixel(change: Values, lift: Values, scale: float) -> Values:
    """Return by how much a quantity changes from pixel to pixel, from its slope across and along the rays."""
    return np.asarray(change / (np.abs(lift) * scale + 1e-6) + 1e-7)


def _ink(colors: Packed, at: Indices, cover: Values, look: Look) -> None:
    covered = np.flatnonzero(cover > 0)
    at, cover = at.take(covered), cover.take(covered)
    ink = _ink_of(look.theme)
    # Channel by channel: long rows are worked through faster than many of four numbers.
    channels = colors.take(at).view(np.uint8).reshape(-1, 4).T.astype(np.float32, order="C")
    difference = ink - channels
    difference *= cover
    channels += difference
    channels += 0.5
    mixed = np.empty((len(at), 4), dtype=np.uint8)
    np.copyto(mixed.T, channels, casting="unsafe")
    colors.put(at, mixed.view(np.uint32))


@cache
def _ink_of(theme: str) -> Values:
    """Return (4, 1) the colour of lines: red, green, blue and opacity."""
    return (255 * np.append(parse_hex(_GRADES[theme].ink), 1)).astype(np.float32)[:, None]


@cache
def _nearest_level(levels: tuple[float, ...]) -> tuple[Values, Values]:
    """Return for each height of the colour table the nearest level, and how far away others are."""
    heights = np.linspace(0, 1, _HEIGHTS)[:, None]
    found = np.array(levels)
    gap = np.diff(found, prepend=-1, append=2)
    nearest = np.abs(heights - found).argmin(axis=1)
    return found[nearest].astype(np.float32), np.minimum(gap[:-1], gap[1:])[nearest].astype(np.float32)


@cache
def _colors(theme: str) -> Packed:
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
