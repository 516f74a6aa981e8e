"""Outlines of many shapes as the records that Cairo reads paths from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aimath.studio.camera.shapes import POINTS_PER_CURVE, Floats, Indices, starts_of

_RELATIVE = 1e-5
_PATH = np.dtype([("status", np.intc), ("data", np.intp), ("num_data", np.intc)], align=True)

Places = NDArray[np.complex128]
"""Points of the plane, x + iy."""


def _header(kind: int, length: int) -> complex:
    """Return the first record of a path's element of so many records, in the bits of a complex number."""
    return complex(np.array([kind, length, 0, 0], dtype=np.int32).view(np.complex128)[0])


# The kinds are those of `cairo_path_data_type_t`.
_MOVE_TO, _CURVE_TO, _CLOSE_PATH = _header(0, 2), _header(2, 4), _header(3, 1)


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

    def table(self) -> NDArray[np.void]:
        """Return (n,) each path as a `cairo_path_t`, for as long as there are these paths."""
        table = np.zeros(len(self.starts), dtype=_PATH)
        table["data"] = self.records.ctypes.data + self.records.strides[0] * self.starts
        table["num_data"] = self.sizes
        return table


def addresses_of(table: NDArray[np.void]) -> range:
    """Return where Cairo finds each path of a table, for as long as there is the table."""
    first, size = table.ctypes.data, table.itemsize
    return range(first, first + size * len(table), size)


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
    # A point as one complex number, as large as a record, is one thing to move instead of two.
    places = np.ascontiguousarray(points).view(np.complex128).ravel()
    curves = _whole_curves(places, sizes, curve_counts)
    tolerance = np.repeat(tolerances, curve_counts)
    first = np.zeros(len(curves), dtype=bool)
    first[starts_of(curve_counts)[curve_counts > 0]] = True

    begins = first.copy()
    begins[1:] |= ~_same_place(curves[:-1, 3], curves[1:, 0], tolerance[1:])
    begin = np.flatnonzero(begins)
    end = np.append(begin[1:], len(curves)) - 1 if len(begin) else begin
    ends = curves[end, 3]
    _end_at_loose_points(ends, end, places, sizes, curve_counts, tolerances)
    closed = _same_place(curves[begin, 0], ends, tolerance[begin])

    # Of each subpath: header and point to move to; header and three points a curve; header to close.
    records_before = (
        2 * np.arange(1, len(begin) + 1) + starts_of(closed.astype(np.intp)) if len(begin) else begin
    )
    at = 4 * np.arange(len(curves)) + np.repeat(records_before, end - begin + 1)
    total = 4 * len(curves) + 2 * len(begin) + int(closed.sum())
    to_move, to_close = at[begin] - 2, at[end[closed]] + 4
    is_of_curve = np.ones(total, dtype=bool)
    is_of_curve[to_move] = is_of_curve[to_move + 1] = is_of_curve[to_close] = False
    records = np.empty(total, dtype=np.complex128)
    records[is_of_curve] = curves.ravel()
    records[at] = _CURVE_TO
    records[to_move], records[to_move + 1] = _MOVE_TO, curves[begin, 0]
    records[to_close] = _CLOSE_PATH

    path_starts = np.full(len(sizes), total, dtype=np.intp)
    path_starts[curve_counts > 0] = at[first] - 2
    # A shape without a curve has its path, of no records, where the next one starts.
    path_starts = np.minimum.accumulate(path_starts[::-1])[::-1]
    return Paths(
        records.view(np.float64).reshape(-1, 2),
        path_starts,
        np.diff(path_starts, append=total),
        2 * begin + closed,
    )


def _whole_curves(points: Places, sizes: Indices, curve_counts: Indices) -> Places:
    """Return the (c, 4) curves, without the points that are left over."""
    left_over = sizes % POINTS_PER_CURVE
    if left_over.any():
        place = np.arange(len(points)) - np.repeat(starts_of(sizes), sizes)
        points = points[place < np.repeat(POINTS_PER_CURVE * curve_counts, sizes)]
    return points.reshape(-1, POINTS_PER_CURVE)


def _end_at_loose_points(
    ends: Places, end: Indices, points: Places, sizes: Indices, curve_counts: Indices, tolerances: Floats
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


def _same_place(first: Places, second: Places, tolerance: Floats) -> NDArray[np.bool_]:
    """Return whether points are as close as `numpy.isclose` asks of both coordinates."""
    same = np.asarray(first == second)
    apart = np.flatnonzero(~same)
    one, other = (places[apart].view(np.float64).reshape(-1, 2) for places in (first, second))
    with np.errstate(invalid="ignore"):
        distance = np.abs(one - other)
        near = distance <= tolerance[apart, np.newaxis] + _RELATIVE * np.abs(other)
    finite = np.isfinite(distance)
    if not finite.all():
        near = near & finite | (one == other)
    same[apart] = near[:, 0] & near[:, 1]
    return same
