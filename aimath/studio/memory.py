"""Memory: what is not in use any more, and what is known to stay."""

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager


def release_memory() -> None:
    """Give memory that is not in use any more back to the system.

    Mobjects refer to each other in circles, and the C library keeps what was freed; after a scene has been
    gone through, the two hold on to tens of megabytes.
    """
    gc.collect()
    trim_memory()


def trim_memory() -> None:
    """Give memory back to the system that the C library keeps although it was freed.

    What encodes a segment takes a hundred megabytes, here and there between what stays.

    Source: malloc_trim(3), Linux manual pages.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


@contextmanager
def importing() -> Iterator[None]:
    """Import what the process needs as long as it lives, without asking again and again what may go.

    Looking for circles that nobody needs takes a quarter of the time that Manim's import does, and more with
    every object that there is.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        keep_everything()


def keep_everything() -> None:
    """Never look again at whether what there is now is in use; a process that ends then ends at once."""
    gc.freeze()
