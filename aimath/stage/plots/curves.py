"""Points of a function's curve: dense where it bends, cut where it is not defined or jumps through a pole."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Function = Callable[[Array], Array]
"""Takes an array of numbers, and returns an array of as many."""

_FIRST = 128
_ROUNDS = 9
_FLAT = 4e-4
"""How far a curve may run from the straight piece that stands for it, as a share of the box."""


def trace(function: Function, to_x: Function, to_share: Function) -> tuple[Array, Array]:
    """Return the curve of a function as points close enough for the eye, with gaps of nan.

    Args:
        function: what is drawn.
        to_x: numbers x from shares, 0 to 1, of the way across the box.
        to_share: shares of the box's height from numbers y.

    Returns:
        Shares across the box, and values of the function there.

    Example:
        >>> shares, y = trace(lambda x: 1 / x, lambda s: 2 * s - 1, lambda y: (y + 1) / 2)
        >>> bool(np.isnan(y).any())
        True
    """
    with np.errstate(all="ignore"):
        at = np.linspace(0, 1, _FIRST + 1)
        y = _values(function, to_x(at))
        open_ends = np.ones(_FIRST, dtype=bool)
        for _ in range(_ROUNDS):
            which = np.flatnonzero(open_ends)
            if not len(which):
                break
            middle = (at[which] + at[which + 1]) / 2
            y_middle = _values(function, to_x(middle))
            left, right, between = (_bounded(to_share(v)) for v in (y[which], y[which + 1], y_middle))
            bent = ~(np.abs(between - (left + right) / 2) < _FLAT)
            at = np.insert(at, which + 1, middle)
            y = np.insert(y, which + 1, y_middle)
            # Halves of a bent piece are looked at again; straight ones, and ones never split, are done.
            again = np.zeros(len(at) - 1, dtype=bool)
            moved = which + np.arange(len(which))
            again[moved[bent]] = again[moved[bent] + 1] = True
            open_ends = again
        heights = to_share(y)
        torn = ((heights[:-1] < 0) & (heights[1:] > 1)) | ((heights[:-1] > 1) & (heights[1:] < 0))
        holes = np.flatnonzero(torn & open_ends) + 1
        return np.insert(at, holes, at[holes - 1]), np.insert(y, holes, np.nan)


def _values(function: Function, x: Array) -> Array:
    values = np.broadcast_to(np.asarray(function(x), dtype=float), x.shape)
    return np.where(np.isfinite(values), values, np.nan)


def _bounded(shares: Array) -> Array:
    """Bring what is far outside the box near to it, so that its bends there cost nothing."""
    return np.clip(shares, -1.0, 2.0)
