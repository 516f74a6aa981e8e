"""From the mobjects of a scene to the things that are seen: whole texts, shapes and images."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from manim import Mobject
from manim.mobject.types.image_mobject import AbstractImageMobject

from aimath.studio.check.lettering import is_text
from aimath.studio.check.moment import Kind, Thing
from aimath.studio.check.painting import Painting

_SEEN = 0.02
"""Opacity above which something is seen at all."""


@dataclass
class Memory:
    """What things looked like at the last rest, to tell what moves or changes.

    Attributes:
        looks: by text, its outlines and colours, wherever on the frame they are.
        corners: by text, where its upper left corner was.
    """

    looks: dict[Mobject, int] = field(default_factory=dict)
    corners: dict[Mobject, tuple[float, float]] = field(default_factory=dict)


def things_on(
    mobjects: Sequence[Mobject], painting: Painting, before: Memory, call: Callable[[Mobject], str]
) -> tuple[tuple[Thing, ...], Memory]:
    """Return what is seen, in the order in which it is drawn, and what it looks like.

    Args:
        mobjects: what the scene holds.
        painting: how they are drawn.
        before: what things looked like at the last rest.
        call: tells what the author would call a mobject.
    """
    owners: dict[Mobject, tuple[Mobject, Mobject]] = {}
    for root in mobjects:
        _claim(root, root, None, owners)
    pieces: dict[Mobject, list[int]] = {}
    for place, mobject in enumerate(painting.mobjects):
        if painting.opacity[place] > _SEEN:
            owner, _ = owners.get(mobject, (mobject, mobject))
            pieces.setdefault(owner, []).append(place)
    now = Memory()
    found: list[Thing] = []
    for owner, own in pieces.items():
        chosen = np.array(own, dtype=np.intp)
        boxes = painting.boxes[chosen]
        kind = Kind.TEXT if is_text(owner) else Kind.GRAPHIC
        if isinstance(owner, AbstractImageMobject):
            kind = Kind.IMAGE
        if kind is Kind.TEXT:
            now.looks[owner] = _look([painting.mobjects[place] for place in own])
        left, top = boxes[:, :2].min(axis=0).tolist()
        right, bottom = boxes[:, 2:].max(axis=0).tolist()
        now.corners[owner] = left, top
        moved = max(map(abs, np.subtract(before.corners.get(owner, (left, top)), (left, top))), default=0) > 1
        found.append(
            Thing(
                owner,
                owners.get(owner, (owner, owner))[1],
                kind,
                (left, top, right, bottom),
                chosen,
                float(painting.opacity[chosen].max()),
                kind is Kind.TEXT and before.looks.get(owner) == now.looks[owner],
                bool(moved),
                call,
            )
        )
    return tuple(sorted(found, key=lambda thing: thing.pieces[0])), now


def _claim(
    mobject: Mobject,
    root: Mobject,
    text: Mobject | None,
    owners: dict[Mobject, tuple[Mobject, Mobject]],
) -> None:
    """Note of a mobject and its parts to which text they belong, and to which root."""
    if text is None and is_text(mobject):
        text = mobject
    owners[mobject] = (text or mobject, root)
    for part in mobject.submobjects:
        _claim(part, root, text, owners)


def _look(parts: Sequence[Mobject]) -> int:
    """Return a number that stays the same while a text is only moved."""
    first = parts[0].points[0]
    outlines = [np.rint((part.points - first) * 1e4).astype(np.int64).tobytes() for part in parts]
    colors = [getattr(part, "fill_rgbas", np.zeros(0)).tobytes() for part in parts]
    return hash((tuple(outlines), tuple(colors)))
