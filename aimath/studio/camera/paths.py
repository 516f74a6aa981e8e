"""Outlines of many shapes as the records that Cairo reads paths from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aimath.studio.camera.shapes import POINTS_PER_CURVE, Floats, Indices, starts_of

_RELATIVE = 1e-5
_HEADER, _POINT = 1, 1
_MOVE_TO, _CURVE_TO, _CLOSE_PATH = 0, 2, 3


@dataclass(frozen=True)
class Paths:
    """One path for each shape.

    Attributes:
        records: (R, 2) `cairo_path_data_t` records of all paths: 16 bytes each, a header or a point.
        starts: (n,) the first record of each path.
        sizes: (n,) how many records each path has; none for a shape without a curve.
        subpaths: (s,) of each subpath, twice its first curve, and one more if it is closed.
    """

    records: Floats
    starts: Indices
    sizes: Indices
    subpaths: Indices


def cairo_paths(points: Floats, sizes: Indices, tolerances: Floats) -> Paths:
    """Return the paths of shapes that are given as cubic Bézier curves.

    A curve that does not start where the one before ends begins a subpath; a subpath that ends where
    it began is closed. Points that do not make a whole curve are not drawn.

    Args:
        points: (N, 2) start, two handles and end of each curve, one shape after the other.
        sizes: (n,) how many points each shape has.
        tolerances: (n,) the distance below which two points of a shape are one.
    """
    curve_counts = sizes // POINTS_PER_CURVE
    curves = _whole_curves(points, sizes, curve_counts)
    tolerance = np.repeat(tolerances, curve_counts)
    first = np.zeros(len(curves), dtype=bool)
    first[starts_of(curve_counts)[curve_counts > 0]] = True

    begins = first.copy()
    begins[1:] |= ~_same_place(curves[:-1, 3], curves[1:, 0], tolerance[1:])
    begin = np.flatnonzero(begins)
    end = np.append(begin[1:], len(curves)) - 1 if len(begin) else begin
    ends = curves[end, 3]
    _end_at_loose_points(ends, end, points, sizes, curve_counts, tolerances)
    closed = _same_place(curves[begin, 0], ends, tolerance[begin])

    # Of each subpath: header and point to move to; header and three points a curve; header to close.
    records_before = (
        2 * np.arange(1, len(begin) + 1) + starts_of(closed.astype(np.intp)) if len(begin) else begin
    )
    at = 4 * np.arange(len(curves)) + np.repeat(records_before, end - begin + 1)
    total = 4 * len(curves) + 2 * len(begin) + int(closed.sum())
    records = np.empty((total, 2))
    records[(at[:, np.newaxis] + np.arange(4)).ravel()] = curves.reshape(-1, 2)
    records[at[begin] - 1] = curves[begin, 0]
    headers = records.view(np.int32)
    headers[at] = _CURVE_TO, _HEADER + 3 * _POINT, 0, 0
    headers[at[begin] - 2] = _MOVE_TO, _HEADER + _POINT, 0, 0
    headers[at[end[closed]] + 4] = _CLOSE_PATH, _HEADER, 0, 0

    path_starts = np.full(len(sizes), total, dtype=np.intp)
    path_starts[curve_counts > 0] = at[first] - 2
    # A shape without a curve has its path, of no records, where the next one starts.
    path_starts = np.minimum.accumulate(path_starts[::-1])[::-1]
    return Paths(records, path_starts, np.diff(path_starts, append=total), 2 * begin + closed)


def _whole_curves(points: Floats, sizes: Indices, curve_counts: Indices) -> Floats:
    """Return the (c, 4, 2) curves, without the points that are left over."""
    left_over = sizes % POINTS_PER_CURVE
    if left_over.any():
        place = np.arange(len(points)) - np.repeat(starts_of(sizes), sizes)
        points = points[place < np.repeat(POINTS_PER_CURVE * curve_counts, sizes)]
    return points.reshape(-1, POINTS_PER_CURVE, 2)


def _end_at_loose_points(
    ends: Floats, end: Indices, points: Floats, sizes: Indices, curve_counts: Indices, tolerances: Floats
) -> None:
    """Let a shape's last subpath end at its last point if the points left over go on from it."""
    loose = np.flatnonzero((sizes % POINTS_PER_CURVE > 0) & (curve_counts > 0))
    if len(loose) == 0:
        return
    starts = starts_of(sizes)[loose]
    next_points = starts + POINTS_PER_CURVE * curve_counts[loose]
    goes_on = _same_place(points[next_points - 1], points[next_points], tolerances[loose])
    last_curves = np.cumsum(curve_counts)[loose[goes_on]] - 1
    ends[np.searchsorted(end, last_curves)] = points[(starts + sizes[loose] - 1)[goes_on]]


def _same_place(first: Floats, second: Floats, tolerance: Floats) -> NDArray[np.bool_]:
    """Return whether points are as close as `numpy.isclose` asks of both coordinates."""
    with np.errstate(invalid="ignore"):
        distance = np.abs(first - second)
        near = distance <= tolerance[:, np.newaxis] + _RELATIVE * np.abs(second)
    finite = np.isfinite(distance)
    if not finite.all():
        near = near & finite | (first == second)
    return np.asarray(near[:, 0] & near[:, 1])
