"""Keys: short digests that are equal when, and only when, what they stand for is drawn alike."""

import hashlib
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

KEY_SIZE = 16
"""Bytes: enough that two different pictures never meet in one key by chance."""


_GRID = 2.0**30


def on_grid(places: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return finite places in whole steps of a billionth of a unit.

    What comes to the same place in other steps has other rounding errors; keys are to be without them. Cairo
    counts in 256ths of a pixel, so that a step is far below what can be seen.
    """
    return np.asarray(np.rint(places * _GRID), dtype=np.int64)


def key_of(*parts: NDArray[Any] | bytes | str) -> bytes:
    """Return the key of arrays, with their shapes and types, and of words.

    Example:
        >>> key_of(np.zeros(2)) == key_of(np.zeros(2)), key_of(np.zeros(2)) == key_of(np.zeros((1, 2)))
        (True, False)
    """
    found = hashlib.sha256()
    for part in _flat(parts):
        found.update(part)
    return found.digest()[:KEY_SIZE]


def _flat(parts: Iterable[NDArray[Any] | bytes | str]) -> Iterable[Any]:
    for part in parts:
        if isinstance(part, np.ndarray):
            yield f"{part.dtype.str}{part.shape};".encode()
            yield np.ascontiguousarray(part).reshape(-1).view(np.uint8).data if part.size else b""
        else:
            content = part.encode() if isinstance(part, str) else part
            yield len(content).to_bytes(8, "little")
            yield content
