"""Parts of a film: the segments of a run of its frames, and how they become one film."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from aimath.studio.branching.notes import Notes
from aimath.studio.conversion import Frame
from aimath.studio.errors import FilmError
from aimath.studio.filming.rehearsing import Rehearsal
from aimath.studio.filming.shooting import Shot
from aimath.studio.jobs import Shoot
from aimath.studio.segments.joining import Joiner
from aimath.studio.segments.segment import SegmentNote
from aimath.studio.segments.store import SegmentStore, segments_folder


class SegmentGoneError(FilmError):
    """A segment that was filmed a moment ago is not in the store any more."""


@dataclass(frozen=True)
class FilmedPart:
    """What came of a part.

    Attributes:
        segments: the notes of its segments, which are in the store.
        poster: the frame chosen as poster, if it is among them.
        last: the last frame, if anybody asked for it.
        notes: what else there is to say of how it was filmed.
    """

    segments: tuple[SegmentNote, ...]
    poster: Frame | None
    last: Frame | None
    notes: Notes = ()


def join_parts(parts: Sequence[FilmedPart], rehearsal: Rehearsal, job: Shoot, path: Path) -> Shot:
    """Join the segments of parts to a film, after those of its beginning.

    Args:
        parts: the parts, in order.
        rehearsal: what is known of the whole.
        job: the scene and how it is filmed.
        path: the file to write.

    Raises:
        SegmentGoneError: if somebody emptied the store meanwhile.
    """
    beginning = rehearsal.beginning
    store = SegmentStore(segments_folder(job.settings))
    with Joiner(path, job.settings) as joiner:
        join_notes(joiner, beginning.segments, store, job)
        for part in parts:
            join_notes(joiner, part.segments, store, job)
    posters = [beginning.poster, *(part.poster for part in parts)]
    chosen = [poster for poster in posters if poster is not None]
    take = replace(rehearsal.take, poster=chosen[-1] if chosen else None)
    return Shot(
        take, joiner.frame_count, parts[-1].last, rehearsal.title, rehearsal.numbers, tuple(joiner.notes)
    )


def join_notes(joiner: Joiner, notes: Iterable[SegmentNote], store: SegmentStore, job: Shoot) -> None:
    """Append segments to a film by their notes.

    Raises:
        SegmentGoneError: if one is not in the store any more.
    """
    for note in notes:
        segment = store.load(note.key, note.first)
        if segment is None:
            raise SegmentGoneError(f"{job.source.name}: the cache was cleaned while it was filmed")
        joiner.add(segment)
