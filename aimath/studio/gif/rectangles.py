"""What each frame of a picture with a palette has to draw over the one before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aimath.studio.gif.clip import Clip, changed_box
from aimath.studio.gif.dithering import ColorMapping

Indices = NDArray[np.uint8]
"""The place in the palette of each pixel's colour, shape (height, width); for a hole, that after the last."""

_OPAQUE = 128


@dataclass(frozen=True)
class Rectangle:
    """A part of a frame.

    Attributes:
        top: rows above it.
        left: columns to its left.
        indices: what is to be seen there.
        unchanged: where that is seen already, shape (height, width).
        cleared: whether it becomes transparent before the next frame.
    """

    top: int
    left: int
    indices: Indices
    unchanged: NDArray[np.bool_]
    cleared: bool = False


@dataclass(frozen=True)
class IndexedFrame:
    """A frame in the colours of a palette, and for how many frame times it is shown."""

    indices: Indices
    repeat: int


def indexed_frames(
    clip: Clip, mapping: ColorMapping, palette: NDArray[np.uint8], *, keep: float = 0.0
) -> list[IndexedFrame]:
    """Return the frames of a clip in the colours of a palette, without those in which nothing changes.

    Args:
        clip: the frames.
        mapping: which colour stands for which.
        palette: the colours, shape (colours, 3).
        keep: how far, in levels, a pixel may be from its colour to stay as it was in the frame before, where
            the palette has no colour that is exactly right.
    """
    width, height = clip.size
    hole = len(palette)
    shown = np.full((height, width), hole, dtype=np.uint8)
    colors = np.concatenate([palette, [[0, 0, 0]]]).astype(np.int32)
    found: list[IndexedFrame] = []
    for patch in clip.patches:
        rows, columns = patch.pixels.shape[:2]
        place = np.s_[patch.top : patch.top + rows, patch.left : patch.left + columns]
        wanted = mapping.indices(patch.pixels, patch.top, patch.left)
        opaque = patch.pixels[..., 3] >= _OPAQUE
        wanted[~opaque] = hole
        if keep and found:
            near = _distance(patch.pixels, colors[shown[place]]) <= keep**2
            near &= _distance(patch.pixels, colors[wanted]) > 0
            wanted = np.where(opaque & (shown[place] != hole) & near, shown[place], wanted)
        if found and np.array_equal(wanted, shown[place]):
            found[-1] = IndexedFrame(found[-1].indices, found[-1].repeat + patch.repeat)
            continue
        shown = shown.copy()
        shown[place] = wanted
        found.append(IndexedFrame(shown, patch.repeat))
    return found


def rectangles(frames: Sequence[Indices], hole: int) -> Iterator[Rectangle]:
    """Yield what each frame draws over the one before.

    A pixel can be drawn over, but not rubbed out: where something vanishes, the rectangle that showed it is
    cleared before the next frame.

    Args:
        frames: the frames, each whole.
        hole: the index of what is transparent.
    """
    shown = np.full_like(frames[0], hole)
    for number, frame in enumerate(frames):
        following = frames[number + 1] if number + 1 < len(frames) else frame
        vanishing = (frame != hole) & (following == hole)
        box = _union([changed_box(shown, frame), changed_box(np.zeros_like(vanishing), vanishing)])
        if number == 0:
            box = (0, frame.shape[0], 0, frame.shape[1])
        top, bottom, left, right = box or (0, 1, 0, 1)
        place = np.s_[top:bottom, left:right]
        cleared = bool(vanishing.any())
        yield Rectangle(top, left, frame[place], frame[place] == shown[place], cleared)
        shown = frame
        if cleared:
            shown = frame.copy()
            shown[place] = hole


def _distance(pixels: NDArray[np.uint8], colors: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the square of how far each pixel is from a colour, in levels."""
    return np.asarray(((pixels[..., :3] - colors) ** 2).sum(axis=2), dtype=np.int32)


def _union(boxes: Iterable[tuple[int, int, int, int] | None]) -> tuple[int, int, int, int] | None:
    found = [box for box in boxes if box is not None]
    if not found:
        return None
    tops, bottoms, lefts, rights = zip(*found, strict=True)
    return min(tops), max(bottoms), min(lefts), max(rights)
