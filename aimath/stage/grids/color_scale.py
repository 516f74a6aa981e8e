"""Which colour a number has on screen."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aimath.errors import InputError
from aimath.stage.colormaps import ColorMap, diverging, parse_hex, sequential


@dataclass(frozen=True)
class ColorScale:
    """Colours for the numbers from `low` to `high`; what lies outside takes the colour of the nearest end.

    Raises:
        InputError: if the range is empty.

    Example:
        >>> ColorScale(ColorMap(("#000000", "#FFFFFF")), low=0.0, high=16.0).hex(16)
        '#FFFFFF'
    """

    colors: ColorMap
    low: float
    high: float

    def __post_init__(self) -> None:
        """Refuse an empty range."""
        if not self.low < self.high:
            raise InputError(f"color scale: expected low < high, got {self.low:g} and {self.high:g}")

    @classmethod
    def fitting(
        cls,
        values: ArrayLike,
        *,
        colors: ColorMap | None = None,
        low: float | None = None,
        high: float | None = None,
    ) -> Self:
        """Return a scale for these values: even about 0 when some are negative, otherwise from 0 up.

        Example:
            >>> scale = ColorScale.fitting([-3.0, 1.0])
            >>> scale.low, scale.high
            (-3.0, 3.0)
        """
        numbers = np.asarray(values, dtype=float)
        largest = float(np.abs(numbers).max(initial=0.0)) or 1.0
        signed = bool(numbers.min(initial=0.0) < 0)
        return cls(
            colors=colors or (diverging() if signed else sequential()),
            low=(-largest if signed else 0.0) if low is None else low,
            high=largest if high is None else high,
        )

    def share(self, values: ArrayLike) -> NDArray[np.float64]:
        """Return how far each value is on the way from low (0) to high (1)."""
        return np.clip((np.asarray(values, dtype=float) - self.low) / (self.high - self.low), 0.0, 1.0)

    def hex(self, value: float) -> str:
        """Return the colour of one value."""
        return self.colors.hex(float(self.share(value)))


def luminance(color: str) -> float:
    """Return the relative luminance of a hex colour: 0 for black, 1 for white.

    Example:
        >>> luminance("#FFFFFF")
        1.0

    Source: W3C, Web Content Accessibility Guidelines 2.2, "relative luminance".
    """
    channels = parse_hex(color)
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(np.array([0.2126, 0.7152, 0.0722]) @ linear)


def readable_on(color: str) -> str:
    """Return black or white, whichever stands out more from a colour: never less than 4.5 to 1.

    Example:
        >>> readable_on("#F4E3A1"), readable_on("#18244A")
        ('#000000', '#FFFFFF')
    """
    behind = luminance(color) + 0.05
    return "#FFFFFF" if 1.05 / behind > behind / 0.05 else "#000000"
