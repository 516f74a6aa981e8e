"""At which heights the level lines of a landscape and of its map run."""

import numpy as np
from numpy.typing import ArrayLike

from aimath.checks import Array, as_array, as_count
from aimath.errors import InputError

SPACINGS = ("linear", "quantile", "log")


def contour_levels(z: ArrayLike, count: int = 14, spacing: str = "linear") -> Array:
    """Return the heights of level lines between the lowest and the highest height.

    Args:
        z: heights, of any shape.
        count: how many; fewer where quantiles fall together.
        spacing: "linear" for even steps, "quantile" for as much ground between any two lines, "log" for steps
            that grow by the same factor, from about a thousandth of the way up.

    Raises:
        InputError: if there is no such spacing.

    Example:
        >>> contour_levels([0.0, 4.0], 3).tolist()
        [1.0, 2.0, 3.0]
    """
    heights, count = as_array(z, "z"), as_count(count, "count")
    low, high = float(heights.min()), float(heights.max())
    even = np.linspace(0, 1, count + 2)[1:-1]
    if spacing == "linear":
        return low + even * (high - low)
    if spacing == "quantile":
        return np.unique(np.quantile(heights, even))
    if spacing == "log":
        return low + (high - low) * 10.0 ** (3 * (even - 1))
    raise InputError(f"expected a spacing out of {', '.join(SPACINGS)}, got {spacing!r}")
