"""A camera's pixels, and what is known about them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aimath.studio.camera.painter import draw_layers, draw_picture
from aimath.studio.camera.picture import Layer, Picture
from aimath.studio.camera.regions import Pixels


@dataclass
class Ground:
    """Pixels to draw on.

    Attributes:
        pixels: the pixels.
        is_fixed: whether nobody can change them without telling.
    """

    pixels: Pixels
    is_fixed: bool


class Screen:
    """Pixels that show one picture after the other, drawn only where they change.

    Args:
        pixels: what to draw on.
    """

    def __init__(self, pixels: Pixels) -> None:
        self._pixels = pixels
        self._ground: Ground | None = None
        self._shown: Picture | None = None
        self._snapshot: Pixels | None = None
        self._spare: list[Pixels] = []
        self.layers: Sequence[Layer] = ()
        """What was drawn last."""

    @property
    def pixels(self) -> Pixels:
        """The pixels, for others to read and to change."""
        self._settle()
        self._shown = self._snapshot = None
        return self._pixels

    def is_made_of(self, pixels: Pixels) -> bool:
        """Return whether these are the screen's pixels."""
        return self._pixels is pixels

    @property
    def shape(self) -> tuple[int, ...]:
        """Height, width and number of channels."""
        return self._pixels.shape

    def snapshot(self) -> Pixels:
        """Return a copy of the pixels that never changes: the same object until the pixels change."""
        self._settle()
        if self._snapshot is None:
            self._snapshot = self._pixels.copy()
            self._snapshot.flags.writeable = False
        return self._snapshot

    def clear(self, ground: Ground) -> None:
        """Take everything off a ground, which becomes the screen's."""
        self._ground = ground

    def show(self, layers: tuple[Layer, ...], threads: int) -> None:
        """Draw layers on the ground if the screen was cleared, and else over what is there.

        Args:
            layers: what to draw.
            threads: how many threads may draw at a time.
        """
        ground, before = self._ground, self._shown
        self._ground = self._shown = None
        if ground is None:
            draw_layers(self._pixels, layers)
            self._snapshot = None
        else:
            picture = Picture(ground.pixels, layers)
            if draw_picture(self._pixels, picture, before, threads, self._spare):
                self._snapshot = None
            self._shown = picture if ground.is_fixed else None
        self.layers = layers

    def _settle(self) -> None:
        if self._ground is not None:
            np.copyto(self._pixels, self._ground.pixels)
            self._ground = self._shown = self._snapshot = None
