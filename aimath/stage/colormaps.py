"""Colour maps for heat maps, contours, landscapes and photographs."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aimath.stage.theme import Theme, current_theme

Colors = NDArray[np.float64]
"""Red, green and blue between 0 and 1 in the last axis."""

TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_STEPS = 512


@dataclass(frozen=True)
class ColorMap:
    """Colours for numbers between 0 and 1, mixed in Oklab so that equal steps look equal.

    Args:
        anchors: hex colours at equal distances.
        is_photographic: whether colours are mixed in sRGB instead, in which the brightness of a photograph's
            pixels is counted.

    Reference: Björn Ottosson, "A perceptual color space for image processing" (2020).

    Example:
        >>> ColorMap(("#000000", "#FFFFFF"))([0.0, 0.5]).round(3).tolist()
        [[0.0, 0.0, 0.0], [0.389, 0.389, 0.389]]
    """

    anchors: tuple[str, ...]
    is_photographic: bool = False

    def __call__(self, values: ArrayLike) -> Colors:
        """Return the colour of each value; values outside 0 to 1 take the nearest end."""
        table = _table(self)
        index = np.clip(np.asarray(values, dtype=float), 0.0, 1.0) * (len(table) - 1)
        return np.asarray(table[np.rint(index).astype(int)])

    def hex(self, value: float) -> str:
        """Return the colour of one value as a hex string."""
        red, green, blue = (int(round(channel * 255)) for channel in self(value))
        return f"#{red:02X}{green:02X}{blue:02X}"


def sequential(theme: Theme | None = None) -> ColorMap:
    """Return the map for sizes (probability, weight, brightness): close to the ground at 0, strong at 1."""
    if (theme or current_theme()).name == "dark":
        return ColorMap(("#18244A", "#1F4E79", "#1F8A8C", "#7CC58A", "#F4E3A1"))
    return ColorMap(("#EBEDEF", "#A9CCE0", "#5FA0C9", "#2B6DA8", "#0C3B75"))


def elevation(theme: Theme | None = None) -> ColorMap:
    """Return the map for heights of a landscape: valleys are darker than summits on either ground."""
    if (theme or current_theme()).name == "dark":
        return sequential(theme)
    return ColorMap(("#6F97CC", "#79B2CD", "#92CBB9", "#BCDCA0", "#F0E3A2"))


def diverging(theme: Theme | None = None) -> ColorMap:
    """Return the map for signed numbers: 0 at one half takes the colour of a cell at rest."""
    theme = theme or current_theme()
    if theme.name == "dark":
        return ColorMap(("#E2694A", "#8A4238", theme.surface, "#2A5E92", "#57ABF2"))
    return ColorMap(("#B74428", "#E6A48F", theme.surface, "#93BDE3", "#1F6FB8"))


def brightness(theme: Theme | None = None) -> ColorMap:
    """Return the map for pixels of a grey picture: ink at 1 on the ground at 0."""
    theme = theme or current_theme()
    return ColorMap((theme.surface, theme.color("text")))


def grayscale() -> ColorMap:
    """Return the map for photographs: black at 0 and white at 1, on any ground.

    Example:
        >>> grayscale().hex(128 / 255)
        '#808080'
    """
    return ColorMap(("#000000", "#FFFFFF"), is_photographic=True)


def parse_hex(color: str) -> Colors:
    """Return red, green and blue between 0 and 1 of a hex colour.

    Example:
        >>> parse_hex("#FF0000").tolist()
        [1.0, 0.0, 0.0]
    """
    return np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255


def mix(first: str, second: str, share: float) -> str:
    """Return the colour that is `share` of the way from the first to the second, evenly to the eye.

    Example:
        >>> mix("#000000", "#FFFFFF", 0.0)
        '#000000'
    """
    return ColorMap((first, second)).hex(share)


@cache
def _table(colors: ColorMap) -> Colors:
    anchors = np.array([parse_hex(anchor) for anchor in colors.anchors])
    if colors.is_photographic:
        return _between(anchors)
    return _srgb(_between(_oklab(anchors)))


def _between(anchors: Colors) -> Colors:
    """Return so many colours that what lies between two of them cannot be told from either."""
    at = np.linspace(0, 1, len(anchors))
    even = np.linspace(0, 1, _STEPS + 1)
    return np.stack([np.interp(even, at, anchors[:, k]) for k in range(3)], axis=-1)


def _oklab(color: Colors) -> Colors:
    linear = np.where(color <= 0.04045, color / 12.92, ((color + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.cbrt(linear @ TO_LMS.T) @ TO_LAB.T)


def _srgb(lab: Colors) -> Colors:
    linear = (lab @ np.linalg.inv(TO_LAB).T) ** 3 @ np.linalg.inv(TO_LMS).T
    linear = np.clip(linear, 0, 1)
    return np.clip(np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055), 0, 1)
