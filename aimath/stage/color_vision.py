"""How well colours can be told apart, by everybody.

References: Web Content Accessibility Guidelines 2.2, "relative luminance" and "contrast ratio"; Machado,
Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE
Transactions on Visualization and Computer Graphics 15 (2009); Björn Ottosson, "A perceptual color space for
image processing" (2020).
"""

from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aimath.stage.colormaps import TO_LAB, TO_LMS

TEXT_CONTRAST = 4.5
"""The contrast ratio that text has at least.

Source: W3C, Web Content Accessibility Guidelines 2.2, success criterion 1.4.3.
"""

Colors = NDArray[np.float64]
"""(…, 3) red, green and blue, linear in light, from 0 to 1."""

_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])

VISIONS = MappingProxyType(
    {
        "": np.eye(3),
        "protanopia": np.array(
            [
                [0.152286, 1.052583, -0.204868],
                [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998],
            ]
        ),
        "deuteranopia": np.array(
            [
                [0.367322, 0.860646, -0.227968],
                [0.280085, 0.672501, 0.047413],
                [-0.011820, 0.042940, 0.968881],
            ]
        ),
        "tritanopia": np.array(
            [
                [1.255528, -0.076749, -0.178779],
                [-0.078411, 0.930809, 0.147602],
                [0.004733, 0.691367, 0.303900],
            ]
        ),
    }
)
"""What takes linear colours to those that are seen, by the name of the deficiency; the first is none."""


def linear(colors: ArrayLike) -> Colors:
    """Return colours that are linear in light, from sRGB between 0 and 1.

    Example:
        >>> linear([1.0, 0.0, 0.5]).round(3).tolist()
        [1.0, 0.0, 0.214]
    """
    rgb = np.asarray(colors, dtype=float)
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def luminance(colors: Colors, vision: str = "") -> NDArray[np.float64]:
    """Return (…) the relative luminance of linear colours.

    Args:
        colors: (…, 3) linear colours.
        vision: a name in VISIONS.
    """
    return np.asarray(np.clip(colors @ VISIONS[vision].T, 0, 1) @ _LUMINANCE)


def contrast(one: ArrayLike, other: ArrayLike) -> NDArray[np.float64]:
    """Return the contrast ratio of luminances, (L₁ + 0.05) / (L₂ + 0.05) with the lighter one on top.

    Example:
        >>> float(contrast(1.0, 0.0).round(6))
        21.0
    """
    first, second = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    return np.asarray((np.maximum(first, second) + 0.05) / (np.minimum(first, second) + 0.05))


def chroma_distance(one: Colors, other: Colors) -> NDArray[np.float64]:
    """Return (…) how far apart linear colours are in hue and chroma: the distance in a and b of Oklab."""
    first, second = (np.cbrt(np.clip(colors, 0, 1) @ TO_LMS.T) @ TO_LAB.T for colors in (one, other))
    return np.asarray(np.hypot(first[..., 1] - second[..., 1], first[..., 2] - second[..., 2]))
