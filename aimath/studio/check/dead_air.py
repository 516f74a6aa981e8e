"""Stretches in which nothing is said and nothing moves, and words that are gone before they can be read."""

from collections.abc import Iterable, Iterator

from aimath.stage.pacing import LONGEST_STILL
from aimath.studio.check.film import Film
from aimath.studio.check.finding import Finding
from aimath.studio.check.readings import Reading, readings_of

RULE = "dead air"

_SLACK = 0.05


def dead_air(film: Film) -> Iterator[Finding]:
    """Find stretches over four seconds without motion or speech, and words shown for too short a time."""
    spoken = ((beat.start, beat.start + beat.duration) for beat in film.take.beats)
    moving = ((play.start, play.end) for play in film.plays if play.moves)
    for start, end in still_stretches((*spoken, *moving), film.length):
        message = f"nothing moves or is said for {end - start:.1f} s; expected at most {LONGEST_STILL:g} s"
        yield film.finding(RULE, message, start)
    for reading in readings_of(film):
        if reading.shown < reading.needed - _SLACK:
            yield _too_short(film, reading)


def still_stretches(busy: Iterable[tuple[float, float]], length: float) -> Iterator[tuple[float, float]]:
    """Return the stretches of a film, longer than there may be, that nothing busy falls into.

    Args:
        busy: start and end of each motion and sentence, in seconds.
        length: of the film, in seconds.

    Example:
        >>> list(still_stretches([(0.0, 2.0), (7.0, 8.0)], 10.0))
        [(2.0, 7.0)]
    """
    at = 0.0
    for start, end in (*sorted(busy), (length, length)):
        if min(start, length) - at > LONGEST_STILL + _SLACK:
            yield at, min(start, length)
        at = max(at, end)


def _too_short(film: Film, reading: Reading) -> Finding:
    count = f"{reading.words} words" if reading.words > 1 else "1 word"
    message = f"shown for {reading.shown:.1f} s, but its {count} take {reading.needed:.1f} s to read"
    return film.finding(
        RULE, message, reading.start, objects=(reading.name,), boxes=(reading.box,), play=reading.play
    )
