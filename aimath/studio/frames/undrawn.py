"""Frames that are kept undrawn, many of them in little memory."""

from collections.abc import Iterator
from dataclasses import replace

from aimath.studio.frames.film_frame import FilmFrame
from aimath.studio.frames.packing import Packed, Packer, Unpacker

_MOST_AS_THEY_ARE = 32 * 2**20
"""Bytes of frames that are kept as they are before they are packed."""


class Undrawn:
    """Frames in order, each with how often it is shown, until somebody takes them.

    Attributes:
        size: bytes that they take.
    """

    def __init__(self) -> None:
        self._frames: list[tuple[FilmFrame, int]] = []
        self._packer = Packer()
        self._packed = 0
        self.size = 0
        self._size_of_packed = 0

    def __len__(self) -> int:
        """Return how many frames there are."""
        return len(self._frames)

    def add(self, frame: FilmFrame, repeat: int) -> None:
        """Take a frame."""
        self._frames.append((frame, repeat))
        self.size += frame.size
        if self.size - self._size_of_packed > _MOST_AS_THEY_ARE:
            self._pack()

    def take(self) -> Iterator[tuple[FilmFrame, int]]:
        """Yield the frames, and keep nothing."""
        frames, self._frames = self._frames[::-1], []
        self._packer, self._packed, self.size, self._size_of_packed = Packer(), 0, 0, 0
        unpacker = Unpacker()
        while frames:
            frame, repeat = frames.pop()
            if isinstance(frame.shown, Packed):
                frame = replace(frame, shown=unpacker.unpack(frame.shown))
            yield frame, repeat

    def _pack(self) -> None:
        for place in range(self._packed, len(self._frames)):
            frame, repeat = self._frames[place]
            packed = self._packer.pack(frame.shown)
            self._frames[place] = replace(frame, shown=packed, size=packed.size), repeat
            self._size_of_packed += packed.size
        self._packed, self.size = len(self._frames), self._size_of_packed
