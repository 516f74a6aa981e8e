"""Pictures in a frame: placed as Manim places them, but only the pixels they cover are touched."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, Self, runtime_checkable

import numpy as np

from aimath.studio.camera.compositing import Overlay
from aimath.studio.camera.keys import key_of, on_grid
from aimath.studio.camera.regions import Pixels, Region
from aimath.studio.camera.resampling import resampled
from aimath.studio.camera.shapes import Floats


@runtime_checkable
class DrawsLater(Protocol):
    """An image mobject that can tell what it shows without drawing it."""

    def content_key(self) -> bytes:
        """Return what is equal for equal pixels."""

    def pixels_later(self) -> Callable[[], Pixels]:
        """Return what makes the pixels as they are now."""


@dataclass(frozen=True, eq=False)
class PlacedImage:
    """A picture, resampled for the pixels of a frame.

    Attributes:
        content: equal for pictures of the same pixels.
        make: makes the (h, w, 4) pixels.
        corners: (4, 2) where its upper left, upper right, lower left and lower right corners are, in pixels.
        resampling: Pillow's resampling filter.
        size: bytes that it takes to keep it undrawn.
    """

    content: bytes
    make: Callable[[], Pixels]
    corners: Floats
    resampling: int
    size: int

    @classmethod
    def of(cls, source: Pixels, corners: Floats, resampling: int, before: Self | None) -> Self:
        """Place a picture; if it is the one from `before`, in every pixel, that is returned.

        Args:
            source: its pixels, which others may change later.
            corners: where its corners are on the frame.
            resampling: Pillow's resampling filter.
            before: the picture that may have been placed already.
        """
        kept = None if before is None else before.pixels_if_drawn
        if before is not None and kept is not None and _same_pixels(kept, source):
            if before.is_at(corners, resampling):
                return before
            return cls(before.content, before.make, corners, resampling, before.size)
        copied = np.array(source, order="C")
        return cls(key_of(copied), lambda: copied, corners, resampling, copied.nbytes)

    @classmethod
    def later(cls, image: DrawsLater, corners: Floats, resampling: int, before: Self | None) -> Self:
        """Place a picture that is drawn when it is needed; if it is the one from `before`, return that."""
        content = image.content_key()
        if before is not None and before.content == content and before.is_at(corners, resampling):
            return before
        return cls(content, image.pixels_later(), corners, resampling, 0)

    def is_at(self, corners: Floats, resampling: int) -> bool:
        """Tell whether it is placed there, in that way."""
        return self.resampling == resampling and np.array_equal(self.corners, corners)

    @cached_property
    def source(self) -> Pixels:
        """(h, w, 4) the pixels it is made of."""
        return self.make()

    @property
    def pixels_if_drawn(self) -> Pixels | None:
        """The pixels it is made of if making them takes no drawing."""
        return self.source if self.size else None

    @cached_property
    def box(self) -> Region:
        """The pixels of the frame that it covers."""
        whole = self.corners.astype(np.int64)
        (left, top), (right, bottom) = whole.min(axis=0).tolist(), whole.max(axis=0).tolist()
        return left, top, right, bottom

    @cached_property
    def overlay(self) -> Overlay:
        """What lies on the frame."""
        left, top, right, bottom = self.box
        corners = self.corners - (left, top)
        return Overlay.of(resampled(self.source, corners, (right - left, bottom - top), self.resampling))

    @cached_property
    def key(self) -> bytes:
        """What is equal for pictures that look alike."""
        return key_of(self.content, on_grid(self.corners), str(self.resampling))

    def paint(self, pixels: Pixels, region: Region) -> None:
        """Lay the picture over what is there, within a region."""
        left, top, right, bottom = self.box
        left, top = max(left, region[0]), max(top, region[1])
        right, bottom = min(right, region[2]), min(bottom, region[3])
        if left >= right or top >= bottom or not self.overlay.pixels.size:
            return
        rows, columns = (
            slice(top - self.box[1], bottom - self.box[1]),
            slice(left - self.box[0], right - self.box[0]),
        )
        self.overlay.lay(pixels[top:bottom, left:right], rows, columns)


def _same_pixels(one: Pixels, other: Pixels) -> bool:
    if one.shape != other.shape or not other.flags.c_contiguous:
        return False
    # Most pictures that differ do so in many places.
    some, all_rows = slice(None, None, 32), slice(None)
    return all(
        bool((one[rows].view(np.uint32) == other[rows].view(np.uint32)).all()) for rows in (some, all_rows)
    )
