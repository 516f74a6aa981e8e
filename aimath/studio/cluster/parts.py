"""Film a part where it is asked for, and put what came back together."""

import pickle
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aimath.studio.film_parts import FilmedPart, Part, SegmentGoneError
from aimath.studio.jobs import Shoot
from aimath.studio.segments.segment import Segment
from aimath.studio.segments.store import SegmentStore, segments_folder
from aimath.studio.workers import Report


@dataclass(frozen=True)
class Parcel:
    """A filmed part with its segments.

    Attributes:
        part: what came of it.
        segments: the content of each segment's file, each segment once.
    """

    part: FilmedPart
    segments: tuple[bytes, ...]


def film_part(shoot: Shoot, plays: tuple[int, int], report: Report) -> bytes:
    """Film a run of plays, and return the parcel, pickled.

    Args:
        shoot: the scene.
        plays: the first play, and the first that is not filmed any more.
        report: told how far it is.

    Raises:
        FilmError: if the scene fails.
        SegmentGoneError: if somebody emptied the store meanwhile.
    """
    part = Part(shoot, plays).run(report)
    store = SegmentStore(segments_folder(shoot.settings))
    contents = []
    for key, first in dict.fromkeys(part.segments):
        segment = store.load(key, first)
        if segment is None:
            raise SegmentGoneError(f"{shoot.source.name}: the worker's cache was cleaned while it filmed")
        contents.append(segment.to_bytes())
    return pickle.dumps(Parcel(part, tuple(contents)), protocol=5)


def open_parcels(parcels: Iterable[bytes], store: SegmentStore) -> Sequence[FilmedPart]:
    """Put the segments of parcels into a store, and return the parts."""
    parts = []
    for content in parcels:
        parcel = pickle.loads(content)
        for segment in parcel.segments:
            store.save(Segment.from_bytes(segment))
        parts.append(parcel.part)
    return parts
