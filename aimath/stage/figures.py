"""Numbers as they are written on screen: rounded, with real minus signs, and never without their value."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from aimath.errors import InputError

Number = int | float
"""What can be shown: NumPy scalars are accepted too, and turned into these."""

MINUS = "\N{MINUS SIGN}"
SUPERSCRIPTS = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"
"""What exponents are written with: the minus sign, then the digits from 0 to 9."""
_FIELD = re.compile(r"(?<!\{)\{(?P<name>[a-zA-Z_]\w*)(?::(?P<spec>[^{}]*))?\}(?!\})")
GAP = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for a number in a text as it was typed."""


@dataclass(frozen=True)
class Figure:
    """A number on screen: what is written, the value it came from, and how it was rounded."""

    text: str
    value: Number
    spec: str = ""


def write_number(value: Number, spec: str = "") -> str:
    """Write a number for the screen.

    Without a `spec`, whole numbers keep all digits with thousands separated, and others show three
    significant figures. A `spec` is Python's own format specification.

    Args:
        value: the number.
        spec: Python format specification, such as ".2f", "+.1f" or ".0%".

    Raises:
        InputError: if `spec` is not a format specification for numbers.

    Example:
        >>> write_number(10000), write_number(-0.12345), write_number(3.0, ".1f"), write_number(2e-7)
        ('10,000', '−0.123', '3.0', '2×10⁻⁷')
    """
    value = plain(value)
    if isinstance(value, float) and not math.isfinite(value):
        return "not a number" if math.isnan(value) else (f"{MINUS}∞" if value < 0 else "∞")
    try:
        written = format(value, spec) if spec else _three_figures(value)
    except ValueError:
        raise InputError(f"expected a number format such as '.2f', got {spec!r}") from None
    if re.fullmatch(r"-0(\.0*)?%?", written):
        written = written[1:]
    return _typographic(written)


def write_power(exponent: int) -> str:
    """Write a power of ten for the screen.

    Example:
        >>> write_power(-6)
        '10⁻⁶'
    """
    return "10" + str(exponent).translate(str.maketrans("-0123456789", SUPERSCRIPTS))


def figure(value: Number, spec: str = "") -> Figure:
    """Return the value together with its writing.

    Example:
        >>> figure(0.25, ".0%")
        Figure(text='25%', value=0.25, spec='.0%')
    """
    return Figure(write_number(value, spec), plain(value), spec)


def fill(template: str, values: Mapping[str, Number | str]) -> tuple[str, tuple[Figure, ...]]:
    """Fill `{name}` and `{name:spec}` fields of a sentence or formula.

    Args:
        template: text with fields; `{{ … }}` is left alone.
        values: a number or a word for each field.

    Returns:
        The filled text, and the figures it now shows, in order.

    Raises:
        InputError: if a field has no value, or a value no field.

    Example:
        >>> fill("loss {loss:.2f} after {n} steps", {"loss": 0.5, "n": 12})[0]
        'loss 0.50 after 12 steps'
    """
    shown: list[Figure] = []
    used: set[str] = set()

    def write(match: re.Match[str]) -> str:
        name = match["name"]
        if name not in values:
            raise InputError(f"{template!r} needs a value for {name!r}; pass it as {name}=…")
        used.add(name)
        value = values[name]
        if isinstance(value, str):
            return value
        shown.append(figure(value, match["spec"] or ""))
        return shown[-1].text

    text = _FIELD.sub(write, template)
    unused = set(values) - used
    if unused:
        raise InputError(f"{template!r} has no field for {', '.join(sorted(unused))}")
    return text, tuple(shown)


def as_typed(template: str, values: Mapping[str, Number | str]) -> str:
    """Return a sentence or formula as its author wrote it: filled with words, and a `GAP` for each number.

    Example:
        >>> as_typed("{name} after {n} steps", {"name": "loss", "n": 12}) == f"loss after {GAP} steps"
        True
    """
    words = {name: value if isinstance(value, str) else GAP for name, value in values.items()}
    return fill(template, words)[0]


def plain(value: object) -> Number:
    """Return a Python int or float for any real number, NumPy's scalars included.

    Raises:
        InputError: if it is not a real number.
    """
    item = getattr(value, "item", None)
    value = item() if callable(item) else value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError(f"expected a number to show, got {value!r}")
    return int(value) if isinstance(value, int) else float(value)


def _three_figures(value: Number) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    size = abs(value)
    if size == 0:
        return "0"
    if not 1e-4 <= size < 1e7:
        return f"{value:.2e}"
    decimals = max(0, 2 - math.floor(math.log10(size)))
    written = f"{value:,.{decimals}f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _typographic(written: str) -> str:
    mantissa, exponent_sign, exponent = written.partition("e")
    if exponent_sign:
        mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
        written = f"{mantissa}×{write_power(int(exponent))}"
    return written.replace("-", MINUS)
