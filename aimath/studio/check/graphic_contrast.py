"""Graphics that stand out too little from what is around them."""

import numpy as np
from numpy.typing import NDArray

from aimath.stage.color_vision import contrast, linear, luminance
from aimath.stage.colormaps import parse_hex
from aimath.stage.theme import THEMES
from aimath.studio.check.finding import Box
from aimath.studio.check.ink import solid_paint
from aimath.studio.check.moment import Kind, Moment, Thing
from aimath.studio.check.standing_out import Color, Weakest, colors_of, weakest_for

GRAPHIC_CONTRAST = 3.0
_SHARE = 0.75
"""Share of what is around a graphic that it may stand out from too little: half a frame still shows it."""
_FAINT = 0.5
"""Opacity below which a part of something is faint on purpose."""
_TILES = 6
_AROUND = 2
"""Pixels around a graphic that it has to stand out from."""


def weak_graphic(moment: Moment, graphic: Thing) -> Weakest | None:
    """Return how little a graphic stands out, if that is too little and nothing excuses it.

    Excused are what lies below something else, what other things stand on, tiles that a colour map paints,
    and faint parts of something that stands out; in a lesson, the theme's own quiet colours.
    """
    colors = colors_of(moment, int(graphic.pieces[0]))
    if not colors or getattr(graphic.mobject, "shade_in_3d", False) or _is_quiet(moment, colors):
        return None
    weakest = _strongest_layer(moment, graphic, colors)
    if weakest is None:
        return None
    excuses = (_is_hidden, _is_ground, _is_tile, _is_part)
    return None if any(excuse(moment, graphic) for excuse in excuses) else weakest


def _stands_out(moment: Moment, graphic: Thing) -> bool:
    colors = colors_of(moment, int(graphic.pieces[0]))
    return bool(colors) and _strongest_layer(moment, graphic, colors) is None


def _strongest_layer(moment: Moment, graphic: Thing, colors: list[Color]) -> Weakest | None:
    """Return how little the layer of paint stands out that does so most; None if that is enough.

    A graphic stands out from what is seen around it; what it hides does not matter.
    """
    piece = graphic.pieces[:1]
    left, top, right, bottom = region = moment.region(graphic.box, _AROUND)
    drawn = moment.painted(piece, region, on_ground=False)[..., 3]
    behind = moment.frame[top:bottom, left:right][_around(solid_paint(drawn))]
    if len(behind) == 0:
        return None
    solid = [luminance(linear(color[:3])) for color in colors if color[3] > 0.9]
    if solid and contrast(max(solid), min(solid)) >= GRAPHIC_CONTRAST:
        # It brings the ground that it stands out from, as a dot with a halo does.
        return None
    layers = [weakest_for(color, behind, GRAPHIC_CONTRAST, _SHARE) for color in colors]
    weak = [layer for layer in layers if layer is not None]
    return max(weak, key=lambda layer: layer.ratio) if len(weak) == len(layers) else None


def _around(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the pixels next to those of a mask, `_AROUND` pixels wide."""
    grown = mask
    for _ in range(_AROUND):
        padded = np.pad(grown, 1)
        grown = grown | padded[2:, 1:-1] | padded[:-2, 1:-1] | padded[1:-1, 2:] | padded[1:-1, :-2]
    return np.asarray(grown & ~mask)


def _is_quiet(moment: Moment, colors: list[Color]) -> bool:
    """Return whether all paint is of the theme's colours for hairlines, surfaces and the ground itself."""
    if not moment.film.is_lesson:
        return False
    theme = THEMES[moment.film.shoot.settings.theme]
    quiet: list[NDArray[np.float64]] = [
        parse_hex(color) for color in (theme.grid, theme.surface, theme.background)
    ]
    return all(any(np.abs(color[:3] - own).max() < 0.02 for own in quiet) for color in colors)


def _is_hidden(moment: Moment, graphic: Thing) -> bool:
    """Return whether most of a graphic is covered by what lies above it."""
    region = moment.region(graphic.box, 1)
    near = moment.crossing(region)
    drawn = moment.painted(graphic.pieces, region, on_ground=False)[..., 3]
    above = moment.painted(near[near > graphic.pieces[-1]], region, on_ground=False)[..., 3]
    covered = above[solid_paint(drawn)] > 127
    return bool(covered.mean() > _SHARE) if covered.size else True


def _is_ground(moment: Moment, graphic: Thing) -> bool:
    """Return whether a graphic is what other things stand on, or a tint behind them."""
    tint = graphic.opacity < _FAINT
    left, top, right, bottom = graphic.box
    room = 0.03 * max(right - left, bottom - top) + 1
    for other in moment.things:
        if other is graphic:
            continue
        box = other.box
        inside = box[0] >= left - room and box[1] >= top - room
        inside = inside and box[2] <= right + room and box[3] <= bottom + room
        above = other.pieces[-1] > graphic.pieces[0]
        if (inside and above) or (tint and other.opacity >= _FAINT and _meet(box, graphic.box)):
            return True
    return False


def _is_part(moment: Moment, graphic: Thing) -> bool:
    """Return whether a graphic is a halo, a tip or a faint part of something that stands out right there."""
    for other in moment.things:
        if other.root is not graphic.root or other is graphic or other.kind is not Kind.GRAPHIC:
            continue
        faint = graphic.opacity < _FAINT <= other.opacity
        if (faint or _meet(other.box, graphic.box)) and _stands_out(moment, other):
            return True
    return False


def _meet(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _is_tile(moment: Moment, graphic: Thing) -> bool:
    """Return whether a graphic is one of many that a colour map fills with different colours."""
    siblings = [thing for thing in moment.things if thing.root is graphic.root and thing.kind is Kind.GRAPHIC]
    if len(siblings) < _TILES:
        return False
    fills = {colors_of(moment, int(thing.pieces[0]))[-1:][0] for thing in siblings if len(thing.pieces)}
    return len(fills) >= _TILES / 2
