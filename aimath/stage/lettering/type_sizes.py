"""The four sizes of type, as shares of the frame, so that every aspect stays readable."""

from enum import StrEnum

from manim import config

from aimath.errors import InputError


class Size(StrEnum):
    """A size of type."""

    TITLE = "title"
    BODY = "body"
    LABEL = "label"
    SMALL = "small"


# Shares of the frame's height. An upright frame is narrow: its sizes stay close to the smallest that reads
# well.
_WIDE = {Size.TITLE: 0.058, Size.BODY: 0.043, Size.LABEL: 0.034, Size.SMALL: 0.027}
_SQUARE = {Size.TITLE: 0.052, Size.BODY: 0.039, Size.LABEL: 0.031, Size.SMALL: 0.025}
_UPRIGHT = {Size.TITLE: 0.038, Size.BODY: 0.030, Size.LABEL: 0.0255, Size.SMALL: 0.0225}


def em(size: Size | str | float) -> float:
    """Return the height of one em in scene units; a number is taken as that height itself.

    Raises:
        InputError: if it is neither a size of type nor a positive number.

    Example:
        >>> em(Size.TITLE) > em(Size.BODY) > em(Size.LABEL) > em(Size.SMALL)
        True
    """
    if isinstance(size, int | float):
        if size <= 0:
            raise InputError(f"expected a size of type above 0, got {size}")
        return float(size)
    try:
        return float(_shares()[Size(size)] * config.frame_height)
    except ValueError:
        raise InputError(f"expected a size of type ({', '.join(Size)}), got {size!r}") from None


def _shares() -> dict[Size, float]:
    ratio = config.frame_width / config.frame_height
    if ratio > 1.2:
        return _WIDE
    return _SQUARE if ratio > 0.8 else _UPRIGHT
