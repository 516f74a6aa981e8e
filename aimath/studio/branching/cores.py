"""Cores shared by all processes that film, so that no more of them work at a time than there is room for."""

import time
from contextlib import suppress
from pathlib import Path

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
        self._held: object | None = None

    def take(self) -> None:
        """Wait for a place, and hold it as long as this process lives."""
        # Where processes cannot be copied there may be no such module, and nobody takes a place.
        import fcntl

        # The system lets go of a lock when the process that holds it is gone, whatever ended it.
        places = [(self._folder / f"core-{number}").open("wb") for number in range(self.count)]
        while self._held is None:
            for place in places:
                with suppress(BlockingIOError):
                    fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    self._held = place
                    break
            else:
                time.sleep(_SECONDS_BETWEEN_TRIES)
        for place in places:
            if place is not self._held:
                place.close()
