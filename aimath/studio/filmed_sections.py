"""Sections that were filmed before: as long as what they show cannot have changed, nobody goes through them.

What is kept of a section has as its name a hash of all that its film is made from up to its end. Besides, it
says what was seen to be read and run, and how long each play was.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from aimath.studio.conversion import Frame
from aimath.studio.encoding import save_picture
from aimath.studio.errors import StudioError
from aimath.studio.film_files import CACHE
from aimath.studio.filming.rehearsing import Beginning, Rehearsal
from aimath.studio.filming.shooting import Shot
from aimath.studio.freshness.fingerprint import Fingerprint, Taken, labelled, look_of
from aimath.studio.freshness.fingerprinting import Fingerprints
from aimath.studio.freshness.kept_closures import reader
from aimath.studio.freshness.observation import Sight, seen_so_far, watching_what_runs
from aimath.studio.freshness.records import read_json
from aimath.studio.freshness.sources.appearance import digest
from aimath.studio.freshness.staleness import Hash
from aimath.studio.jobs import FilmJob
from aimath.studio.segments.segment import SegmentNote, Shown
from aimath.studio.segments.store import SegmentStore, segments_folder
from aimath.studio.whole_files import write_text, writing


@dataclass(frozen=True)
class _Kept:
    """What is kept of a section.

    Attributes:
        plays: how many frames each play has.
        segments: the notes of its segments.
        has_poster: whether the film's poster was chosen in it.
        files: a hash of each file that was read for the film.
        loaded: what each file looks like that ran for the film though nothing in its code says so.
    """

    plays: list[int]
    segments: list[SegmentNote]
    has_poster: bool
    files: Mapping[str, str | None]
    loaded: Mapping[str, str]

    @classmethod
    def from_json(cls, told: Any) -> "_Kept":
        """Return what `asdict` gave.

        Raises:
            KeyError, TypeError: if it is something else.
        """
        notes = [
            SegmentNote(note["key"], Shown(**note["first"]), note["frame_count"]) for note in told["segments"]
        ]
        return cls(**(told | {"segments": notes}))

    def holds(self, hash_of: Hash) -> bool:
        """Tell whether all that was read and run for the film is as it was."""
        return all(hash_of(labelled(label)) == found for label, found in self.files.items()) and all(
            look_of(labelled(label)) == found for label, found in self.loaded.items()
        )

    def sight(self) -> Sight:
        """Return what was read and run for the film, as if it had just been seen."""
        files, loaded = map(labelled, self.files), map(labelled, self.loaded)
        return Sight(frozenset(files), {str(path): path for path in loaded})


class FilmedSections:
    """The sections of a film: those that were filmed before, and those that are filmed now.

    Args:
        job: the film.
    """

    def __init__(self, job: FilmJob) -> None:
        self._job = job
        self._rehearsal: Rehearsal | None = None
        self._store = SegmentStore(segments_folder(job.shoot.settings))
        # Whatever the scene makes the current folder.
        self._folder = (CACHE / "sections").absolute()
        self._fingerprints = Fingerprints()
        self._looks: dict[str, str] = {}

    def begin(self, rehearsal: Rehearsal) -> Rehearsal:
        """Return the rehearsal of a lesson with the beginning that need not be filmed.

        The last section that is filmed is none of it.
        """
        self._rehearsal = rehearsal
        taken = self._job.taken
        if taken is None or self._job.afresh or not _can_begin_later(rehearsal):
            return rehearsal
        # To look at what is kept is no part of what the film is made from.
        with watching_what_runs():
            names = self._names(rehearsal, taken)
            beginning, sights = self._beginning(rehearsal, names)
        seen = seen_so_far()
        if seen is not None:
            seen.elsewhere += sights
        return replace(rehearsal, beginning=beginning)

    def keep(self, shot: Shot, taken: Taken, made_from: Fingerprint) -> None:
        """Keep what is needed to begin the film later next time.

        Args:
            shot: what came of filming it.
            taken: what it was going to depend on.
            made_from: what it depends on.
        """
        rehearsal = self._rehearsal
        if rehearsal is None or made_from.unsettled or not _can_begin_later(rehearsal):
            return
        if sum(note.frame_count for note in shot.segments) != sum(rehearsal.plays):
            return
        poster_in = rehearsal.take.poster_section
        # What is kept saves time alone.
        with suppress(OSError, StudioError):
            segments = iter(shot.segments)
            names = self._names(rehearsal, taken)
            for section, plays in _plays_of(rehearsal):
                found = list(_notes_of(segments, sum(plays)))
                has_poster = section == poster_in and shot.take.poster is not None
                kept = _Kept(plays, found, has_poster, made_from.files, made_from.loaded)
                if has_poster and shot.take.poster is not None:
                    with writing(self._path(names[section], ".png")) as path:
                        save_picture(shot.take.poster, path)
                write_text(self._path(names[section]), json.dumps(asdict(kept), separators=(",", ":")))

    def _beginning(self, rehearsal: Rehearsal, names: Mapping[str, str]) -> tuple[Beginning, list[Sight]]:
        """Return what need not be filmed, and what was seen when it was."""
        beginning, sights = Beginning(), []
        for section, plays in _plays_of(rehearsal):
            kept = self._kept(names[section])
            is_last = beginning.plays + len(plays) >= len(rehearsal.plays)
            if kept is None or kept.plays != plays or is_last or not self._is_whole(kept):
                break
            poster = beginning.poster
            if kept.has_poster:
                poster = self._poster(names[section])
                if poster is None:
                    break
            beginning = Beginning(beginning.plays + len(plays), (*beginning.segments, *kept.segments), poster)
            sights.append(kept.sight())
        return beginning, sights

    def _names(self, rehearsal: Rehearsal, taken: Taken) -> dict[str, str]:
        """Return the name under which each section is kept."""
        source, whole = self._job.shoot.source, taken.fingerprint
        self._looks = self._looks or self._fingerprints.section_looks(
            source.path, source.class_name, list(rehearsal.section_ends), rehearsal.inherited
        )
        shared = [segments_folder(self._job.shoot.settings).name, reader(), whole.scene, whole.numbers]
        shared += [whole.settings, whole.sections, whole.versions, whole.files]
        return {
            section: digest(json.dumps([shared, section, look], sort_keys=True).encode())
            for section, look in self._looks.items()
        }

    def _kept(self, name: str) -> _Kept | None:
        path = self._path(name)
        try:
            kept = _Kept.from_json(read_json(path))
            # What is used last is trimmed last.
            os.utime(path)
            return kept if kept.holds(self._fingerprints.hash) else None
        except (OSError, KeyError, TypeError, AttributeError):
            return None

    def _is_whole(self, kept: _Kept) -> bool:
        return all(self._store.load(note.key, note.first) is not None for note in kept.segments)

    def _poster(self, name: str) -> Frame | None:
        path = self._path(name, ".png")
        with suppress(OSError, SyntaxError), Image.open(path) as picture:
            os.utime(path)
            return np.asarray(picture)
        return None

    def _path(self, name: str, ending: str = ".json") -> Path:
        return self._folder / f"{name}{ending}"


def _can_begin_later(rehearsal: Rehearsal) -> bool:
    return rehearsal.is_divisible and rehearsal.begins_anywhere and bool(rehearsal.section_ends)


def _plays_of(rehearsal: Rehearsal) -> Iterator[tuple[str, list[int]]]:
    """Yield each section with the frames of each of its plays."""
    start = 0
    for section, end in rehearsal.section_ends.items():
        yield section, list(rehearsal.plays[start:end])
        start = end


def _notes_of(segments: Iterator[SegmentNote], frames: int) -> Iterator[SegmentNote]:
    """Yield the next segments, until they have that many frames."""
    while frames > 0:
        note = next(segments)
        frames -= note.frame_count
        yield note
