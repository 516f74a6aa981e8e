"""Film a part where it is asked for, and put what came back together."""

import pickle
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np

from aimath.studio.branching.film_parts import FilmedPart, SegmentGoneError
from aimath.studio.cluster.orders import EVERY_PLAY
from aimath.studio.cluster.project import moved_back
from aimath.studio.filming.rehearsing import Rehearsal
from aimath.studio.filming.shooting import record
from aimath.studio.freshness.fingerprinting import counts
from aimath.studio.freshness.observation import Sight, watching_what_runs
from aimath.studio.freshness.sources.modules import PACKAGE
from aimath.studio.jobs import Shoot
from aimath.studio.segments.recording import SegmentRecorder
from aimath.studio.segments.segment import Segment, SegmentNote
from aimath.studio.segments.store import SegmentStore, segments_folder
from aimath.studio.worker_process import Report

WORTH_A_WORKER = 900
"""Frames; for fewer, starting a process on a worker takes longer than it saves."""


@dataclass(frozen=True)
class Parcel:
    """A filmed part with its segments.

    Attributes:
        part: what came of it.
        segments: the content of each segment's file, each segment once.
        sight: what was read and imported to film it, by the places on the machine that asked.
    """

    part: FilmedPart
    segments: tuple[bytes, ...]
    sight: Sight


def film_part(shoot: Shoot, plays: tuple[int, int], report: Report, tree: Path) -> bytes:
    """Film a run of plays, and return the parcel, pickled.

    Args:
        shoot: the scene.
        plays: the first play, and the first that is not filmed any more.
        report: told how far it is.
        tree: where the project is unpacked.

    Raises:
        FilmError: if the scene fails.
        SegmentGoneError: if somebody emptied the store meanwhile.
    """
    store = SegmentStore(segments_folder(shoot.settings))
    with watching_what_runs() as seen:
        part = _filmed(shoot, plays, store, report)
    contents = []
    for note in dict.fromkeys(part.segments):
        segment = store.load(note.key, note.first)
        if segment is None:
            raise SegmentGoneError(f"{shoot.source.name}: the worker's cache was cleaned while it filmed")
        contents.append(segment.to_bytes())
    parcel = Parcel(part, tuple(contents), _seen_from_home(seen.sight(), tree))
    return pickle.dumps(parcel, protocol=5)


def _filmed(shoot: Shoot, plays: tuple[int, int], store: SegmentStore, report: Report) -> FilmedPart:
    notes: list[SegmentNote] = []

    def keep(segment: Segment) -> None:
        notes.append(segment.note)

    recorder = SegmentRecorder(store, shoot.settings, keep)
    try:
        shot = record(shoot, recorder, lambda section, done: report(section, done, None), plays)
    except BaseException:
        recorder.abort()
        raise
    recorder.close()
    return FilmedPart(tuple(notes), shot.take.poster, shot.last)


def _seen_from_home(sight: Sight, tree: Path) -> Sight:
    """Return what was seen of the project, by the places that it has on the machine that it comes from.

    What was read beside it, and is not this machine's own, both machines have in a folder that they share.
    """
    shared = {path for path in sight.files if counts(path) and not path.is_relative_to(PACKAGE)}
    files = {moved_back(path, tree) or path for path in shared}
    modules = {name: moved_back(path, tree) for name, path in sight.modules.items()}
    return Sight(frozenset(files), {name: path for name, path in modules.items() if path})


def open_parcels(contents: Iterable[bytes], store: SegmentStore) -> list[Parcel]:
    """Read parcels, and put their segments into a store."""
    parcels: list[Parcel] = [pickle.loads(content) for content in contents]
    for parcel in parcels:
        for segment in parcel.segments:
            store.save(Segment.from_bytes(segment))
    return parcels


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


def runs_worth_while(rehearsal: Rehearsal, at_most: int) -> list[tuple[int, int]]:
    """Return the runs of plays in which it is worth while to film a scene: one if plays need those before."""
    plays = rehearsal.plays_to_film or EVERY_PLAY
    first, frames = plays[0], rehearsal.plays[plays[0] :]
    parts = min(at_most, sum(frames) // WORTH_A_WORKER, len(frames))
    if not rehearsal.begins_anywhere or parts <= 1:
        return [plays]
    return [(first + start, first + end) for start, end in split_plays(frames, parts)]
