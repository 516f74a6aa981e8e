"""Frames that are kept undrawn until somebody draws them."""

from collections.abc import Callable

from aimath.studio.file_writer import Recorder
from aimath.studio.film_frame import FilmFrame


class Gathered:
    """A recorder that keeps frames as they come.

    Attributes:
        size: bytes that the frames take.
    """

    def __init__(self) -> None:
        self._plays: list[list[tuple[FilmFrame, int]]] = [[]]
        self.size = 0

    @property
    def last(self) -> FilmFrame | None:
        """The last frame."""
        frames = [frame for play in self._plays for frame, _ in play[-1:]]
        return frames[-1] if frames else None

    def write(self, frame: FilmFrame, repeat: int = 1) -> None:
        """Take a frame."""
        self._plays[-1].append((frame, repeat))
        self.size += frame.size

    def end_play(self) -> None:
        """Learn that a play, or a piece of a long one, has ended."""
        self._plays.append([])

    def hand_to(self, recorder: Recorder, watch: Callable[[int], None]) -> None:
        """Hand everything to another recorder, and keep nothing.

        Args:
            recorder: the recorder.
            watch: told how many frames it has got.
        """
        plays, self._plays, self.size = self._plays, [[]], 0
        frames = 0
        for number, play in enumerate(plays):
            if number:
                recorder.end_play()
            for frame, repeat in play:
                recorder.write(frame, repeat)
                frames += repeat
                watch(frames)
