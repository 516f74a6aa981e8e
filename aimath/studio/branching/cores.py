"""Cores shared by all processes that film, so that no more of them work at a time than there is room for."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

_SECONDS_BETWEEN_TRIES = 0.01


class Cores:
    """A number of places, each held by one process at a time, until that process ends in any way.

    Args:
        folder: where the places are marked; shared by the processes.
        count: how many places there are.
    """

    def __init__(self, folder: Path, count: int) -> None:
        self.count = count
        self._folder = folder
        self._held: list[IO[bytes]] = []
        self._queue: IO[bytes] | None = None

    def take(self) -> None:
        """Wait for a place, and hold it as long as this process lives."""
        # A copy of a process that stood in the queue does not go on standing there for it.
        if self._queue is not None:
            self._queue.close()
        with self.in_queue():
            while not self._take_free():
                time.sleep(_SECONDS_BETWEEN_TRIES)

    def take_spare(self) -> bool:
        """Hold one more place if there is one that nobody waits for; return whether there was."""
        import fcntl

        with self._open("queue") as queue, suppress(BlockingIOError):
            fcntl.flock(queue, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return self._take_free()
        return False

    @contextmanager
    def in_queue(self) -> Iterator[None]:
        """Let nobody take a spare place inside the `with` block, as this process will need one."""
        import fcntl

        with self._open("queue") as self._queue:
            fcntl.flock(self._queue, fcntl.LOCK_SH)
            try:
                yield
            finally:
                self._queue = None

    def _take_free(self) -> bool:
        # Where processes cannot be copied there may be no such module, and nobody takes a place.
        import fcntl

        for number in range(self.count):
            # The system lets go of a lock when the process that holds it is gone, whatever ended it.
            place = self._open(f"core-{number}")
            try:
                fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                place.close()
            else:
                self._held.append(place)
                return True
        return False

    def _open(self, name: str) -> IO[bytes]:
        return (self._folder / name).open("wb")


@contextmanager
def shared_cores(count: int) -> Iterator[Cores]:
    """Give a number of places to share inside the `with` block."""
    with tempfile.TemporaryDirectory(prefix="aimath-cores-") as folder:
        yield Cores(Path(folder), count)
