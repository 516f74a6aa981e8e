"""Pictures in a frame: placed as Manim places them, but only the pixels they cover are touched."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from aimath.studio.camera.regions import Pixels, Region
from aimath.studio.camera.shapes import Floats

_THINNEST = 0.5
"""Pixels; Manim leaves out what is thinner."""
_ALIGNED = 1e-6
"""Pixels; a picture this close to the grid of the frame needs no resampling."""


@dataclass(frozen=True, eq=False)
class PlacedImage:
    """A picture, resampled for the pixels of a frame.

    Attributes:
        source: (h, w, 4) the pixels it was made of.
        corners: (4, 2) where its upper left, upper right, lower left and lower right corners are, in pixels.
        resampling: Pillow's resampling filter.
        pixels: (height, width, 4) what lies on the frame.
        left: the column of the frame that it starts in.
        top: the row of the frame that it starts in.
        opaque: whether nothing shines through.
    """

    source: Pixels
    corners: Floats
    resampling: int
    pixels: Pixels
    left: int
    top: int
    opaque: bool

    @classmethod
    def of(cls, source: Pixels, corners: Floats, resampling: int, before: Self | None) -> Self:
        """Place a picture; if it is the one from `before`, in every pixel, that is returned.

        Args:
            source: its pixels, which others may change later.
            corners: where its corners are on the frame.
            resampling: Pillow's resampling filter.
            before: the picture that may have been placed already.
        """
        unchanged = before is not None and _same_pixels(before.source, source)
        if before is not None and unchanged:
            if before.resampling == resampling and np.array_equal(before.corners, corners):
                return before
            source = before.source
        else:
            source = np.array(source, order="C")
        whole = corners.astype(np.int64)
        left, top = whole.min(axis=0).tolist()
        width, height = (whole.max(axis=0) - (left, top)).tolist()
        pixels = _resampled(source, corners - (left, top), (width, height), resampling)
        return cls(source, corners, resampling, pixels, left, top, bool((pixels[..., 3] == 255).all()))

    @property
    def box(self) -> Region:
        """The pixels that it covers."""
        height, width = self.pixels.shape[:2]
        return self.left, self.top, self.left + width, self.top + height

    def paint(self, pixels: Pixels, region: Region) -> None:
        """Lay the picture over what is there, within a region."""
        left, top, right, bottom = self.box
        left, top = max(left, region[0]), max(top, region[1])
        right, bottom = min(right, region[2]), min(bottom, region[3])
        if left >= right or top >= bottom:
            return
        there = pixels[top:bottom, left:right]
        here = self.pixels[top - self.top : bottom - self.top, left - self.left : right - self.left]
        if self.opaque:
            there[...] = here
        else:
            below, above = Image.fromarray(np.ascontiguousarray(there)), Image.fromarray(here)
            there[...] = np.asarray(Image.alpha_composite(below, above))


def _resampled(source: Pixels, corners: Floats, size: tuple[int, int], resampling: int) -> Pixels:
    """Return the pixels of a rectangle at the origin that holds a picture with such corners."""
    height, width = source.shape[:2]
    flat = np.array([[0, 0], [width, 0], [0, height], [width, height]], dtype=float)
    if min(size) <= 0 or not _has_area(corners):
        return np.zeros((0, 0, 4), dtype=np.uint8)
    shift = np.rint(corners[0])
    # Pillow's other filters round what they take from the middle of a pixel, up or down as errors have it.
    if resampling == Image.Resampling.NEAREST and np.abs(corners - flat - shift).max() < _ALIGNED:
        return _shifted(source, (int(shift[0]), int(shift[1])), size)
    coefficients = _homography(corners, flat)
    if coefficients is None:
        return np.zeros((0, 0, 4), dtype=np.uint8)
    placed = Image.fromarray(source).transform(
        size, Image.Transform.PERSPECTIVE, coefficients.tolist(), resample=Image.Resampling(resampling)
    )
    return np.array(placed)


def _shifted(source: Pixels, shift: tuple[int, int], size: tuple[int, int]) -> Pixels:
    across, down = shift
    shown = source[: size[1] - down, : size[0] - across]
    if shown.shape[:2] == (size[1], size[0]):
        return shown
    pixels = np.zeros((size[1], size[0], 4), dtype=np.uint8)
    pixels[down : down + shown.shape[0], across : across + shown.shape[1]] = shown
    return pixels


def _same_pixels(one: Pixels, other: Pixels) -> bool:
    if one.shape != other.shape or not other.flags.c_contiguous:
        return False
    return bool((one.view(np.uint32) == other.view(np.uint32)).all())


def _has_area(corners: Floats) -> bool:
    ring = corners[[0, 1, 3, 2]]
    sides = np.roll(ring, -1, axis=0) - ring
    lengths = np.linalg.norm(sides, axis=1)
    longest = int(lengths.argmax())
    if lengths[longest] == 0:
        return False
    along, before = sides[longest], sides[longest - 1]
    return bool(abs(along[0] * before[1] - along[1] * before[0]) / lengths[longest] >= _THINNEST)


def _homography(seen: Floats, flat: Floats) -> NDArray[np.float64] | None:
    """Return Pillow's eight coefficients of the map from seen points to points of the picture."""
    rows = []
    for (x, y), (u, v) in zip(seen, flat, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    try:
        return np.asarray(np.linalg.solve(np.array(rows), flat.reshape(8)), dtype=np.float64)
    except np.linalg.LinAlgError:
        return None
