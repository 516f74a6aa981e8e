"""Sizes of files as people write them."""

import re

from aimath.studio.errors import UsageError

_UNITS = {"": 1, "b": 1}
for _power, _letter in enumerate("kmgt", 1):
    _UNITS |= {_letter: 1000**_power, f"{_letter}b": 1000**_power, f"{_letter}ib": 1024**_power}
_SIZE = re.compile(r"(\d{1,15}(?:\.\d+)?)\s*([a-z]*)")


def parse_size(text: str, option: str) -> int:
    """Return how many bytes a size is.

    Args:
        text: a number with a unit, such as 500MB, 5GB or 2GiB; bytes without one.
        option: where it was given, for the message.

    Raises:
        UsageError: if it is no size.

    Example:
        >>> parse_size("1.5GB", "--keep")
        1500000000
    """
    match = _SIZE.fullmatch(text.strip().lower())
    if match is None or match[2] not in _UNITS:
        raise UsageError(f"{option}: expected a size such as 500MB or 5GB, got {text!r}")
    return round(float(match[1]) * _UNITS[match[2]])


def write_size(size: int) -> str:
    """Return a number of bytes for people to read.

    Example:
        >>> write_size(999), write_size(36_250), write_size(1_234_567_890)
        ('999 B', '36 kB', '1.2 GB')
    """
    amount, units = float(size), ["B", "kB", "MB", "GB", "TB"]
    while amount >= 999.5 and len(units) > 1:
        amount, units = amount / 1000, units[1:]
    precise = amount < 9.95 and units[0] not in ("B", "kB")
    return f"{amount:.{1 if precise else 0}f} {units[0]}"
