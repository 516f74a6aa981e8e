"""What pictures go on beginning with: drawn once, and used for every picture as long as it stays."""

from collections import deque

import numpy as np

from aimath.studio.camera.painter import draw_beginning
from aimath.studio.camera.picture import Beginning, Change, Picture, Place
from aimath.studio.camera.regions import crossing

_START: Place = (0, 0)
_PATIENCE = 3
"""Pictures that must begin alike before their beginning is drawn apart."""
_MOST_PATIENCE = 48
_WORTH = 4000
"""Rows of pixels, summed over all layers of paint in the way of what changes: a millisecond or two."""


class Beginnings:
    """Remembers what the pictures on a screen begin with."""

    def __init__(self) -> None:
        self._drawn: Beginning | None = None
        self._places: deque[Place] = deque(maxlen=_MOST_PATIENCE)
        self._patience = _PATIENCE

    def of(self, picture: Picture, change: Change | None) -> Beginning:
        """Return what of a picture is drawn already.

        Args:
            picture: what is drawn next.
            change: what differs from the picture before; None if that may be everything.
        """
        if change is None:
            self._drawn, self._patience = None, _PATIENCE
            self._places.clear()
            return Beginning(_START, picture.ground.pixels)
        self._places.append(change.place)
        if self._drawn is not None and change.place < self._drawn.place:
            # What changes now and then is not worth drawing apart each time.
            self._drawn, self._patience = None, min(2 * self._patience, _MOST_PATIENCE)
            self._places.clear()
        drawn = self._drawn or Beginning(_START, picture.ground.pixels)
        if len(self._places) >= self._patience:
            place = min(list(self._places)[-self._patience :])
            if place > drawn.place and _rows_in_the_way(picture, drawn.place, place, change) > _WORTH:
                self._drawn = drawn = draw_beginning(picture, drawn, place)
        return drawn


def _rows_in_the_way(picture: Picture, start: Place, end: Place, change: Change) -> int:
    """Return the work of drawing what lies between two places where the picture has changed."""
    boxes = picture.boxes_between(start, end)
    if not len(change.boxes) or not len(boxes):
        return 0
    left, top = change.boxes[:, :2].min(axis=0)
    right, bottom = change.boxes[:, 2:].max(axis=0)
    there = boxes[crossing(boxes, (left, top, right, bottom))]
    return int(np.sum(there[:, 3] - there[:, 1]))
