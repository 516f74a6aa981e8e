"""How much of a film moves, told from its first pictures."""

from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

LOOK = 6
"""Pictures that are looked at."""
_MUCH = 0.125
"""Share of blocks."""
_BLOCK = 16
"""Pixels of a side: encoders tell block by block what has moved where."""
_EVERY = 4
"""Rows from one that is looked at to the next."""


def much_moves(pictures: list[av.VideoFrame]) -> bool:
    """Return whether, from any of some pictures to the next, an eighth of all blocks change or more.

    Args:
        pictures: of one size; of a byte for each pixel of a plane, the first of which is brightness.

    Example:
        >>> dark, bright = np.zeros((48, 32), np.uint8), np.ones((48, 32), np.uint8)
        >>> one, other = (av.VideoFrame.from_ndarray(pixels, "gray") for pixels in (dark, bright))
        >>> much_moves([one, one, other]), much_moves([one, one])
        (True, False)
    """
    before: NDArray[np.uint8] | None = None
    for picture in pictures:
        rows = _rows(picture.planes[0])[::_EVERY]
        if before is not None and _changed_share(before, rows) >= _MUCH:
            return True
        before = rows
    return False


def copy_of(picture: av.VideoFrame) -> av.VideoFrame:
    """Return a picture of such planes that stays as it is when the first one is drawn over."""
    copied = av.VideoFrame(picture.width, picture.height, picture.format.name)
    for plane, source in zip(copied.planes, picture.planes, strict=True):
        _rows(plane)[:] = _rows(source)
    copied.colorspace, copied.color_range = picture.colorspace, picture.color_range
    return copied


def _changed_share(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> float:
    differs = before != after
    height, width = differs.shape
    block_rows, columns = _BLOCK // _EVERY, np.arange(0, width, _BLOCK)
    by_columns = np.logical_or.reduceat(differs, columns, axis=1)
    by_blocks = np.logical_or.reduceat(by_columns, np.arange(0, height, block_rows), axis=0)
    return float(by_blocks.mean())


def _rows(plane: Any) -> NDArray[np.uint8]:
    return np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)[:, : plane.width]
