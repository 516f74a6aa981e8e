"""The pixels of a landscape: what its rays meet, with smooth edges, transparent where they meet nothing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aimath.stage.landscape.raycast import Indices, RayCaster
from aimath.stage.landscape.shading import Look, Pixels, shade
from aimath.stage.space.projection import Values

_JUMP = 0.05
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
    columns = canvas.left + (np.arange(canvas.width) + 0.5) / canvas.scale
    ray_columns, rows = _rays(caster, columns, canvas)
    up = (canvas.bottom + (rows + 0.5) / canvas.scale).astype(np.float32)
    hits = caster.first_hits(columns, ray_columns, up)
    at = (canvas.height - 1 - rows[hits.rays]) * canvas.width + ray_columns[hits.rays]
    picture = np.zeros(canvas.height * canvas.width, dtype=np.uint32)
    picture[at] = _packed(shade(hits, caster.field, caster.view, look, canvas.scale))
    depth = np.full(canvas.height * canvas.width, np.inf, dtype=np.float32)
    depth[at] = hits.depth
    edges = _edges(depth.reshape(canvas.height, canvas.width))
    picture[edges] = _packed(_shared(edges, caster, look, canvas))
    return picture.view(np.uint8).reshape(canvas.height, canvas.width, 4)


def _rays(caster: RayCaster, columns: Values, canvas: Canvas) -> tuple[Indices, Indices]:
    """Return the columns and rows, counted upwards, of the pixels that may see the surface."""
    low, high = ((side - canvas.bottom) * canvas.scale for side in caster.span(columns))
    first = np.clip(np.floor(low), 0, canvas.height).astype(np.intp)
    count = np.maximum(np.clip(np.ceil(high), 0, canvas.height).astype(np.intp) - first, 0)
    ray_columns = np.repeat(np.arange(canvas.width), count)
    rows = np.arange(len(ray_columns)) - np.repeat(np.cumsum(count) - count - first, count)
    return ray_columns, rows


def _edges(depth: Values) -> Indices:
    """Return the pixels beside which the depth jumps, or the surface ends."""
    edge = np.zeros(depth.shape, dtype=bool)
    with np.errstate(invalid="ignore"):
        for axis in (0, 1):
            jump = np.abs(np.diff(depth, axis=axis)) > _JUMP
            before, after = (edge[:-1], edge[1:]) if axis == 0 else (edge[:, :-1], edge[:, 1:])
            before |= jump
            after |= jump
    return np.flatnonzero(edge)


def _shared(pixels: Indices, caster: RayCaster, look: Look, canvas: Canvas) -> Pixels:
    """Return the colours of pixels through each of which eight rays pass."""
    row, column = canvas.height - 1 - pixels // canvas.width, pixels % canvas.width
    across = canvas.left + (column[:, None] + 0.5 + _ROOKS[:, 0]).ravel() / canvas.scale
    up = canvas.bottom + (row[:, None] + 0.5 + _ROOKS[:, 1]).ravel() / canvas.scale
    hits = caster.first_hits(across, np.arange(len(across)), up.astype(np.float32))
    colors = np.zeros((len(across), 4), dtype=np.float32)
    colors[hits.rays] = shade(hits, caster.field, caster.view, look, canvas.scale)
    total = colors.reshape(len(pixels), len(_ROOKS), 4).sum(axis=1)
    total[:, :3] /= np.maximum(total[:, 3:] / 255, 1)
    total[:, 3] /= len(_ROOKS)
    return np.asarray(total + 0.5, dtype=np.uint8)


def _packed(colors: Pixels) -> NDArray[np.uint32]:
    return np.ascontiguousarray(colors).view(np.uint32).ravel()
