"""When each frame of an animated picture is shown: loops, holds and whole hundredths of a second."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from aimath.studio.errors import UsageError

HIGHEST_FPS = 50
"""Frames a second; viewers slow a frame down that is to be shown for less than two hundredths of a second."""

MOST_PLAYS = 65535


@dataclass(frozen=True)
class Loop:
    """How an animated picture goes on when it has ended.

    Attributes:
        plays: how often it is played; None for ever.
        there_and_back: whether every play goes backwards to its start.
    """

    plays: int | None = None
    there_and_back: bool = False


def parse_loop(text: str) -> Loop:
    """Return what `--loop` asks for.

    Raises:
        UsageError: if it is neither a number of plays nor one of the words.

    Example:
        >>> parse_loop("3"), parse_loop("boomerang")
        (Loop(plays=3, there_and_back=False), Loop(plays=None, there_and_back=True))
    """
    words = {"forever": Loop(), "once": Loop(1), "boomerang": Loop(there_and_back=True)}
    if text in words:
        return words[text]
    if text.isdecimal() and 1 <= int(text) <= MOST_PLAYS:
        return Loop(int(text))
    raise UsageError(
        f"--loop: expected a number of plays from 1 to {MOST_PLAYS}, once, boomerang or forever, got {text!r}"
    )


def sequence(repeats: Sequence[int], loop: Loop) -> list[int]:
    """Return the numbers of the frames in the order in which one play shows them.

    Going there and back shows the first and the last frame once each.

    Example:
        >>> sequence([1, 1, 5, 1], Loop(there_and_back=True))
        [0, 1, 2, 3, 2, 1]
    """
    forward = list(range(len(repeats)))
    return forward + forward[-2:0:-1] if loop.there_and_back else forward


def delays(
    repeats: Sequence[int],
    fps: int,
    hold: float = 0.0,
    *,
    order: Sequence[int] | None = None,
    grain: int = 100,
) -> list[int]:
    """Return how long each frame is shown, so that rounding never adds up.

    Args:
        repeats: how many frame times each frame takes.
        fps: frame times a second.
        hold: seconds that the last frame is shown in addition.
        order: the numbers of the frames in the order in which they are shown; as they come when None.
        grain: parts of a second in which to count.

    Example:
        >>> delays([1] * 6, 15), sum(delays([1] * 15, 15))
        ([7, 6, 7, 7, 6, 7], 100)
        >>> delays([1, 1, 1], 10, 2.0)
        [10, 10, 210]
    """
    order = range(len(repeats)) if order is None else order
    last = len(repeats) - 1
    times = [Fraction(repeats[number], fps) + (Fraction(hold) if number == last else 0) for number in order]
    total, ends = Fraction(0), [0]
    for time in times:
        total += time
        ends.append(round(total * grain))
    return np.diff(ends).tolist()
