"""Turn frames into files: video through PyAV, pictures through Pillow."""

from collections import deque
from contextlib import suppress
from fractions import Fraction
from operator import itemgetter
from pathlib import Path
from typing import IO, Any, Protocol

import av
from PIL import Image

from aimath.studio.conversion import Converter
from aimath.studio.conversion import Frame as Frame
from aimath.studio.h264.heads import Counters, Parameters, UnknownStreamError
from aimath.studio.h264.held_frames import held_frames
from aimath.studio.settings import FilmSettings

_BT709 = 1
_LIMITED = 1
_SETTLED = 12
"""Frames after which a picture that stands still is as good as it gets: x264 looks ten ahead."""


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
    """A video file, or the content of one.

    Equal frames give equal bytes on every machine: one thread encodes, whatever the number of cores.

    Args:
        path: the file to write, or something to write its content to.
        settings: size, frame rate, format and transparency.
    """

    def __init__(self, path: Path | IO[bytes], settings: FilmSettings) -> None:
        target: Any = str(path) if isinstance(path, Path) else path
        options = muxing_options(settings) if isinstance(path, Path) else {}
        self._container = av.open(target, "w", format=container_format(settings), options=options)
        self._stream = _open_stream(self._container, settings)
        self._next = 0
        self._converter = Converter(self._stream.pix_fmt)
        self._picture: av.VideoFrame | None = None
        self._held = 0
        # As many as may have been encoded since the last picture that is shown.
        self._newest: deque[tuple[int, int, bytes]] = deque(maxlen=8)

    def write(self, frame: Frame, repeat: int = 1) -> None:
        """Encode a frame.

        Raises:
            OSError: what the encoder met, such as a full disk.
        """
        self._encode_held()
        self._picture = self._converter.convert(frame)
        self._encode(min(repeat, _SETTLED))
        self._held = max(0, repeat - _SETTLED)

    def close(self) -> None:
        """Finish the file."""
        parameters = self._parameters() if self._held else None
        if parameters is None:
            self._encode_held()
        self._mux(self._stream.encode(None))
        if parameters is not None:
            self._append_held(parameters)
        self._container.close()

    def abort(self) -> None:
        """Stop encoding; the file is left unfinished."""
        # What it holds back is lost, and so is what closing might complain of.
        with suppress(OSError):
            self._container.close()

    def _encode_held(self) -> None:
        held, self._held = self._held, 0
        self._encode(held)

    def _encode(self, repeat: int) -> None:
        for _ in range(repeat):
            assert self._picture is not None
            self._picture.pts = self._next
            self._picture.time_base = self._stream.codec_context.time_base
            self._next += 1
            self._mux(self._stream.encode(self._picture))

    def _mux(self, packets: Any) -> None:
        for packet in packets:
            self._newest.append((packet.pts, packet.dts, bytes(packet)))
            self._container.mux(packet)

    def _parameters(self) -> Parameters | None:
        """Return the parameters of a stream that pictures can be added to without encoding them."""
        with suppress(UnknownStreamError):
            return Parameters.read(bytes(self._stream.codec_context.extradata or b""))
        return None

    def _append_held(self, parameters: Parameters) -> None:
        """Show the last picture for as long as it stands, after everything has been encoded."""
        counters = [(pts, Counters.read(content, parameters)) for pts, _, content in self._newest]
        references = [(pts, one) for pts, one in counters if one.is_reference]
        _, shown = max(references, key=itemgetter(0))
        decoded_at = self._newest[-1][1]
        for content in held_frames(parameters, shown, references[-1][1], self._held):
            packet = av.Packet(content)
            decoded_at += 1
            packet.pts, packet.dts = self._next, decoded_at
            packet.time_base = self._stream.codec_context.time_base
            packet.stream = self._stream
            self._next += 1
            self._container.mux(packet)


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


def container_format(settings: FilmSettings) -> str:
    """Return the name of the container that films of a format come in."""
    return settings.format


def muxing_options(settings: FilmSettings) -> dict[str, str]:
    """Return how whole films are written: with the index in front, so that they play while they load."""
    return {"movflags": "+faststart"} if settings.format in ("mp4", "mov") else {}


def reordering_delay(settings: FilmSettings) -> int:
    """Return how many frames are decoded before the first is shown: x264 reorders up to two."""
    return 2 if _codec(settings)[0] == "libx264" else 0


def describe_encoding(settings: FilmSettings) -> str:
    """Return what decides how frames are encoded; equal for settings that give equal bytes."""
    codec, pixels, options = _codec(settings)
    wanted = ",".join(f"{name}={value}" for name, value in options.items())
    width, height = settings.pixels
    return f"{codec} {pixels} {wanted} {width}x{height} {settings.frame_rate} av {av.__version__}"


def _open_stream(container: Any, settings: FilmSettings) -> Any:
    codec, pixels, options = _codec(settings)
    stream = container.add_stream(codec, rate=settings.frame_rate, options=options)
    stream.width, stream.height = settings.pixels
    stream.pix_fmt = pixels
    context = stream.codec_context
    context.time_base = Fraction(1, settings.frame_rate)
    context.color_primaries = context.color_trc = context.colorspace = _BT709
    context.color_range = _LIMITED
    context.thread_count = 1
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
    if draft:
        return "libx264", "yuv420p", {"preset": "ultrafast", "crf": "26", "tune": "animation", "g": rate}
    # On drawn pictures edges count as much as flat places, for which x264 usually puts more bits aside; and
    # choosing where B-frames go costs a tenth of the time and saves nothing.
    details = "b-adapt=0:aq-strength=0.3"
    options = {"preset": "veryfast", "crf": "20.5", "tune": "animation", "x264-params": details}
    return "libx264", "yuv420p", options
