"""Text and graphics that stand out too little from what is behind them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from manim import Mobject

from aimath.stage.color_vision import TEXT_CONTRAST
from aimath.studio.check.finding import Finding
from aimath.studio.check.graphic_contrast import GRAPHIC_CONTRAST, weak_graphic
from aimath.studio.check.ink import ink_of, solid_paint
from aimath.studio.check.moment import Kind, Moment, Thing
from aimath.studio.check.overlap import Crossings
from aimath.studio.check.standing_out import Color, Weakest, colors_of, weakest_for

_SHARE = 0.25
"""Share of a text's paint that may have too little contrast: edges of what lies behind do not count."""


@dataclass
class _Seen:
    judged: set[int] = field(default_factory=set)
    found: set[Mobject] = field(default_factory=set)


def legibility(moment: Moment) -> Iterator[Finding]:
    """Find text at rest under 4.5:1 and graphics under 3:1, measured on the pixels drawn behind them.

    Contrast is that of the Web Content Accessibility Guidelines, also as seen with protanopia, deuteranopia
    and tritanopia. Text that crosses something is left to the rule about overlaps.
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
        weakest = _text(moment, thing) if thing.kind is Kind.TEXT else weak_graphic(moment, thing)
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


def _text(moment: Moment, text: Thing) -> Weakest | None:
    """Return how little a text stands out where it does too little, judged colour by colour."""
    crossings = moment.film.memory.get("overlap")
    if isinstance(crossings, Crossings) and text.mobject in crossings.crossed:
        return None
    region = moment.region(text.box, 1)
    if ink_of(moment, text, region).area == 0:
        return None
    ground = moment.behind(text, region)
    colors: dict[Color, list[int]] = {}
    for piece in text.pieces.tolist():
        layers = colors_of(moment, piece)
        if layers:
            colors.setdefault(layers[-1], []).append(piece)
    for color, pieces in colors.items():
        drawn = moment.painting.draw(np.array(pieces), region, on_ground=False, halos=False)
        painted = solid_paint(drawn[..., 3])
        if painted.any():
            weakest = weakest_for(color, ground[painted], TEXT_CONTRAST, _SHARE)
            if weakest is not None:
                return weakest
    return None
