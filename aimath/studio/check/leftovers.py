"""What was left in a scene without being seen, or twice."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from manim import Mobject, ScreenRectangle, VMobject

from aimath.studio.check.film import Film, Play
from aimath.studio.check.finding import Finding
from aimath.studio.check.moment import Kind, Moment, Thing

_STAYS = 3
"""Moments at rest after which a copy in the same place is not on its way."""


@dataclass
class _Unseen:
    """A mobject that the scene holds though nothing of it is seen.

    Attributes:
        why: in which way it is not seen.
        name: what the author would call it.
        time: since when, in seconds of film.
        play: the play that left it so.
    """

    why: str
    name: str
    time: float
    play: Play


@dataclass
class _Twins:
    """Two things that are drawn alike in the same place.

    Attributes:
        finding: what would be told of them.
        rests: for how many moments at rest they have been so.
    """

    finding: Finding
    rests: int = 0


@dataclass
class _Memory:
    unseen: dict[Mobject, _Unseen] = field(default_factory=dict)
    twins: dict[frozenset[Mobject], _Twins] = field(default_factory=dict)
    told: set[frozenset[Mobject]] = field(default_factory=set)


def drawn_twice(moment: Moment) -> Iterator[Finding]:
    """Find things that stay drawn twice in the same place, and take note of what is not seen.

    A copy that lands on something to go on from there is not left over.
    """
    memory: _Memory = moment.film.memory.setdefault("leftovers", _Memory())
    if not moment.rests:
        return
    _note_unseen(moment, memory)
    here = _twins(moment)
    for pair, (first, other) in here.items():
        if pair not in memory.twins:
            message = f"{other.name} is drawn twice in the same place"
            memory.twins[pair] = _Twins(moment.finding("leftovers", message, (first, other)))
        twins = memory.twins[pair]
        twins.rests += 1
        if twins.rests == _STAYS and pair not in memory.told:
            memory.told.add(pair)
            yield twins.finding
    for pair in memory.twins.keys() - here.keys():
        del memory.twins[pair]


def never_seen(film: Film) -> Iterator[Finding]:
    """Find what stays in the scene to the end though it is invisible, empty, outside the frame, or a copy."""
    memory: _Memory = film.memory.get("leftovers", _Memory())
    for pair, twins in memory.twins.items():
        if pair not in memory.told:
            yield twins.finding
    for left in memory.unseen.values():
        message = f"{left.name} {left.why}, and stays in the scene to the end of the film"
        yield film.finding("leftovers", message, left.time, objects=(left.name,), play=left.play)


def _twins(moment: Moment) -> dict[frozenset[Mobject], tuple[Thing, Thing]]:
    """Return the things that are drawn alike in the same place, by what the scene was given."""
    by_look: dict[tuple[int, ...], list[Thing]] = {}
    signatures = moment.painting.signatures
    for thing in moment.things:
        if thing.kind is not Kind.IMAGE:
            by_look.setdefault(tuple(signatures[piece] for piece in thing.pieces), []).append(thing)
    return {
        frozenset((first.root, other.root)): (first, other)
        for first, *others in by_look.values()
        for other in others
        if first.root is not other.root
    }


def _note_unseen(moment: Moment, memory: _Memory) -> None:
    shown = {thing.root for thing in moment.things if _in_frame(moment, thing)}
    painted = {thing.root for thing in moment.things}
    held: set[Mobject] = set()
    for root in moment.mobjects:
        held.add(root)
        if root in shown or not _could_be_seen(root):
            memory.unseen.pop(root, None)
            continue
        why = _why(root, root in painted)
        known = memory.unseen.get(root)
        if known is None or known.why != why:
            name = moment.call(root)
            memory.unseen[root] = _Unseen(why, name, moment.time, moment.play)
    for root in memory.unseen.keys() - held:
        del memory.unseen[root]


def _in_frame(moment: Moment, thing: Thing) -> bool:
    width, height = moment.painting.size
    left, top, right, bottom = thing.box
    return moment.zoomed or (left < width and right > 0 and top < height and bottom > 0)


def _could_be_seen(root: Mobject) -> bool:
    """Return whether a mobject is meant to be seen: not a value, a camera's frame, or what updates itself."""
    if isinstance(root, ScreenRectangle) or any(member.updaters for member in root.get_family()):
        return False
    return isinstance(root, VMobject)


def _why(root: Mobject, painted: bool) -> str:
    if painted:
        return "is outside the frame"
    points = sum(len(member.points) for member in root.get_family())
    return "is invisible" if points and np.isfinite(points) else "is empty"
