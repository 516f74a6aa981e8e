"""Turn frames into segments, and draw and encode only what is not there yet."""

import io
from collections.abc import Callable
from functools import partial

from aimath.studio.encoding import Frame, Video, describe_encoding
from aimath.studio.film_renderer import FilmFrame
from aimath.studio.segments.in_order import InOrder
from aimath.studio.segments.segment import Segment, Shown, segment_key
from aimath.studio.segments.store import SegmentStore
from aimath.studio.settings import FilmSettings

_WAITING = 6
_MOST_KEPT = 96 * 2**20
"""Bytes of frames that are kept undrawn while they are those of a segment that is there."""

Undrawn = tuple[FilmFrame, int]


class SegmentRecorder:
    """Takes the frames of one play after the other, and gives a segment for each.

    As long as the frames of a play are those that a kept segment begins with, they are kept undrawn: if it
    turns out to be that segment, nothing is drawn or encoded.

    Args:
        store: where segments are kept.
        settings: how they are encoded.
        give: called with each segment, in order, in another thread.
    """

    def __init__(self, store: SegmentStore, settings: FilmSettings, give: Callable[[Segment], None]) -> None:
        self._store = store
        self._settings = settings
        self._give = give
        self._encoding = describe_encoding(settings)
        self._aside = InOrder("encoder", _WAITING)
        self._begin()

    def write(self, frame: FilmFrame, repeat: int = 1) -> None:
        """Take a frame, to be shown for `repeat` frame times."""
        if self._last is not None and self._last[0].key == frame.key:
            self._last = self._last[0], self._last[1] + repeat
            return
        self._take_last()
        self._last = frame, repeat

    def end_play(self) -> None:
        """Give the segment of the frames since the play before."""
        self._take_last()
        if self._shown:
            shown = tuple(self._shown)
            segment = self._kept_segment(shown)
            if segment is not None:
                self._aside.do(partial(self._give, segment))
            else:
                self._draw_undrawn()
                self._aside.do(partial(self._finish, self._video, self._content, shown))
        self._begin()

    def close(self) -> None:
        """Wait until every segment has been given."""
        self._aside.finish()

    def abort(self) -> None:
        """Give up; segments that are whole stay."""
        self._aside.stop()

    def _begin(self) -> None:
        self._shown: list[Shown] = []
        self._last: Undrawn | None = None
        self._undrawn: list[Undrawn] = []
        self._kept_bytes = 0
        self._candidates: dict[str, tuple[Shown, ...]] = {}
        self._content: io.BytesIO | None = None
        self._video: Video | None = None

    def _take_last(self) -> None:
        if self._last is None:
            return
        frame, repeat = self._last
        self._last = None
        shown = Shown(frame.key.hex(), repeat)
        place = len(self._shown)
        self._shown.append(shown)
        if place == 0:
            self._candidates = dict(self._store.beginning_with(shown))
        self._candidates = {
            key: frames
            for key, frames in self._candidates.items()
            if len(frames) > place and frames[place] == shown
        }
        self._undrawn.append((frame, repeat))
        self._kept_bytes += frame.size
        if not self._candidates or self._kept_bytes > _MOST_KEPT:
            self._candidates = {}
            self._draw_undrawn()

    def _kept_segment(self, shown: tuple[Shown, ...]) -> Segment | None:
        found = [key for key, frames in self._candidates.items() if len(frames) == len(shown)]
        return self._store.load(found[0], shown[0]) if found else None

    def _draw_undrawn(self) -> None:
        for frame, repeat in self._undrawn:
            if self._video is None:
                self._content = io.BytesIO()
                self._video = Video(self._content, self._settings)
            self._aside.do(partial(_encode, self._video, frame.pixels(), repeat))
        self._undrawn = []

    def _finish(self, video: Video, content: io.BytesIO, shown: tuple[Shown, ...]) -> None:
        video.close()
        segment = Segment(segment_key(shown, self._encoding), shown, content.getvalue())
        self._store.save(segment)
        self._give(segment)


def _encode(video: Video, pixels: Frame, repeat: int) -> None:
    video.write(pixels, repeat)
