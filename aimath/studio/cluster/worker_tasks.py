"""What runs inside a Dask worker: it hands an order to a process and keeps whoever asked informed."""

import tempfile
import time
from pathlib import Path

from distributed import get_worker

from aimath.studio.cluster.order_process import Answer, film_apart
from aimath.studio.cluster.orders import Filming, Order
from aimath.studio.errors import UsageError
from aimath.studio.film_files import MEDIA
from aimath.studio.whole_files import prepare_folder

_SECONDS_BETWEEN_REPORTS = 0.5


def fill(order: Order, number: int, topic: str) -> Answer:
    """Film an order on the worker that this runs on.

    Args:
        order: what to film.
        number: its place among the orders of the film.
        topic: where progress is told.

    Raises:
        ProcessLostError: if the process that films dies; on another worker it may not.
    """
    worker = get_worker()
    key = worker.get_current_task()
    next_report = 0.0

    def watch(section: str, frames: int) -> bool:
        nonlocal next_report
        now = time.monotonic()
        if now < next_report:
            return True
        next_report = now + _SECONDS_BETWEEN_REPORTS
        worker.log_event(topic, (number, section, frames))
        task = worker.state.tasks.get(key)
        return task is not None and task.state == "executing"

    with tempfile.TemporaryDirectory(prefix="film-", dir=worker.local_directory) as tree:
        scratch = Path(worker.local_directory) / MEDIA
        return film_apart(Filming(order, worker.address, tree, str(_media(scratch))), watch)


def _media(scratch: Path) -> Path:
    """Return where this worker keeps what saves time: beside it if it may, so that it outlives the worker."""
    for folder in (MEDIA, scratch):
        try:
            prepare_folder(folder)
        except UsageError:
            continue
        return folder.absolute()
    return scratch
