"""Mix two colours of a palette where a gradient would otherwise show steps, and nowhere else."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aimath.studio.gif.clip import Clip
from aimath.studio.gif.palette import ColorCounts, nearest_color, pack

GENTLE = 6
"""By how much, at most, neighbours differ in a gradient, in levels of a channel."""

_SHARE = 0.6
_VISIBLE = 3.0
_NOISE = 0.15
_BAYER_2 = np.array([[0, 2], [3, 1]])
_BAYER_4 = np.block([[4 * _BAYER_2, 4 * _BAYER_2 + 2], [4 * _BAYER_2 + 3, 4 * _BAYER_2 + 1]])

THRESHOLDS = (_BAYER_4 + 0.5) / 16
"""How much of the second colour a pixel needs to take it, by row and column modulo 4."""


@dataclass(frozen=True)
class ColorMapping:
    """Which colour of a palette stands for each colour of a clip.

    Attributes:
        places: the place of each possible colour among the clip's, shape (16777216,).
        first: the nearest colour of the palette.
        second: the colour it is mixed with.
        share: how much of the mixture is the second, from 0 to 1/2.
    """

    places: NDArray[np.int32]
    first: NDArray[np.uint8]
    second: NDArray[np.uint8]
    share: NDArray[np.float64]

    def indices(self, pixels: NDArray[np.uint8], top: int, left: int) -> NDArray[np.uint8]:
        """Return the palette index of each pixel, shape (height, width).

        A pixel's index depends on its colour and its place alone: what rests on screen stays as it is.

        Args:
            pixels: red, green and blue, shape (height, width, 3 or more).
            top: rows above it.
            left: columns to its left.
        """
        places = self.places[pack(pixels)]
        indices = self.first[places]
        share = self.share[places]
        if share.any():
            rows = (np.arange(pixels.shape[0]) + top) % 4
            columns = (np.arange(pixels.shape[1]) + left) % 4
            mixed = share > THRESHOLDS[rows[:, np.newaxis], columns]
            indices = np.where(mixed, self.second[places], indices)
        return indices


def map_colors(
    counted: ColorCounts, palette: NDArray[np.uint8], smooth: NDArray[np.bool_] | None = None
) -> ColorMapping:
    """Return which colour of a palette stands for each colour.

    Args:
        counted: the colours of a clip.
        palette: the colours to take, shape (colours, 3).
        smooth: which of the clip's colours may be mixed, shape (colours of the clip,); none when None.

    Reference:
        Bayer (1973). An optimum method for two-level rendition of continuous-tone pictures. ICC 1.
    """
    channels = counted.channels
    first = nearest_color(channels, palette)
    second, share = first.copy(), np.zeros(len(first))
    if smooth is not None:
        colors = palette.astype(np.float64)
        error = np.sqrt(((channels - colors[first]) ** 2).sum(axis=1))
        wanted = np.flatnonzero(smooth & (error > _VISIBLE))
        for start in range(0, len(wanted), 1024):
            some = wanted[start : start + 1024]
            second[some], share[some] = _best_mixture(channels[some], colors[first[some]], colors)
    return ColorMapping(counted.places, first.astype(np.uint8), second.astype(np.uint8), share)


def smooth_colors(clip: Clip, counted: ColorCounts) -> NDArray[np.bool_]:
    """Return which colours are seen in gradients for the most part, shape (colours,).

    A pixel is in a gradient if it differs from a neighbour, but from none by more than `GENTLE` levels.
    """
    inside, seen = np.zeros(len(counted.colors)), np.zeros(len(counted.colors))
    for patch in clip.patches:
        levels = patch.pixels[..., :3].astype(np.int16)
        if min(levels.shape[:2]) < 2:
            continue
        steps = np.maximum(
            np.abs(np.diff(levels, axis=0)).max(axis=2)[:, :-1],
            np.abs(np.diff(levels, axis=1)).max(axis=2)[:-1],
        )
        places = counted.places[pack(patch.pixels[:-1, :-1])].ravel()
        seen += np.bincount(places, minlength=len(seen))
        inside += np.bincount(places, ((steps > 0) & (steps <= GENTLE)).ravel(), len(inside))
    return np.asarray(inside > _SHARE * np.maximum(seen, 1))


def _best_mixture(
    wanted: NDArray[np.float64], nearest: NDArray[np.float64], colors: NDArray[np.float64]
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return the colour that, mixed with the nearest, comes closest without being seen, and its share."""
    direction = colors[np.newaxis] - nearest[:, np.newaxis]
    length = (direction**2).sum(axis=2)
    offset = wanted - nearest
    along = np.einsum("ijk,ik->ij", direction, offset) / np.maximum(length, 1e-9)
    share = np.clip(along, 0.0, 0.5)
    miss = ((share[..., np.newaxis] * direction - offset[:, np.newaxis]) ** 2).sum(axis=2)
    second = np.argmin(miss + _NOISE * length * share * (1 - share), axis=1)
    return second, share[np.arange(len(second)), second]
