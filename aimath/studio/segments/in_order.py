"""Work done one piece after the other: aside, by a thread that never falls far behind, at once, or either."""

import threading
from collections.abc import Callable
from queue import Queue

Task = Callable[[], None]
WAITING = 2
"""Tasks that may wait for a thread; each may hold a frame."""


class AtOnce:
    """In place of a thread: does each task when it is given."""

    def do(self, task: Task) -> None:
        """Do a task."""
        task()

    def finish(self) -> None:
        """Do nothing: everything is done."""

    def stop(self) -> None:
        """Do nothing: nothing is waiting."""


class InOrder:
    """A thread that does tasks in the order in which they are given.

    Args:
        name: of the thread.
        waiting: how many tasks may wait; whoever gives another waits as well.
    """

    def __init__(self, name: str, waiting: int) -> None:
        self._tasks: Queue[Task | None] = Queue(waiting)
        self._failure: BaseException | None = None
        self._stopped = False
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def do(self, task: Task) -> None:
        """Give a task.

        Raises:
            BaseException: what an earlier task failed with; no task is done after that.
        """
        self._raise_failure()
        self._tasks.put(task)

    def finish(self) -> None:
        """Wait until everything is done.

        Raises:
            BaseException: what a task failed with.
        """
        self._tasks.put(None)
        self._thread.join()
        self._raise_failure()

    def stop(self) -> None:
        """Do no more tasks, and wait for the one that is being done."""
        self._stopped = True
        self._tasks.put(None)
        self._thread.join()

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            if self._failure is None and not self._stopped:
                try:
                    task()
                except BaseException as error:
                    self._failure = error


class AsideWhenFree:
    """Does each task when it is given until a core is to spare, and from then on leaves all to a thread.

    Args:
        name: of the thread.
        take_core: takes a core if there is one to spare, and tells whether there was.
    """

    def __init__(self, name: str, take_core: Callable[[], bool]) -> None:
        self._name, self._take_core = name, take_core
        self._aside: InOrder | AtOnce = AtOnce()

    def do(self, task: Task) -> None:
        """Do a task, or give it to the thread.

        Raises:
            BaseException: what an earlier task failed with; no task is done after that.
        """
        if isinstance(self._aside, AtOnce) and self._take_core():
            self._aside = InOrder(self._name, WAITING)
        self._aside.do(task)

    def finish(self) -> None:
        """Wait until everything is done.

        Raises:
            BaseException: what a task failed with.
        """
        self._aside.finish()

    def stop(self) -> None:
        """Do no more tasks, and wait for the one that is being done."""
        self._aside.stop()
