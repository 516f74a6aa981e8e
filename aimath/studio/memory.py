"""Memory that is not in use any more."""

import ctypes
import gc


def release_memory() -> None:
    """Give memory that is not in use any more back to the system.

    Mobjects refer to each other in circles, and the C library keeps what was freed; after a scene has been
    gone through, the two hold on to tens of megabytes. Without `malloc_trim` it stays as it is.

    Source: malloc_trim(3), Linux manual pages.
    """
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
