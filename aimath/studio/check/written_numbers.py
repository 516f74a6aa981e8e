"""What a number on screen says, read back from its writing."""

import math
import re

from aimath.stage.figures import MINUS, Figure, write_number

_DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_WRITTEN = re.compile(r"([-+]?[0-9]+)(?:\.([0-9]+))?(%?)(?:×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?")
_POWER = re.compile(r"10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")


def says_its_value(shown: Figure) -> bool:
    """Return whether what is written is the value, rounded to as many places as are written.

    Example:
        >>> says_its_value(Figure("0.12", 0.1234, ".2f")), says_its_value(Figure("0.15", 0.1234, ".2f"))
        (True, False)
    """
    if shown.text == write_number(shown.value, shown.spec):
        return True
    read = _read(shown.text)
    if read is None or not math.isfinite(shown.value):
        return False
    number, place = read
    return abs(number - shown.value) <= place / 2 + 1e-9 * max(abs(number), abs(shown.value))


def _read(text: str) -> tuple[float, float] | None:
    """Return the number that is written, and what one more in its last place would be worth."""
    plain = text.strip().replace(MINUS, "-").replace(",", "")
    if power := _POWER.fullmatch(plain):
        return 10.0 ** int(power[1].translate(_DIGITS)), 0.0
    match = _WRITTEN.fullmatch(plain)
    if match is None:
        return None
    whole, decimals, percent, exponent = match.groups()
    scale = (0.01 if percent else 1.0) * 10.0 ** int((exponent or "0").translate(_DIGITS))
    return float(f"{whole}.{decimals or 0}") * scale, scale * 10.0 ** -len(decimals or "")
