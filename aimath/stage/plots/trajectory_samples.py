"""Points along the steps of a descent, close enough to follow a surface, cut where they leave the ground."""

from dataclasses import dataclass, replace

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

    def only(self, chosen: NDArray[np.intp]) -> "TrajectorySamples":
        """Return those that are chosen; the way goes on as before where nothing but points on it is left out.

        Args:
            chosen: (m,) numbers of points, with those before and after each gap.
        """
        chosen_of = {name: getattr(self, name)[chosen] for name in ("times", "places", "joined", "length")}
        return replace(self, **chosen_of)


def sample_trajectory(steps: Array) -> TrajectorySamples:
    """Return points along the way from step to step.

    Args:
        steps: (k, 2) the ends of the steps, as shares of the ground; beyond 0 to 1, and where they are not
            finite, there is no way.

    Example:
        >>> sample_trajectory(np.array([[0.5, 0.5], [0.5, 1.5]])).times[-1]
        np.float64(0.5)
    """
    with np.errstate(invalid="ignore"):
        starts, ways = steps[:-1], np.diff(steps, axis=0)
    enter, leave = _stretches_within(starts, ways)
    pieces = np.flatnonzero(enter <= leave)
    enter, stretch = enter[pieces], (leave - enter)[pieces]
    counts = 2 + (np.linalg.norm(ways[pieces], axis=1) * stretch / _SPACING).astype(int)
    lasts = np.cumsum(counts) - 1
    place = np.arange(counts.sum()) - np.repeat(lasts + 1 - counts, counts)
    at = np.repeat(enter, counts) + place * np.repeat(stretch / (counts - 1), counts)
    # Exactly there, so that who asks for a whole step gets all of it.
    at[lasts] = leave[pieces]
    step = np.repeat(pieces, counts)
    places = starts[step] + at[:, None] * ways[step]
    times = step + at
    joined = np.ones(len(at), dtype=bool)
    joined[lasts] = False
    gaps = np.linalg.norm(np.diff(places, axis=0, prepend=places[:1]), axis=1)
    samples = TrajectorySamples(times, places, joined, np.cumsum(gaps), _dots(steps))
    # Where a step begins as the one before it ends, one point is enough.
    return samples.only(np.flatnonzero(np.diff(times, append=np.inf)))


def stretch_within(start: Array, end: Array) -> tuple[float, float]:
    """Return where a straight piece enters and leaves the unit square; it never does if the first is larger.

    Example:
        >>> stretch_within(np.array([-1.0, 0.5]), np.array([1.0, 0.5]))
        (0.5, 1.0)
    """
    (enter,), (leave,) = _stretches_within(start[None], (end - start)[None])
    return float(enter), float(leave)


def _stretches_within(starts: Array, ways: Array) -> tuple[Array, Array]:
    """Return where straight pieces, (n, 2), enter and leave the unit square, as shares of their ways.

    Reference: Y.-D. Liang and B. A. Barsky, "A new concept and method for line clipping" (1984).
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = -starts / ways, (1 - starts) / ways
    along = ways == 0
    near = np.where(along, -np.inf, np.minimum(first, second))
    far = np.where(along, np.inf, np.maximum(first, second))
    beside = along & ((starts < 0) | (starts > 1))
    never = (beside | ~np.isfinite(starts) | ~np.isfinite(ways)).any(axis=1)
    enter, leave = np.maximum(near.max(axis=1), 0), np.minimum(far.min(axis=1), 1)
    return np.where(never, 1.0, enter), np.where(never, 0.0, leave)


def _dots(steps: Array) -> NDArray[np.intp]:
    chosen: list[int] = []
    x, y = np.inf, np.inf
    within = np.flatnonzero(((steps >= 0) & (steps <= 1)).all(axis=1))
    # In turn, for each dot depends on the one before; as plain numbers, of which Python makes short work.
    for index, (across, up) in zip(within.tolist(), steps[within].tolist(), strict=True):
        if abs(across - x) > _DOT_SPACING or abs(up - y) > _DOT_SPACING:
            chosen.append(index)
            x, y = across, up
    return np.array(chosen, dtype=np.intp)
