"""Turn frames into files: video through PyAV, pictures through Pillow."""

import threading
from fractions import Fraction
from pathlib import Path
from queue import Queue
from typing import Any, Protocol

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace
from numpy.typing import NDArray
from PIL import Image

from aimath.studio.settings import FilmSettings

Frame = NDArray[np.uint8]
"""Red, green, blue and alpha of every pixel, shape (height, width, 4)."""

_BT709 = 1
_LIMITED = 1
_WAITING_FRAMES = 4


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


class Video:
    """A video file, encoded in a thread of its own while the next frames are drawn.

    Args:
        path: the file to write.
        settings: size, frame rate, format and transparency.
    """

    def __init__(self, path: Path, settings: FilmSettings) -> None:
        self._queue: Queue[tuple[Frame, int] | None] = Queue(_WAITING_FRAMES)
        self._failure: BaseException | None = None
        self._aborted = False
        self._container = av.open(str(path), "w", format=_CONTAINERS[settings.format], options=_mux(settings))
        self._stream = _open_stream(self._container, settings)
        self._next = 0
        self._thread = threading.Thread(target=self._encode_all, name="encoder", daemon=True)
        self._thread.start()

    def write(self, frame: Frame, repeat: int = 1) -> None:
        """Queue a frame; waits while the encoder is behind.

        Raises:
            OSError: what the encoder met, such as a full disk.
        """
        if self._failure is None:
            self._queue.put((frame, repeat))
        if self._failure is not None:
            raise self._failure

    def close(self) -> None:
        """Encode what is queued and finish the file."""
        self._queue.put(None)
        self._thread.join()
        if self._failure is not None:
            raise self._failure

    def abort(self) -> None:
        """Stop encoding; the file is left unfinished."""
        self._aborted = True
        self._queue.put(None)
        self._thread.join()

    def _encode_all(self) -> None:
        try:
            while (item := self._queue.get()) is not None:
                if self._failure is None and not self._aborted:
                    self._encode(*item)
            if not self._aborted:
                self._mux(self._stream.encode(None))
        except BaseException as error:
            self._failure = error
            self._drain()
        finally:
            self._finish()

    def _encode(self, pixels: Frame, repeat: int) -> None:
        picture = av.VideoFrame.from_ndarray(pixels, format="rgba").reformat(
            format=self._stream.pix_fmt,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
        )
        for _ in range(repeat):
            picture.pts = self._next
            picture.time_base = self._stream.codec_context.time_base
            self._next += 1
            self._mux(self._stream.encode(picture))

    def _mux(self, packets: Any) -> None:
        for packet in packets:
            self._container.mux(packet)

    def _finish(self) -> None:
        try:
            self._container.close()
        except BaseException as error:
            self._failure = self._failure or error

    def _drain(self) -> None:
        while not self._queue.empty():
            self._queue.get_nowait()


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


_CONTAINERS = {"mp4": "mp4", "mov": "mov", "webm": "webm"}


def _mux(settings: FilmSettings) -> dict[str, str]:
    return {"movflags": "+faststart"} if settings.format in ("mp4", "mov") else {}


def _open_stream(container: Any, settings: FilmSettings) -> Any:
    codec, pixels, options = _codec(settings)
    stream = container.add_stream(codec, rate=settings.frame_rate, options=options)
    stream.width, stream.height = settings.pixels
    stream.pix_fmt = pixels
    context = stream.codec_context
    context.time_base = Fraction(1, settings.frame_rate)
    context.color_primaries = context.color_trc = context.colorspace = _BT709
    context.color_range = _LIMITED
    return stream


def _codec(settings: FilmSettings) -> tuple[str, str, dict[str, str]]:
    """Return codec, pixel format and options; drafts are encoded fast, films for the eye."""
    draft = settings.quality == "draft"
    rate = str(2 * settings.frame_rate)
    if settings.format == "webm":
        speed = {
            "deadline": "realtime" if draft else "good",
            "cpu-used": "8" if draft else "4",
            "row-mt": "1",
        }
        pixels = "yuva420p" if settings.transparent else "yuv420p"
        return "libvpx-vp9", pixels, {"crf": "30", "b": "0", "g": rate, **speed}
    if settings.format == "mov" and settings.transparent:
        return "prores_ks", "yuva444p10le", {"profile": "4444", "qscale": "9"}
    preset, quality = ("ultrafast", "26") if draft else ("veryfast", "18")
    return "libx264", "yuv420p", {"preset": preset, "crf": quality, "tune": "animation", "g": rate}
