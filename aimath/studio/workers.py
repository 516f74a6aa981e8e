"""Do tasks in worker processes, so that one that fails or dies leaves the others alone."""

import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Any, Protocol

from aimath.errors import AimathError
from aimath.studio.errors import FilmError

ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)
"""Environment for processes that film: sums that more threads share are rounded in another way."""

_MOST_TRIES = 2

Report = Callable[[str, int, int | None], None]
"""Told what is being done, how many frames are done, and how many there will be if that is known."""


class Task(Protocol):
    """Something to do in a process of its own; it is sent there, and so is what it returns."""

    @property
    def name(self) -> str:
        """What the user calls it."""

    def run(self, report: Report) -> Any:
        """Do it."""


@dataclass(frozen=True)
class Progress:
    """How far a task is.

    Attributes:
        job: its place in the list of tasks.
        section: what is being filmed.
        frames: frames done so far.
        total: frames there will be, or None while nobody knows.
    """

    job: int
    section: str
    frames: int
    total: int | None


@dataclass(frozen=True)
class Finished:
    """The end of a task: a result, or what went wrong."""

    job: int
    result: Any
    error: AimathError | None


class Bug(FilmError):
    """Something that should not happen, with its traceback."""


class DiedError(FilmError):
    """A process that made a film was ended from outside; another may fare better."""


def run_tasks(
    tasks: Sequence[Task],
    at_a_time: int,
    notify: Callable[[Progress | Finished], None],
) -> list[Finished]:
    """Do tasks, each in a process of its own; one whose process dies is tried once more.

    Args:
        tasks: what to do.
        at_a_time: how many processes there may be at once.
        notify: told what happens, as it happens.

    Returns:
        How each task ended, in the order of the tasks.
    """
    # The cores are busy with films: for arrays as small as a lesson's, more threads only wait for each other.
    for library in ("OPENBLAS", "MKL", "OMP"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    context = multiprocessing.get_context("spawn")
    os.environ.update(ONE_THREAD)
    waiting = [(number, task, 1) for number, task in enumerate(tasks)]
    running: dict[Connection, tuple[int, Task, int, BaseProcess]] = {}
    ended: dict[int, Finished] = {}
    try:
        while waiting or running:
            while waiting and len(running) < at_a_time:
                number, task, tries = waiting.pop(0)
                ours, theirs = context.Pipe(duplex=False)
                # A film may be made in several processes in turn, which those of a daemon may not.
                worker = context.Process(target=work_for, args=(theirs, task), daemon=False)
                worker.start()
                theirs.close()
                running[ours] = (number, task, tries, worker)
            for connection in wait(list(running)):
                assert isinstance(connection, Connection)
                number, task, tries, process = running[connection]
                event = _receive(connection, number, task.name, process)
                if isinstance(event, Finished):
                    running.pop(connection)
                    process.join()
                    connection.close()
                    if isinstance(event.error, DiedError):
                        if tries < _MOST_TRIES:
                            waiting.append((number, task, tries + 1))
                            continue
                        event = Finished(number, None, FilmError(f"{event.error}, twice"))
                    ended[event.job] = event
                notify(event)
    finally:
        for *_, unfinished in running.values():
            unfinished.terminate()
        for *_, unfinished in running.values():
            unfinished.join()
    return [ended[number] for number in range(len(tasks))]


def default_workers() -> int:
    """Return how many processes to use when nobody says."""
    return os.cpu_count() or 1


def _receive(connection: Connection, number: int, name: str, process: BaseProcess) -> Progress | Finished:
    try:
        kind, content = connection.recv()
    except (EOFError, ConnectionResetError):
        process.join()
        return Finished(number, None, DiedError(f"{name}: {describe_death(process.exitcode or 0)}"))
    if kind == "progress":
        return Progress(number, *content)
    return Finished(number, content, None) if kind == "done" else Finished(number, None, content)


def describe_death(code: int) -> str:
    """Return how a process that made a film ended, from its exit code: negative for a signal."""
    if code < 0:
        name = signal.Signals(-code).name
        hint = " (out of memory?)" if name == "SIGKILL" else ""
        return f"the process that made the film was ended by {name}{hint}"
    return f"the process that made the film ended with exit code {code}"


def work_for(connection: Connection, task: Task) -> None:
    """Do a task in this process, and tell whoever is at the other end how it goes."""
    # The terminal sends Ctrl-C to all processes at once; the parent decides, and ends us with SIGTERM.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop)

    def report(section: str, frames: int, total: int | None) -> None:
        connection.send(("progress", (section, frames, total)))

    try:
        connection.send(("done", task.run(report)))
    except BrokenPipeError:
        # Whoever gave us the task is gone.
        raise SystemExit(1) from None
    except Exception as error:
        connection.send(("failed", as_failure(error)))


def as_failure(error: BaseException) -> AimathError:
    """Return an error as one that other processes understand; what nobody expected, with its traceback."""
    if isinstance(error, AimathError):
        return type(error)(str(error))
    trace = "".join(traceback.format_exception(error))
    return Bug(f"{trace}\nThis is a bug in aimath: please report it with the lines above.")


def _stop(number: int, frame: FrameType | None) -> Any:
    raise SystemExit(128 + number)
