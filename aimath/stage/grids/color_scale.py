"""Which colour a number has on screen."""

from dataclasses import dataclass
from functools import cache
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aimath.errors import InputError
from aimath.stage.color_vision import TEXT_CONTRAST, VISIONS, Colors, contrast, linear, luminance
from aimath.stage.colormaps import ColorMap, diverging, parse_hex, sequential

_STEPS = 512


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

    def legible(self, value: float) -> str:
        """Return the colour of the nearest value on which everybody can read a figure in black or white.

        Half-way between light and dark, some see a colour too dark for the one and others too light for the
        other; such colours are stepped over.

        Example:
            >>> scale = ColorScale(ColorMap(("#FFFFFF", "#C04A2B", "#000000")), low=0.0, high=1.0)
            >>> scale.hex(0.5), scale.legible(0.5), scale.legible(1.0)
            ('#C04A2B', '#BB482A', '#000000')
        """
        shares = _legible_shares(self.colors)
        return self.colors.hex(float(shares[np.abs(shares - self.share(value)).argmin()]))


def readable_on(color: str) -> str:
    """Return black or white, whichever stands out more from a colour for those to whom it does so least.

    Example:
        >>> readable_on("#F4E3A1"), readable_on("#18244A")
        ('#000000', '#FFFFFF')
    """
    on_black, on_white = _least_contrasts(parse_hex(color))
    return "#FFFFFF" if on_white > on_black else "#000000"


def _least_contrasts(colors: Colors) -> NDArray[np.float64]:
    """Return (2, …) how much black and white stand out from colours (…, 3), for whom they do so least."""
    behind = np.stack([luminance(linear(colors), vision) for vision in VISIONS])
    return np.stack([contrast(behind, ink).min(axis=0) for ink in (0.0, 1.0)])


@cache
def _legible_shares(colors: ColorMap) -> NDArray[np.float64]:
    shares = np.linspace(0, 1, _STEPS + 1)
    drawn = np.rint(255 * colors(shares)) / 255
    legible = _least_contrasts(drawn).max(axis=0) >= TEXT_CONTRAST
    return shares[legible] if legible.any() else shares
