"""Keys: short digests that are equal when, and only when, what they stand for is drawn alike."""

import hashlib
import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

KEY_SIZE = 16
"""Bytes: enough that two different pictures never meet in one key by chance."""


_FAR = 1.5 * 2.0**32
"""A number whose neighbours among the numbers of double precision are 2**-20, a millionth, away."""
_USUAL = 8
"""Up to two to this many pixels to a unit, a millionth of one is far below what can be seen."""


def on_grid(places: NDArray[np.float64], scale: float = 1.0) -> NDArray[np.float64]:
    """Return finite places, all moved so far that they are rounded to whole steps of a millionth of a unit.

    What comes to the same place in other steps has other rounding errors; keys are to be without them. With
    finer steps, one of the many thousand places of a frame would often lie between two of them. Cairo counts
    in 256ths of a pixel, so that a step is far below what can be seen; for a camera that is nearer, steps are
    finer.

    Args:
        places: coordinates, in units.
        scale: pixels to a unit.

    Example:
        >>> places = on_grid(np.array([0.3, 0.1 + 0.2, 0.3 + 1e-6]))
        >>> bool(places[0] == places[1]), bool(places[0] == places[2])
        (True, False)

    Reference: D. E. Knuth, The Art of Computer Programming, volume 2 (1998), section 4.2.2.
    """
    finer = max(0, math.frexp(scale)[1] - _USUAL)
    return places + math.ldexp(_FAR, -finer)


def key_of(*parts: NDArray[Any] | bytes | str) -> bytes:
    """Return the key of arrays, with their shapes and types, and of words.

    Example:
        >>> key_of(np.zeros(2)) == key_of(np.zeros(2)), key_of(np.zeros(2)) == key_of(np.zeros((1, 2)))
        (True, False)
    """
    contents = [_content(part) for part in parts]
    found = hashlib.sha256(";".join(head for head, _ in contents).encode())
    for _, content in contents:
        found.update(content)
    return found.digest()[:KEY_SIZE]


def _content(part: NDArray[Any] | bytes | str) -> tuple[str, Any]:
    """Return what kind of thing a part is and how large, and its bytes."""
    if isinstance(part, np.ndarray):
        return f"{part.dtype.str}{part.shape}", part.ravel()
    content = part.encode() if isinstance(part, str) else part
    return f"{len(content)}", content
