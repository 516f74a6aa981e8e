"""Film a long lesson in several parts at a time, each a run of plays, and join them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np

from aimath.stage.take import Take
from aimath.studio.errors import FilmError
from aimath.studio.jobs import Shoot
from aimath.studio.segments.joining import Joiner
from aimath.studio.segments.recording import SegmentRecorder
from aimath.studio.segments.segment import Segment, Shown
from aimath.studio.segments.store import SegmentStore, segments_folder
from aimath.studio.shooting import Rehearsal, Shot, Watcher, record
from aimath.studio.workers import Finished, Progress, Report, run_tasks

WORTH_A_PROCESS = 900
"""Frames; for fewer, starting a process takes longer than it saves."""


class SegmentGoneError(FilmError):
    """A segment that was filmed a moment ago is not in the store any more."""


@dataclass(frozen=True)
class FilmedPart:
    """What came of a part.

    Attributes:
        segments: the key of each segment, with the picture it begins with; they are in the store.
        shot: the rest.
    """

    segments: tuple[tuple[str, Shown], ...]
    shot: Shot


@dataclass(frozen=True)
class Part:
    """A run of plays of a lesson.

    Attributes:
        shoot: the lesson.
        plays: the first play, and the first that is not filmed any more.
    """

    shoot: Shoot
    plays: tuple[int, int]

    @property
    def name(self) -> str:
        """The lesson's name."""
        return self.shoot.source.name

    def run(self, report: Report) -> FilmedPart:
        """Film the plays, and leave their segments in the store."""
        segments: list[tuple[str, Shown]] = []

        def keep(segment: Segment) -> None:
            segments.append((segment.key, segment.frames[0]))

        store = SegmentStore(segments_folder(self.shoot.settings))
        recorder = SegmentRecorder(store, self.shoot.settings, keep)
        try:
            shot = record(self.shoot, recorder, lambda section, done: report(section, done, None), self.plays)
        except BaseException:
            recorder.abort()
            raise
        recorder.close()
        return FilmedPart(tuple(segments), replace(shot, take=Take(poster=shot.take.poster)))


def split_plays(frames: Sequence[int], parts: int) -> list[tuple[int, int]]:
    """Return runs of plays with about the same number of frames each.

    Args:
        frames: how many frames each play has.
        parts: how many runs.

    Example:
        >>> split_plays([100, 100, 50, 0, 150], 2)
        [(0, 2), (2, 5)]
    """
    done = np.array(list(accumulate(frames)))
    shares = done[-1] * np.arange(1, parts) / parts
    # A part ends with the play after which about its share is done.
    ends = [int(np.abs(done - share).argmin()) + 1 for share in shares]
    cuts = sorted({0, *ends, len(frames)})
    return list(pairwise(cuts))


def parts_worth_while(rehearsal: Rehearsal, at_most: int) -> int:
    """Return in how many parts it is worth while to film a lesson."""
    return max(1, min(at_most, sum(rehearsal.plays) // WORTH_A_PROCESS, len(rehearsal.plays)))


def film_in_parts(job: Shoot, rehearsal: Rehearsal, parts: int, path: Path, watch: Watcher) -> Shot:
    """Film a lesson to a video file, several parts at a time.

    Args:
        job: the lesson.
        rehearsal: what is known of its plays.
        parts: how many parts, and processes.
        path: the file.
        watch: told how far it is.

    Raises:
        FilmError: if one of the parts cannot be filmed.
        SegmentGoneError: if somebody emptied the store meanwhile.
    """
    tasks = [Part(job, plays) for plays in split_plays(rehearsal.plays, parts)]
    done = dict.fromkeys(range(len(tasks)), 0)

    def notify(event: Progress | Finished) -> None:
        if isinstance(event, Progress):
            done[event.job] = event.frames
            watch(event.section, sum(done.values()))

    ended = run_tasks(tasks, parts, notify)
    failed = next((end.error for end in ended if end.error is not None), None)
    if failed is not None:
        raise failed
    filmed: list[FilmedPart] = [end.result for end in ended]
    join_parts(filmed, job, path)
    posters = [part.shot.take.poster for part in filmed if part.shot.take.poster is not None]
    take = replace(rehearsal.take, poster=posters[-1] if posters else None)
    return replace(filmed[-1].shot, take=take, frames=sum(part.shot.frames for part in filmed))


def join_parts(parts: Sequence[FilmedPart], job: Shoot, path: Path) -> None:
    """Join the segments of parts to a film.

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
