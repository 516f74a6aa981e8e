"""Where frames go: video through PyAV, pictures through Pillow."""

from pathlib import Path
from typing import Protocol

from PIL import Image

from aimath.studio.conversion import Frame
from aimath.studio.settings import FilmSettings
from aimath.studio.video import Video


class FrameSink(Protocol):
    """Something that frames are written to."""

    def write(self, frame: Frame, repeat: int = 1) -> None:
        """Take a frame, to be shown for `repeat` frame times; the sink owns it from now on."""

    def close(self) -> None:
        """Finish the file."""

    def abort(self) -> None:
        """Give up without finishing."""


def open_sink(path: Path, settings: FilmSettings) -> FrameSink:
    """Return the sink for a format, writing to `path`."""
    if settings.format == "frames":
        return FrameFolder(path)
    if settings.format == "png":
        return LastFrame(path)
    return Video(path, settings)


class FrameFolder:
    """A folder with a PNG file for each frame."""

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True)
        self._path = path
        self._next = 1

    def write(self, frame: Frame, repeat: int = 1) -> None:
        """Write the frame as the next files."""
        for _ in range(repeat):
            Image.fromarray(frame).save(self._path / f"{self._next:06}.png", compress_level=1)
            self._next += 1

    def close(self) -> None:
        """Do nothing: every frame is already written."""

    def abort(self) -> None:
        """Do nothing: whoever made the folder removes it."""


class LastFrame:
    """A PNG file with the last frame."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._frame: Frame | None = None

    def write(self, frame: Frame, repeat: int = 1) -> None:
        """Keep the frame in place of the one before."""
        self._frame = frame

    def close(self) -> None:
        """Write the file."""
        if self._frame is not None:
            save_picture(self._frame, self._path)

    def abort(self) -> None:
        """Forget the frame."""
        self._frame = None


def save_picture(frame: Frame, path: Path) -> None:
    """Write one frame as PNG."""
    Image.fromarray(frame).save(path, optimize=False, compress_level=6)
