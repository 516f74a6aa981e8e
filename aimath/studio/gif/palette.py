"""Choose the few colours that stand for all colours of a clip."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aimath.studio.gif.clip import Clip
from aimath.studio.gif.similarity import sensitivity

Colors = NDArray[np.float64]
"""Red, green and blue from 0 to 255, shape (colours, 3)."""


_ALL = 1 << 24
_FINE = 30_000
_ROUNDS = 12
_DRAWN = 128
_RARE = 0.6
_DOMINANT = 0.4


@dataclass(frozen=True)
class ColorCounts:
    """Every colour of a clip.

    Attributes:
        colors: the colours, one or more, in ascending order, each as the number red · 65536 + green · 256
            + blue.
        counts: in how many drawn pixels each of them is; a pixel counts by how much an error in it is seen.
    """

    colors: NDArray[np.uint32]
    counts: NDArray[np.float64]

    @property
    def channels(self) -> Colors:
        """Red, green and blue of each colour."""
        return unpack(self.colors).astype(np.float64)

    @cached_property
    def places(self) -> NDArray[np.int32]:
        """The place of each possible colour among these, shape (16777216,); 0 for those that are not there.

        A table of 64 MB at most, in which looking up takes a third of the time of searching.
        """
        places = np.zeros(_ALL, dtype=np.int32)
        places[self.colors] = np.arange(len(self.colors), dtype=np.int32)
        return places


def count_colors(clip: Clip) -> ColorCounts:
    """Return the colours of what is drawn anew in each frame; pixels that nearly vanish do not count.

    Where no pixel counts, black is the one colour.
    """
    there = np.zeros(_ALL, dtype=np.bool_)
    for patch in clip.patches:
        there[pack(patch.pixels[patch.pixels[..., 3] >= _DRAWN])] = True
    there[0] |= not there.any()
    colors = np.flatnonzero(there).astype(np.uint32)
    counted = ColorCounts(colors, np.zeros(len(colors)))
    for patch in clip.patches:
        drawn = patch.pixels[..., 3] >= _DRAWN
        # The root leaves something to letters and lines: they would lose their hues first.
        seen = np.sqrt(sensitivity(patch.pixels[..., :3])[drawn])
        np.add.at(counted.counts, counted.places[pack(patch.pixels[drawn])], seen)
    return counted


def choose_palette(counted: ColorCounts, size: int) -> NDArray[np.uint8]:
    """Return at most `size` colours that stand for the counted ones with the least error.

    Clusters are split along their longest axis until there are enough, and then moved to the means of what is
    nearest to them (k-means). Colours count by less than how often they are seen, so that a rare
    accent keeps its own. A colour that makes up most of its cluster is kept exactly: grounds stay clean.

    Args:
        counted: the colours and how often they are seen.
        size: how many colours there may be.

    Returns:
        Red, green and blue, shape (colours, 3).

    Reference:
        Wu (1991). Efficient statistical computations for optimal color quantization. Graphics Gems II.
        Lloyd (1982). Least squares quantization in PCM. IEEE Transactions on Information Theory 28(2).

    Example:
        >>> colors = np.array([0x000000, 0x010101, 0xFF0000], dtype=np.uint32)
        >>> counted = ColorCounts(colors, np.array([90.0, 9.0, 1.0]))
        >>> choose_palette(counted, 2).tolist()
        [[0, 0, 0], [255, 0, 0]]
    """
    points, weights = counted.channels, counted.counts**_RARE
    if len(points) <= size:
        return points.astype(np.uint8)
    points, weights = _grouped(points, weights)
    centers = _split(points, weights, size)
    for _ in range(_ROUNDS):
        nearest = nearest_color(points, centers)
        moved = _means(points, weights, nearest, centers)
        if np.abs(moved - centers).max() < 0.05:
            break
        centers = moved
    nearest = nearest_color(points, centers)
    total = np.bincount(nearest, weights, len(centers))
    heaviest = np.lexsort((weights, nearest))
    last = np.flatnonzero(np.diff(nearest[heaviest], append=len(centers)))
    for place in heaviest[last]:
        if weights[place] >= _DOMINANT * total[nearest[place]]:
            centers[nearest[place]] = points[place]
    return np.unique(np.round(centers).astype(np.uint8), axis=0)


def nearest_color(points: Colors, palette: NDArray[np.generic]) -> NDArray[np.intp]:
    """Return the place of the nearest colour of a palette for each point, shape (points,)."""
    colors = palette.astype(np.float64)
    squares = (colors**2).sum(axis=1) / 2
    found = np.empty(len(points), dtype=np.intp)
    for start in range(0, len(points), 4096):
        some = points[start : start + 4096]
        found[start : start + 4096] = np.argmin(squares - some @ colors.T, axis=1)
    return found


def pack(pixels: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Return red, green and blue of each pixel as one number."""
    wide = pixels.astype(np.uint32)
    return np.asarray(wide[..., 0] << 16 | wide[..., 1] << 8 | wide[..., 2], dtype=np.uint32)


def unpack(colors: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Return red, green and blue of each number, the inverse of `pack`."""
    return np.stack([colors >> 16 & 255, colors >> 8 & 255, colors & 255], axis=-1).astype(np.uint8)


def _grouped(points: Colors, weights: NDArray[np.float64]) -> tuple[Colors, NDArray[np.float64]]:
    """Put colours together that hardly differ, while there are too many to compare."""
    shift = 0
    while len(points) > _FINE and shift < 3:
        shift += 1
        cells = pack((points / 2**shift).astype(np.uint8))
        _, places = np.unique(cells, return_inverse=True)
        points = _means(points, weights, places, np.zeros((places.max() + 1, 3)))
        weights = np.asarray(np.bincount(places, weights), dtype=np.float64)
    return points, weights


def _split(points: Colors, weights: NDArray[np.float64], size: int) -> Colors:
    """Split the cluster with the largest error along its longest axis until there are enough."""
    members = [np.arange(len(points))]
    errors = [np.inf]
    while len(members) < size and max(errors) > 0:
        place = int(np.argmax(errors))
        inside = members[place]
        some, weight = points[inside], weights[inside]
        offsets = some - np.average(some, axis=0, weights=weight)
        _, axes = np.linalg.eigh((offsets * weight[:, np.newaxis]).T @ offsets)
        right = offsets @ axes[:, -1] > 0
        parts = [inside[~right], inside[right]]
        if not parts[0].size or not parts[1].size:
            errors[place] = 0.0
            continue
        members[place : place + 1] = parts
        errors[place : place + 1] = [_error(points[part], weights[part]) for part in parts]
    return np.stack([np.average(points[part], axis=0, weights=weights[part]) for part in members])


def _error(points: Colors, weights: NDArray[np.float64]) -> float:
    if len(points) < 2:
        return 0.0
    offsets = points - np.average(points, axis=0, weights=weights)
    return float(weights @ (offsets**2).sum(axis=1))


def _means(points: Colors, weights: NDArray[np.float64], places: NDArray[np.intp], empty: Colors) -> Colors:
    """Return the weighted mean of the points at each place; what stands in `empty` where there are none."""
    total = np.bincount(places, weights, len(empty))
    sums = np.stack(
        [np.bincount(places, weights * points[:, channel], len(empty)) for channel in range(3)], axis=1
    )
    full = total > 0
    means = empty.copy()
    means[full] = sums[full] / total[full, np.newaxis]
    return means
