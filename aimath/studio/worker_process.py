"""A process that does one task for another, and tells how it goes."""

import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from types import FrameType
from typing import Any, Protocol

from aimath.errors import AimathError
from aimath.studio.errors import EndOfProcess, FilmError
from aimath.studio.later import SELDOM_USED, importing_later
from aimath.studio.memory import importing, keep_everything

REPEATABLE = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
}
"""Environment for processes that film, so that they all make the same film.

Sums that more threads share are rounded in another way, and each process has its own order of sets.
"""

Report = Callable[[str, int, int | None], None]
"""Told what is being done, how many frames are done, and how many there will be if that is known."""


class Task(Protocol):
    """Something to do in a process of its own; it is sent there, and so is what it returns."""

    @property
    def name(self) -> str:
        """What the user calls it."""

    def run(self, line: "Line") -> Any:
        """Do it, with a line to whoever has given it."""


class Bug(FilmError):
    """Something that should not happen, with its traceback."""


class DiedError(FilmError):
    """The process of a task was ended from outside; another may fare better."""


class Line:
    """The line from a task to whoever has given it.

    Args:
        connection: to the process where that is.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def report(self, section: str, frames: int, total: int | None) -> None:
        """Tell how far the task is; if nobody listens any more, this process ends."""
        self._tell("progress", (section, frames, total))

    def ask(self) -> Any:
        """Wait for the whole task, for one that was begun before all of it was known."""
        self._tell("asks", None)
        try:
            return self._connection.recv()
        except (EOFError, OSError):
            raise EndOfProcess(1) from None

    def _tell(self, kind: str, content: Any) -> None:
        # An exception of another kind would be taken for one of the scene that is being filmed.
        try:
            self._connection.send((kind, content))
        except (BrokenPipeError, ConnectionResetError):
            raise EndOfProcess(1) from None


class Worker:
    """A process that waits for a task; what the task will need is imported meanwhile.

    Attributes:
        has_begun: whether it has been given a task.

    Args:
        modules: names of what to import: nothing that somebody may be changing now.
    """

    has_begun = False

    def __init__(self, modules: Sequence[str] = ()) -> None:
        # The cores are busy with films: for small arrays, more threads only wait for each other.
        os.environ.update(REPEATABLE)
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        # A film may be made in several processes in turn, which those of a daemon may not.
        self._process = context.Process(target=_wait_for_task, args=(theirs, modules), daemon=False)
        self._process.start()
        theirs.close()

    def give(self, task: Task) -> None:
        """Give it its task; if it is dead, whoever listens to the connection learns that."""
        self.has_begun = True
        with suppress(BrokenPipeError, ConnectionResetError):
            self.connection.send(task)

    def death(self) -> str:
        """Wait for its end, and return how it ended."""
        self._process.join()
        return describe_death(self._process.exitcode or 0)

    def join(self) -> None:
        """Wait for its end."""
        self._process.join()
        self.connection.close()

    def terminate(self) -> None:
        """End it."""
        self._process.terminate()


def _wait_for_task(connection: Connection, modules: Sequence[str]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if modules:
        with importing(), importing_later(*SELDOM_USED):
            for module in modules:
                import_module(module)
    # Nobody has a task for it if the other end is closed.
    with suppress(EOFError):
        work_for(connection, connection.recv())
    keep_everything()


def work_for(connection: Connection, task: Task) -> None:
    """Do a task in this process, and tell whoever is at the other end how it goes."""
    # The terminal sends Ctrl-C to all processes at once; the parent decides, and ends us with SIGTERM.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop)
    try:
        answer = "done", task.run(Line(connection))
    except Exception as error:
        answer = "failed", as_failure(error)
    # Whoever gave us the task may be gone.
    with suppress(BrokenPipeError, ConnectionResetError):
        connection.send(answer)


def as_failure(error: BaseException) -> AimathError:
    """Return an error as one that other processes understand; what nobody expected, with its traceback."""
    if isinstance(error, AimathError):
        return type(error)(str(error))
    trace = "".join(traceback.format_exception(error))
    return Bug(f"{trace}\nThis is a bug in aimath: please report it with the lines above.")


def describe_death(code: int) -> str:
    """Return how the process of a task ended, from its exit code: negative for a signal."""
    if code < 0:
        name = signal.Signals(-code).name
        hint = " (out of memory?)" if name == "SIGKILL" else ""
        return f"its process was ended by {name}{hint}"
    return f"its process ended with exit code {code}"


def _stop(number: int, frame: FrameType | None) -> Any:
    raise EndOfProcess(128 + number)
