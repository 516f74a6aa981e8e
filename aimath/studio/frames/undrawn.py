"""Frames that are kept undrawn, many of them in little memory."""

from collections.abc import Iterator
from dataclasses import replace

from aimath.studio.frames.film_frame import FilmFrame
from aimath.studio.frames.packing import Packer, Unpacker

_MOST_AS_THEY_ARE = 32 * 2**20
"""Bytes of frames that are kept as they are before they are packed."""


class Undrawn:
    """Frames in order, each with how often it is shown, until somebody takes them.

    Attributes:
        size: bytes that they take.
    """

    def __init__(self) -> None:
        self._packed: list[tuple[FilmFrame, int]] = []
        self._as_they_are: list[tuple[FilmFrame, int]] = []
        self._unpacked = 0
        self._packer = Packer()
        self.size = 0

    def __len__(self) -> int:
        """Return how many frames there are."""
        return len(self._packed) + len(self._as_they_are)

    def add(self, frame: FilmFrame, repeat: int) -> None:
        """Take a frame."""
        self._as_they_are.append((frame, repeat))
        self.size += frame.size
        self._unpacked += frame.size
        if self._unpacked > _MOST_AS_THEY_ARE:
            self._pack()

    def take(self) -> Iterator[tuple[FilmFrame, int]]:
        """Yield the frames, and keep nothing."""
        packed, as_they_are = self._packed[::-1], self._as_they_are[::-1]
        self._packed, self._as_they_are, self._packer = [], [], Packer()
        self.size = self._unpacked = 0
        unpacker = Unpacker()
        while packed:
            frame, repeat = packed.pop()
            yield replace(frame, shown=unpacker.unpack(frame.shown)), repeat
        while as_they_are:
            yield as_they_are.pop()

    def _pack(self) -> None:
        for frame, repeat in self._as_they_are:
            packed = self._packer.pack(frame.shown)
            self._packed.append((replace(frame, shown=packed, size=packed.size), repeat))
            self.size += packed.size - frame.size
        self._as_they_are, self._unpacked = [], 0
