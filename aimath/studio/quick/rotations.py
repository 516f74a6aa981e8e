"""Rotations in space, as SciPy works them out, without importing it: Manim uses nothing else of it."""

from collections.abc import Callable
from math import cos, sin, sqrt
from typing import Any

import numpy as np
from manim.utils import space_ops

_SMALL = 1e-3
"""Radians; below, the sine is replaced by the beginning of its series, as SciPy does."""


class Rotation:
    """A rotation in space.

    Args:
        quaternion: x, y, z and w of the unit quaternion.
    """

    def __init__(self, quaternion: tuple[float, float, float, float]) -> None:
        self._quaternion = quaternion

    @classmethod
    def from_rotvec(cls, vector: Any) -> "Rotation":
        """Return the rotation around a vector (3,) by its length in radians."""
        x, y, z = np.asarray(vector, dtype=float).tolist()
        angle = sqrt(x * x + y * y + z * z)
        if angle <= _SMALL:
            square = angle * angle
            scale = 0.5 - square / 48 + square * square / 3840
        else:
            scale = sin(angle / 2) / angle
        return cls((scale * x, scale * y, scale * z, cos(angle / 2)))

    def as_matrix(self) -> Any:
        """Return the matrix (3, 3) that turns column vectors.

        Example:
            >>> quarter = Rotation.from_rotvec([0, 0, np.pi / 2]).as_matrix()
            >>> (quarter @ [1, 0, 0]).round(12).tolist()
            [0.0, 1.0, 0.0]
        """
        x, y, z, w = self._quaternion
        xx, yy, zz, ww = x * x, y * y, z * z, w * w
        xy, zw, xz, yw, yz, xw = x * y, z * w, x * z, y * w, y * z, x * w
        return np.array(
            [
                [xx - yy - zz + ww, 2 * (xy - zw), 2 * (xz + yw)],
                [2 * (xy + zw), -xx + yy - zz + ww, 2 * (yz - xw)],
                [2 * (xz - yw), 2 * (yz + xw), -xx - yy + zz + ww],
            ]
        )


QUICK: tuple[tuple[Any, str, Callable[..., Any]], ...] = ((space_ops, "Rotation", Rotation),)
"""A module, a name in it, and what takes its place."""
