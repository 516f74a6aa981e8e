"""A worker that starts before anybody knows its task, while the request is still being read."""

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from aimath.studio.film_files import MEDIA, records_in
from aimath.studio.worker_process import Task, Worker

_SLOW_TO_IMPORT = "manim", "av", "pydantic"


class Ahead:
    """At most one worker, which imports what films need; it ends after the `with` block if nobody takes it.

    Attributes:
        workers: the worker as long as nobody has taken it.

    Args:
        modules: names of what it imports, as `Worker` takes them.
    """

    def __init__(self, modules: Sequence[str] = _SLOW_TO_IMPORT) -> None:
        self.workers: list[Worker] = []
        self._modules = modules
        self._has_started = False

    def start(self) -> None:
        """Start it, unless it has been started."""
        if not self._has_started:
            self._has_started = True
            self.workers.append(Worker(self._modules))

    def begin(self, task: Task) -> None:
        """Begin with what will be the first task, of which not all is known yet."""
        self.start()
        self.workers[-1].give(task)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self.workers:
            worker.terminate()
            worker.join()


def is_new(targets: Sequence[str]) -> bool:
    """Return whether something that a user names has never been filmed here, as far as its name tells.

    Args:
        targets: what the user names, as `select` takes it; every lesson if there is nothing.
    """
    if not targets:
        return not any(records_in(folder) for folder in MEDIA.glob("*"))
    folders = [MEDIA / target.split(".py:")[-1].split(":")[0] for target in targets]
    # Whatever was typed is a name here, never a pattern.
    return not all(records_in(folder) for folder in folders)
