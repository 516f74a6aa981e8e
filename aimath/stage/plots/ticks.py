"""Which round numbers stand along an axis, and how they are written."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from aimath.stage.figures import GAP, SUPERSCRIPTS, Figure, write_number, write_power
from aimath.stage.lettering.live import LiveNumber
from aimath.stage.lettering.text import Words
from aimath.stage.lettering.type_sizes import Size
from aimath.stage.theme import Role

_CLOSE = 1e-9


@dataclass(frozen=True)
class Ticks:
    """Numbers along an axis, from low to high.

    Attributes:
        values: the numbers.
        spec: how they are written: a number format, or "power" for powers of ten.
    """

    values: tuple[float, ...]
    spec: str


def linear_ticks(low: float, high: float, count: int) -> Ticks:
    """Return at most `count` multiples of 1, 2 or 5 times a power of ten within low and high.

    Example:
        >>> linear_ticks(-1, 1, 5)
        Ticks(values=(-1.0, -0.5, 0.0, 0.5, 1.0), spec=',.1f')

    Reference: P. Heckbert, "Nice numbers for graph labels", Graphics Gems (1990).
    """
    place = math.floor(math.log10((high - low) / max(count, 1)))
    steps = [(factor, place + shift) for shift in (0, 1, 2) for factor in (1, 2, 5)]
    fallback = [(factor, place + shift) for shift in (0, 1) for factor in (3, 4, 6, 8)]
    # Where the round steps leave less than two numbers, a less round one may fit.
    for least, factors in ((2, steps), (2, fallback), (0, steps)):
        for factor, exponent in factors:
            values = _multiples(low, high, factor, exponent)
            if least <= len(values) <= count:
                return Ticks(values, _linear_spec(values, max(0, -exponent)))
    return Ticks((), "")


def log_ticks(low: float, high: float, count: int) -> Ticks:
    """Return at most about `count` round numbers within low and high for a logarithmic axis.

    Example:
        >>> log_ticks(0.001, 100, 6).values
        (0.001, 0.01, 0.1, 1.0, 10.0, 100.0)
    """
    first = math.ceil(math.log10(low) - _CLOSE)
    last = math.floor(math.log10(high) + _CLOSE)
    if last - first >= 2:
        stride = max(1, math.ceil((last - first + 1) / max(count, 1)))
        # Counted from 0, so that 1 stays a tick when the range grows.
        values = tuple(10.0**k for k in range(first, last + 1) if k % stride == 0)
    else:
        candidates = (f * 10.0**k for k in range(first - 1, last + 1) for f in (1, 2, 5))
        values = tuple(v for v in candidates if low * (1 - _CLOSE) <= v <= high * (1 + _CLOSE))
    if len(values) < 2:
        return linear_ticks(low, high, count)
    plain = all(1e-3 <= v <= 1e4 for v in values)
    powers = all(math.isclose(math.log10(v), round(math.log10(v))) for v in values)
    return Ticks(values, "power" if powers and not plain else "")


def given_ticks(values: Sequence[float], low: float, high: float) -> Ticks:
    """Return those of the given numbers that lie within low and high, written to the same decimals.

    Example:
        >>> given_ticks([0, 0.25, 2], 0, 1)
        Ticks(values=(0.0, 0.25), spec=',.2f')
    """
    slack = _CLOSE * (high - low)
    kept = tuple(float(value) for value in values if low - slack <= value <= high + slack)
    written = (write_number(value).partition(".")[2] for value in kept)
    return Ticks(kept, _linear_spec(kept, max((len(decimals) for decimals in written), default=0)))


def tick_text(value: float, spec: str) -> str:
    """Return how a tick is written.

    Example:
        >>> tick_text(-0.5, ",.1f"), tick_text(1e-6, "power")
        ('−0.5', '10⁻⁶')
    """
    if spec == "power":
        return write_power(round(math.log10(value)))
    return write_number(value, spec)


def text_width(text: str) -> float:
    """Return about how wide the writing of a number is, in em, without typesetting it.

    Example:
        >>> text_width("1,000") > text_width("0.1")
        True
    """
    return sum(0.3 if sign in ",." else 0.44 if sign in SUPERSCRIPTS else 0.65 for sign in text)


def tick_number(value: float, spec: str, size: Size | float, role: Role | str) -> LiveNumber | Words:
    """Return a tick as it stands on an axis.

    Example:
        >>> tick_number(0.5, ",.1f", 0.2, "muted").figures[0].text
        '0.5'
    """
    if spec != "power":
        return LiveNumber(value, spec, size=size, role=role, weight="regular")
    text = tick_text(value, spec)
    words = Words("{tick}", size=size, role=role, tick=text)
    words.figures, words.typed = (Figure(text, value),), GAP
    return words


def _multiples(low: float, high: float, factor: int, exponent: int) -> tuple[float, ...]:
    """Return the multiples of factor · 10^exponent, each the nearest number to what is written."""
    scale = 10.0**-exponent
    first, last = math.ceil(low * scale / factor - _CLOSE), math.floor(high * scale / factor + _CLOSE)
    return tuple(round(k * factor / scale, max(0, -exponent)) + 0.0 for k in range(first, last + 1))


def _linear_spec(values: Sequence[float], decimals: int) -> str:
    largest = max((abs(value) for value in values), default=0.0)
    # Beyond these, powers of ten are shorter than zeros.
    return f",.{decimals}f" if decimals <= 4 and largest < 1e6 else ""
