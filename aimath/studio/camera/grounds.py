"""What pictures are drawn on: the pixels below everything."""

from collections.abc import Callable
from functools import cached_property

from aimath.studio.camera.keys import key_of
from aimath.studio.camera.regions import Pixels


class Ground:
    """Pixels to draw on.

    Args:
        pixels: the pixels, or what makes them when they are needed first.
        is_fixed: whether nobody can change them without telling.
        shape: height, width and number of channels.
        key: what stands for the pixels; found from them when None.
    """

    def __init__(
        self,
        pixels: Pixels | Callable[[], Pixels],
        *,
        is_fixed: bool,
        shape: tuple[int, ...],
        key: bytes | None = None,
    ) -> None:
        self._pixels = pixels
        self._key = key
        self.is_fixed = is_fixed
        self.shape = shape

    @cached_property
    def pixels(self) -> Pixels:
        """(height, width, 4) the pixels."""
        return self._pixels() if callable(self._pixels) else self._pixels

    @cached_property
    def key(self) -> bytes:
        """What stands for the pixels, as long as they are fixed."""
        return key_of(self.pixels) if self._key is None else self._key
