"""What there is of each film: fresh, stale and why, or never made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aimath.studio.catalogue import Catalogue, read_catalogue
from aimath.studio.errors import UsageError
from aimath.studio.freshness.fingerprint import labelled
from aimath.studio.freshness.fingerprinting import Fingerprints
from aimath.studio.freshness.records import FilmRecord, read_records
from aimath.studio.freshness.staleness import why_stale
from aimath.studio.jobs import Shoot
from aimath.studio.scene_files import SceneSource
from aimath.studio.selection import check_names
from aimath.studio.settings import FilmSettings

FRESH, STALE, MISSING = "fresh", "stale", "missing"


@dataclass(frozen=True)
class FilmState:
    """What there is of a film.

    Attributes:
        name: the lesson or scene.
        state: FRESH, STALE, or MISSING for a lesson of which there is no film.
        film: where the film is; None if there is none.
        reasons: why it is not fresh.
    """

    name: str
    state: str
    film: Path | None
    reasons: tuple[str, ...] = ()


def film_states(names: Sequence[str] = ()) -> list[FilmState]:
    """Return the state of every film in media, and of lessons that were never filmed.

    Args:
        names: the lessons and scenes to look at; all when there are none.

    Raises:
        UsageError: for a name that neither a lesson nor a film has.
    """
    catalogue = read_catalogue()
    lessons = [*catalogue.lessons, *(name for name in catalogue.broken if name not in catalogue.lessons)]
    records = read_records(names or None)
    filmed = {record.name for record in records}
    check_names(names, catalogue, filmed)
    fingerprints = Fingerprints()
    states = [_state(record, catalogue, fingerprints) for record in records]
    states += _never_filmed([name for name in names or lessons if name not in filmed], catalogue)
    fingerprints.keep()
    order = {name: number for number, name in enumerate(lessons)}
    return sorted(states, key=lambda state: (order.get(state.name, len(order)), state.name))


def _never_filmed(names: Sequence[str], catalogue: Catalogue) -> Iterator[FilmState]:
    for name in names:
        broken = catalogue.broken.get(name) if name not in catalogue.lessons else None
        yield FilmState(name, MISSING, None, (str(broken),) if broken else ("never filmed",))


def _state(record: FilmRecord, catalogue: Catalogue, fingerprints: Fingerprints) -> FilmState:
    reasons = _reasons(record, catalogue, fingerprints)
    return FilmState(record.name, STALE if reasons else FRESH, record.film, reasons)


def _reasons(record: FilmRecord, catalogue: Catalogue, fingerprints: Fingerprints) -> tuple[str, ...]:
    before = record.fingerprint
    if before is None:
        return ("its record does not say what it was made from",)
    source = SceneSource(record.name, labelled(before.scene["file"]), before.scene["class"])
    lesson = catalogue.lessons.get(record.name)
    if lesson is not None and source.path.stem == lesson.name:
        source = SceneSource(lesson.name, lesson.path, lesson.class_name)
    if not source.path.is_file():
        return (f"{before.scene['file']} is missing",)
    try:
        settings = FilmSettings(**before.settings)
    except (TypeError, UsageError):
        return ("its settings are none that aimath knows",)
    taken = fingerprints.take(Shoot(source, settings, before.numbers, tuple(before.sections)))
    return why_stale(record, taken, fingerprints.hash)
