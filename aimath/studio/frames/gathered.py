"""Frames that are kept undrawn until somebody draws them."""

from collections.abc import Callable

from aimath.studio.filming.file_writer import Recorder
from aimath.studio.frames.film_frame import FilmFrame
from aimath.studio.frames.undrawn import Undrawn


class Gathered:
    """A recorder that keeps frames as they come.

    Attributes:
        last: the last frame; None as long as there is none.
    """

    def __init__(self) -> None:
        self.last: FilmFrame | None = None
        self._frames = Undrawn()
        self._ends: list[int] = []

    @property
    def size(self) -> int:
        """Bytes that the frames take."""
        return self._frames.size

    def write(self, frame: FilmFrame, repeat: int = 1) -> None:
        """Take a frame."""
        self._frames.add(frame, repeat)
        self.last = frame

    def end_piece(self) -> None:
        """Learn that a play, or a piece of a long one, has ended."""
        self._ends.append(len(self._frames))

    def hand_to(self, recorder: Recorder, watch: Callable[[int], None]) -> None:
        """Hand everything to another recorder, and keep nothing.

        Args:
            recorder: the recorder.
            watch: told how many frames it has got.
        """
        ends, self._ends, self.last = self._ends[::-1], [], None
        frames = 0
        for number, (frame, repeat) in enumerate(self._frames.take()):
            while ends and ends[-1] == number:
                ends.pop()
                recorder.end_piece()
            recorder.write(frame, repeat)
            frames += repeat
            watch(frames)
        for _ in ends:
            recorder.end_piece()
