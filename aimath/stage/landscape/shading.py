"""Colour, light and level lines of a landscape."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aimath.stage.landscape.height_field import HeightField
from aimath.stage.landscape.look import (
    GRADES,
    HEIGHTS,
    LIGHTS,
    Look,
    Packed,
    colors_of,
    ink_of,
    nearest_level,
)
from aimath.stage.landscape.ray_hits import Hits, Indices
from aimath.stage.space.projection import Values, View

try:
    from aimath.stage.landscape import compiled_shading as compiled
except ImportError:
    # Where there was no compiler, NumPy finds the same in more time.
    compiled = None  # type: ignore[assignment]

_RIM = 0.04
_FARTHEST = 1.5
"""Depth behind the middle of the ground that nothing reaches."""
_ALMOST_NOTHING = np.float32(1e-4)
_LIT_FROM_LEFT, _LIT_FROM_BEFORE = 0.55, 0.40
"""How much light a slope gets that rises to the right, or away from the eye."""


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
    if compiled is not None:
        return _shaded_by_compiled_code(hits, field, view, look, scale)
    right, away = view.turned(*field.slope(hits.across, hits.along))
    slant = view.convergence * hits.picture_across * right
    slant += away
    ground = view.flattening - view.convergence * hits.picture_up
    lift = view.uprightness * slant
    lift += ground
    seen = _Seen(right, away, ground, slant, lift)
    height = (hits.share * (HEIGHTS - 1) + np.float32(0.5)).astype(np.int32)
    colors = colors_of(look.theme).take(height * LIGHTS + _light(seen, view), mode="clip")
    if look.levels:
        _draw_levels(colors, hits, height, seen, view, look, scale)
    _draw_rim(colors, hits, seen, view, look, scale)
    return np.asarray(colors)


def _shaded_by_compiled_code(hits: Hits, field: HeightField, view: View, look: Look, scale: float) -> Packed:
    """Return what the functions below give, to the bit."""
    grade, colors = GRADES[look.theme], np.empty(hits.share.shape, dtype=np.uint32)
    levels = nearest_level(look.levels) if look.levels else (np.empty(0, dtype=np.float32),) * 2
    compiled.shade(
        colors,
        *hits,
        field.slopes,
        colors_of(look.theme),
        *levels,
        ink_of(look.theme),
        *(*view.turn, view.convergence, view.flattening, view.uprightness, scale),
        *(_LIT_FROM_LEFT * view.height, _LIT_FROM_BEFORE * view.height, view.height * view.height),
        *(_level_reach(look), _level_bound(look, view), grade.level, _rim_reach(look), grade.rim),
    )
    return colors


def _light(seen: _Seen, view: View) -> NDArray[np.int32]:
    """Return the column of the colour table for the light that falls on each point."""
    light = _LIT_FROM_LEFT * view.height * seen.right
    light += _LIT_FROM_BEFORE * view.height * seen.away
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
    light *= np.float32((LIGHTS - 1) / 2)
    light += np.float32(LIGHTS / 2)
    return np.asarray(np.clip(light, 0, LIGHTS - 1, out=light).astype(np.int32))


def _draw_levels(
    colors: Packed, hits: Hits, height: NDArray[np.int32], seen: _Seen, view: View, look: Look, scale: float
) -> None:
    """Draw the level lines; where they would run together, they fade."""
    level, gap = nearest_level(look.levels)
    reach = _level_reach(look)
    off = hits.share - level.take(height, mode="clip")
    change = seen.right * seen.ground
    change *= change
    change += seen.slant * seen.slant
    # Squares spare roots, and the size of what is nearest stands for all sizes: this only finds who is asked.
    bound = change * np.float32(_level_bound(look, view))
    bound += _ALMOST_NOTHING
    steps = seen.lift * np.float32(scale)
    steps *= off
    steps *= steps
    at = np.flatnonzero(steps <= bound)
    size = 1 + view.convergence * hits.depth.take(at)
    per_pixel = _per_pixel(np.sqrt(change.take(at)) * size, seen.lift.take(at), scale)
    room = gap.take(height.take(at), mode="clip") / per_pixel
    cover = np.clip(reach - np.abs(off.take(at)) / per_pixel, 0, 1) * np.clip((room - 2.5) / 5, 0, 1)
    _ink(colors, at, cover * GRADES[look.theme].level, look)


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
        cover = np.clip(_rim_reach(look) - inside / per_pixel, 0, 1) * (inside < _RIM)
        _ink(colors, at, cover * GRADES[look.theme].rim, look)


def _level_reach(look: Look) -> float:
    """Return how many pixels from its middle a level line reaches."""
    return (look.line_width + 1) / 2


def _level_bound(look: Look, view: View) -> float:
    """Return the square of how far a level line reaches, wherever it lies, and a little more."""
    return float((1.02 * _level_reach(look) * (1 + view.convergence * _FARTHEST)) ** 2)


def _rim_reach(look: Look) -> float:
    """Return how many pixels from the border what is drawn along it reaches."""
    return 1.5 * look.line_width + 0.5


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
    ink = ink_of(look.theme)
    # Channel by channel: long rows are worked through faster than many of four numbers.
    channels = colors.take(at).view(np.uint8).reshape(-1, 4).T.astype(np.float32, order="C")
    difference = ink - channels
    difference *= cover
    channels += difference
    channels += 0.5
    mixed = np.empty((len(at), 4), dtype=np.uint8)
    np.copyto(mixed.T, channels, casting="unsafe")
    colors.put(at, mixed.view(np.uint32))
