"""What a frame shows, and where two frames differ."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from aimath.studio.camera.changes import changed_boxes
from aimath.studio.camera.drawing import Drawing
from aimath.studio.camera.grounds import Ground
from aimath.studio.camera.images import PlacedImage
from aimath.studio.camera.keys import key_of
from aimath.studio.camera.regions import Boxes, Pixels


@dataclass(frozen=True)
class Unknown:
    """Something that only Manim knows how to draw, anywhere on the frame.

    Attributes:
        paint: draws it onto pixels.
    """

    paint: Callable[[Pixels], None]


Layer = Drawing | PlacedImage | Unknown

Place = tuple[int, int]
"""A place among what is drawn: the number of a layer, and of a shape in it."""


@dataclass(frozen=True)
class Change:
    """What differs between two pictures.

    Attributes:
        boxes: outside of these pictures are the same.
        place: what is drawn before it is the same.
    """

    boxes: Boxes
    place: Place


@dataclass(frozen=True)
class Beginning:
    """What a picture begins with, drawn once for many pictures.

    Attributes:
        place: what is drawn before it is on the pixels.
        pixels: the ground with that on it.
    """

    place: Place
    pixels: Pixels


@dataclass(frozen=True)
class Picture:
    """What a frame shows.

    Attributes:
        ground: what is below everything.
        layers: what lies on it, in order.
    """

    ground: Ground
    layers: tuple[Layer, ...]

    @cached_property
    def key(self) -> bytes | None:
        """What is equal for pictures that look alike; None if only Manim knows how a picture looks."""
        keys = [layer.key for layer in self.layers if not isinstance(layer, Unknown)]
        if len(keys) < len(self.layers) or not self.ground.is_fixed:
            return None
        return key_of(self.ground.key, *keys)

    @cached_property
    def size(self) -> int:
        """Bytes that it takes to keep what lies on the ground."""
        return sum(layer.size for layer in self.layers if not isinstance(layer, Unknown))

    def changed_since(self, before: "Picture") -> Change | None:
        """Return what differs from another picture, or None if that may be everything."""
        if before.ground is not self.ground or len(before.layers) != len(self.layers):
            return None
        boxes, place = [np.empty((0, 4), dtype=np.int64)], None
        for number, (old, new) in enumerate(zip(before.layers, self.layers, strict=True)):
            if isinstance(old, Drawing) and isinstance(new, Drawing):
                changed = changed_boxes(old, new)
                if changed is None:
                    return None
                boxes.append(changed[0])
                if place is None and changed[1] < max(len(old.boxes), len(new.boxes)):
                    place = number, changed[1]
            elif isinstance(old, PlacedImage) and isinstance(new, PlacedImage):
                if old is not new:
                    boxes.append(np.array([old.box, new.box]))
                    place = place or (number, 0)
            else:
                return None
        return Change(np.concatenate(boxes), place or (len(self.layers), 0))

    def boxes_between(self, start: Place, end: Place) -> Boxes:
        """Return (k, 4) the box of every layer of paint on the shapes from one place to another."""
        boxes = [np.empty((0, 4), dtype=np.int64)]
        for layer, first, last in self.between(start, end):
            if isinstance(layer, Drawing):
                chosen = slice(first, last)
                boxes.append(np.repeat(layer.boxes[chosen], layer.visible[chosen].sum(axis=1), axis=0))
        return np.concatenate(boxes)

    def between(self, start: Place, end: Place) -> Iterator[tuple[Layer, int, int | None]]:
        """Find what is drawn from one place to another; yield layers, each with its first and last shape."""
        for number in range(start[0], min(end[0] + 1, len(self.layers))):
            first = start[1] if number == start[0] else 0
            last = end[1] if number == end[0] else None
            if last is None or last > first:
                yield self.layers[number], first, last

    @property
    def has_unknown(self) -> bool:
        """Whether there is something that only Manim knows how to draw."""
        return any(isinstance(layer, Unknown) for layer in self.layers)
