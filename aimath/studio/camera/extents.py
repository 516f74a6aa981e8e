"""How far shapes reach in the scene, measured as Manim measures it."""

import numpy as np
from manim.mobject.types.vectorized_mobject import VMobject

from aimath.studio.camera.shapes import POINTS_PER_CURVE, Floats, Indices, has_usual, starts_of

MEASURING = (
    "get_center",
    "get_edge_center",
    "get_critical_point",
    "get_extremum_along_dim",
    "get_points_defining_boundary",
    "get_anchors",
)
"""The methods that tell how far a mobject reaches."""


def reaches_as_its_curves(mobject: VMobject, methods: tuple[str, ...] = MEASURING) -> bool:
    """Return whether the ends of a mobject's own curves tell how far it reaches.

    Args:
        mobject: the mobject.
        methods: those that have to be Manim's for that.
    """
    return (
        not mobject.submobjects
        and mobject.n_points_per_cubic_curve == POINTS_PER_CURVE
        and len(mobject.points) % POINTS_PER_CURVE == 0
        and has_usual(mobject, methods)
    )


def extents(points: Floats, sizes: Indices) -> tuple[Floats, Floats]:
    """Return (n, 3) the lowest and (n, 3) the highest coordinates of the ends of shapes' curves.

    Args:
        points: (N, 3) the points of shapes that consist of whole curves, one shape after the other.
        sizes: (n,) how many points each shape has.
    """
    ends = points.reshape(-1, POINTS_PER_CURVE, 3)[:, ::3].reshape(-1, 3)
    starts = starts_of(sizes) // 2
    return np.minimum.reduceat(ends, starts), np.maximum.reduceat(ends, starts)
