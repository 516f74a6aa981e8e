"""Hand orders to a cluster, and wait for what comes back, whoever is lost meanwhile."""

from collections.abc import Sequence
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from aimath.errors import AimathError
from aimath.studio.cluster.order_process import Answer
from aimath.studio.cluster.orders import Order
from aimath.studio.cluster.scheduler import lost
from aimath.studio.errors import FilmError

if TYPE_CHECKING:
    from distributed import Client, Future

    from aimath.studio.filming.shooting import Watcher

RETRIES = 2
"""How often an order is given again that failed for a reason which is not the film's own."""

_SECONDS_BETWEEN_LOOKS = 5.0
_LOOKS_WITHOUT_WORKERS = 12


def fill_orders(client: "Client", address: str, orders: Sequence[Order], watch: "Watcher") -> list[bytes]:
    """Have orders filmed, and return a parcel for each, in order.

    Args:
        client: the way to the cluster.
        address: what the user calls it.
        orders: the parts of one film.
        watch: told how far the film is.

    Raises:
        FilmError: if the scene fails, or the cluster is gone.
        UsageError: if a worker is not like this machine.
    """
    from aimath.studio.cluster.worker_tasks import fill

    topic = f"aimath-{uuid4().hex}"
    # Both kinds of news come from threads of the client's own.
    news: SimpleQueue[Any] = SimpleQueue()
    client.subscribe_topic(topic, lambda event: news.put(event[1]))
    futures = {
        client.submit(
            fill, order, number, topic, key=f"{topic}-{number}", retries=RETRIES, pure=False
        ): number
        for number, order in enumerate(orders)
    }
    for future in futures:
        future.add_done_callback(news.put)
    frames = dict.fromkeys(futures.values(), 0)
    parcels: dict[int, bytes] = {}
    looks = 0
    try:
        while len(parcels) < len(orders):
            try:
                event = news.get(timeout=_SECONDS_BETWEEN_LOOKS)
            except Empty:
                looks = 0 if _has_workers(client, address) else looks + 1
                if looks >= _LOOKS_WITHOUT_WORKERS:
                    raise FilmError(
                        f"{orders[0].shoot.source.name}: the scheduler at {address} has had no workers for "
                        f"{looks * _SECONDS_BETWEEN_LOOKS:.0f} s; start some and render again"
                    ) from None
                continue
            if event in futures:
                parcels[futures[event]] = _parcel(event, orders[0], address)
            else:
                number, section, frames[number] = event
                watch(section, sum(frames.values()))
    finally:
        client.unsubscribe_topic(topic)
        client.cancel(list(futures), force=True)
    return [parcels[number] for number in range(len(orders))]


def _parcel(future: "Future[Answer]", order: Order, address: str) -> bytes:
    """Return what a future brought.

    Raises:
        AimathError: what the film, or the cluster, failed with.
    """
    name = order.shoot.source.name
    if future.status in ("cancelled", "lost"):
        raise lost(address)
    error = future.exception() if future.status == "error" else None
    if error is not None:
        if type(error).__name__ == "KilledWorker":
            raise FilmError(f"{name}: every worker that filmed it was lost (out of memory?)")
        raise FilmError(f"{name}: {error}, {RETRIES + 1} times")
    answer = future.result()
    if isinstance(answer, AimathError):
        raise answer
    assert isinstance(answer, bytes)
    return answer


def _has_workers(client: "Client", address: str) -> bool:
    if client.status != "running":
        raise lost(address)
    try:
        return bool(client.nthreads())
    except (OSError, TimeoutError):
        raise lost(address) from None
