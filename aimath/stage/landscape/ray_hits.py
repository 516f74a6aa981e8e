"""Where rays meet a surface that is known along lines of the ground, each under one column of the picture.

Walking along a line away from the eye, the surface is seen where it rises above all that came before (its
top), or sinks below (its underside).

Source: T. J. Wright, A Two-Space Solution to the Hidden Line Problem for Plotting Functions of Two
Variables, IEEE Transactions on Computers (1973).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aimath.stage.space.projection import Values, View

try:
    from aimath.stage.landscape import compiled_ray_hits as compiled
except ImportError:
    # Where there was no compiler, NumPy finds the same in more time.
    compiled = None  # type: ignore[assignment]

STEPS = 256
"""Places along each line where the surface is known."""

Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]


class Lines(NamedTuple):
    """The surface along lines of the ground, in single precision.

    Attributes:
        begin: (n,) depth at which each line begins.
        length: (n,) how far it goes.
        share: (n · STEPS,) heights along all lines, between 0 and 1.
        up: (n · STEPS,) how high on the picture plane they show.
        top: (n · STEPS,) the highest of those up to each place.
        underside: (n · STEPS,) the lowest of those up to each place.
    """

    begin: Values
    length: Values
    share: Values
    up: Values
    top: Values
    underside: Values


class Columns(NamedTuple):
    """Columns of the picture plane among the lines.

    Attributes:
        place: (c,) where they are on the picture plane, in single precision.
        line: (c,) the line before each.
        weight: (c,) how much the next line counts, from 0 to 1, in single precision.
        inside: (c,) whether there is a line on both sides.
    """

    place: Values
    line: Indices
    weight: Values
    inside: Flags


class Hits(NamedTuple):
    """Where rays meet the surface.

    Attributes:
        across: first ground coordinate.
        along: second ground coordinate.
        share: height between 0 and 1.
        depth: distance behind the middle of the ground.
        picture_across: place on the picture plane; of a grid, of each column.
        picture_up: place on the picture plane; of a grid, of each row.
    """

    across: Values
    along: Values
    share: Values
    depth: Values
    picture_across: Values
    picture_up: Values


def first_hits(
    lines: Lines, columns: Columns, ray_columns: Indices, up: Values, view: View
) -> tuple[Indices, Hits]:
    """Return which rays meet the surface, and what each of these meets first.

    Args:
        lines: the surface.
        columns: (c,) columns of the picture plane.
        ray_columns: (n,) for each ray the index of its column, one behind the other in memory.
        up: (n,) how high each ray passes through the picture plane, in single precision.
        view: from where it is seen.
    """
    if compiled is not None:
        rays, found = np.empty(len(up), dtype=np.intp), np.empty((4, len(up)), dtype=np.float32)
        turn = *view.turn, view.convergence
        count = compiled.first_hits(rays, *found, *lines, *columns, ray_columns, up, *turn)
        rays = rays[:count]
        across = columns.place.take(ray_columns.take(rays))
        return rays, Hits._make((*found[:, :count], across, up.take(rays)))
    column, weight = columns.line[ray_columns], columns.weight[ray_columns]
    inside = columns.inside[ray_columns]
    start = column * STEPS
    above = up > mixed(lines.up, start, weight)
    step = np.zeros(len(up), dtype=np.intp)
    for side, horizon, sign in ((above, lines.top, 1), (~above, lines.underside, -1)):
        rays = np.flatnonzero(side & inside)
        if len(rays):
            step[rays] = _first_beyond(horizon, start[rays], weight[rays], up[rays], sign)
    rays = np.flatnonzero((step > 0) & (step < STEPS))
    step, weight, column, up = step[rays], weight[rays], column[rays], up[rays]
    at = column * STEPS + step
    before, after = mixed(lines.up, at - 1, weight), mixed(lines.up, at, weight)
    rise = after - before
    part = np.clip((up - before) / np.where(rise == 0, np.float32(1), rise), 0, 1)
    low, high = mixed(lines.share, at - 1, weight), mixed(lines.share, at, weight)
    begin, length = (mixed(array, column, weight, 1) for array in (lines.begin, lines.length))
    depth = begin + length * (((step - 1).astype(np.float32) + part) * np.float32(1 / (STEPS - 1)))
    across = columns.place.take(ray_columns[rays])
    ground = view.on_ray(across, depth)
    return rays, Hits(*ground, low + part * (high - low), depth, across, up)


def grid_hits(
    lines: Lines, columns: Columns, rows: int, bottom: float, scale: float, view: View
) -> tuple[Hits, Flags]:
    """Return what of the top of the surface each pixel of a grid meets first, and which meet any of it.

    No ray searches for its step of the horizon: each step is noted in the lowest row that looks beyond it,
    and so the number of steps noted up to a row is the step that its ray meets.

    Args:
        lines: the surface.
        columns: (c,) columns of the picture plane, none of them beside the surface.
        rows: how many rows there are.
        bottom: place of the lower border of row 0.
        scale: rows to a unit of the picture plane.
        view: from where it is seen.

    Returns:
        The hits of all pixels (c, rows), columns first, and (c, rows) which of them there are.
    """
    height = (bottom + (np.arange(rows) + 0.5) / scale).astype(np.float32)
    if compiled is not None:
        found = np.empty((4, len(columns.place), rows), dtype=np.float32)
        seen, turn = np.empty(found.shape[1:], dtype=bool), (*view.turn, view.convergence)
        compiled.grid_hits(seen, *found, *lines, *columns, height, bottom, scale, *turn)
        return Hits._make((*found, columns.place[:, None], height)), seen
    column, weight = columns.line, columns.weight
    up, top, share = (_mixed_lines(array, column, weight) for array in (lines.up, lines.top, lines.share))
    beyond = np.clip(row_beyond(top, bottom, scale), 0, rows)
    # What is noted beyond the last row of a column counts from the next one on: each has all its steps.
    pixels = len(column) * rows
    beyond += np.arange(0, pixels, rows)[:, None]
    at = np.cumsum(np.bincount(beyond.ravel(), minlength=pixels + 1)[:pixels]).reshape(-1, rows)
    seen = (at & (STEPS - 1)) != 0
    before, rise, low, climb = _segments(up, share).take(at, axis=0, mode="clip").transpose(2, 0, 1)
    part = height - before
    part *= rise
    np.clip(part, 0, 1, out=part)
    met = climb * part
    met += low
    at -= np.arange(1, len(column) * STEPS, STEPS)[:, None]
    part += at
    begin, length = (mixed(array, column, weight, 1)[:, None] for array in (lines.begin, lines.length))
    part *= length * np.float32(1 / (STEPS - 1))
    part += begin
    across = columns.place[:, None]
    ground = view.on_ray(across, part)
    for coordinate in ground:
        # Only what is seen can lie at the border.
        coordinate *= seen
    return Hits(*ground, met, part, across, height), seen


def row_beyond(up: Values, bottom: float, scale: float) -> Indices:
    """Return the lowest row of pixels whose middle lies above places of the picture plane.

    Args:
        up: places of the picture plane, in single precision.
        bottom: place of the lower border of row 0.
        scale: rows to a unit of the picture plane.
    """
    row = (up - np.float32(bottom)) * np.float32(scale) + np.float32(0.5)
    return np.asarray(np.floor(row), dtype=np.intp)


def mixed(array: Values, at: Indices, weight: Values, next_one: int = STEPS) -> Values:
    """Return values mixed with those of the next line.

    Args:
        array: values of all lines.
        at: where to take them.
        weight: how much the next line counts, from 0 to 1.
        next_one: how much farther its value lies.
    """
    left = array.take(at)
    right = array.take(at + next_one)
    right -= left
    right *= weight
    right += left
    return right


def _mixed_lines(array: Values, column: Indices, weight: Values) -> Values:
    """Return (c, STEPS) whole lines, mixed with the next ones."""
    lines = array.reshape(-1, STEPS)
    left, right = lines[column], lines[column + 1]
    right -= left
    right *= weight[:, None]
    right += left
    return right


def _first_beyond(horizon: Values, start: Indices, weight: Values, up: Values, sign: int) -> Indices:
    """Return the first step whose horizon is beyond each ray, by bisection; the number of steps if none."""
    step = np.zeros(len(start), dtype=np.intp)
    leap = STEPS // 2
    while leap:
        probe = mixed(horizon, start + (leap - 1), weight)
        short = leap * (probe < up if sign > 0 else probe > up)
        step += short
        start = start + short
        leap //= 2
    last = mixed(horizon, start, weight)
    return step + (last < up if sign > 0 else last > up)


def _segments(up: Values, share: Values) -> Values:
    """Return (c · STEPS + 1, 4) what leads to each step: start, one over the rise, share, change of share."""
    segments = np.zeros((up.size + 1, 4), dtype=np.float32)
    inner = segments[:-1].reshape(*up.shape, 4)[:, 1:]
    rise = up[:, 1:] - up[:, :-1]
    rise[rise == 0] = 1
    inner[..., 0] = up[:, :-1]
    np.divide(1, rise, out=inner[..., 1])
    inner[..., 2] = share[:, :-1]
    np.subtract(share[:, 1:], share[:, :-1], out=inner[..., 3])
    return segments
