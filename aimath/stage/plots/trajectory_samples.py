"""Points along the steps of a descent, close enough to follow a surface, cut where they leave the ground."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aimath.checks import Array

_SPACING = 0.006
"""Between points along the way, as a share of the ground's width."""
_DOT_SPACING = 0.012


@dataclass(frozen=True)
class TrajectorySamples:
    """Points along a way of straight steps, as far as it runs within the unit square.

    Attributes:
        times: (n,) when the way passes each point, in steps.
        places: (n, 2) the points.
        joined: (n,) whether the way goes on from each point to the next.
        length: (n,) how long the way is up to each point.
        dots: (d,) those of the steps that lie within and keep some distance from the one before.
    """

    times: Array
    places: Array
    joined: NDArray[np.bool_]
    length: Array
    dots: NDArray[np.intp]


def sample_trajectory(steps: Array) -> TrajectorySamples:
    """Return points along the way from step to step.

    Args:
        steps: (k, 2) the ends of the steps, as shares of the ground; beyond 0 to 1, and where they are not
            finite, there is no way.

    Example:
        >>> sample_trajectory(np.array([[0.5, 0.5], [0.5, 1.5]])).times[-1]
        np.float64(0.5)
    """
    times, places, joined = [np.zeros(0)], [np.zeros((0, 2))], [np.zeros(0, dtype=bool)]
    for step, (start, end) in enumerate(zip(steps[:-1], steps[1:], strict=True)):
        enter, leave = stretch_within(start, end)
        if enter > leave:
            continue
        length = float(np.linalg.norm(end - start)) * (leave - enter)
        at = np.linspace(enter, leave, 2 + int(length / _SPACING))
        times.append(step + at)
        places.append(start + at[:, None] * (end - start))
        joined.append(np.arange(len(at)) < len(at) - 1)
    found = np.concatenate(places)
    gaps = np.linalg.norm(np.diff(found, axis=0, prepend=found[:1]), axis=1)
    together, passed = np.concatenate(joined), np.concatenate(times)
    return TrajectorySamples(passed, found, together, np.cumsum(gaps), _dots(steps))


def stretch_within(start: Array, end: Array) -> tuple[float, float]:
    """Return where a straight piece enters and leaves the unit square; it never does if the first is larger.

    Example:
        >>> stretch_within(np.array([-1.0, 0.5]), np.array([1.0, 0.5]))
        (0.5, 1.0)

    Reference: Y.-D. Liang and B. A. Barsky, "A new concept and method for line clipping" (1984).
    """
    enter, leave = 0.0, 1.0
    if not np.isfinite([start, end]).all():
        return 1.0, 0.0
    for first, way in zip(start.tolist(), (end - start).tolist(), strict=True):
        if way == 0:
            if not 0 <= first <= 1:
                return 1.0, 0.0
            continue
        near, far = sorted((-first / way, (1 - first) / way))
        enter, leave = max(enter, near), min(leave, far)
    return enter, leave


def _dots(steps: Array) -> NDArray[np.intp]:
    chosen: list[int] = []
    within = ((steps >= 0) & (steps <= 1)).all(axis=1)
    for index in np.flatnonzero(within).tolist():
        if not chosen or np.abs(steps[index] - steps[chosen[-1]]).max() > _DOT_SPACING:
            chosen.append(index)
    return np.array(chosen, dtype=np.intp)
