"""Small frames and segments to try things with."""

import io
from pathlib import Path

import av
import numpy as np

from aimath.studio.conversion import Frame
from aimath.studio.frames.film_frame import FilmFrame
from aimath.studio.segments.recording import SegmentRecorder
from aimath.studio.segments.segment import Segment
from aimath.studio.segments.store import SegmentStore
from aimath.studio.settings import FilmSettings

SMALL = FilmSettings(quality="draft", width=64)


class Drawn:
    """Frames of one grey each, which count how often they are drawn."""

    def __init__(self) -> None:
        self.count = 0

    def frame(self, grey: int) -> FilmFrame:
        def draw(shown: int) -> Frame:
            self.count += 1
            return np.full((36, 64, 4), (shown, shown, shown, 255), np.uint8)

        return FilmFrame(bytes([grey]) * 16, 1000, grey, draw)


def record_play(folder: Path, greys: list[int], drawn: Drawn, settings: FilmSettings = SMALL) -> Segment:
    """Record one play, and return its segment."""
    given: list[Segment] = []
    recorder = SegmentRecorder(SegmentStore(folder), settings, given.append)
    for grey in greys:
        recorder.write(drawn.frame(grey))
    recorder.end_piece()
    recorder.close()
    return given[0]


def greys_of(video: bytes | Path) -> list[int]:
    """Return the grey of every frame of a film."""
    source = io.BytesIO(video) if isinstance(video, bytes) else str(video)
    with av.open(source) as container:
        return [round(frame.to_ndarray(format="gray").mean()) for frame in container.decode(video=0)]
