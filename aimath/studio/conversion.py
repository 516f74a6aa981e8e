"""Turn drawn frames into pictures for an encoder, only where something has changed."""

from collections import OrderedDict
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter
from numpy.typing import NDArray

if TYPE_CHECKING:
    from aimath.studio.camera.regions import Region

Frame = NDArray[np.uint8]
"""Red, green, blue and alpha of every pixel, shape (height, width, 4)."""

_GRID = 32
"""Pixels; regions begin and end on a grid, so that there are few sizes of them."""
_EDGE = 16
"""Pixels around a region that its conversion looks at, more than it needs."""
_REACH = 2
_PLAIN = "yuv420p"
_MOST_SIZES = 16
_MOSTLY = 0.6
"""Share of a frame or of a region; if more has changed, all of it is converted."""


@runtime_checkable
class Drawn(Protocol):
    """Pixels that may know where they differ from those before."""

    def differs_from(self, before: Frame) -> "list[Region] | None":
        """Return regions outside of which other pixels are the same; None if these are not known."""


class Converter:
    """Turns one frame after the other into a picture; only regions that have changed are converted.

    Frames have to stay as they are until the next comes; only until then, a picture shows its frame. One
    thread converts, whatever the number of cores: the others have films of their own to make.

    Args:
        pixel_format: what the encoder takes.
    """

    def __init__(self, pixel_format: str) -> None:
        self._format = pixel_format
        self._before: Frame | None = None
        self._picture: av.VideoFrame | None = None
        # The library remembers how to convert pictures of one size.
        self._by_size: OrderedDict[tuple[int, int], VideoReformatter] = OrderedDict()

    def convert(self, frame: Frame) -> av.VideoFrame:
        """Return a frame as a picture."""
        if not frame.flags.c_contiguous:
            frame = np.ascontiguousarray(frame)
        before, self._before = self._before, frame
        is_odd = any(side % 2 for side in frame.shape[:2])
        if self._picture is None or before is None or self._format != _PLAIN or is_odd:
            self._picture = self._converted(frame)
            return self._picture
        height, width = frame.shape[:2]
        # What a camera has drawn; importing its class would import Manim.
        drawn: object = frame
        suspects = drawn.differs_from(before) if isinstance(drawn, Drawn) else None
        regions = changed_regions(before, frame, suspects)
        changed = sum((right - left) * (bottom - top) for left, top, right, bottom in regions)
        if changed > _MOSTLY * height * width:
            self._picture = self._converted(frame)
            return self._picture
        planes = [_rows(plane) for plane in self._picture.planes]
        for left, top, right, bottom in regions:
            # A pixel of colours is made of the pixels beside it, too.
            left, right = max(0, left - _REACH), min(width, right + _REACH)
            top, bottom = max(0, top - _REACH), min(height, bottom + _REACH)
            x, y = max(0, left - _EDGE), max(0, top - _EDGE)
            part = self._converted(frame[y : bottom + _EDGE, x : right + _EDGE])
            for plane, rows, scale in zip(planes, map(_rows, part.planes), (1, 2, 2), strict=True):
                inner = rows[
                    (top - y) // scale : (bottom - y) // scale, (left - x) // scale : (right - x) // scale
                ]
                plane[top // scale : bottom // scale, left // scale : right // scale] = inner
        return self._picture

    def _converted(self, pixels: Frame) -> av.VideoFrame:
        picture: Any = self._reformatter(pixels.shape[:2]).reformat(
            av.VideoFrame.from_numpy_buffer(pixels, format="rgba"),
            format=self._format,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            threads=1,
        )
        found: av.VideoFrame = picture
        return found

    def _reformatter(self, size: tuple[int, int]) -> VideoReformatter:
        known = self._by_size.pop(size, None) or VideoReformatter()
        self._by_size[size] = known
        if len(self._by_size) > _MOST_SIZES:
            self._by_size.popitem(last=False)
        return known


def changed_regions(
    before: Frame, frame: Frame, suspects: "Sequence[Region] | None" = None
) -> "list[Region]":
    """Return regions outside of which two frames of an even width are the same; not always the smallest.

    Args:
        before: one frame.
        frame: the other.
        suspects: regions outside of which they are known to be the same; None if nobody knows.

    Example:
        >>> before = np.zeros((100, 200, 4), np.uint8)
        >>> frame = before.copy()
        >>> frame[40, 3] = 255
        >>> changed_regions(before, frame)
        [(0, 32, 32, 64)]
    """
    if before is frame:
        return []
    height, width = frame.shape[:2]
    one, other = (array.reshape(height, -1).view(np.uint64) for array in (before, frame))
    found = []
    for left, top, right, bottom in ((0, 0, width, height),) if suspects is None else suspects:
        left, top = left // _GRID * _GRID, top // _GRID * _GRID
        right, bottom = min(-(-right // _GRID) * _GRID, width), min(-(-bottom // _GRID) * _GRID, height)
        # Two pixels at a time.
        part = slice(top, bottom), slice(left // 2, right // 2)
        if _mostly_differ(one[part], other[part]):
            found.append((left, top, right, bottom))
            continue
        for x, y, to_x, to_y in _where(one[part] != other[part]):
            found.append((left + x, top + y, min(left + to_x, width), min(top + to_y, height)))
    return found


def _mostly_differ(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> bool:
    """Return whether regions on the grid would contain most of two arrays, by a few of their rows."""
    differs = one[_EDGE::_GRID] != other[_EDGE::_GRID]
    rows = np.flatnonzero(differs.any(axis=1))
    if len(rows) <= _MOSTLY * len(differs):
        return False
    firsts, lasts = differs[rows].argmax(axis=1), differs[rows, ::-1].argmax(axis=1)
    spans = differs.shape[1] - firsts - lasts
    return bool(spans.sum() > _MOSTLY * differs.size)


def _where(differs: NDArray[np.bool_]) -> "list[Region]":
    """Return regions on the grid that contain all pairs of pixels that differ, one above the other."""
    found = []
    rows = np.add.reduceat(differs.any(axis=1), np.arange(0, len(differs), _GRID))
    for first, last in _runs(np.flatnonzero(rows)):
        top, bottom = first * _GRID, (last + 1) * _GRID
        columns = np.flatnonzero(differs[top:bottom].any(axis=0)) * 2 // _GRID
        found.append((int(columns[0]) * _GRID, top, (int(columns[-1]) + 1) * _GRID, bottom))
    return found


def _runs(numbers: NDArray[np.intp]) -> list[tuple[int, int]]:
    """Return the first and the last of each run of numbers; what is hardly apart is one run."""
    if not len(numbers):
        return []
    ends = [0, *(np.flatnonzero(np.diff(numbers) > 2) + 1).tolist(), len(numbers)]
    return [(int(numbers[first]), int(numbers[end - 1])) for first, end in pairwise(ends)]


def _rows(plane: Any) -> NDArray[np.uint8]:
    found: NDArray[np.uint8] = np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)
    return found
