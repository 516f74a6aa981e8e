"""A frame of a film, drawn only if somebody looks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aimath.studio.camera.keys import key_of
from aimath.studio.conversion import Frame


@dataclass(frozen=True)
class FilmFrame:
    """What one frame shows.

    Attributes:
        key: equal for frames that look alike.
        size: bytes that it takes to keep it undrawn.
        shown: what it shows.
        draw: draws that; the array never changes.
    """

    key: bytes
    size: int
    shown: Any
    draw: Callable[[Any], Frame]

    @classmethod
    def of_pixels(cls, pixels: Frame) -> "FilmFrame":
        """Return a frame that is drawn already."""
        return cls(key_of(pixels), pixels.nbytes, pixels, lambda shown: shown)

    def pixels(self) -> Frame:
        """Draw it."""
        return self.draw(self.shown)
