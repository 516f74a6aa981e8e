"""A part of a film, from one moment to another."""

import math
import re
from dataclasses import dataclass

from aimath.studio.errors import UsageError

_TIME = re.compile(r"(?:(\d{1,9}):)?(\d{1,9}(?:\.\d+)?)\s*(s|ms)?")


@dataclass(frozen=True)
class Span:
    """A part of a film.

    Attributes:
        start: seconds before it.
        end: seconds of film until it ends; None for the end of the film.

    Raises:
        UsageError: if it ends before it starts.
    """

    start: float = 0.0
    end: float | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise UsageError(
                f"--to: expected a time after {self.start:g} s, where it starts; got {self.end:g} s"
            )

    def frames(self, fps: int) -> tuple[int, int | None]:
        """Return the first frame, and the one after the last; None for the end of the film.

        Example:
            >>> Span(0.5, 1.0).frames(10)
            (5, 10)
        """
        first = math.floor(self.start * fps + 0.5)
        return first, None if self.end is None else max(first + 1, math.floor(self.end * fps + 0.5))


def parse_time(text: str, option: str) -> float:
    """Return seconds.

    Args:
        text: a time as people write it, such as 3.5s, 800ms, 1:20 or 4.
        option: where it was given, for the message.

    Raises:
        UsageError: if it is no time.

    Example:
        >>> parse_time("1:05.5", "--from"), parse_time("800ms", "--hold")
        (65.5, 0.8)
    """
    match = _TIME.fullmatch(text.strip().lower())
    if match is None or (match[1] and match[3]):
        raise UsageError(f"{option}: expected a time such as 3.5s, 800ms or 1:20, got {text!r}")
    minutes, amount, unit = match.groups()
    return 60.0 * int(minutes or 0) + float(amount) * (0.001 if unit == "ms" else 1.0)
