"""Parts of a film: the segments of a run of its frames, and how they become one film."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from aimath.studio.branching.notes import Notes
from aimath.studio.conversion import Frame
from aimath.studio.errors import FilmError
from aimath.studio.filming.rehearsing import Rehearsal
from aimath.studio.filming.shooting import Shot
from aimath.studio.jobs import Shoot
from aimath.studio.segments.joining import Joiner
from aimath.studio.segments.segment import Shown
from aimath.studio.segments.store import SegmentStore, segments_folder


class SegmentGoneError(FilmError):
    """A segment that was filmed a moment ago is not in the store any more."""


@dataclass(frozen=True)
class FilmedPart:
    """What came of a part.

    Attributes:
        segments: the key of each segment, with the picture it begins with; they are in the store.
        frames: how many frames there are.
        poster: the frame chosen as poster, if it is among them.
        last: the last frame, if anybody asked for it.
        notes: what else there is to say of how it was filmed.
    """

    segments: tuple[tuple[str, Shown], ...]
    frames: int
    poster: Frame | None
    last: Frame | None
    notes: Notes = ()


def join_parts(parts: Sequence[FilmedPart], rehearsal: Rehearsal, job: Shoot, path: Path) -> Shot:
    """Join the segments of parts to a film.

    Args:
        parts: the parts, in order.
        rehearsal: what is known of the whole.
        job: the scene and how it is filmed.
        path: the file to write.

    Raises:
        SegmentGoneError: if somebody emptied the store meanwhile.
    """
    store = SegmentStore(segments_folder(job.settings))
    with Joiner(path, job.settings) as joiner:
        for key, first in (kept for part in parts for kept in part.segments):
            segment = store.load(key, first)
            if segment is None:
                raise SegmentGoneError(f"{job.source.name}: the cache was cleaned while it was filmed")
            joiner.add(segment)
    posters = [part.poster for part in parts if part.poster is not None]
    take = replace(rehearsal.take, poster=posters[-1] if posters else None)
    frames = sum(part.frames for part in parts)
    return Shot(take, frames, parts[-1].last, rehearsal.title, rehearsal.numbers)
