"""More on the frame than a viewer can take in at once."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from manim import Code, Mobject

from aimath.studio.check.film import Film, Play
from aimath.studio.check.finding import Box, Finding
from aimath.studio.check.lettering import em_height, is_formula
from aimath.studio.check.lines import prose_lines
from aimath.studio.check.moment import Kind, Moment, Thing

MOST_NEW, MOST_LINES = 7, 2


@dataclass(frozen=True)
class _Arrival:
    """Something that came up.

    Attributes:
        kind: what makes it one of a kind.
        name: what the author would call it.
        box: where it is.
        time: when it was first at rest, in seconds of film.
        play: the play that brought it.
    """

    kind: object
    name: str
    box: Box
    time: float
    play: Play


@dataclass
class _Arrivals:
    known: set[Mobject] = field(default_factory=set)
    all: list[_Arrival] = field(default_factory=list)


def too_much_prose(moment: Moment) -> Iterator[Finding]:
    """Find over 2 lines of prose at rest, and take note of what is new."""
    if moment.rests:
        _note(moment)
        yield from _too_long(moment)


def too_many_new(film: Film) -> Iterator[Finding]:
    """Find over 7 new things within one beat.

    Things that a scene is given as one count as one, and so do things of one kind, such as all dots; each
    text of its own counts. Without narration, a beat is a play.
    """
    arrivals: _Arrivals = film.memory.get("crowding", _Arrivals())
    for _, group in groupby(arrivals.all, lambda arrival: _beat_of(film, arrival.play)):
        new: dict[object, _Arrival] = {}
        for arrival in group:
            new.setdefault(arrival.kind, arrival)
        if len(new) > MOST_NEW:
            last = max(new.values(), key=lambda arrival: arrival.time)
            yield film.finding(
                "crowding",
                f"{len(new)} new things come within one beat; {MOST_NEW} can be taken in",
                last.time,
                objects=(arrival.name for arrival in new.values()),
                boxes=(arrival.box for arrival in new.values()),
                play=last.play,
            )


def _note(moment: Moment) -> None:
    arrivals: _Arrivals = moment.film.memory.setdefault("crowding", _Arrivals())
    kinds: set[object] = set()
    for thing in moment.things:
        if thing.root not in arrivals.known:
            kind = _kind_of(thing)
            if kind not in kinds:
                kinds.add(kind)
                name = moment.call(thing.mobject if thing.kind is Kind.TEXT else thing.root)
                arrivals.all.append(_Arrival(kind, name, thing.box, moment.time, moment.play))
    # What has left and comes again is known.
    arrivals.known |= {thing.root for thing in moment.things}


def _beat_of(film: Film, play: Play) -> tuple[str, float]:
    """Return what stands for the sentence that is said while a play begins, or for the play itself."""
    for beat in film.take.beats:
        if beat.start - 1e-6 <= play.start < beat.start + beat.duration:
            return "beat", beat.start
    return "play", play.start


def _too_long(moment: Moment) -> Iterator[Finding]:
    told: set[Mobject] = moment.film.memory.setdefault("crowding by prose", set())
    size = max((em_height(text.mobject) for text in moment.texts), default=0.0)
    prose: list[tuple[Thing, float]] = []
    code = _code(moment)
    for text in moment.texts:
        if text.mobject in code or is_formula(text.mobject):
            continue
        if moment.film.is_lesson and em_height(text.mobject) > 0.95 * size:
            continue
        count = prose_lines(moment, text)
        if count:
            prose.append((text, count))
    total = sum(count for _, count in prose)
    # A few words more than two lines hold do not make a third.
    if total > MOST_LINES + 0.5 and not all(text.mobject in told for text, _ in prose):
        told |= {text.mobject for text, _ in prose}
        yield moment.finding(
            "crowding",
            f"{math.ceil(total)} lines of prose are on the frame; {MOST_LINES} can be read while one listens",
            (text for text, _ in prose),
        )


def _code(moment: Moment) -> set[Mobject]:
    """Return all that is part of a block of code."""
    blocks = [member for root in moment.mobjects for member in root.get_family() if isinstance(member, Code)]
    return {part for block in blocks for part in block.get_family()}


def _kind_of(thing: Thing) -> object:
    """Return what makes a thing one of a kind: a text counts by itself, others together with their like."""
    return thing.mobject if thing.root is thing.mobject and thing.kind is Kind.TEXT else type(thing.root)
