"""Captions that cannot be read in time, or that leave out what is said."""

from collections.abc import Iterator, Sequence

from aimath.stage.take import Beat
from aimath.studio.captions import FASTEST, LINE, LINES, SHORTEST, Caption
from aimath.studio.captions import captions as captions_of
from aimath.studio.check.film import Film
from aimath.studio.check.finding import Finding

SHORTEST_GAP = 2 / 24
"""Seconds: a shorter gap between two captions is seen as a flicker."""

_SLACK = 1e-3


def captions(film: Film) -> Iterator[Finding]:
    """Find captions that are too fast, too long or too short, overlap, flicker, or leave out what is said."""
    cues = captions_of((beat.text, beat.start, beat.duration) for beat in film.take.beats)
    for time, text, wrong in (*unreadable(cues), *uncaptioned(cues, film.take.beats)):
        yield film.finding("captions", wrong, time, objects=(" ".join(text.split()),))


def unreadable(cues: Sequence[Caption]) -> Iterator[tuple[float, str, str]]:
    """Return when which caption is wrong, and what is wrong with it.

    Example:
        >>> [wrong for _, _, wrong in unreadable([Caption(0.0, 1.0, "twenty-one characters")])]
        ['21 characters a second; expected at most 17: say it more slowly, or with fewer words']
    """
    for cue in cues:
        lines, lasts = cue.text.split("\n"), cue.end - cue.start
        if len(lines) > LINES:
            yield cue.start, cue.text, f"{len(lines)} lines; expected at most {LINES}: say less at a time"
        widest = max(map(len, lines))
        if widest > LINE:
            wide = f"a line of {widest} characters; expected at most {LINE}"
            yield cue.start, cue.text, f"{wide}: use shorter words"
        if lasts < SHORTEST - _SLACK:
            yield cue.start, cue.text, f"shown for {lasts:.2f} s; expected at least {SHORTEST:g} s"
        speed = len(" ".join(lines)) / max(lasts, 1e-9)
        if lasts > 0 and speed > FASTEST + _SLACK * FASTEST:
            many = f"{speed:.3g} characters a second; expected at most {FASTEST:g}"
            yield cue.start, cue.text, f"{many}: say it more slowly, or with fewer words"
    for one, following in zip(cues, cues[1:], strict=False):
        gap = following.start - one.end
        if gap < -_SLACK:
            yield following.start, following.text, f"begins {-gap:.2f} s before the caption before it ends"
        elif _SLACK < gap < SHORTEST_GAP - _SLACK:
            wrong = f"begins {gap:.2f} s after the one before: too short a gap, seen as a flicker"
            yield following.start, following.text, wrong


def uncaptioned(cues: Sequence[Caption], beats: Sequence[Beat]) -> Iterator[tuple[float, str, str]]:
    """Return when something is said that no caption shows, and what.

    Example:
        >>> list(uncaptioned([], [Beat("Hello.", 1.0, 1.0)]))
        [(1.0, 'Hello.', 'said for 1.00 s without a caption')]
    """
    for beat in beats:
        end = beat.start + beat.duration
        shown = sum(max(0.0, min(cue.end, end) - max(cue.start, beat.start)) for cue in cues)
        missing = beat.duration - shown
        if missing > SHORTEST_GAP:
            yield beat.start, beat.text, f"said for {missing:.2f} s without a caption"
    for one, following in zip(beats, beats[1:], strict=False):
        early = one.start + one.duration - following.start
        if early > SHORTEST_GAP:
            yield following.start, following.text, f"begins {early:.2f} s before the sentence before it ends"
