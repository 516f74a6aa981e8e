"""How long words and motions take, in seconds."""

import re

SPEAKING_RATE = 14.5
"""Characters of narration said in a second: calm spoken English, and below what captions allow (17)."""

BREATH = 0.35
"""Silence after a sentence."""

READING_TIME_PER_WORD = 0.3
"""How long a word on screen must stay to be read."""

QUICK, STEADY, SLOW = 0.6, 1.0, 2.0
"""Run times of a small change, an ordinary motion, and one to be followed closely."""

LONGEST_STILL = 4.0
"""No stretch without motion or speech is longer than this."""


def speaking_time(sentence: str) -> float:
    """Return how long a sentence takes to say.

    Example:
        >>> speaking_time("Follow the slope downhill.") < speaking_time("Follow the slope downhill, slowly.")
        True
    """
    figures = sum(len(match) for match in re.findall(r"\d", sentence))
    # A digit is a whole word when spoken.
    return max(1.0, (len(sentence) + 2.0 * figures) / SPEAKING_RATE)


def reading_time(text: str) -> float:
    """Return how long a text on screen must rest to be read.

    Example:
        >>> reading_time("step size")
        0.6
    """
    return len(text.split()) * READING_TIME_PER_WORD
