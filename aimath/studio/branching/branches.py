"""Branches: copies of this process, each of which goes on alone from where the process is."""

import gc
import os
import signal
import warnings
from collections.abc import Callable
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Any, NoReturn

from aimath.studio.branching.cores import Cores
from aimath.studio.memory import trim_memory
from aimath.studio.worker_process import DiedError, as_failure, describe_death

CAN_BRANCH = hasattr(os, "fork") and os.uname().sysname != "Darwin"
"""Whether a process can be copied here; the libraries of macOS that draw text do not survive it."""

Watch = Callable[[int, str, int], None]
"""Told the number of a branch, what it films, and how many frames it has."""


class Branch:
    """A branch's own end of the line to the process that it came from.

    Args:
        connection: the line.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def report(self, section: str, frames: int) -> None:
        """Tell how far it is; if nobody listens any more, the branch ends."""
        try:
            self._connection.send(("progress", (section, frames)))
        except OSError:
            os._exit(1)

    def end(self, result: Any) -> NoReturn:
        """Hand over what came of the branch, and end it."""
        self._send_last("done", result)

    def fail(self, error: BaseException) -> NoReturn:
        """Tell why nothing came of it, and end it."""
        self._send_last("failed", as_failure(error))

    def _send_last(self, kind: str, content: Any) -> NoReturn:
        # Nothing of what the process has still to do, such as removing its files, is the branch's to do.
        try:
            self._connection.send((kind, content))
        except OSError:
            os._exit(1)
        os._exit(0)


class Branches:
    """The branches of a process, and what came of them.

    Args:
        name: what the user calls the work.
        at_a_time: how many there may be at once; one more may be ready to begin.
        cores: where a branch takes a core before it begins; None if it need not.
        watch: told how far they are.

    Example:
        >>> from aimath.studio.branching.branches import Branches
        >>> branches = Branches("sums", 2)
        >>> for number in range(3):
        ...     if (branch := branches.fork()) is not None:
        ...         branch.end(number + number)
        >>> branches.results()
        [0, 2, 4]
    """

    def __init__(
        self,
        name: str,
        at_a_time: int,
        cores: Cores | None = None,
        watch: Watch = lambda number, section, frames: None,
    ) -> None:
        self._name, self._at_a_time, self._cores, self._watch = name, at_a_time, cores, watch
        self._running: dict[Connection, tuple[int, int]] = {}
        self._results: dict[int, Any] = {}
        self._count = 0
        self._own: Branch | None = None

    def take_spare_core(self) -> bool:
        """Take one more core for a branch if there is one that nobody waits for; return whether there was."""
        return self._own is not None and self._cores is not None and self._cores.take_spare()

    def fork(self) -> Branch | None:
        """Make a branch; return its end of the line in the branch, and None in the process it came from.

        Raises:
            AimathError: what an earlier branch failed with.
        """
        while len(self._running) > self._at_a_time:
            self._listen(None)
        self._listen(0)
        # A branch shares what there is, and what is not in use any more would be shared by all of them.
        trim_memory()
        ours, theirs = Pipe(duplex=False)
        with warnings.catch_warnings():
            # Threads of libraries stay behind; none of them holds what the branch needs.
            warnings.simplefilter("ignore", DeprecationWarning)
            process = os.fork()
        if process == 0:
            for connection in (*self._running, ours):
                connection.close()
            # What was there before is never collected here: looking at it would copy it.
            gc.freeze()
            if self._cores is not None:
                self._cores.take()
            # As long as the branch lives, its end of the line is open.
            self._own = Branch(theirs)
            return self._own
        theirs.close()
        self._running[ours] = self._count, process
        self._count += 1
        return None

    def add(self, result: Any) -> None:
        """Take what this process has made itself, as if the next branch had."""
        self._results[self._count] = result
        self._count += 1

    def results(self) -> list[Any]:
        """Wait for all branches, and return what they handed over, in the order in which they were made.

        Raises:
            AimathError: what the first of them failed with.
        """
        while self._running:
            self._listen(None)
        return [self._results[number] for number in range(self._count)]

    def stop(self) -> None:
        """End the branches that are still at work."""
        running, self._running = self._running, {}
        for connection, (_, process) in running.items():
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            connection.close()

    def _listen(self, seconds: float | None) -> None:
        for connection in wait(list(self._running), seconds):
            assert isinstance(connection, Connection)
            number, process = self._running[connection]
            try:
                kind, content = connection.recv()
            except (EOFError, OSError):
                self._gone(connection)
                _, status = os.waitpid(process, 0)
                death = describe_death(os.waitstatus_to_exitcode(status))
                raise DiedError(f"{self._name}: {death}") from None
            if kind == "progress":
                self._watch(number, *content)
                continue
            self._gone(connection)
            os.waitpid(process, 0)
            if kind == "failed":
                raise content
            self._results[number] = content

    def _gone(self, connection: Connection) -> None:
        del self._running[connection]
        connection.close()
