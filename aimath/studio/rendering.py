"""From a selection to films: plan the jobs, then make them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aimath.errors import AimathError
from aimath.studio.errors import UsageError
from aimath.studio.jobs import FilmJob, FilmResult, Shoot
from aimath.studio.outputs import film_files, prepare_folder
from aimath.studio.selection import Selected, select
from aimath.studio.settings import FilmSettings
from aimath.studio.workers import Finished, Progress, default_workers, make_films


@dataclass(frozen=True)
class Plan:
    """The films to make, and what was asked for but cannot be read."""

    jobs: tuple[FilmJob, ...]
    broken: tuple[AimathError, ...]


@dataclass(frozen=True)
class Outcome:
    """The films that were made, and what went wrong with the others."""

    made: tuple[FilmResult, ...]
    errors: tuple[AimathError, ...]


def plan(
    targets: Sequence[str],
    changes: Mapping[str, str],
    settings: FilmSettings,
    *,
    everything: bool = False,
    output: Path | None = None,
) -> Plan:
    """Return the films to make; everything that can be wrong with the request is found here.

    Raises:
        UsageError: if the request makes no sense, or the output folder cannot be written to.
        NumbersError: for an unknown number or one out of bounds.
    """
    selection = select(targets, changes, everything=everything)
    jobs = tuple(_job(selected, settings, output) for selected in selection.chosen)
    paths = [job.files.film for job in jobs]
    if len(set(paths)) < len(paths):
        raise UsageError(f"-o {output}: several films cannot have one name; give a folder that exists")
    for folder in {job.files.folder for job in jobs}:
        prepare_folder(folder)
    return Plan(jobs, selection.broken)


def render_all(
    planned: Plan, at_a_time: int | None, notify: Callable[[Progress | Finished], None]
) -> Outcome:
    """Make the planned films, several at a time."""
    ended = make_films(planned.jobs, at_a_time or default_workers(), notify)
    return Outcome(
        made=tuple(end.result for end in ended if end.result is not None),
        errors=(*planned.broken, *(end.error for end in ended if end.error is not None)),
    )


def _job(selected: Selected, settings: FilmSettings, output: Path | None) -> FilmJob:
    changed = selected.numbers.changed()
    files = film_files(
        selected.source.name, settings, sections=selected.sections, changed=changed, output=output
    )
    return FilmJob(Shoot(selected.source, settings, changed, selected.sections), files)
