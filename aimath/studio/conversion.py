"""Turn drawn frames into pictures for an encoder, row by row where something has changed."""

from typing import Any

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter
from numpy.typing import NDArray

Frame = NDArray[np.uint8]
"""Red, green, blue and alpha of every pixel, shape (height, width, 4)."""

Band = tuple[int, int]
"""The first row of several, and the first that is none of them."""

_EDGE = 16
"""Rows around a band that its conversion looks at, more than it needs; bands are whole blocks of as many."""
_REACH = 2
_PLAIN = "yuv420p"


class Converter:
    """Turns one frame after the other into a picture; only rows that have changed are converted.

    Frames have to stay as they are until the next comes. The picture is the same object each time.

    Args:
        pixel_format: what the encoder takes.
    """

    def __init__(self, pixel_format: str) -> None:
        self._format = pixel_format
        self._before: Frame | None = None
        self._picture: av.VideoFrame | None = None
        # The library remembers how to convert pictures of one size.
        self._by_height: dict[int, VideoReformatter] = {}

    def convert(self, frame: Frame) -> av.VideoFrame:
        """Return a frame as a picture."""
        frame = np.ascontiguousarray(frame)
        before, self._before = self._before, frame
        if self._picture is None or before is None or self._format != _PLAIN:
            self._picture = self._converted(frame)
            return self._picture
        planes = [_rows(plane) for plane in self._picture.planes]
        for first, end in changed_bands(before, frame):
            # A row of colours is made of the rows of pixels beside it, too.
            first, end = max(0, first - _REACH), min(len(frame), end + _REACH)
            top = max(0, first - _EDGE)
            band = self._converted(frame[top : end + _EDGE])
            for plane, rows, scale in zip(planes, map(_rows, band.planes), (1, 2, 2), strict=True):
                width = min(plane.shape[1], rows.shape[1])
                inner = rows[(first - top) // scale : (end - top) // scale, :width]
                plane[first // scale : end // scale, :width] = inner
        return self._picture

    def _converted(self, rows: Frame) -> av.VideoFrame:
        reformatter = self._by_height.setdefault(len(rows), VideoReformatter())
        picture: Any = reformatter.reformat(
            av.VideoFrame.from_numpy_buffer(rows, format="rgba"),
            format=self._format,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
        )
        found: av.VideoFrame = picture
        return found


def changed_bands(before: Frame, frame: Frame) -> list[Band]:
    """Return bands of rows outside of which two frames are the same, each of whole blocks.

    Example:
        >>> before = np.zeros((100, 8, 4), np.uint8)
        >>> frame = before.copy()
        >>> frame[40, 3] = 255
        >>> changed_bands(before, frame)
        [(32, 48)]
    """
    height = len(frame)
    if before is frame:
        return []
    wide = np.uint64 if frame.shape[1] % 2 == 0 else np.uint32
    differs = (before.reshape(height, -1).view(wide) != frame.reshape(height, -1).view(wide)).any(axis=1)
    blocks = np.flatnonzero(np.add.reduceat(differs, np.arange(0, height, _EDGE)))
    if not len(blocks):
        return []
    # What lies between two bands is converted as well if it is hardly more than what they look at.
    ends = np.flatnonzero(np.diff(blocks) > 2)
    firsts, lasts = blocks[np.concatenate([[0], ends + 1])], blocks[np.concatenate([ends, [-1]])]
    return [
        (int(first) * _EDGE, min(height, (int(last) + 1) * _EDGE))
        for first, last in zip(firsts, lasts, strict=True)
    ]


def _rows(plane: Any) -> NDArray[np.uint8]:
    found: NDArray[np.uint8] = np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)
    return found
