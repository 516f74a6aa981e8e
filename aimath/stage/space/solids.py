"""Round solids in a flat scene: an arrow of a shaft and a cone, lit from the upper left."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from aimath.stage.colormaps import mix
from aimath.stage.plots.paths import Points, segments

TONES = 4
"""How many colours, from shade to light, a solid has."""

_FACETS = 32
_BRIGHTER_THAN = (-9.0, 0.3, 0.55, 0.88)  # Each tone is painted over the darker ones.
_BRIGHTEST = 0.94
# Mostly from where the camera is, so that an arrow shows its own colour from every side.
_LIGHT = np.array([-0.4, 0.34, 0.85]) / np.linalg.norm([-0.4, 0.34, 0.85])

Projection = Callable[[Points], Points]
"""Takes places in space, (n, 3), to places in the scene, (n, 3)."""


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
        project: from space to the scene.
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
    side = np.cross(axis, np.eye(3)[np.argmin(np.abs(axis))])
    side /= np.linalg.norm(side)
    around = np.stack([side, np.cross(axis, side)])
    angles = np.linspace(0, 2 * np.pi, _FACETS + 1)
    between = angles[:-1] + np.pi / _FACETS
    out, normals = (np.stack([np.cos(at), np.sin(at)], axis=1) @ around for at in (angles, between))
    neck = end - head * axis
    rings = (start, shaft), (neck, shaft), (neck, radius)
    seen = project(np.concatenate([*(center + size * out for center, size in rings), end[None]]))
    tail, collar, rim = seen[:-1].reshape(len(rings), -1, 3)
    tip = np.broadcast_to(seen[-1], rim.shape)
    slanted = (normals * head + axis * radius) / np.hypot(head, radius)
    base = rim[:-1][::-1]
    away = _areas(base) > 0
    return SolidArrow(
        _toned(np.stack([tail[:-1], tail[1:], collar[1:], collar[:-1]], axis=1), normals @ camera.T),
        _toned(np.stack([rim[:-1], rim[1:], tip[1:]], axis=1), slanted @ camera.T),
        _faces(base[None]) if away else empty,
        bool(away),
    )


def tones(color: str, shade: str, light: str) -> tuple[str, ...]:
    """Return the colours of a solid, from shade to light.

    Example:
        >>> len(tones("#62B5FF", "#000000", "#FFFFFF")) == TONES
        True
    """
    return mix(color, shade, 0.38), mix(color, shade, 0.18), color, mix(color, light, 0.4)


def _toned(faces: Points, normals: Points) -> tuple[Points, ...]:
    """Return the visible faces, (n, k, 3), as one path for each tone."""
    visible = _areas(faces) > 0
    brightness = normals @ (_LIGHT * [1, 1, -1])
    # The brightest face is always about as bright: an arrow keeps its colour when it turns to the shade.
    brightness += _BRIGHTEST - brightness[visible].max(initial=-1)
    paths = _faces(faces).reshape(len(faces), -1, 3)
    return tuple(paths[visible & (brightness > least)].reshape(-1, 3) for least in _BRIGHTER_THAN)


def _faces(faces: Points) -> Points:
    return segments(faces.reshape(-1, 3), _next(faces).reshape(-1, 3))


def _next(corners: Points) -> Points:
    """Return for each corner of faces, (..., k, 3), the one after it."""
    return np.concatenate([corners[..., 1:, :], corners[..., :1, :]], axis=-2)


def _areas(faces: Points) -> Points:
    """Return the areas of faces, (..., k, 3), on screen: above 0 for those that are seen from outside."""
    after = _next(faces)
    return np.asarray((faces[..., 0] * after[..., 1] - faces[..., 1] * after[..., 0]).sum(axis=-1) / 2)
