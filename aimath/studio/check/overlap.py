"""Text that crosses something else."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from manim import Cross, Mobject, Underline
from numpy.typing import NDArray

from aimath.stage.color_vision import chroma_distance, contrast, linear, luminance
from aimath.studio.camera.regions import Region
from aimath.studio.camera.shapes import Indices
from aimath.studio.check.finding import Finding
from aimath.studio.check.ink import Ink, ink_of
from aimath.studio.check.moment import Kind, Moment, Thing
from aimath.studio.check.shades import shades_of

Mask = NDArray[np.bool_]

NOTICED = 2.0
"""Contrast from which a change of the ground behind text disturbs; hairlines of a quiet grid are below it."""
_NOTICED_HUE = 0.15
_COVERS = 0.35
"""Opacity from which paint over text disturbs; a highlight that lets it through is below it."""
_LEAST_PIXELS, _LEAST_SHARE = 4, 0.01
_DRAWN_OVER_TEXT: tuple[type[Mobject], ...] = (Cross, Underline)
"""What is made to touch text."""


@dataclass
class Crossings:
    """What is known from earlier moments.

    Attributes:
        judged: texts together with all around them that were judged already.
        pairs: things that were found to overlap.
        crossed: the texts among them.
    """

    judged: set[int] = field(default_factory=set)
    pairs: set[frozenset[Mobject]] = field(default_factory=set)
    crossed: set[Mobject] = field(default_factory=set)


def overlap(moment: Moment) -> Iterator[Finding]:
    """Find text that covers, or is covered by, other text, strokes or fills that are not its own ground."""
    seen = moment.film.memory.setdefault("overlap", Crossings())
    for text in moment.texts:
        if not (text.steady or moment.rests) or not moment.is_fresh(text):
            continue
        region = moment.region(text.box, 2)
        near = moment.crossing(region)
        others = near[~np.isin(near, text.pieces)]
        if len(others) == 0 or text.opacity < 0.5:
            continue
        key = hash((moment.rests, tuple(moment.painting.signatures[piece] for piece in near)))
        if key in seen.judged:
            continue
        seen.judged.add(key)
        for other in _crossed(moment, text, region, others):
            pair = frozenset((text.mobject, other.mobject if other.kind is Kind.TEXT else other.root))
            if pair in seen.pairs or not _is_at_fault(moment, text, other):
                continue
            seen.pairs.add(pair)
            seen.crossed |= {thing.mobject for thing in (text, other) if thing.kind is Kind.TEXT}
            yield moment.finding("overlap", _message(text, other), (text, other))


def _is_at_fault(moment: Moment, text: Thing, other: Thing) -> bool:
    """Return whether things that cross do not do so only in passing."""
    if isinstance(other.mobject, _DRAWN_OVER_TEXT):
        return False
    if moment.rests:
        return True
    # In the middle of a play, texts may change places; one that stands still is not to be run over.
    still = not (text.moved and other.moved)
    return other.kind is Kind.TEXT and other.steady and other.opacity > 0.5 and still


def _crossed(moment: Moment, text: Thing, region: Region, others: Indices) -> Iterator[Thing]:
    """Give what crosses a text, the worst first."""
    ink = ink_of(moment, text, region)
    least = max(_LEAST_PIXELS, _LEAST_SHARE * ink.area)
    if ink.area < _LEAST_PIXELS:
        return
    last = int(text.pieces[-1])
    below, above = others[others < last], others[others > last]
    crossings = [(_disturbed(moment, text, ink), below)] if len(below) else []
    crossings += [(_covered(moment, ink, above), above)] if len(above) else []
    for where, pieces in crossings:
        if int(where.sum()) >= least:
            yield from _culprits(moment, ink, where, pieces, least)


def _disturbed(moment: Moment, text: Thing, ink: Ink) -> Mask:
    """Return where the ground behind a text differs from most of the ground behind it."""
    ground = moment.behind(text, ink.region)
    behind = ground[ink.mask]
    usual, counts = shades_of(behind)
    if len(usual) == 1:
        return np.zeros_like(ink.mask)
    colors = linear(ground[..., :3] / 255)
    own = linear(usual[counts.argmax()] / 255)
    noticed = contrast(luminance(colors), luminance(own)) >= NOTICED
    noticed |= chroma_distance(colors, own) >= _NOTICED_HUE
    return np.asarray(ink.mask & noticed)


def _covered(moment: Moment, ink: Ink, above: Indices) -> Mask:
    """Return where something is painted over a text."""
    opacity = moment.painted(above, ink.region, on_ground=False)[..., 3] / 255
    return np.asarray(ink.mask & (opacity >= _COVERS))


def _culprits(moment: Moment, ink: Ink, where: Mask, pieces: Indices, least: float) -> Iterator[Thing]:
    """Give the things that paint where a text is disturbed, each text and each shape by itself."""
    owners = moment.owners[pieces]
    found: list[tuple[int, Thing]] = []
    for place in np.unique(owners[owners >= 0]):
        thing = moment.things[place]
        opacity = moment.painted(pieces[owners == place], ink.region, on_ground=False)[..., 3] / 255
        paints = opacity >= _COVERS / 2
        share = (paints & ink.mask).sum() / ink.area
        if share > 0.97 and not _hides(thing, pieces, ink):
            continue
        # The edge of a plate disturbs where the plate ends as well as where it lies.
        pixels = int((paints & where).sum())
        if pixels < least and 0.03 < share < 0.97 and thing.kind is not Kind.TEXT:
            pixels = int((~paints & where).sum())
        if pixels >= least:
            found.append((pixels, thing))
    for _, thing in sorted(found, key=lambda pair: -pair[0])[:3]:
        yield thing


def _hides(thing: Thing, pieces: Indices, ink: Ink) -> bool:
    """Return whether what covers all of a text lies above it, and so is not its ground."""
    return bool(thing.pieces[0] > ink.last and np.isin(thing.pieces, pieces).any())


def _message(text: Thing, other: Thing) -> str:
    if other.kind is Kind.TEXT:
        return f"{text.name} and {other.name} lie on each other"
    over = other.pieces[-1] > text.pieces[-1]
    return f"{other.name} lies over {text.name}" if over else f"{text.name} lies across {other.name}"
