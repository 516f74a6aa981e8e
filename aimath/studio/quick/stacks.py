"""One array of each of many shapes, on top of each other, to be worked out at once."""

from collections.abc import Sequence
from itertools import accumulate, chain, pairwise
from operator import is_, itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

Own = dict[str, Any]
"""The attributes of a mobject."""
Shares = float | NDArray[np.float64]
"""How far shapes have come, from 0 to 1: all of them, or (n,) each of them."""


class Stack:
    """An array that each of many shapes has, on top of each other.

    Attributes:
        name: what shapes call it.
        places: where the array of each shape is in the stack.
        is_constant: whether all shapes keep what they have; points are worked out all the same.
    """

    def __init__(self, name: str, starts: Sequence[Own], ends: Sequence[Own]) -> None:
        self.name = name
        sides = [[own[name] for own in side] for side in (starts, ends)]
        self._sizes = np.array([1 if array.ndim == 1 else len(array) for array in sides[0]])
        limits = pairwise(accumulate(self._sizes.tolist(), initial=0))
        self.places: list[Any] = [
            low if array.ndim == 1 else slice(low, high)
            for array, (low, high) in zip(sides[0], limits, strict=True)
        ]
        self._start, self._end = (np.concatenate([np.atleast_2d(array) for array in side]) for side in sides)
        if len(set(map(id, chain(*sides)))) == 2 * len(starts):
            # Whoever changes an array of a shape in place changes the stack.
            for side, stack in ((starts, self._start), (ends, self._end)):
                for own, place in zip(side, self.places, strict=True):
                    own[name] = stack[place]
        self.is_constant = name != "points" and np.array_equal(self._start, self._end)
        self._owns = [*starts, *ends]
        self._held = [own[name] for own in self._owns]

    def is_held(self) -> bool:
        """Return whether shapes still have the arrays that were stacked."""
        return all(map(is_, map(itemgetter(self.name), self._owns), self._held))

    def at(self, shares: Shares) -> NDArray[np.float64]:
        """Return the weighted sums, a new array; colours that start as they end stay what they are."""
        weights: Any = shares if isinstance(shares, float) else np.repeat(shares, self._sizes)[:, np.newaxis]
        sums: NDArray[np.float64] = (1 - weights) * self._start + weights * self._end
        if self.name == "points":
            return sums
        same_rows = (self._start == self._end).all(axis=1)
        firsts = np.cumsum(self._sizes) - self._sizes
        same = np.repeat(np.logical_and.reduceat(same_rows, firsts), self._sizes)[:, np.newaxis]
        np.copyto(sums, self._end, where=np.equal(weights, 1.0))
        np.copyto(sums, self._start, where=same)
        return sums


def can_be_stacked(start: Any, end: Any, width: int) -> bool:
    """Return whether arrays that a shape starts and ends with are rows of as many numbers, and alike.

    Args:
        start: what should be (n, width) or (width,).
        end: likewise.
        width: how many numbers a row has.
    """
    return _is_rows(start, width) and _is_rows(end, width) and start.shape == end.shape


def _is_rows(array: Any, width: int) -> bool:
    return (
        type(array) is np.ndarray
        and array.dtype == np.float64
        and array.shape[-1:] == (width,)
        and array.ndim in (1, 2)
        and array.size > 0
    )
