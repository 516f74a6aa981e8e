"""Do tasks in worker processes, so that one that fails or dies leaves the others alone."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from aimath.errors import AimathError
from aimath.studio.errors import FilmError
from aimath.studio.worker_process import DiedError, Task, Worker

_MOST_TRIES = 2


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


def run_tasks(
    tasks: Sequence[Task],
    at_a_time: int,
    notify: Callable[[Progress | Finished], None],
    ahead: list[Worker] | None = None,
) -> list[Finished]:
    """Do tasks, each in a process of its own; one whose process dies is tried once more.

    Args:
        tasks: what to do.
        at_a_time: how many processes there may be at once.
        notify: told what happens, as it happens.
        ahead: workers that have been started already, of which the last may have begun with the first task;
            those that get a task are taken out.

    Returns:
        How each task ended, in the order of the tasks.
    """
    waiting = [(number, task, 1) for number, task in enumerate(tasks)]
    running: dict[Connection, tuple[int, Task, int, Worker]] = {}
    ended: dict[int, Finished] = {}
    try:
        while waiting or running:
            while waiting and len(running) < at_a_time:
                number, task, tries = waiting.pop(0)
                worker = ahead.pop() if ahead else Worker()
                running[worker.connection] = (number, task, tries, worker)
                if not worker.has_begun:
                    worker.give(task)
            for connection in wait(list(running)):
                assert isinstance(connection, Connection)
                number, task, tries, worker = running[connection]
                event = _receive(connection, number, task, worker)
                if event is None:
                    continue
                if isinstance(event, Finished):
                    running.pop(connection)
                    worker.join()
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


def _receive(connection: Connection, number: int, task: Task, worker: Worker) -> Progress | Finished | None:
    try:
        kind, content = connection.recv()
    except (EOFError, OSError):
        return Finished(number, None, DiedError(f"{task.name}: {worker.death()}"))
    if kind == "asks":
        worker.give(task)
        return None
    if kind == "progress":
        return Progress(number, *content)
    return Finished(number, content, None) if kind == "done" else Finished(number, None, content)
