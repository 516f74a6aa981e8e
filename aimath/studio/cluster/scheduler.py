"""The way to a Dask scheduler and its workers."""

import logging
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

from aimath.studio.cluster.versions import describe_machine, refuse_others
from aimath.studio.errors import FilmError, UsageError
from aimath.studio.settings import FilmSettings

if TYPE_CHECKING:
    from distributed import Client
    from distributed.security import Security

_SECONDS_TO_CONNECT = 5
_SECONDS_FOR_A_WORKER = 10


def check_request(address: str, settings: FilmSettings) -> None:
    """Make sure that a cluster may be asked for such films, as far as this machine can tell alone.

    Args:
        address: of the scheduler, as the user gave it.
        settings: how the films are shot.

    Raises:
        UsageError: if the address cannot be one, the library is missing, or the films are no videos.
    """
    if find_spec("distributed") is None:
        raise UsageError(
            f"--cluster needs the extra cluster; run: {sys.executable} -m pip install distributed"
        )
    kind, _, rest = address.partition("://")
    host, _, port = rest.rpartition(":")
    if kind not in ("tcp", "tls", "ws", "wss") or not host or not port.isdigit():
        raise UsageError(
            f"--cluster {address}: expected the address that `dask scheduler` prints, "
            "such as tcp://scheduler:8786"
        )
    if not settings.is_video:
        raise UsageError(f"--cluster films videos: leave it out for -f {settings.format}")


@contextmanager
def connected(address: str) -> Iterator["Client"]:
    """Give a client of the scheduler at an address.

    Raises:
        UsageError: if no scheduler answers, or there is no certificate to show it.
    """
    from distributed import Client

    # What it has to say of lost workers and other versions is said in our own words.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    security = _security_for(address)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            client = Client(address, timeout=_SECONDS_TO_CONNECT, security=security, set_as_default=False)
    except (OSError, ValueError):
        raise UsageError(
            f"--cluster {address}: no scheduler answered within {_SECONDS_TO_CONNECT} s; "
            "start one with `dask scheduler` and give the address that it prints"
        ) from None
    with client:
        yield client


def _security_for(address: str) -> "Security":
    from distributed.security import Security

    try:
        security = Security()
        if not address.startswith("tls:"):
            return security
        context = security.get_connection_args("client")["ssl_context"]
    except (OSError, ValueError) as error:
        # OpenSSL reads the files and does not say which.
        reason = getattr(error, "strerror", None) or error
        raise UsageError(
            f"--cluster {address}: no secure line can be made: {reason}; "
            "see distributed.comm.tls in Dask's configuration, and the files that it names"
        ) from None
    if context is None:
        raise UsageError(
            f"--cluster {address}: no certificates; name them in Dask's configuration, "
            "under distributed.comm.tls"
        )
    return security


def examine_workers(address: str, expected: Mapping[str, str]) -> int:
    """Return how many parts the workers of a scheduler can film at once, after looking at each.

    Args:
        address: the scheduler.
        expected: what `describe_machine` says here.

    Raises:
        UsageError: if no scheduler or no worker is there, or a worker is not like this machine.
    """
    with connected(address) as client:
        try:
            client.wait_for_workers(1, timeout=_SECONDS_FOR_A_WORKER)
        except TimeoutError:
            raise _no_workers(address) from None
        refuse_others(expected, client.run(describe_machine, list(expected), on_error="return"))
        slots: int = sum(client.nthreads().values())
        if slots == 0:
            raise _no_workers(address)
        return slots


def _no_workers(address: str) -> UsageError:
    return UsageError(
        f"--cluster {address}: the scheduler has no workers; start some with `dask worker {address}`"
    )


def lost(address: str) -> FilmError:
    """Return the error for a scheduler that is gone."""
    return FilmError(f"the scheduler at {address} went away; what was filmed is kept: render again")
