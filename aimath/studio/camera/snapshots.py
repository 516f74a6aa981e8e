"""Pixels of a screen that stay as they are, and know where they differ from those before."""

import weakref
from typing import Any

import numpy as np

from aimath.studio.camera.regions import Boxes, Pixels, Region, covering


class Snapshot(np.ndarray[Any, np.dtype[np.uint8]]):
    """(height, width, 4) pixels that never change."""

    _before: weakref.ref[Pixels] | None = None
    _boxes: Boxes | None = None

    def differs_from(self, before: Pixels) -> list[Region] | None:
        """Return regions outside of which other pixels are the same; None if these are not known."""
        if self._before is None or self._boxes is None or self._before() is not before:
            return None
        height, width = self.shape[:2]
        return covering(self._boxes, width, height)


def snapshot_of(pixels: Pixels, before: Pixels | None, boxes: Boxes | None) -> Snapshot:
    """Return pixels that nobody will change as a snapshot.

    Args:
        pixels: the pixels.
        before: the snapshot before.
        boxes: outside of these, the snapshot before is the same; None if nobody knows.
    """
    found = pixels.view(Snapshot)
    if before is not None and boxes is not None:
        found._before, found._boxes = weakref.ref(before), boxes
    found.flags.writeable = False
    return found
