"""More on the frame than a viewer can take in at once."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from manim import Mobject

from aimath.studio.check.film import Film
from aimath.studio.check.finding import Finding
from aimath.studio.check.lettering import em_height, is_formula
from aimath.studio.check.lines import prose_lines
from aimath.studio.check.moment import Kind, Moment, Thing

MOST_NEW, MOST_LINES = 7, 2


@dataclass
class _Beat:
    """What has come up since a sentence began.

    Attributes:
        known: what was there before.
        new: what came, by what makes it one of a kind.
        told: whether it was too much already.
    """

    start: float = -1.0
    known: set[Mobject] = field(default_factory=set)
    new: dict[object, Thing] = field(default_factory=dict)
    told: bool = False


def crowding(moment: Moment) -> Iterator[Finding]:
    """Find over 7 new things within one beat, and over 2 lines of prose at rest.

    Things that a scene is given as one count as one, and so do things of one kind, such as all dots; each
    text of its own counts. Without narration, a beat is a play.
    """
    if not moment.rests:
        return
    yield from _too_many(moment)
    yield from _too_long(moment)


def _too_many(moment: Moment) -> Iterator[Finding]:
    beat: _Beat = moment.film.memory.setdefault("crowding", _Beat())
    start = beat_start(moment)
    if start != beat.start:
        beat.start, beat.told = start, False
        beat.new.clear()
    for thing in moment.things:
        if thing.root not in beat.known:
            beat.known.add(thing.root)
            beat.new.setdefault(_kind_of(thing), thing)
    # What has left and comes again is known.
    if len(beat.new) > MOST_NEW and not beat.told:
        beat.told = True
        what = tuple(beat.new.values())
        yield moment.finding(
            "crowding", f"{len(what)} new things come within one beat; {MOST_NEW} can be taken in", what
        )


def _too_long(moment: Moment) -> Iterator[Finding]:
    told: set[Mobject] = moment.film.memory.setdefault("crowding by prose", set())
    size = max((em_height(text.mobject) for text in moment.texts), default=0.0)
    prose: list[tuple[Thing, int]] = []
    for text in moment.texts:
        if is_formula(text.mobject) or (moment.film.is_lesson and em_height(text.mobject) > 0.95 * size):
            continue
        count = prose_lines(moment, text)
        if count:
            prose.append((text, count))
    total = sum(count for _, count in prose)
    if total > MOST_LINES and not all(text.mobject in told for text, _ in prose):
        told |= {text.mobject for text, _ in prose}
        yield moment.finding(
            "crowding",
            f"{total} lines of prose are on the frame; {MOST_LINES} can be read while somebody speaks",
            (text for text, _ in prose),
        )


def beat_start(moment: Moment) -> float:
    """Return when the beat began that a moment belongs to: its play when nobody speaks."""
    film: Film = moment.film
    begun = [beat.start for beat in film.take.beats if beat.start <= moment.play.start + 1e-6]
    ends = [beat.start + beat.duration for beat in film.take.beats if beat.start <= moment.play.start + 1e-6]
    return begun[-1] if begun and moment.play.start < ends[-1] else moment.play.start


def _kind_of(thing: Thing) -> object:
    """Return what makes a thing one of a kind: a text counts by itself, others together with their like."""
    return thing.mobject if thing.root is thing.mobject and thing.kind is Kind.TEXT else type(thing.root)
