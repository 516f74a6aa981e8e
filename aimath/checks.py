"""Refuse arrays and numbers that the math cannot take, in one place and in one voice."""

import math
import operator
from collections.abc import Mapping
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aimath.errors import InputError, ShapeError

Array = NDArray[np.float64]
"""An array of double-precision numbers."""

Entry = TypeVar("Entry")


def as_array(
    values: ArrayLike, name: str, *, dimensions: int | None = None, allow_empty: bool = False
) -> Array:
    """Return `values` as a finite float64 array.

    The array is the caller's own where that already has the right type: treat it as read-only.

    Args:
        values: anything that NumPy can turn into an array of real numbers.
        name: what the caller calls it, for the error message.
        dimensions: the number of axes it must have, or None for any.
        allow_empty: whether an array without a single number is welcome.

    Raises:
        InputError: if it holds anything but finite real numbers, or nothing at all.
        ShapeError: if it has another number of axes.

    Example:
        >>> as_array([1, 2], "v", dimensions=1)
        array([1., 2.])
        >>> as_array([1.0, float("nan")], "v")
        Traceback (most recent call last):
        ...
        aimath.errors.InputError: v: expected finite numbers, got nan at index 1; remove or replace it
    """
    try:
        found = np.asarray(values)
        if found.dtype.kind not in "buifO":
            raise TypeError(f"got {found.dtype} values")
        array = found.astype(np.float64, copy=False)
    except (TypeError, ValueError, OverflowError) as error:
        raise InputError(f"{name}: expected real numbers in rows of equal length ({error})") from None
    if dimensions is not None and array.ndim != dimensions:
        raise ShapeError(f"{name}: expected {_axes(dimensions)}, got shape {array.shape}; reshape it")
    if array.size == 0 and not allow_empty:
        raise InputError(f"{name}: expected at least one number, got shape {array.shape}")
    _refuse_what_is_not_finite(array, name)
    return array


def as_number(
    value: float,
    name: str,
    *,
    above: float = -math.inf,
    at_least: float = -math.inf,
    below: float = math.inf,
    at_most: float = math.inf,
) -> float:
    """Return `value` as a finite float inside its bounds.

    Raises:
        InputError: if it is no finite number, or lies outside the bounds.

    Example:
        >>> as_number(0.9, "momentum", at_least=0, below=1)
        0.9
        >>> as_number(-0.1, "learning_rate", above=0)
        Traceback (most recent call last):
        ...
        aimath.errors.InputError: learning_rate: expected a number above 0, got -0.1
    """
    number = float(as_array(value, name, dimensions=0))
    if not (above < number < below and at_least <= number <= at_most):
        bounds = {"above": above, "at least": at_least, "below": below, "at most": at_most}
        wanted = " and ".join(f"{word} {bound:g}" for word, bound in bounds.items() if math.isfinite(bound))
        raise InputError(f"{name}: expected a number {wanted}, got {number:g}")
    return number


def as_count(value: int, name: str, *, at_least: int = 1) -> int:
    """Return `value` as an int that is at least `at_least`.

    Raises:
        InputError: if it is no whole number, or too small.

    Example:
        >>> as_count(3, "steps")
        3
        >>> as_count(0, "steps")
        Traceback (most recent call last):
        ...
        aimath.errors.InputError: steps: expected a whole number of at least 1, got 0
    """
    try:
        count = operator.index(value)
    except TypeError:
        count = at_least - 1
    if count < at_least:
        raise InputError(f"{name}: expected a whole number of at least {at_least}, got {value}")
    return count


def look_up(registry: Mapping[str, Entry], name: str, kind: str) -> Entry:
    """Return the entry called `name`, or say which names there are.

    Raises:
        InputError: if the registry has no such name.

    Example:
        >>> look_up({"bowl": 1, "saddle": 2}, "bowel", "landscape")
        Traceback (most recent call last):
        ...
        aimath.errors.InputError: landscape: expected one of bowl, saddle; got 'bowel'
    """
    if name not in registry:
        raise InputError(f"{kind}: expected one of {', '.join(registry)}; got {name!r}")
    return registry[name]


def _refuse_what_is_not_finite(array: Array, name: str) -> None:
    # A sum is finite only if every term is, and costs half as much as looking at each term.
    with np.errstate(over="ignore", invalid="ignore"):
        if np.isfinite(array.sum()):
            return
    bad = np.argwhere(~np.isfinite(array))
    if len(bad):
        where = tuple(int(index) for index in bad[0])
        at = f" at index {where[0] if len(where) == 1 else where}" if where else ""
        raise InputError(f"{name}: expected finite numbers, got {array[where]}{at}; remove or replace it")


def _axes(count: int) -> str:
    named = {0: "a single number", 1: "a vector (one axis)", 2: "a matrix (two axes)"}
    return named.get(count, f"{count} axes")
