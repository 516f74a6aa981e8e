"""Rectangles of pixels: where a frame is drawn."""

import math
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""(height, width, 4) red, green, blue and opacity, the colours multiplied by the opacity."""

Region = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels; right and bottom are the first beyond it."""

Boxes = NDArray[np.int64]
"""(n, 4) regions as an array."""

MOST_REGIONS = 4
_MOST_BOXES = 64


def area(region: Region) -> int:
    """Return how many pixels a region has.

    Example:
        >>> area((2, 1, 5, 3))
        6
    """
    left, top, right, bottom = region
    return max(0, right - left) * max(0, bottom - top)


def not_empty(boxes: Boxes | None) -> Boxes | None:
    """Return the boxes that have pixels."""
    if boxes is None:
        return None
    return np.asarray(boxes[(boxes[:, :2] < boxes[:, 2:]).all(axis=1)])


def crossing(boxes: Boxes | NDArray[np.float64], region: Region) -> NDArray[np.bool_]:
    """Return (n,) which boxes share a pixel with a region."""
    left, top, right, bottom = region
    return np.asarray(
        (boxes[:, 0] < right) & (boxes[:, 2] > left) & (boxes[:, 1] < bottom) & (boxes[:, 3] > top)
    )


def covering(boxes: Boxes, width: int, height: int) -> list[Region]:
    """Return a few regions of a frame without common pixels that together contain every box.

    Args:
        boxes: what to cover.
        width: of the frame in pixels.
        height: of the frame in pixels.

    Example:
        >>> covering(np.array([[0, 0, 10, 10], [5, 5, 12, 12], [90, 0, 200, 10]]), 100, 50)
        [(0, 0, 12, 12), (90, 0, 100, 10)]
    """
    boxes = np.clip(boxes, 0, (width, height, width, height))
    boxes = boxes[(boxes[:, :2] < boxes[:, 2:]).all(axis=1)]
    regions: list[Region] = []
    for left, top, right, bottom in _at_most(_MOST_BOXES, boxes).tolist():
        _insert((left, top, right, bottom), regions)
        while len(regions) > MOST_REGIONS:
            one, other = _closest(regions)
            regions.remove(one)
            regions.remove(other)
            _insert(_around(one, other), regions)
    return sorted(regions)


def _at_most(count: int, boxes: Boxes) -> Boxes:
    """Return boxes around neighbours, from top to bottom, if there are more boxes than `count`."""
    if len(boxes) <= count:
        return boxes
    boxes = boxes[np.argsort(boxes[:, 1], kind="stable")]
    starts = np.arange(count) * len(boxes) // count
    lowest, highest = np.minimum.reduceat(boxes, starts), np.maximum.reduceat(boxes, starts)
    return np.concatenate([lowest[:, :2], highest[:, 2:]], axis=1)


def _insert(region: Region, regions: list[Region]) -> None:
    """Add a region, grown around those that it shares pixels with."""
    left, top, right, bottom = region
    for other in regions:
        if left < other[2] and other[0] < right and top < other[3] and other[1] < bottom:
            regions.remove(other)
            _insert(_around(region, other), regions)
            return
    regions.append(region)


def _closest(regions: list[Region]) -> tuple[Region, Region]:
    """Return the two regions for which a region around both has the fewest pixels more than they have."""
    sized = [(*region, area(region), region) for region in regions]
    least, closest = math.inf, (regions[0], regions[1])
    for one, other in combinations(sized, 2):
        # Every box of every frame comes here several times, so nothing is called.
        left = one[0] if one[0] < other[0] else other[0]
        top = one[1] if one[1] < other[1] else other[1]
        right = one[2] if one[2] > other[2] else other[2]
        bottom = one[3] if one[3] > other[3] else other[3]
        waste = (right - left) * (bottom - top) - one[4] - other[4]
        if waste < least:
            least, closest = waste, (one[5], other[5])
    return closest


def _around(one: Region, other: Region) -> Region:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
