"""The pixels of a landscape: what its rays meet, with smooth edges, transparent where they meet nothing."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aimath.stage.landscape.look import Look
from aimath.stage.landscape.ray_hits import Indices
from aimath.stage.landscape.raycast import RayCaster
from aimath.stage.landscape.shading import shade
from aimath.stage.space.projection import Values

Pixels = NDArray[np.uint8]

_JUMP = 0.05
_STRIP = 32768
"""Rays that are followed at a time."""
# Eight places of a pixel, each in its own eighth of the width and of the height.
_ROOKS = np.array([[-7, -1], [-5, 5], [-3, -5], [-1, 3], [1, -3], [3, 7], [5, -7], [7, 1]]) / 16


@dataclass(frozen=True)
class Canvas:
    """Where the pixels of a picture lie on the picture plane.

    Attributes:
        width: in pixels.
        height: in pixels.
        left: place of the left border on the picture plane.
        bottom: place of the lower border on the picture plane.
        scale: pixels to a unit of the picture plane.
    """

    width: int
    height: int
    left: float
    bottom: float
    scale: float


def draw_landscape(caster: RayCaster, look: Look, canvas: Canvas) -> Pixels:
    """Return the picture (height, width, 4) of a landscape: red, green, blue and opacity.

    Each pixel shows what its middle sees; where neighbours see different things, eight rays share it.

    Args:
        caster: tells what rays meet.
        look: colours and lines.
        canvas: where the pixels lie.
    """
    picture = np.zeros((canvas.height, canvas.width), dtype=np.uint32)
    sketch = _Sketch(picture[::-1].T, np.full((canvas.width, canvas.height), np.inf, dtype=np.float32))
    columns = canvas.left + (np.arange(canvas.width) + 0.5) / canvas.scale
    rows = caster.rows_between(columns, canvas.bottom, canvas.scale)
    lowest, front, highest = (np.clip(border, 0, canvas.height) for border in rows)
    covered = np.flatnonzero(highest > lowest)
    if len(covered):
        _draw_top(sketch, columns, front, highest, caster, look, canvas)
        _draw_underside(sketch, columns, lowest, front, caster, look, canvas)
        # One pixel more on each side, as far as there are pixels, tells where the surface ends.
        across = slice(max(covered[0] - 1, 0), covered[-1] + 2)
        upwards = slice(max(lowest[covered].min() - 1, 0), highest.max() + 1)
        edges = _edges(sketch.depth[across, upwards])
        _soften(sketch, edges[0] + across.start, edges[1] + upwards.start, caster, look, canvas)
    return picture.view(np.uint8).reshape(canvas.height, canvas.width, 4)


class _Sketch(NamedTuple):
    """A picture on its way.

    Attributes:
        colors: (width, height) packed pixels, rows counted upwards.
        depth: (width, height) how far away what they show is.
    """

    colors: NDArray[np.uint32]
    depth: Values


def _draw_top(
    sketch: _Sketch,
    columns: Values,
    front: Indices,
    highest: Indices,
    caster: RayCaster,
    look: Look,
    canvas: Canvas,
) -> None:
    """Draw what is seen from above, in strips that fit into the processor's cache."""
    shown = np.flatnonzero(highest > front)
    # Columns beside each other are about as high: strips of even area waste little on what is not seen.
    area = np.cumsum((highest - front)[shown]) // _STRIP
    for part in np.split(shown, np.flatnonzero(np.diff(area)) + 1) if len(shown) else []:
        strip = slice(part[0], part[-1] + 1)
        rows = slice(front[strip].min(), highest[strip].max())
        bottom = canvas.bottom + rows.start / canvas.scale
        hits, seen = caster.grid_hits(columns[strip], bottom, rows.stop - rows.start, canvas.scale)
        colors = shade(hits, caster.field, caster.view, look, canvas.scale)
        np.copyto(sketch.colors[strip, rows], colors, where=seen)
        np.copyto(sketch.depth[strip, rows], hits.depth, where=seen)


def _draw_underside(
    sketch: _Sketch,
    columns: Values,
    lowest: Indices,
    front: Indices,
    caster: RayCaster,
    look: Look,
    canvas: Canvas,
) -> None:
    """Draw what is seen from below."""
    count = np.maximum(front - lowest, 0)
    if not count.any():
        return
    column = np.repeat(np.arange(canvas.width), count)
    row = np.arange(len(column)) - np.repeat(np.cumsum(count) - count - lowest, count)
    up = (canvas.bottom + (row + 0.5) / canvas.scale).astype(np.float32)
    rays, hits = caster.first_hits(columns, column, up)
    at = column[rays], row[rays]
    sketch.colors[at] = shade(hits, caster.field, caster.view, look, canvas.scale)
    sketch.depth[at] = hits.depth


def _edges(depth: Values) -> tuple[Indices, Indices]:
    """Return columns and rows of the pixels beside which the depth jumps, or the surface ends."""
    edge = np.zeros(depth.shape, dtype=bool)
    width = max(2, _STRIP // depth.shape[1])
    for first in range(0, len(depth), width):
        # One column more than the strip, for the jumps to the next strip.
        strip, marked = depth[first : first + width + 1], edge[first : first + width + 1]
        with np.errstate(invalid="ignore"):
            step = strip[1:] - strip[:-1]
            jump = np.abs(step, out=step) > _JUMP
            marked[:-1] |= jump
            marked[1:] |= jump
            step = strip[:, 1:] - strip[:, :-1]
            jump = np.abs(step, out=step) > _JUMP
            marked[:, :-1] |= jump
            marked[:, 1:] |= jump
    columns, rows = np.divmod(np.flatnonzero(edge), depth.shape[1])
    return columns, rows


def _soften(
    sketch: _Sketch, columns: Indices, rows: Indices, caster: RayCaster, look: Look, canvas: Canvas
) -> None:
    """Let eight rays pass through each of some pixels, and draw what they see together."""
    rooks = len(_ROOKS)
    first, last = (columns.min(), columns.max()) if len(columns) else (0, -1)
    across = canvas.left + (np.arange(first, last + 1)[:, None] + 0.5 + _ROOKS[:, 0]) / canvas.scale
    for start in range(0, len(columns), _STRIP // rooks):
        column, row = columns[start : start + _STRIP // rooks], rows[start : start + _STRIP // rooks]
        up = canvas.bottom + (row[:, None] + 0.5 + _ROOKS[:, 1]) / canvas.scale
        ray_columns = rooks * (column - first)[:, None] + np.arange(rooks)
        rays, hits = caster.first_hits(across.ravel(), ray_columns.ravel(), up.ravel().astype(np.float32))
        colors = np.zeros((len(column) * rooks, 4), dtype=np.uint8)
        colors.view(np.uint32)[rays, 0] = shade(hits, caster.field, caster.view, look, canvas.scale)
        total = colors.reshape(-1, rooks, 4).sum(axis=1, dtype=np.float32)
        total[:, :3] /= np.maximum(total[:, 3:] / 255, 1)
        total[:, 3] /= rooks
        total += 0.5
        sketch.colors[column, row] = total.astype(np.uint8).view(np.uint32)[:, 0]
