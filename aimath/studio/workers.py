"""Make films in worker processes, so that one that fails or dies leaves the others alone."""

import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Any

from aimath.errors import AimathError
from aimath.studio.errors import FilmError, StudioError
from aimath.studio.jobs import FilmJob, FilmResult


@dataclass(frozen=True)
class Progress:
    """How far a film is.

    Attributes:
        job: its place in the list of jobs.
        section: what is being filmed.
        frames: frames written so far.
        total: frames there will be, or None while nobody knows.
    """

    job: int
    section: str
    frames: int
    total: int | None


@dataclass(frozen=True)
class Finished:
    """The end of a job: a result, or what went wrong."""

    job: int
    result: FilmResult | None
    error: AimathError | None


class Bug(FilmError):
    """Something that should not happen, with its traceback."""


def make_films(
    jobs: Sequence[FilmJob],
    at_a_time: int,
    notify: Callable[[Progress | Finished], None],
) -> list[Finished]:
    """Make films, each in a process of its own.

    Args:
        jobs: the films.
        at_a_time: how many processes there may be at once.
        notify: told what happens, as it happens.

    Returns:
        How each job ended, in the order of the jobs.
    """
    context = multiprocessing.get_context("spawn")
    waiting = list(enumerate(jobs))
    running: dict[Connection, tuple[int, str, BaseProcess]] = {}
    ended: dict[int, Finished] = {}
    try:
        while waiting or running:
            while waiting and len(running) < at_a_time:
                number, job = waiting.pop(0)
                ours, theirs = context.Pipe(duplex=False)
                process = context.Process(target=_work, args=(theirs, job), daemon=True)
                process.start()
                theirs.close()
                running[ours] = (number, job.shoot.source.name, process)
            for connection in wait(list(running)):
                assert isinstance(connection, Connection)
                event = _receive(connection, *running[connection])
                if isinstance(event, Finished):
                    running.pop(connection)[2].join()
                    connection.close()
                    ended[event.job] = event
                notify(event)
    finally:
        for *_, unfinished in running.values():
            unfinished.terminate()
        for *_, unfinished in running.values():
            unfinished.join()
    return [ended[number] for number in range(len(jobs))]


def _receive(connection: Connection, number: int, name: str, process: BaseProcess) -> Progress | Finished:
    try:
        kind, content = connection.recv()
    except EOFError:
        process.join()
        return Finished(number, None, FilmError(f"{name}: {_death(process)}"))
    if kind == "progress":
        return Progress(number, *content)
    return Finished(number, content, None) if kind == "made" else Finished(number, None, content)


def _death(process: BaseProcess) -> str:
    code = process.exitcode or 0
    if code < 0:
        name = signal.Signals(-code).name
        hint = " (out of memory?)" if name == "SIGKILL" else ""
        return f"the process that made the film was ended by {name}{hint}"
    return f"the process that made the film ended with exit code {code}"


def _work(connection: Connection, job: FilmJob) -> None:
    # The terminal sends Ctrl-C to all processes at once; the parent decides, and ends us with SIGTERM.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop)
    try:
        connection.send(("made", _make(connection, job)))
    except (StudioError, AimathError) as error:
        connection.send(("failed", type(error)(str(error))))
    except Exception:
        report = f"{traceback.format_exc()}\nThis is a bug in aimath: please report it with the lines above."
        connection.send(("failed", Bug(report)))


def _make(connection: Connection, job: FilmJob) -> FilmResult:
    from aimath.studio.films import make_film
    from aimath.studio.observation import watching_what_runs
    from aimath.studio.shooting import rehearse

    with watching_what_runs() as seen:
        total: int | None = None
        take = rehearse(job.shoot)
        if take.sections:
            total = round(take.length * job.shoot.settings.frame_rate)

        def watch(section: str, frames: int) -> None:
            connection.send(("progress", (section, frames, total)))

        return make_film(job, watch, seen)


def _stop(number: int, frame: FrameType | None) -> Any:
    raise SystemExit(128 + number)


def default_workers() -> int:
    """Return how many films to make at a time when nobody says."""
    return os.cpu_count() or 1
