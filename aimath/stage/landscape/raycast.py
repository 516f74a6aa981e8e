"""What of a height field is seen: the point of the surface that each ray of the picture meets first."""

from typing import NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aimath.stage.landscape.height_field import HeightField
from aimath.stage.space.projection import Values, View

_STEPS = 256
_SIDE = np.linspace(-1, 1, 33)
_END = np.ones_like(_SIDE)
_BORDER = np.concatenate([(_SIDE, -_END), (_SIDE, _END), (-_END, _SIDE), (_END, _SIDE)], axis=1)

Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]


class Hits(NamedTuple):
    """Where rays meet the surface.

    Attributes:
        rays: (k,) indices of the rays that meet it.
        across: (k,) first ground coordinate.
        along: (k,) second ground coordinate.
        share: (k,) height between 0 and 1.
        depth: (k,) distance behind the middle of the ground.
        picture_across: (k,) place on the picture plane.
        picture_up: (k,) place on the picture plane.
    """

    rays: Indices
    across: Values
    along: Values
    share: Values
    depth: Values
    picture_across: Values
    picture_up: Values


class RayCaster:
    """Finds what each ray meets first, by the horizons that rise and sink along columns of the picture.

    Under one column of the picture lies one straight line of the ground. Walking along it away from the
    eye, the surface is seen where it rises above all that came before (its top), or sinks below (its
    underside). Columns between the sampled ones are mixed from their neighbours.

    Source: T. J. Wright, A Two-Space Solution to the Hidden Line Problem for Plotting Functions of Two
    Variables, IEEE Transactions on Computers (1973).

    Args:
        field: the surface.
        view: from where it is seen.
        spacing: distance between sampled columns on the picture plane.
    """

    def __init__(self, field: HeightField, view: View, spacing: float) -> None:
        self.field, self.view, self.spacing = field, view, spacing
        # Where a border runs towards the eye, the ends of lines on the ground change fast.
        border = view.project(_BORDER[0], _BORDER[1], 0.0).across
        self._columns = np.union1d(np.arange(border.min(), border.max(), spacing), border)
        begin, end = view.ray(self._columns)
        self._begin = begin.astype(np.float32)
        self._length = np.maximum(end - begin, 0).astype(np.float32)
        depth = self._begin[:, None] + self._length[:, None] * np.linspace(0, 1, _STEPS, dtype=np.float32)
        across, along = view.on_ray(self._columns[:, None].astype(np.float32), depth)
        share = field.height(across, along)
        up = view.project(across, along, share).up.astype(np.float32)
        self._share, self._up = share.ravel(), up.ravel()
        self._top = np.maximum.accumulate(up, axis=1).ravel()
        self._underside = np.minimum.accumulate(up, axis=1).ravel()

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        """Return the caster itself: it never changes."""
        return self

    def span(self, columns: ArrayLike) -> tuple[Values, Values]:
        """Return the lowest and the highest place of the surface in columns of the picture.

        A column beside the surface gives an empty stretch, from infinity to minus infinity.
        """
        column, weight, inside = self._between(columns)
        last = column * _STEPS + (_STEPS - 1)
        low, high = (_mixed(array, last, weight) for array in (self._underside, self._top))
        return np.where(inside, low, np.inf), np.where(inside, high, -np.inf)

    def first_hits(self, columns: ArrayLike, ray_columns: Indices, up: Values) -> Hits:
        """Return what rays through places of the picture plane meet first.

        Args:
            columns: (c,) columns of the picture plane.
            ray_columns: (n,) for each ray the index of its column.
            up: (n,) how high each ray passes through the picture plane.
        """
        nearest, weights, beside = self._between(columns)
        column, weight, inside = nearest[ray_columns], weights[ray_columns], beside[ray_columns]
        start = column * _STEPS
        above = up > _mixed(self._up, start, weight)
        step = np.zeros(len(up), dtype=np.intp)
        for side, horizon, sign in ((above, self._top, 1), (~above, self._underside, -1)):
            rays = np.flatnonzero(side & inside)
            if len(rays):
                step[rays] = _first_beyond(horizon, start[rays], weight[rays], up[rays], sign)
        rays = np.flatnonzero((step > 0) & (step < _STEPS))
        step, weight, column, up = step[rays], weight[rays], column[rays], up[rays]
        at = column * _STEPS + step
        before, after = _mixed(self._up, at - 1, weight), _mixed(self._up, at, weight)
        rise = after - before
        part = np.clip((up - before) / np.where(rise == 0, np.float32(1), rise), 0, 1)
        low, high = _mixed(self._share, at - 1, weight), _mixed(self._share, at, weight)
        begin, length = (_mixed(array, column, weight, 1) for array in (self._begin, self._length))
        depth = begin + length * (((step - 1).astype(np.float32) + part) * np.float32(1 / (_STEPS - 1)))
        across = np.asarray(columns, dtype=np.float32).take(ray_columns[rays])
        ground = self.view.on_ray(across, depth)
        return Hits(rays, ground[0], ground[1], low + part * (high - low), depth, across, up)

    def rows_between(
        self, columns: ArrayLike, bottom: float, scale: float
    ) -> tuple[Indices, Indices, Indices]:
        """Return of columns of pixels the rows, counted upwards, where the surface begins and ends.

        The first is the lowest row that sees it at all, the second the lowest that sees its top, and the
        third the row above the highest; rows between the first two see its underside. Beside the surface all
        are 0.

        Args:
            columns: (c,) columns of the picture plane.
            bottom: place of the lower border of row 0.
            scale: rows to a unit of the picture plane.
        """
        column, weight, inside = self._between(columns)
        last = column * _STEPS + (_STEPS - 1)
        borders = ((self._underside, last), (self._up, column * _STEPS), (self._top, last))
        lowest, front, highest = (
            np.where(inside, _row_beyond(_mixed(array, at, weight), bottom, scale), 0)
            for array, at in borders
        )
        return lowest, front, np.maximum(front, highest)

    def grid_hits(self, columns: Values, bottom: float, rows: int, scale: float) -> tuple[Hits, Flags]:
        """Return what of the top of the surface each pixel of a grid meets first, and which meet any of it.

        No ray searches for its step of the horizon: each step is noted in the lowest row that looks beyond
        it, and so the number of steps noted up to a row is the step that its ray meets.

        Args:
            columns: (c,) columns of the picture plane, none of them beside the surface.
            bottom: place of the lower border of row 0.
            rows: how many rows there are.
            scale: rows to a unit of the picture plane.

        Returns:
            The hits of all pixels, columns first, and (c, rows) which of them there are.
        """
        column, weight, _ = self._between(columns)
        up, top, share = (_mixed_lines(array, column, weight) for array in (self._up, self._top, self._share))
        beyond = np.clip(_row_beyond(top, bottom, scale), 0, rows)
        # What is noted beyond the last row of a column counts from the next one on: each has all its steps.
        beyond += np.arange(0, len(columns) * rows, rows)[:, None]
        pixels = len(columns) * rows
        at = np.cumsum(np.bincount(beyond.ravel(), minlength=pixels + 1)[:pixels]).reshape(-1, rows)
        seen = (at & (_STEPS - 1)) != 0
        before, rise, low, climb = _segments(up, share).take(at, axis=0, mode="clip").transpose(2, 0, 1)
        height = (bottom + (np.arange(rows) + 0.5) / scale).astype(np.float32)
        part = height - before
        part *= rise
        np.clip(part, 0, 1, out=part)
        met = climb * part
        met += low
        at -= np.arange(1, pixels // rows * _STEPS, _STEPS)[:, None]
        part += at
        begin, length = (_mixed(array, column, weight, 1)[:, None] for array in (self._begin, self._length))
        part *= length * np.float32(1 / (_STEPS - 1))
        part += begin
        across = np.asarray(columns, dtype=np.float32)[:, None]
        ground = self.view.on_ray(across, part)
        for coordinate in ground:
            # Only what is seen can lie at the border.
            coordinate *= seen
        return Hits(np.flatnonzero(seen), ground[0], ground[1], met, part, across, height), seen

    def _between(self, columns: ArrayLike) -> tuple[Indices, Values, Flags]:
        """Return for each column the sampled one before it, the share of the next, and if there is any."""
        found = np.asarray(columns, dtype=float)
        inside = (found >= self._columns[0]) & (found <= self._columns[-1])
        column = np.clip(np.searchsorted(self._columns, found, side="right") - 1, 0, len(self._columns) - 2)
        left, right = self._columns[column], self._columns[column + 1]
        return column, np.clip((found - left) / (right - left), 0, 1).astype(np.float32), inside


def _first_beyond(horizon: Values, start: Indices, weight: Values, up: Values, sign: int) -> Indices:
    """Return the first step whose horizon is beyond each ray, by bisection; the number of steps if none."""
    step = np.zeros(len(start), dtype=np.intp)
    leap = _STEPS // 2
    while leap:
        probe = _mixed(horizon, start + (leap - 1), weight)
        short = leap * (probe < up if sign > 0 else probe > up)
        step += short
        start = start + short
        leap //= 2
    last = _mixed(horizon, start, weight)
    return step + (last < up if sign > 0 else last > up)


def _row_beyond(up: Values, bottom: float, scale: float) -> Indices:
    """Return the lowest row of pixels whose middle lies above places of the picture plane."""
    row = (up - np.float32(bottom)) * np.float32(scale) + np.float32(0.5)
    return np.asarray(np.floor(row), dtype=np.intp)


def _segments(up: Values, share: Values) -> Values:
    """Return (c · steps + 1, 4) what leads to each step: start, one over the rise, share, change of share."""
    segments = np.zeros((up.size + 1, 4), dtype=np.float32)
    inner = segments[:-1].reshape(*up.shape, 4)[:, 1:]
    rise = up[:, 1:] - up[:, :-1]
    rise[rise == 0] = 1
    inner[..., 0] = up[:, :-1]
    np.divide(1, rise, out=inner[..., 1])
    inner[..., 2] = share[:, :-1]
    np.subtract(share[:, 1:], share[:, :-1], out=inner[..., 3])
    return segments


def _mixed_lines(array: Values, column: Indices, weight: Values) -> Values:
    """Return (c, steps) whole sampled columns, mixed with the next ones."""
    lines = array.reshape(-1, _STEPS)
    left, right = lines[column], lines[column + 1]
    right -= left
    right *= weight[:, None]
    right += left
    return right


def _mixed(array: Values, at: Indices, weight: Values, next_one: int = _STEPS) -> Values:
    left = array.take(at)
    right = array.take(at + next_one)
    right -= left
    right *= weight
    right += left
    return right
