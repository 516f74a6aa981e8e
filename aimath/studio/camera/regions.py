"""Rectangles of pixels: where a frame is drawn, and in how many parts."""

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


def crossing(boxes: Boxes, region: Region) -> NDArray[np.bool_]:
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
    inside = np.clip(boxes, 0, (width, height, width, height))
    inside = inside[(inside[:, :2] < inside[:, 2:]).all(axis=1)]
    regions: list[Region] = []
    for left, top, right, bottom in _at_most(_MOST_BOXES, inside).tolist():
        regions.append((left, top, right, bottom))
        while pair := _to_merge(regions):
            one, other = pair
            regions = [region for region in regions if region not in pair] + [_around(one, other)]
    return sorted(regions)


def split_rows(region: Region, boxes: Boxes, parts: int) -> list[Region]:
    """Return the region cut into bands of about the same work.

    Args:
        region: what to cut.
        boxes: the boxes of what is drawn in it; each row of a box is taken for the same work.
        parts: how many bands.

    Example:
        >>> split_rows((0, 0, 100, 100), np.array([[0, 0, 10, 40], [0, 80, 10, 120]]), 2)
        [(0, 0, 100, 30), (0, 30, 100, 100)]
    """
    left, top, right, bottom = region
    rows = np.zeros(bottom - top + 1)
    inside = np.clip(boxes[crossing(boxes, region)][:, 1::2], top, bottom) - top
    np.add.at(rows, inside[:, 0], 1)
    np.add.at(rows, inside[:, 1], -1)
    work = np.cumsum(np.cumsum(rows)[:-1])
    shares = work[-1] * np.arange(1, parts) / parts
    cuts = sorted({top, *(top + 1 + np.searchsorted(work, shares)).tolist(), bottom})
    return [(left, first, right, last) for first, last in zip(cuts, cuts[1:], strict=False)]


def _at_most(count: int, boxes: Boxes) -> Boxes:
    """Return boxes around neighbours, from top to bottom, if there are more boxes than `count`."""
    if len(boxes) <= count:
        return boxes
    boxes = boxes[np.argsort(boxes[:, 1], kind="stable")]
    starts = np.arange(count) * len(boxes) // count
    lowest, highest = np.minimum.reduceat(boxes, starts), np.maximum.reduceat(boxes, starts)
    return np.concatenate([lowest[:, :2], highest[:, 2:]], axis=1)


def _to_merge(regions: list[Region]) -> tuple[Region, Region] | None:
    """Return two regions that overlap or are too many to stay apart."""
    pairs = list(combinations(regions, 2))
    for one, other in pairs:
        if area(_common(one, other)) or one == other:
            return one, other
    if len(regions) <= MOST_REGIONS:
        return None
    return min(pairs, key=lambda pair: area(_around(*pair)) - area(pair[0]) - area(pair[1]))


def _around(one: Region, other: Region) -> Region:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _common(one: Region, other: Region) -> Region:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
