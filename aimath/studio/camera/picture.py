"""What a frame shows, and where two frames differ."""

from collections.abc import Callable
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

    def changed_since(self, before: "Picture") -> Boxes | None:
        """Return the boxes outside of which pictures are the same, or None if they may differ anywhere."""
        if before.ground is not self.ground or len(before.layers) != len(self.layers):
            return None
        boxes = [np.empty((0, 4), dtype=np.int64)]
        for old, new in zip(before.layers, self.layers, strict=True):
            if isinstance(old, Drawing) and isinstance(new, Drawing):
                changed = changed_boxes(old, new)
                if changed is None:
                    return None
                boxes.append(changed)
            elif isinstance(old, PlacedImage) and isinstance(new, PlacedImage):
                if old is not new:
                    boxes.append(np.array([old.box, new.box]))
            else:
                return None
        return np.concatenate(boxes)

    @property
    def layer_boxes(self) -> Boxes:
        """(k, 4) the box of every layer of paint on every shape."""
        drawings = [layer for layer in self.layers if isinstance(layer, Drawing)]
        boxes = [np.repeat(drawing.boxes, drawing.visible.sum(axis=1), axis=0) for drawing in drawings]
        return np.concatenate([np.empty((0, 4), dtype=np.int64), *boxes])

    @property
    def has_unknown(self) -> bool:
        """Whether there is something that only Manim knows how to draw."""
        return any(isinstance(layer, Unknown) for layer in self.layers)
