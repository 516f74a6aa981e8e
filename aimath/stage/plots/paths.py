"""Straight paths as Bézier points, and how they are cut at the borders of a box.

Many pieces make one path, so that a grid of fifty lines or a curve of a thousand points is one shape to draw.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Points = NDArray[np.float64]
"""Points with their coordinates in the last axis."""

_FINEST = 0.004
"""Scene units along a way, about half a pixel of a 1080p film; what turns back sooner is not seen."""
_QUARTER = 0.5522847498307936  # How far the handles of a quarter circle reach, for radius 1.
_CORNER = np.array([[1, 0], [1, _QUARTER], [_QUARTER, 1], [0, 1]])
_TURNS = [np.linalg.matrix_power([[0, 1], [-1, 0]], quarters) for quarters in range(4)]
_UNIT_CIRCLE = np.pad(np.concatenate([_CORNER @ turn for turn in _TURNS]), ((0, 0), (0, 1)))


def segments(starts: ArrayLike, ends: ArrayLike) -> Points:
    """Return the Bézier points, shape (4n, 3), of n straight pieces.

    Args:
        starts: where each begins, (n, 2) or (n, 3).
        ends: where each ends, likewise.

    Example:
        >>> segments([[0, 0]], [[3, 0]])[:, 0].tolist()
        [0.0, 1.0, 2.0, 3.0]
    """
    first, last = flat(starts), flat(ends)
    if not len(first):
        return np.zeros((0, 3))
    pieces = np.empty((len(first), 4, 3))
    pieces[:, 0], pieces[:, 3] = first, last
    pieces[:, 1], pieces[:, 2] = (2 * first + last) / 3, (first + 2 * last) / 3
    return pieces.reshape(-1, 3)


def polyline(corners: ArrayLike) -> Points:
    """Return the Bézier points of the straight pieces from corner to corner.

    Example:
        >>> polyline([[0, 0], [1, 0], [1, 1]]).shape
        (8, 3)
    """
    joined = flat(corners)
    return segments(joined[:-1], joined[1:])


def polygon(corners: ArrayLike) -> Points:
    """Return the Bézier points of the closed path through the corners.

    Example:
        >>> polygon([[0, 0], [1, 0], [1, 1]]).shape
        (12, 3)
    """
    joined = flat(corners)
    return segments(joined, np.roll(joined, -1, axis=0))


def points_needed(places: Points) -> NDArray[np.intp]:
    """Return which points draw a way as well as all of them do: others come closer to the one before.

    Which points of its beginning are needed does not depend on how the way goes on, but for the last.

    Args:
        places: (n, 2) or (n, 3) the points in scene units; those that are not finite are all needed, and so
            are those beside them.

    Example:
        >>> points_needed(np.array([[0, 0], [0.001, 0], [1, 0], [1, 0.001], [1, 0.002]])).tolist()
        [0, 2, 4]
    """
    if len(places) < 3:
        return np.arange(len(places))
    gaps = np.linalg.norm(np.diff(places, axis=0), axis=1)
    # However far away the next point is, it is needed; sums of little are more exact.
    way = np.floor(np.cumsum(np.nan_to_num(np.minimum(gaps, 1.0), nan=1.0)) / _FINEST)
    needed = np.diff(way, prepend=0.0) > 0
    needed[:-1] |= np.isnan(gaps[1:])
    needed[-1] = True
    return np.concatenate([[0], np.flatnonzero(needed) + 1])


def circles(centers: ArrayLike, radius: float) -> Points:
    """Return the Bézier points, shape (n, 16, 3), of n circles.

    Example:
        >>> circles([[0, 0]], 2.0)[0, 0].tolist()
        [2.0, 0.0, 0.0]
    """
    return flat(centers)[:, None, :] + radius * _UNIT_CIRCLE


def dashes(starts: ArrayLike, ends: ArrayLike, dash: float = 0.09, gap: float = 0.07) -> Points:
    """Return the Bézier points of dashed pieces, each with whole dashes at both of its ends.

    Example:
        >>> dashes([[0, 0]], [[5, 0]], dash=1, gap=1)[::4, 0].tolist()
        [0.0, 2.0, 4.0]
    """
    first, along = flat(starts), flat(ends) - flat(starts)
    counts = dash_counts(np.linalg.norm(along, axis=1), dash, gap)
    whole = np.repeat(counts * (dash + gap) - gap, counts)
    number = np.arange(len(whole)) - np.repeat(np.cumsum(counts) - counts, counts)
    first, along = np.repeat(first, counts, axis=0), np.repeat(along, counts, axis=0)
    begin = number * (dash + gap)
    at, until = (begin / whole)[:, None], ((begin + dash) / whole)[:, None]
    return segments(first + at * along, first + until * along)


def dash_counts(lengths: ArrayLike, dash: float = 0.09, gap: float = 0.07) -> NDArray[np.intp]:
    """Return how many dashes pieces of these lengths have: none without any length, else at least one.

    Example:
        >>> dash_counts([0, 0.1, 5], dash=1, gap=1).tolist()
        [0, 1, 3]
    """
    known = np.asarray(lengths, dtype=float)
    fitting = np.maximum(np.rint((known + gap) / (dash + gap)), 1)
    return np.where(known > 0, fitting, 0).astype(np.intp)


def clip_segments(starts: Points, ends: Points) -> tuple[Points, Points]:
    """Cut n straight pieces, each end (n, 2), at the borders of the box from (0, 0) to (1, 1).

    Returns:
        The starts and ends of what is left inside; pieces outside, and pieces that are not finite, are gone.

    Example:
        >>> clip_segments(np.array([[0.5, 0.5]]), np.array([[0.5, 1.5]]))[1].tolist()
        [[0.5, 1.0]]

    Reference: Y.-D. Liang and B. A. Barsky, "A new concept and method for line clipping" (1984).
    """
    if all(points.size == 0 or (points.min() >= 0 and points.max() <= 1) for points in (starts, ends)):
        return starts, ends
    finite = np.isfinite(starts).all(axis=1) & np.isfinite(ends).all(axis=1)
    starts, ends = starts[finite], ends[finite]
    along = ends - starts
    enter, leave = np.zeros(len(starts)), np.ones(len(starts))
    outside = np.zeros(len(starts), dtype=bool)
    for axis in (0, 1):
        step, start = along[:, axis], starts[:, axis]
        flat_here = np.abs(step) < 1e-12
        outside |= flat_here & ((start < 0) | (start > 1))
        safe = np.where(flat_here, 1.0, step)
        at_low, at_high = -start / safe, (1 - start) / safe
        enter = np.where(flat_here, enter, np.maximum(enter, np.minimum(at_low, at_high)))
        leave = np.where(flat_here, leave, np.minimum(leave, np.maximum(at_low, at_high)))
    kept = ~outside & (enter < leave)
    starts, ends, along = starts[kept], ends[kept], along[kept]
    first = np.where(enter[kept, None] > 0, starts + enter[kept, None] * along, starts)
    last = np.where(leave[kept, None] < 1, starts + leave[kept, None] * along, ends)
    return np.clip(first, 0, 1), np.clip(last, 0, 1)


def clip_polygon(corners: Points) -> Points:
    """Cut a polygon, (n, 2), at the borders of the box from (0, 0) to (1, 1).

    Example:
        >>> clip_polygon(np.array([[0.5, 0.0], [2.0, 0.0], [2.0, 1.0], [0.5, 1.0]]))[:, 0].max()
        np.float64(1.0)

    Reference: I. E. Sutherland and G. W. Hodgman, "Reentrant polygon clipping" (1974).
    """
    for axis in (0, 1):
        for border, sign in ((0.0, 1.0), (1.0, -1.0)):
            if not len(corners):
                return corners
            following = np.roll(corners, -1, axis=0)
            here, there = sign * (corners[:, axis] - border), sign * (following[:, axis] - border)
            crosses = (here >= 0) != (there >= 0)
            share = here / np.where(crosses, here - there, 1.0)
            cut = corners + share[:, None] * (following - corners)
            cut[:, axis] = border
            both = np.stack([corners, cut], axis=1).reshape(-1, 2)
            corners = both[np.stack([here >= 0, crosses], axis=1).reshape(-1)]
    return corners


def flat(points: ArrayLike) -> Points:
    """Return points as an array of shape (n, 3); points of the plane get height 0.

    Example:
        >>> flat([1, 2]).tolist()
        [[1.0, 2.0, 0.0]]
    """
    given = np.asarray(points, dtype=float)
    if given.ndim < 2:
        given = np.atleast_2d(given)
    if given.shape[1] == 3:
        return given
    lifted = np.zeros((len(given) if given.size else 0, 3))
    lifted[:, : given.shape[1]] = given[: len(lifted)]
    return lifted
