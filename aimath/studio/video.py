"""A video file, encoded frame by frame."""

from collections import deque
from contextlib import suppress
from fractions import Fraction
from operator import itemgetter
from pathlib import Path
from typing import IO, Any

import av

from aimath.studio.codecs import BETWEEN, SETTLED, codec_of, container_format, muxing_options
from aimath.studio.conversion import Converter, Frame
from aimath.studio.h264.heads import Counters, Parameters, UnknownStreamError
from aimath.studio.h264.held_frames import held_frames
from aimath.studio.settings import FilmSettings

_BT709 = 1
_LIMITED = 1


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
        self._converter = Converter(codec_of(settings)[1])
        self._picture: av.VideoFrame | None = None
        self._held = 0
        # As many as may have been encoded since the last picture that is shown.
        self._newest: deque[tuple[int, int, bytes]] = deque(maxlen=BETWEEN + 2)

    def write(self, frame: Frame, repeat: int = 1) -> None:
        """Encode a frame.

        Raises:
            OSError: what the encoder met, such as a full disk.
        """
        self._encode_held()
        self._picture = self._converter.convert(frame)
        self._encode(min(repeat, SETTLED))
        self._held = max(0, repeat - SETTLED)

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


def _open_stream(container: Any, settings: FilmSettings) -> Any:
    codec, pixels, options = codec_of(settings)
    stream = container.add_stream(codec, rate=settings.frame_rate, options=options)
    stream.width, stream.height = settings.pixels
    stream.pix_fmt = pixels
    context = stream.codec_context
    context.time_base = Fraction(1, settings.frame_rate)
    context.color_primaries = context.color_trc = context.colorspace = _BT709
    context.color_range = _LIMITED
    context.thread_count = 1
    return stream
