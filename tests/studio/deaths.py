"""Ends that processes may come to from outside."""

import os
import signal
from multiprocessing.connection import Connection


def die_in_the_middle_of_a_message(connection: Connection) -> None:
    """Be killed after the length of a message, and a part of it, has been sent."""
    os.write(connection.fileno(), (1000).to_bytes(4, "big") + b"a part")
    os.kill(os.getpid(), signal.SIGKILL)
