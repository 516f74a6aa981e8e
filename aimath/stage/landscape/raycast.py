"""What of a height field is seen: the point of the surface that each ray of the picture meets first."""

from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from aimath.stage.landscape.height_field import HeightField
from aimath.stage.landscape.ray_hits import (
    STEPS,
    Columns,
    Flags,
    Hits,
    Indices,
    Lines,
    first_hits,
    grid_hits,
    mixed,
    row_beyond,
)
from aimath.stage.space.projection import Values, View

_SIDE = np.linspace(-1, 1, 33)
_END = np.ones_like(_SIDE)
_BORDER = np.concatenate([(_SIDE, -_END), (_SIDE, _END), (-_END, _SIDE), (_END, _SIDE)], axis=1)


class RayCaster:
    """Finds what each ray meets first, by the horizons that rise and sink along columns of the picture.

    Under one column of the picture lies one straight line of the ground. Columns between the sampled ones
    are mixed from their neighbours.

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
        ends = view.ray(self._columns)
        begin = ends[0].astype(np.float32)
        length = np.maximum(ends[1] - ends[0], 0).astype(np.float32)
        depth = begin[:, None] + length[:, None] * np.linspace(0, 1, STEPS, dtype=np.float32)
        across, along = view.on_ray(self._columns[:, None].astype(np.float32), depth)
        share = field.height(across, along)
        up = view.project(across, along, share).up.astype(np.float32)
        top, underside = np.maximum.accumulate(up, axis=1), np.minimum.accumulate(up, axis=1)
        self._lines = Lines(begin, length, share.ravel(), up.ravel(), top.ravel(), underside.ravel())

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        """Return the caster itself: it never changes."""
        return self

    def span(self, columns: ArrayLike) -> tuple[Values, Values]:
        """Return the lowest and the highest place of the surface in columns of the picture.

        A column beside the surface gives an empty stretch, from infinity to minus infinity.
        """
        found = self._among_lines(columns)
        last = found.line * STEPS + (STEPS - 1)
        low, high = (mixed(array, last, found.weight) for array in (self._lines.underside, self._lines.top))
        return np.where(found.inside, low, np.inf), np.where(found.inside, high, -np.inf)

    def first_hits(self, columns: ArrayLike, ray_columns: Indices, up: Values) -> tuple[Indices, Hits]:
        """Return which rays meet the surface, and what each of these meets first.

        Args:
            columns: (c,) columns of the picture plane.
            ray_columns: (n,) for each ray the index of its column.
            up: (n,) how high each ray passes through the picture plane, in single precision.
        """
        return first_hits(self._lines, self._among_lines(columns), ray_columns, up, self.view)

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
        found = self._among_lines(columns)
        last = found.line * STEPS + (STEPS - 1)
        borders = (
            (self._lines.underside, last),
            (self._lines.up, found.line * STEPS),
            (self._lines.top, last),
        )
        lowest, front, highest = (
            np.where(found.inside, row_beyond(mixed(array, at, found.weight), bottom, scale), 0)
            for array, at in borders
        )
        return lowest, front, np.maximum(front, highest)

    def grid_hits(self, columns: ArrayLike, bottom: float, rows: int, scale: float) -> tuple[Hits, Flags]:
        """Return what of the top of the surface each pixel of a grid meets first, and which meet any of it.

        Args:
            columns: (c,) columns of the picture plane, none of them beside the surface.
            bottom: place of the lower border of row 0.
            rows: how many rows there are.
            scale: rows to a unit of the picture plane.

        Returns:
            The hits of all pixels (c, rows), columns first, and (c, rows) which of them there are.
        """
        return grid_hits(self._lines, self._among_lines(columns), rows, bottom, scale, self.view)

    def _among_lines(self, columns: ArrayLike) -> Columns:
        """Return where columns lie among the sampled ones."""
        place = np.asarray(columns, dtype=float)
        inside = (place >= self._columns[0]) & (place <= self._columns[-1])
        line = np.clip(np.searchsorted(self._columns, place, side="right") - 1, 0, len(self._columns) - 2)
        left, right = self._columns[line], self._columns[line + 1]
        weight = np.clip((place - left) / (right - left), 0, 1).astype(np.float32)
        return Columns(place.astype(np.float32), line, weight, inside)
