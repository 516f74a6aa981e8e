"""Captions from the narration, broken at phrases, as SubRip and WebVTT."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LINE = 42
"""Characters in a line, at most."""

LINES = 2
"""Lines in a caption, at most."""

SHORTEST = 1.0
"""Seconds that a caption stays, at least."""

FASTEST = 17.0
"""Characters a second, at most."""

_PAUSES = re.compile(r"(?<=[,;:.!?])\s+")
_JOINTS = re.compile(r"\s+(?=(?:and|but|or|so|which|that|because|then|from|with|into|for|to)\b)")


@dataclass(frozen=True)
class Caption:
    """Words on screen from `start` to `end`, in seconds."""

    start: float
    end: float
    text: str


def captions(sentences: Iterable[tuple[str, float, float]]) -> list[Caption]:
    """Return the captions of a narration.

    Args:
        sentences: the words of each, when it starts, and how long it takes to say, in seconds.

    Example:
        >>> captions([("A vector is a list.", 1.0, 1.5)])
        [Caption(start=1.0, end=2.5, text='A vector is a list.')]
    """
    found: list[Caption] = []
    for text, start, duration in sentences:
        pages = _pages(text)
        total = sum(len(page) for page in pages)
        at = start
        for page in pages:
            share = duration * len(page) / total
            found.append(Caption(at, at + share, page))
            at += share
    followings = [*(caption.start for caption in found[1:]), float("inf")]
    return [
        Caption(one.start, min(max(one.end, one.start + _least(one.text)), following), one.text)
        for one, following in zip(found, followings, strict=False)
    ]


def srt(cues: Sequence[Caption]) -> str:
    """Write captions as SubRip.

    Example:
        >>> print(srt([Caption(0, 1.5, "Hello")]))
        1
        00:00:00,000 --> 00:00:01,500
        Hello
        <BLANKLINE>
    """
    return "\n".join(
        f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n{cue.text}\n"
        for number, cue in enumerate(cues, 1)
    )


def vtt(cues: Sequence[Caption]) -> str:
    """Write captions as WebVTT.

    Reference: WebVTT: The Web Video Text Tracks Format, W3C.
    """
    blocks = [f"{_clock(cue.start, '.')} --> {_clock(cue.end, '.')}\n{_escape(cue.text)}\n" for cue in cues]
    return "\n".join(["WEBVTT\n", *blocks])


def _least(text: str) -> float:
    return max(SHORTEST, len(text.replace("\n", " ")) / FASTEST)


def _pages(text: str) -> list[str]:
    """Break a sentence into captions of at most two lines, in as few and as even pieces as possible."""
    text = " ".join(text.split())
    # In as many pieces as there are characters, each word is one, and fits.
    for pieces in range(1, len(text) + 1):
        pages = [_lines(page) for page in _even(text, pieces)]
        if all(len(lines) <= LINES and all(map(_fits, lines)) for lines in pages):
            return ["\n".join(lines) for lines in pages]
    return []


def _lines(text: str) -> list[str]:
    if _fits(text):
        return [text]
    halves = _even(text, LINES)
    return halves if all(map(_fits, halves)) else _greedy(text)


def _fits(line: str) -> bool:
    """Return whether a line is short enough, or no break can make it shorter."""
    return len(line) <= LINE or " " not in line


def _greedy(text: str) -> list[str]:
    first, *rest = text.split()
    lines = [first]
    for word in rest:
        longer = f"{lines[-1]} {word}"
        if len(longer) <= LINE:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _even(text: str, pieces: int) -> list[str]:
    """Cut a text into pieces of about one length, at phrases where one is near."""
    found: list[str] = []
    rest = text
    for left in range(pieces, 1, -1):
        ideal = len(rest) / left
        worth = {match.start(): 0.3 for match in _JOINTS.finditer(rest)}
        worth |= {match.start(): 0.6 for match in _PAUSES.finditer(rest)}
        gaps = [match.start() for match in re.finditer(r"\s+", rest)]
        if not gaps:
            break
        at = min(gaps, key=lambda gap: abs(gap - ideal) / ideal - worth.get(gap, 0.0))
        found.append(rest[:at].strip())
        rest = rest[at:].strip()
    return [*found, rest]


def _clock(seconds: float, point: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}{point}{milliseconds % 1000:03}"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
