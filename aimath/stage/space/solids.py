"""Round solids in a flat scene: an arrow of a shaft and a cone, lit from the upper left."""

import math
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aimath.stage.colormaps import mix
from aimath.stage.plots.paths import Points, segments

TONES = 4
"""How many colours, from shade to light, a solid has."""

_FACETS = 32
_BRIGHTER_THAN = np.array([[-9.0], [0.3], [0.55], [0.88]])  # Each tone is painted over the darker ones.
_BRIGHTEST = 0.94
# Mostly from where the camera is, so that an arrow shows its own colour from every side.
_LIGHT = np.array([-0.4, 0.34, -0.85]) / np.linalg.norm([-0.4, 0.34, 0.85])
_ANGLES = np.linspace(0, 2 * np.pi, _FACETS + 1)
# Where around an axis the edges between facets are, and the middles of facets.
_EDGES, _MIDDLES = (
    np.stack([np.cos(angles), np.sin(angles)], axis=1) for angles in (_ANGLES, _ANGLES[:-1] + np.pi / _FACETS)
)
# The corners on four rings: both ends of the shaft, the rim of the cone, and its tip.
_TAIL, _COLLAR, _RIM, _TIP = np.arange(4 * (_FACETS + 1)).reshape(4, -1)
_SHAFT_FACES = np.stack([_TAIL[:-1], _TAIL[1:], _COLLAR[1:], _COLLAR[:-1]], axis=1)
# A triangle is a face whose first two corners are one.
_CONE_FACES = np.stack([_RIM[:-1], _RIM[:-1], _RIM[1:], _TIP[1:]], axis=1)
_FACES = np.stack([_SHAFT_FACES, _CONE_FACES])
_BASE = _RIM[:-1][::-1]

Projection = Callable[[Points], Points]
"""Takes places in space, (..., 3), to places in the scene."""


class SolidArrow(NamedTuple):
    """The Bézier points of an arrow's visible faces.

    Attributes:
        shaft: its faces in each tone, from shade to light.
        cone: likewise.
        base: the underside of the cone, where it can be seen.
        points_away: whether the arrow points away from the camera, so that the cone is behind the shaft.
    """

    shaft: tuple[Points, ...]
    cone: tuple[Points, ...]
    base: Points
    points_away: bool


def solid_arrow(
    start: Points, end: Points, project: Projection, camera: Points, shaft: float, cone: tuple[float, float]
) -> SolidArrow:
    """Return the faces of an arrow from `start` to `end`, both (3,).

    Args:
        start: where it begins.
        end: where it ends.
        project: from space to the scene, places of any shape (..., 3).
        camera: what the camera calls right, up and forward, as the rows of a (3, 3) matrix.
        shaft: radius of the shaft.
        cone: length and radius of the cone; a short arrow has a smaller one.

    Example:
        >>> look = np.array([[1.0, 0, 0], [0, 0, 1], [0, 1, 0]])
        >>> ahead = np.array([0, 1.0, 0])
        >>> arrow = solid_arrow(np.zeros(3), ahead, lambda p: p @ look.T, look, 0.1, (0.3, 0.2))
        >>> arrow.points_away, len(arrow.base) > 0
        (True, True)
    """
    along = end - start
    length = float(np.linalg.norm(along))
    empty = np.zeros((0, 3))
    if length < 1e-9:
        return SolidArrow((empty,) * TONES, (empty,) * TONES, empty, False)
    small = min(1.0, length / (1.5 * cone[0]))
    shaft, head, radius = shaft * small, cone[0] * small, cone[1] * small
    axis = along / length
    x, y, z = axis
    turn = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])  # Gives the cross product with the axis.
    side = turn[:, np.abs(axis).argmin()]
    side = side / np.linalg.norm(side)
    around = np.array([side, turn @ side])
    out, normals = _EDGES @ around, _MIDDLES @ around
    neck = end - head * axis
    centers, sizes = np.array([start, neck, neck, end]), np.array([shaft, shaft, radius, 0.0])
    seen = project(centers[:, np.newaxis] + sizes[:, np.newaxis, np.newaxis] * out).reshape(-1, 3)
    slanted = (normals * head + axis * radius) / math.hypot(head, radius)
    faces, brightness = seen[_FACES], np.array([normals, slanted]) @ (camera.T @ _LIGHT)
    visible = _areas(faces) > 0
    # The brightest face is always about as bright: an arrow keeps its colour when it turns to the shade.
    brightness += _BRIGHTEST - np.where(visible, brightness, -1).max(axis=1, keepdims=True)
    paths = segments(faces.reshape(-1, 3), _next(faces).reshape(-1, 3)).reshape(2, _FACETS, 16, 3)
    base = seen[_BASE]
    away = bool(_areas(base) > 0)
    return SolidArrow(
        _toned(paths[0], visible[0], brightness[0]),
        _toned(paths[1, :, 4:], visible[1], brightness[1]),
        segments(base, _next(base)) if away else empty,
        away,
    )


def tones(color: str, shade: str, light: str) -> tuple[str, ...]:
    """Return the colours of a solid, from shade to light.

    Example:
        >>> len(tones("#62B5FF", "#000000", "#FFFFFF")) == TONES
        True
    """
    return mix(color, shade, 0.38), mix(color, shade, 0.18), color, mix(color, light, 0.4)


def _toned(paths: Points, visible: NDArray[np.bool_], brightness: Points) -> tuple[Points, ...]:
    """Return the visible faces, from their paths (n, k, 3), as one path for each tone."""
    tone, face = np.nonzero(visible & (brightness > _BRIGHTER_THAN))
    chosen = paths[face]
    starts = np.searchsorted(tone, range(TONES + 1))
    return tuple(chosen[first:last].reshape(-1, 3) for first, last in pairwise(starts))


def _next(corners: Points) -> Points:
    """Return for each corner of faces, (..., k, 3), the one after it."""
    return np.concatenate([corners[..., 1:, :], corners[..., :1, :]], axis=-2)


def _areas(faces: Points) -> Points:
    """Return the areas of faces, (..., k, 3), on screen: above 0 for those that are seen from outside."""
    after = _next(faces)
    return np.asarray((faces[..., 0] * after[..., 1] - faces[..., 1] * after[..., 0]).sum(axis=-1) / 2)
