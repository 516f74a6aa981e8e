"""Text and graphics that stand out too little from what is behind them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from manim import Mobject
from numpy.typing import NDArray

from aimath.stage.colormaps import parse_hex
from aimath.stage.theme import THEMES
from aimath.studio.camera.drawing import FILL, Drawing
from aimath.studio.camera.regions import Pixels
from aimath.studio.check.color_vision import VISIONS, contrast, linear, luminance, shades_of
from aimath.studio.check.finding import Box, Finding
from aimath.studio.check.ink import ink_of
from aimath.studio.check.moment import Kind, Moment, Thing
from aimath.studio.check.overlap import Crossings

Color = tuple[float, ...]
"""Red, green, blue and opacity, from 0 to 1."""

TEXT_CONTRAST, GRAPHIC_CONTRAST = 4.5, 3.0
_TEXT_SHARE, _GRAPHIC_SHARE = 0.25, 0.75
"""Share of the paint that may have too little contrast: half a frame around something still shows it."""
_FAINT = 0.5
"""Opacity below which a part of something is faint on purpose."""
_TILES = 6
_AROUND = 2
"""Pixels around a graphic that it has to stand out from."""


@dataclass
class _Seen:
    judged: set[int] = field(default_factory=set)
    found: set[Mobject] = field(default_factory=set)


@dataclass(frozen=True)
class _Weakest:
    """How little a paint stands out, and for whom."""

    ratio: float
    vision: str


def legibility(moment: Moment) -> Iterator[Finding]:
    """Find text at rest under 4.5:1 and graphics under 3:1, measured on the pixels drawn behind them.

    Contrast is that of the Web Content Accessibility Guidelines, also as seen with protanopia, deuteranopia
    and tritanopia. A graphic stands out if any of its layers of paint does. These are not looked at: what
    other things stand on, tiles that a colour map paints, hairlines and surfaces in the theme's own quiet
    colours, and faint parts of something that stands out.
    """
    if not moment.rests:
        return
    seen: _Seen = moment.film.memory.setdefault("contrast", _Seen())
    for thing in moment.things:
        if thing.kind is Kind.IMAGE or thing.mobject in seen.found or not moment.is_fresh(thing):
            continue
        region = moment.region(thing.box, 1)
        if region[0] >= region[2] or region[1] >= region[3]:
            continue
        near = moment.crossing(region)
        key = hash((thing.mobject, *(moment.painting.signatures[piece] for piece in near)))
        if key in seen.judged:
            continue
        seen.judged.add(key)
        weakest = _text(moment, thing) if thing.kind is Kind.TEXT else _graphic(moment, thing)
        if weakest is None:
            continue
        whole = thing.mobject if thing.kind is Kind.TEXT else thing.root
        if whole in seen.found:
            continue
        seen.found |= {thing.mobject, whole}
        least = TEXT_CONTRAST if thing.kind is Kind.TEXT else GRAPHIC_CONTRAST
        whom = f" as seen with {weakest.vision}" if weakest.vision else ""
        ratio = np.floor(weakest.ratio * 10) / 10
        yield moment.finding(
            "contrast", f"{thing.name} has a contrast of {ratio:.1f}:1{whom}, below {least:g}:1", (thing,)
        )


def _text(moment: Moment, text: Thing) -> _Weakest | None:
    """Return how little a text stands out where it does too little, judged colour by colour."""
    crossings = moment.film.memory.get("overlap")
    if isinstance(crossings, Crossings) and text.mobject in crossings.crossed:
        return None
    region = moment.region(text.box, 1)
    if ink_of(moment, text, region).area == 0:
        return None
    near = moment.crossing(region)
    ground = moment.painted(near[(near < text.pieces[-1]) & ~np.isin(near, text.pieces)], region)
    colors: dict[Color, list[int]] = {}
    for piece in text.pieces.tolist():
        layers = _colors(moment, piece)
        if layers:
            colors.setdefault(layers[-1], []).append(piece)
    for color, pieces in colors.items():
        opacity = moment.painted(np.array(pieces), region, on_ground=False)[..., 3].astype(float)
        if opacity.max(initial=0) > 0:
            weakest = _weakest(color, ground[opacity > 0.45 * opacity.max()], TEXT_CONTRAST, _TEXT_SHARE)
            if weakest is not None:
                return weakest
    return None


def _graphic(moment: Moment, graphic: Thing) -> _Weakest | None:
    """Return how little a graphic stands out, if that is too little and nothing excuses it."""
    colors = _colors(moment, int(graphic.pieces[0]))
    if not colors or getattr(graphic.mobject, "shade_in_3d", False) or _is_quiet(moment, colors):
        return None
    weakest = _strongest_layer(moment, graphic, colors)
    if weakest is None:
        return None
    excuses = (_is_hidden, _is_ground, _is_tile, _is_part)
    return None if any(excuse(moment, graphic) for excuse in excuses) else weakest


def _stands_out(moment: Moment, graphic: Thing) -> bool:
    colors = _colors(moment, int(graphic.pieces[0]))
    return bool(colors) and _strongest_layer(moment, graphic, colors) is None


def _strongest_layer(moment: Moment, graphic: Thing, colors: list[Color]) -> _Weakest | None:
    """Return how little the layer of paint stands out that does so most; None if that is enough.

    A graphic stands out from what is seen around it; what it hides does not matter.
    """
    piece = graphic.pieces[:1]
    left, top, right, bottom = region = moment.region(graphic.box, _AROUND)
    drawn = moment.painted(piece, region, on_ground=False)[..., 3]
    behind = moment.frame[top:bottom, left:right][_around(drawn > 0.45 * drawn.max(initial=1))]
    if len(behind) == 0:
        return None
    solid = [luminance(linear(color[:3])) for color in colors if color[3] > 0.9]
    if solid and contrast(max(solid), min(solid)) >= GRAPHIC_CONTRAST:
        # It brings the ground that it stands out from, as a dot with a halo does.
        return None
    layers = [_weakest(color, behind, GRAPHIC_CONTRAST, _GRAPHIC_SHARE) for color in colors]
    weak = [layer for layer in layers if layer is not None]
    return max(weak, key=lambda layer: layer.ratio) if len(weak) == len(layers) else None


def _around(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the pixels next to those of a mask, `_AROUND` pixels wide."""
    grown = mask
    for _ in range(_AROUND):
        padded = np.pad(grown, 1)
        grown = grown | padded[2:, 1:-1] | padded[:-2, 1:-1] | padded[1:-1, 2:] | padded[1:-1, :-2]
    return np.asarray(grown & ~mask)


def _weakest(color: Color, behind: Pixels, least: float, share: float) -> _Weakest | None:
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
    worst: _Weakest | None = None
    for vision in VISIONS:
        ratios = contrast(luminance(painted, vision), luminance(ground, vision))
        low = counts[ratios < 0.99 * least].sum() / counts.sum()
        if low > share:
            # Of the pixels with too little contrast, the one in the middle.
            order = np.argsort(ratios)
            middle = np.searchsorted(np.cumsum(counts[order]), low * counts.sum() / 2)
            ratio = float(ratios[order][middle])
            if not vision:
                return _Weakest(ratio, "")
            if worst is None or ratio < worst.ratio:
                worst = _Weakest(ratio, vision)
    return worst


def _colors(moment: Moment, piece: int) -> list[Color]:
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
    covered = above[drawn > 0.45 * drawn.max(initial=1)] > 127
    return bool(covered.mean() > _GRAPHIC_SHARE) if covered.size else True


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
    fills = {_colors(moment, int(thing.pieces[0]))[-1:][0] for thing in siblings if len(thing.pieces)}
    return len(fills) >= _TILES / 2
