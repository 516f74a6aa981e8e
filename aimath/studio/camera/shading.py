"""Light on shapes in space: every shape is a little brighter or darker at two of its corners."""

import numpy as np
from manim.constants import UP
from manim.utils.space_ops import get_unit_normal

from aimath.studio.camera.shapes import Colors, Floats, Indices, Shapes, starts_of

_NEARLY_PARALLEL = 1e-6


def corner_indices(sizes: Indices) -> Indices:
    """Return (n, 2): which points of shapes with so many points are the first and the opposite corner."""
    return np.stack([np.zeros_like(sizes), (sizes - 1) // 6 * 3], axis=-1)


def corner_light(shapes: Shapes, light_source: Floats) -> Floats:
    """Return (n, 2): what light adds to red, green and blue at two corners of each shape that is shaded.

    It is half the cube of the cosine between the surface's normal and the way to the light, and half of that
    on the side that is turned away; zero for shapes that are not shaded.

    Args:
        shapes: the shapes.
        light_source: (3,) where the light is.
    """
    light = np.zeros((len(shapes.sizes), 2))
    shaded = np.flatnonzero(shapes.shaded)
    sizes, starts = shapes.sizes[shaded], shapes.starts[shaded]
    for corner, index in enumerate(corner_indices(sizes).T):
        to_light = light_source - shapes.points[starts + index]
        distance = np.linalg.norm(to_light, axis=1, keepdims=True)
        direction = np.divide(to_light, distance, out=np.zeros_like(to_light), where=distance != 0)
        cosine = (_normals(shapes.points, starts, sizes, index) * direction).sum(axis=1)
        added = 0.5 * cosine**3
        light[shaded, corner] = np.where(added < 0, 0.5 * added, added)
    return light


def lit(colors: Colors, shaded: np.ndarray, light: Floats) -> Colors:
    """Return colours with light on them: shaded shapes have two, one for each corner.

    Args:
        colors: the colours of all shapes.
        shaded: (n,) which shapes are shaded.
        light: (n, 2) what `corner_light` gives.
    """
    counts = np.where(shaded, 2, colors.counts)
    starts = starts_of(counts)
    rows = np.repeat(colors.starts - starts, counts) + np.arange(counts.sum())
    alone = shaded & (colors.counts == 1)
    rows[starts[alone] + 1] -= 1
    lit_rows = colors.rows[rows]
    for corner in (0, 1):
        lit_rows[starts[shaded] + corner, :3] += light[shaded, corner, np.newaxis]
    return Colors(lit_rows, starts, counts)


def _normals(points: Floats, starts: Indices, sizes: Indices, index: Indices) -> Floats:
    """Return (k, 3) the unit normals at one point of each shape; UP for a shape of a single curve."""
    flat = sizes <= 4
    before = np.where(flat, 0, np.where(index > 2, index - 3, sizes - 4))
    after = np.where(flat, 0, np.where(index < sizes - 3, index + 3, 3))
    here = points[starts + index]
    forward, backward = points[starts + after] - here, points[starts + before] - here
    reach = [np.abs(way).max(axis=1, keepdims=True) for way in (forward, backward)]
    with np.errstate(divide="ignore", invalid="ignore"):
        normals = np.cross(forward / reach[0], backward / reach[1])
        length = np.linalg.norm(normals, axis=1)
        normals /= length[:, np.newaxis]
    for shape in np.flatnonzero(~(length > _NEARLY_PARALLEL) & ~flat):
        normals[shape] = get_unit_normal(forward[shape], backward[shape])
    normals[flat] = UP
    return normals
