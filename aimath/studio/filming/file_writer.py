"""What takes the place of Manim's file writer: it hands frames on, and tells where pieces of a film end."""

from collections.abc import Callable
from typing import Any, Protocol

from manim import Scene
from manim.scene.scene_file_writer import SceneFileWriter

from aimath.studio.conversion import Frame
from aimath.studio.encoding import FrameSink
from aimath.studio.frames.film_frame import FilmFrame


class Recorder(Protocol):
    """Something that takes the frames of one piece of a film after the other."""

    def write(self, frame: FilmFrame, repeat: int = 1) -> None:
        """Take a frame, to be shown for `repeat` frame times."""

    def end_piece(self) -> None:
        """Learn that a play, or a piece of a long one, has ended."""


class Nobody:
    """A recorder for what is only gone through."""

    def write(self, frame: FilmFrame, repeat: int = 1) -> None:
        """Take nothing."""

    def end_piece(self) -> None:
        """Do nothing."""


def write_nothing(scene: Scene) -> None:
    """Let a scene be gone through only."""
    scene.renderer.file_writer = FilmWriter(scene, Nobody(), lambda frames: None)


class DrawnFrames:
    """A recorder that draws every frame and hands it to a sink, once as long as nothing changes."""

    def __init__(self, sink: FrameSink) -> None:
        self._sink = sink

    def write(self, frame: FilmFrame, repeat: int = 1) -> None:
        """Draw a frame."""
        self._sink.write(frame.pixels(), repeat)

    def end_piece(self) -> None:
        """Do nothing: to a sink, a film is one run of frames."""


class FilmWriter(SceneFileWriter):
    """Manim's file writer with a recorder in place of its files.

    Attributes:
        frames: how many frames were written.
    """

    def __init__(self, scene: Scene, recorder: Recorder, watch: Callable[[int], None]) -> None:
        super().__init__(scene.file_writer_settings)
        self._recorder = recorder
        self._watch = watch
        self._writing = False
        self.frames = 0

    def hand_over(self, recorder: Recorder, watch: Callable[[int], None]) -> None:
        """Let frames through to another recorder, and count them anew."""
        self._recorder, self._watch = recorder, watch
        self._writing, self.frames = True, 0

    def begin_animation(self, allow_write: bool = False, *args: Any, **options: Any) -> None:
        """Let frames through, or not."""
        self._writing = allow_write

    def end_piece(self) -> None:
        """Tell that a piece of a play has ended."""
        if self._writing:
            self._recorder.end_piece()

    def end_animation(self, allow_write: bool = False) -> None:
        """Let no more frames through."""
        if self._writing:
            self._recorder.end_piece()
        self._writing = False

    def add_partial_movie_file(self, hash_animation: str | None) -> None:
        """Note that the section has a play."""
        super().add_partial_movie_file(None)

    def write_frame(self, pixels: Any, *, repeat: int = 1) -> None:
        """Hand on a frame."""
        if self._writing and repeat > 0:
            self._take(pixels, repeat)

    def save_image(self, pixels: Any) -> None:
        """Hand on a still."""
        self._take(pixels, 1)

    def finish(self) -> None:
        """Do nothing: whoever made the recorder closes it."""

    def abort_encode_jobs(self, reraise_encoder_failures: bool = False) -> None:
        """Do nothing: whoever made the recorder aborts it."""

    def _take(self, pixels: FilmFrame | Frame, repeat: int) -> None:
        frame = pixels if isinstance(pixels, FilmFrame) else FilmFrame.of_pixels(pixels)
        self._recorder.write(frame, repeat)
        self.frames += repeat
        self._watch(self.frames)
