"""Turn frames into segments, and draw and encode only what is not there yet."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from aimath.studio.codecs import describe_encoding
from aimath.studio.frames.film_frame import FilmFrame
from aimath.studio.frames.undrawn import Undrawn
from aimath.studio.memory import trim_memory
from aimath.studio.segments.in_order import WAITING, AsideWhenFree, AtOnce, InOrder
from aimath.studio.segments.segment import Segment, Shown, segment_key
from aimath.studio.segments.store import SegmentStore
from aimath.studio.settings import FilmSettings
from aimath.studio.video import Video

_LONG_HOLD = 45
"""Frames; a segment ends with a picture that stands still for longer, which costs next to nothing there."""
_MOST_KEPT = 160 * 2**20
"""Bytes of frames that are kept undrawn while they are those of a segment that is there."""


@dataclass
class _Piece:
    """What is known of the piece whose frames are coming.

    Attributes:
        shown: its pictures so far.
        last: the frame that may go on standing.
        undrawn: frames that are not drawn yet.
        candidates: the segments that it may turn out to be: their frames, by their keys.
        content: what is encoded so far.
        video: what encodes it; None as long as nothing is drawn.
    """

    shown: list[Shown] = field(default_factory=list)
    last: tuple[FilmFrame, int] | None = None
    undrawn: Undrawn = field(default_factory=Undrawn)
    candidates: dict[str, tuple[Shown, ...]] = field(default_factory=dict)
    content: io.BytesIO = field(default_factory=io.BytesIO)
    video: Video | None = None


class SegmentRecorder:
    """Takes the frames of one piece of a film after the other, and gives a segment for each.

    As long as the frames of a piece are those that a kept segment begins with, they are kept undrawn: if it
    turns out to be that segment, nothing is drawn or encoded.

    Args:
        store: where segments are kept.
        settings: how they are encoded.
        give: called with each segment, in order, by whoever encodes.
        aside: who encodes; when None, a thread.
    """

    def __init__(
        self,
        store: SegmentStore,
        settings: FilmSettings,
        give: Callable[[Segment], None],
        aside: InOrder | AtOnce | AsideWhenFree | None = None,
    ) -> None:
        self._store = store
        self._settings = settings
        self._give = give
        self._encoding = describe_encoding(settings)
        self._aside = aside or InOrder("encoder", WAITING)
        self._piece = _Piece()

    def write(self, frame: FilmFrame, repeat: int = 1) -> None:
        """Take a frame, to be shown for `repeat` frame times."""
        last = self._piece.last
        if last is not None and last[0].key == frame.key:
            self._piece.last = last[0], last[1] + repeat
            return
        self._take_last()
        if last is not None and last[1] >= _LONG_HOLD:
            self.end_piece()
        self._piece.last = frame, repeat

    def end_piece(self) -> None:
        """Give the segment of the frames since the one before."""
        self._take_last()
        piece, self._piece = self._piece, _Piece()
        if not piece.shown:
            return
        segment = self._kept_segment(piece)
        if segment is not None:
            self._aside.do(partial(self._give, segment))
            return
        self._draw_undrawn(piece)
        self._aside.do(partial(self._finish, piece))

    def close(self) -> None:
        """Wait until every segment has been given."""
        self._aside.finish()

    def abort(self) -> None:
        """Give up; segments that are whole stay."""
        self._aside.stop()

    def _take_last(self) -> None:
        piece = self._piece
        if piece.last is None:
            return
        frame, repeat = piece.last
        piece.last = None
        place, shown = len(piece.shown), Shown(frame.key.hex(), repeat)
        piece.shown.append(shown)
        if place == 0:
            piece.candidates = dict(self._store.beginning_with(shown))
        piece.candidates = {
            key: frames
            for key, frames in piece.candidates.items()
            if len(frames) > place and frames[place] == shown
        }
        piece.undrawn.add(frame, repeat)
        if piece.undrawn.size > _MOST_KEPT:
            piece.candidates = {}
        if not piece.candidates:
            self._draw_undrawn(piece)

    def _kept_segment(self, piece: _Piece) -> Segment | None:
        found = [key for key, frames in piece.candidates.items() if len(frames) == len(piece.shown)]
        return self._store.load(found[0], piece.shown[0]) if found else None

    def _draw_undrawn(self, piece: _Piece) -> None:
        if piece.video is None:
            piece.video = Video(piece.content, self._settings)
        for frame, repeat in piece.undrawn.take():
            self._aside.do(partial(piece.video.write, frame.pixels(), repeat))

    def _finish(self, piece: _Piece) -> None:
        assert piece.video is not None
        piece.video.close()
        piece.video = None
        trim_memory()
        shown = tuple(piece.shown)
        segment = Segment(segment_key(shown, self._encoding), shown, piece.content.getvalue())
        self._store.save(segment)
        self._give(segment)
