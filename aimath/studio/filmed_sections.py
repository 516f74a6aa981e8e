"""Sections that were filmed before: while what they show cannot have changed, nobody goes through them."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from aimath.studio.branching.branches import CAN_BRANCH
from aimath.studio.errors import StudioError
from aimath.studio.film_files import CACHE
from aimath.studio.filming.rehearsing import Beginning, Rehearsal
from aimath.studio.filming.shooting import Shot
from aimath.studio.freshness.fingerprint import Fingerprint, Taken, labelled, look_of
from aimath.studio.freshness.fingerprinting import Fingerprints
from aimath.studio.freshness.kept_closures import reader
from aimath.studio.freshness.observation import Sight, seen_so_far, watching_what_runs
from aimath.studio.freshness.sources.appearance import digest
from aimath.studio.jobs import FilmJob
from aimath.studio.segments.section_store import KeptSection, SectionStore
from aimath.studio.segments.segment import SegmentNote
from aimath.studio.segments.store import SegmentStore, segments_folder

_EDITED = (OSError, SyntaxError, ValueError)
"""What looking for the code of a lesson ends with if somebody edits it meanwhile."""


@dataclass(frozen=True)
class _Part:
    """The plays of a section.

    Attributes:
        section: its name.
        plays: how many frames each play has.
        poster_play: after how many of them the poster is chosen; None if it is elsewhere.
    """

    section: str
    plays: tuple[int, ...]
    poster_play: int | None


class FilmedSections:
    """The sections of a film: those that were filmed before, and those that are filmed now.

    A section is kept under a hash of all that the film is made from up to its end.

    Args:
        job: the film.
    """

    def __init__(self, job: FilmJob) -> None:
        self._job = job
        self._rehearsal: Rehearsal | None = None
        self._looks: dict[str, str] = {}
        self._store = SectionStore(CACHE / "sections")
        self._segments = SegmentStore(segments_folder(job.shoot.settings))
        self._fingerprints = Fingerprints()

    def begin(self, rehearsal: Rehearsal) -> Rehearsal:
        """Return the rehearsal of a lesson with the beginning that need not be filmed.

        The last section that has frames is none of it.
        """
        source, taken = self._job.shoot.source, self._job.taken
        # Where it was rehearsed here, earlier sections may show what later ones have changed.
        if not (CAN_BRANCH and rehearsal.begins_anywhere and rehearsal.section_ends):
            return rehearsal
        # To look at what is kept is no part of what the film is made from.
        with watching_what_runs():
            try:
                # What changes from here on is found to have changed while the film was made.
                self._looks = self._fingerprints.section_looks(
                    source.path, source.class_name, list(rehearsal.section_ends), rehearsal.base_names
                )
                self._rehearsal = rehearsal
                if taken is None or self._job.afresh:
                    return rehearsal
                beginning, sights = self._beginning(rehearsal, taken)
            except _EDITED:
                return rehearsal
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
        if self._rehearsal is None or made_from.unsettled:
            return
        segments, poster = iter(shot.segments), shot.take.poster
        # What is kept saves time alone.
        with suppress(StudioError, *_EDITED):
            for part in _parts_of(self._rehearsal):
                notes = _notes_of(segments, sum(part.plays))
                kept = KeptSection(part.plays, notes, made_from.files, made_from.loaded, part.poster_play)
                self._store.save(self._name(part, taken), kept, None if part.poster_play is None else poster)

    def _beginning(self, rehearsal: Rehearsal, taken: Taken) -> tuple[Beginning, list[Sight]]:
        """Return what need not be filmed, and what was seen when it was."""
        beginning, sights = Beginning(), []
        frames = sum(rehearsal.plays)
        for part in _parts_of(rehearsal):
            frames -= sum(part.plays)
            name, poster = self._name(part, taken), beginning.poster
            kept = self._store.load(name)
            if frames == 0 or kept is None or not self._holds(kept, part):
                break
            if part.poster_play is not None:
                poster = self._store.poster(name)
                if poster is None:
                    break
            beginning = Beginning(
                beginning.plays + len(part.plays), (*beginning.segments, *kept.segments), poster
            )
            sights.append(_sight_of(kept))
        return beginning, sights

    def _holds(self, kept: KeptSection, part: _Part) -> bool:
        """Tell whether what is kept is of these plays, is whole, and was made from what there is."""
        return (
            kept.plays == part.plays
            and part.poster_play in (None, kept.poster_play)
            and all(self._fingerprints.hash(labelled(file)) == found for file, found in kept.files.items())
            and all(look_of(labelled(file)) == found for file, found in kept.loaded.items())
            and all(self._segments.load(note.key, note.first) is not None for note in kept.segments)
        )

    def _name(self, part: _Part, taken: Taken) -> str:
        """Return the name under which a section is kept."""
        film = taken.fingerprint
        made_from = [film.scene, film.numbers, film.settings, film.sections, film.versions, film.files]
        drawn = segments_folder(self._job.shoot.settings).name
        seen = [_own_code(), drawn, made_from, part.section, self._looks[part.section]]
        return digest(json.dumps(seen, sort_keys=True).encode())


def _parts_of(rehearsal: Rehearsal) -> Iterator[_Part]:
    # What is chosen before anything has played is seen when something has.
    start, poster = 0, max(1, rehearsal.take.poster_play or 0)
    for section, end in rehearsal.section_ends.items():
        is_here = rehearsal.take.poster_play is not None and start < poster <= end
        yield _Part(section, rehearsal.plays[start:end], poster - start if is_here else None)
        start = end


def _notes_of(segments: Iterator[SegmentNote], frames: int) -> tuple[SegmentNote, ...]:
    """Return the next segments, which have that many frames.

    Raises:
        ValueError: if they have not.
    """
    found: list[SegmentNote] = []
    while frames > 0:
        note = next(segments, None)
        if note is None:
            raise ValueError("expected more segments")
        frames -= note.frame_count
        found.append(note)
    if frames:
        raise ValueError("expected a segment to end where its section does")
    return tuple(found)


def _sight_of(kept: KeptSection) -> Sight:
    """Return what was read and run for the film, as if it had just been seen."""
    files, loaded = map(labelled, kept.files), map(labelled, kept.loaded)
    return Sight(frozenset(files), {str(path): path for path in loaded})


@cache
def _own_code() -> str:
    """Return a hash of the code that tells which sections are the same."""
    return digest(reader().encode() + Path(__file__).read_bytes())
