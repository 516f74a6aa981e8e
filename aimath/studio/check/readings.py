"""How long words are on the frame, and how long they take to read."""

import re
from dataclasses import dataclass, field

from aimath.stage.figures import GAP
from aimath.stage.pacing import reading_time
from aimath.studio.check.film import Film, Play
from aimath.studio.check.finding import Box, Finding
from aimath.studio.check.moment import Moment
from aimath.studio.check.wording import Style, spoken, wording

_MEMORY = "readings"
_READABLE = 0.25
_WORD = re.compile(r"[^\W\d_]{2}")
_NUMBER = re.compile(rf"[0-9]+(?:[.,][0-9]+)*|{GAP}")


@dataclass(frozen=True)
class Reading:
    """Words that were on the frame for a while.

    Attributes:
        name: what they are called.
        words: how many there are.
        start: when they were first seen, in seconds of film.
        shown: for how many seconds they can have been readable, at most.
        needed: how many seconds they take to read.
        box: where they were.
        play: what brought them.
    """

    name: str
    words: int
    start: float
    shown: float
    needed: float
    box: Box
    play: Play


@dataclass(frozen=True)
class _Seen:
    """Words that are on the frame now, and were not there yet at the moment `since`."""

    name: str
    words: str
    since: float
    start: float
    box: Box
    play: Play


@dataclass
class _Notes:
    """What was seen so far."""

    now: dict[str, _Seen] = field(default_factory=dict)
    over: list[Reading] = field(default_factory=list)
    last: float = 0.0


def note_words(moment: Moment) -> tuple[Finding, ...]:
    """Note which words can be read at a moment."""
    notes: _Notes = moment.film.memory.setdefault(_MEMORY, _Notes())
    found: set[str] = set()
    for thing in moment.texts:
        text = wording(thing.mobject, thing.root)
        if text is None or text.style is not Style.WORDS or thing.opacity < _READABLE:
            continue
        words = spoken(text)
        # Counting numbers do not make new words of what they stand in.
        key = _NUMBER.sub(GAP, words)
        if _WORD.search(key) is None:
            continue
        found.add(key)
        if key not in notes.now:
            # Moments at which nothing has changed are not shown: until the play began, all stood as before.
            since = max(notes.last, moment.play.start)
            notes.now[key] = _Seen(thing.name, words, since, moment.time, thing.box, moment.play)
    for key in notes.now.keys() - found:
        notes.over.append(_reading(notes.now.pop(key), moment.time))
    notes.last = moment.time
    return ()


def readings_of(film: Film) -> tuple[Reading, ...]:
    """Return the words that were on the frame, in order, once the film is over."""
    notes: _Notes = film.memory.get(_MEMORY, _Notes())
    last = (_reading(seen, film.length) for seen in notes.now.values())
    return tuple(sorted((*notes.over, *last), key=lambda reading: reading.start))


def _reading(seen: _Seen, gone: float) -> Reading:
    # Nothing is known of what happens between two moments, so the words are given all of that time.
    needed, count = reading_time(seen.words), len(seen.words.split())
    return Reading(seen.name, count, seen.start, gone - seen.since, needed, seen.box, seen.play)
