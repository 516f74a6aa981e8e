"""What the frame cuts off, and what stands where nothing should."""

from collections.abc import Iterator

import numpy as np
from manim import CoordinateSystem, Mobject, NumberLine

from aimath.stage.layout import CAPTION_BAND, MARGIN
from aimath.studio.check.finding import Box, Finding
from aimath.studio.check.moment import Kind, Moment, Thing

_TOLERANCE = 0.004
"""Share of the frame's shorter side that things may go over a line without anybody noticing."""


def off_frame(moment: Moment) -> Iterator[Finding]:
    """Find what the frame cuts, and in a lesson what reaches into the margins or the band of the captions.

    What goes from one side of the frame to the other is its ground. What is cut in the middle of a play is on
    its way in or out, unless it is a text that is whole before and after.
    """
    if moment.zoomed:
        return
    seen: set[Mobject] = moment.film.memory.setdefault("off-frame", set())
    waiting: dict[Mobject, Finding] = moment.film.memory.setdefault("off-frame in passing", {})
    width, height = moment.painting.size
    frame: Box = (0.0, 0.0, float(width), float(height))
    slack = _TOLERANCE * min(moment.painting.size)
    whole: set[Mobject] = set()
    for thing in moment.things:
        where = _where(thing.box, frame, slack, moment.film.is_lesson) if _touches(thing.box, frame) else None
        if where is None or _is_ground(moment, thing, frame):
            whole.add(thing.mobject)
            continue
        key = thing.mobject if thing.kind is Kind.TEXT else thing.root
        if key in seen:
            continue
        if moment.rests:
            seen.add(key)
            yield moment.finding("off-frame", f"{thing.name} {where}", (thing,))
        elif thing.kind is Kind.TEXT and thing.steady:
            waiting[key] = moment.finding("off-frame", f"{thing.name} {where}", (thing,))
    if moment.rests:
        for key, finding in waiting.items():
            if key in whole and key not in seen:
                seen.add(key)
                yield finding
        waiting.clear()


def _where(box: Box, frame: Box, slack: float, is_lesson: bool) -> str | None:
    """Return how a box offends, or None if it does not."""
    cut = _sides(box, frame, slack)
    if cut:
        return f"is cut off at the {' and the '.join(cut)} of the frame"
    if not is_lesson:
        return None
    width, height = frame[2], frame[3]
    if box[3] > height * (1 - CAPTION_BAND) + slack:
        deep = box[3] / height - (1 - CAPTION_BAND)
        return f"reaches into the band of the captions by {deep:.1%} of the frame"
    safe: Box = (MARGIN * width, MARGIN * height, (1 - MARGIN) * width, height)
    near = _sides(box, safe, slack)
    if not near:
        return None
    deepest = max((safe[0] - box[0]) / width, (box[2] - safe[2]) / width, (safe[1] - box[1]) / height)
    return f"reaches into the margin at the {' and the '.join(near)} by {deepest:.1%} of the frame"


def _sides(box: Box, frame: Box, slack: float) -> list[str]:
    """Return the sides at which a box goes beyond a frame."""
    beyond = {
        "left": frame[0] - box[0],
        "top": frame[1] - box[1],
        "right": box[2] - frame[2],
        "bottom": box[3] - frame[3],
    }
    return [side for side, distance in beyond.items() if distance > slack]


def _touches(box: Box, frame: Box) -> bool:
    return box[0] < frame[2] and box[2] > frame[0] and box[1] < frame[3] and box[3] > frame[1]


def _is_ground(moment: Moment, thing: Thing, frame: Box) -> bool:
    """Return whether a shape, or the axes it is part of, reaches from one side of the frame to the other."""
    if thing.kind is Kind.TEXT:
        return False
    if _spans(thing.box, frame):
        return True
    if not isinstance(thing.root, CoordinateSystem | NumberLine):
        return False
    boxes = np.array([other.box for other in moment.things if other.root is thing.root])
    left, top = boxes[:, :2].min(axis=0).tolist()
    right, bottom = boxes[:, 2:].max(axis=0).tolist()
    return _spans((left, top, right, bottom), frame)


def _spans(box: Box, frame: Box) -> bool:
    across = box[0] <= frame[0] + 1 and box[2] >= frame[2] - 1
    down = box[1] <= frame[1] + 1 and box[3] >= frame[3] - 1
    return across or down
