"""Join segments into a film without encoding anything again."""

import io
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import av

from aimath.studio.codecs import container_format, muxing_options, reordering_delay
from aimath.studio.errors import FilmError
from aimath.studio.segments.segment import Segment, SegmentNote
from aimath.studio.settings import FilmSettings

# PyAV's types know no options of streams.
_UNDECODED: Any = {"skip_frame": "all"}
"""Opening a video decodes its first picture otherwise, and nothing here looks at pictures."""
_ALPHA = "alpha_mode"
"""Where WebM says that a film is transparent."""


class Joiner:
    """A film that grows by one segment after the other.

    Args:
        path: the file to write.
        settings: the film's frame rate and format.

    Attributes:
        frame_count: how many frames there are so far.
        notes: of each segment, in order.
    """

    def __init__(self, path: Path, settings: FilmSettings) -> None:
        self._settings = settings
        self._film = av.open(
            str(path), "w", format=container_format(settings), options=muxing_options(settings)
        )
        self._stream: Any = None
        self.frame_count = 0
        self.notes: list[SegmentNote] = []

    def add(self, segment: Segment) -> None:
        """Append a segment.

        Raises:
            FilmError: if it was encoded in another way than those before.
        """
        with av.open(io.BytesIO(segment.video), "r", stream_options=[_UNDECODED]) as piece:
            pictures = piece.streams.video[0]
            if self._stream is None:
                self._stream = self._film.add_stream_from_template(pictures)
                self._stream.time_base = pictures.time_base
                # A template leaves out what a file says of its stream; players would show it opaque.
                if _ALPHA in pictures.metadata:
                    self._stream.metadata[_ALPHA] = pictures.metadata[_ALPHA]
            elif pictures.codec_context.extradata != self._stream.codec_context.extradata:
                raise FilmError(
                    "the segments of the film were encoded in different ways; run aimath clean --cache"
                )
            delay = reordering_delay(self._settings)
            for number, packet in enumerate(packet for packet in piece.demux(pictures) if packet.size):
                self._mux(packet, self.frame_count + number - delay)
        self.frame_count += segment.frame_count
        self.notes.append(segment.note)

    def close(self) -> None:
        """Finish the film."""
        self._film.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _mux(self, packet: Any, decoded_at: int) -> None:
        """Append a packet, at its place in the film in whole frames, so that no rounding adds up."""
        rate = self._settings.frame_rate
        shown_at = self.frame_count + round(packet.pts * packet.time_base * rate)
        ticks = 1 / (self._stream.time_base * rate)
        packet.stream = self._stream
        packet.time_base = self._stream.time_base
        packet.pts, packet.dts = round(shown_at * ticks), round(decoded_at * ticks)
        packet.duration = round(ticks)
        self._film.mux(packet)
