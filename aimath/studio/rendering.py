"""From a selection to films: plan the jobs, then make them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from aimath.errors import AimathError
from aimath.studio.ahead import Ahead
from aimath.studio.branching.cores import Cores
from aimath.studio.errors import UsageError
from aimath.studio.film_files import CACHE, check_name, film_files, how_to_make_writable
from aimath.studio.film_tasks import FilmTask
from aimath.studio.freshness.fingerprinting import Fingerprints
from aimath.studio.freshness.records import read_record
from aimath.studio.freshness.staleness import why_stale
from aimath.studio.jobs import FilmJob, FilmResult, Shoot
from aimath.studio.selection import Selected, select
from aimath.studio.settings import FilmSettings
from aimath.studio.whole_files import prepare_folder
from aimath.studio.worker_process import Worker
from aimath.studio.workers import Finished, Progress, run_tasks


@dataclass(frozen=True)
class Plan:
    """The films to make, and what was asked for but cannot be read.

    Attributes:
        jobs: the films to make.
        broken: why the others cannot be made.
        fresh: films that are as they would be made again.
        reasons: why each film that is there has to be made again, by its path.
    """

    jobs: tuple[FilmJob, ...]
    broken: tuple[AimathError, ...]
    fresh: tuple[FilmJob, ...] = ()
    reasons: Mapping[Path, tuple[str, ...]] = field(default_factory=dict)


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
        UsageError: if the request makes no sense, the output folder or that of what helps to make films
            cannot be written to, or something else has the name of a film.
        NumbersError: for an unknown number or one out of bounds.
    """
    selection = select(targets, changes, everything=everything)
    jobs = tuple(_job(selected, settings, output) for selected in selection.chosen)
    if len({job.files.film for job in jobs}) < len(jobs):
        raise UsageError(f"-o {output}: several films cannot have one name; give a folder")
    for job in jobs:
        check_name(job.files)
    prepare_folder(CACHE, how_to_make_writable())
    for folder in {job.files.folder for job in jobs}:
        prepare_folder(folder)
    return Plan(jobs, selection.broken)


def leave_fresh(
    planned: Plan, *, force: bool = False, begin: Callable[[FilmJob], None] = lambda job: None
) -> Plan:
    """Return the plan without the films that are fresh; the others know what they will depend on.

    Args:
        planned: the films to make.
        force: whether fresh films are made all the same.
        begin: called first of all with the first film, if that will have to be made in any case.
    """
    fingerprints = Fingerprints()
    records = [read_record(job.files.record) for job in planned.jobs]
    if records and (force or records[0] is None):
        begin(planned.jobs[0])
    stale: list[FilmJob] = []
    fresh: list[FilmJob] = []
    reasons: dict[Path, tuple[str, ...]] = {}
    for job, record in zip(planned.jobs, records, strict=True):
        taken = fingerprints.take(job.shoot)
        found = why_stale(record, taken, fingerprints.hash)
        if found or force:
            stale.append(replace(job, taken=taken, afresh=force))
        else:
            fresh.append(replace(job, taken=taken))
        if found and record is not None:
            reasons[job.files.film] = found
    fingerprints.keep()
    return replace(planned, jobs=tuple(stale), fresh=tuple(fresh), reasons=reasons)


def leave_fresh_early(planned: Plan, ahead: Ahead, cores: Cores, *, force: bool = False) -> Plan:
    """Return what `leave_fresh` does; meanwhile a worker films what will have to be made in any case.

    Args:
        planned: the films to make.
        ahead: the worker.
        cores: the cores that the films share.
        force: whether fresh films are made all the same.
    """
    if force or any(read_record(job.files.record) is None for job in planned.jobs):
        ahead.start()
    return leave_fresh(
        planned, force=force, begin=lambda job: ahead.begin(FilmTask(job, cores, is_early=True))
    )


def render_all(
    planned: Plan,
    cores: Cores,
    notify: Callable[[Progress | Finished], None],
    ahead: list[Worker] | None = None,
) -> Outcome:
    """Make the planned films, as many at a time as there are cores.

    Args:
        planned: the films to make.
        cores: the cores that they share.
        notify: told what happens.
        ahead: workers that have been started, and may have begun with the first film.
    """
    tasks = [FilmTask(job, cores) for job in planned.jobs]
    return outcome_of(planned, run_tasks(tasks, cores.count, notify, ahead))


def outcome_of(planned: Plan, ended: Sequence[Finished]) -> Outcome:
    """Return what came of the tasks of a plan."""
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
