"""A process of its own for each order, so that neither its Manim nor its end is the worker's."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

from aimath.errors import AimathError
from aimath.studio.cluster.orders import Filming
from aimath.studio.worker_process import REPEATABLE, work_for

Answer = bytes | AimathError
"""What came of an order: a pickled parcel, or why there is none."""

# The child finds modules where the worker does, whatever the worker was started with.
_START = (
    "import json, sys; number, sys.path[:] = json.loads(sys.argv[1]); "
    "from aimath.studio.cluster.order_process import film_what_arrives; film_what_arrives(number)"
)


class ProcessLostError(Exception):
    """The process that filmed was ended from outside; another may fare better."""


def film_apart(filming: Filming, watch: Callable[[str, int], bool]) -> Answer:
    """Film an order in a process of its own.

    Args:
        filming: the order.
        watch: told the section and how many frames there are; tells whether to go on.

    Raises:
        ProcessLostError: if the process dies.
    """
    ours, theirs = Pipe()
    process = subprocess.Popen(
        [sys.executable, "-c", _START, json.dumps([theirs.fileno(), sys.path])],
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr.fileno(),
        pass_fds=[theirs.fileno()],
        env=os.environ | REPEATABLE,
    )
    theirs.close()
    try:
        with ours:
            ours.send(filming)
            while True:
                kind, content = ours.recv()
                if kind != "progress":
                    answer: Answer = content
                    return answer
                if not watch(*content[:2]):
                    raise ProcessLostError("nobody waits for it any more")
    except (EOFError, OSError):
        code = process.wait()
        raise ProcessLostError(
            f"{filming.name}: the process that filmed for {filming.worker} ended with {code}"
        ) from None
    finally:
        process.terminate()
        process.wait()


def film_what_arrives(number: int) -> None:
    """Film what arrives over a connection, and send back what comes of it.

    Args:
        number: the connection's file descriptor.
    """
    connection: Any = Connection(number)
    work_for(connection, connection.recv())
