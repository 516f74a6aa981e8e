"""Matrices as moves of space: area, rotate–stretch–rotate, and the way from rest to the full move.

The columns of a matrix are where it takes the basis vectors; all else follows along in straight grid lines.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from aimath.checks import Array, as_array, as_number
from aimath.errors import ShapeError


def determinant(matrix: ArrayLike) -> float:
    """Return how many times larger the move makes areas (volumes); negative when it also mirrors them.

    det [[a, b], [c, d]] = ad − bc

    Raises:
        ShapeError: if the matrix is not square.

    Example:
        >>> determinant([[2, 1], [0, 3]])
        6.0

    Source: G. Strang, Introduction to Linear Algebra, chapter 5.
    """
    square = _square(matrix)
    if len(square) == 2:
        # Elimination would divide and round; this is exact for whole numbers.
        return float(square[0, 0] * square[1, 1] - square[0, 1] * square[1, 0])
    return float(np.linalg.det(square))


def rotation(angle: float) -> Array:
    """Return the matrix that turns the plane anticlockwise by `angle` radians.

    Example:
        >>> rotation(math.pi / 2).round(9) + 0.0
        array([[ 0., -1.],
               [ 1.,  0.]])
    """
    turn = as_number(angle, "angle")
    return np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])


def angle_of(turn: ArrayLike) -> float:
    """Return the angle of a rotation of the plane, in radians from −π to π: the inverse of `rotation`.

    Raises:
        ShapeError: if the matrix is not 2 × 2.

    Example:
        >>> round(angle_of(rotation(0.3)), 9)
        0.3
    """
    matrix = _two_by_two(turn)
    return math.atan2(matrix[1, 0], matrix[0, 0])


@dataclass(frozen=True)
class RotateStretchRotate:
    """A move of space as three simple ones: matrix = second_rotation @ diag(stretches) @ first_rotation."""

    first_rotation: Array
    """(n, n) turns the directions that will be stretched onto the axes."""
    stretches: Array
    """(n,) the factor along each axis, largest first; the last is negative when the move mirrors space."""
    second_rotation: Array
    """(n, n) turns the stretched axes to where they end."""

    @property
    def angles(self) -> tuple[float, float]:
        """The two rotations of a move of the plane, in radians, the first within ±π/2."""
        return angle_of(self.first_rotation), angle_of(self.second_rotation)


def rotate_stretch_rotate(matrix: ArrayLike) -> RotateStretchRotate:
    """Split a square matrix into a rotation, a stretch along the axes, and a rotation.

    This is the singular value decomposition M = U Σ Vᵀ with both U and Vᵀ made proper rotations: a mirror, if
    there is one, becomes the sign of the last stretch.

    Raises:
        ShapeError: if the matrix is not square.

    Example:
        >>> parts = rotate_stretch_rotate([[0, -2], [1, 0]])
        >>> parts.stretches
        array([2., 1.])
        >>> rebuilt = parts.second_rotation @ np.diag(parts.stretches) @ parts.first_rotation
        >>> np.allclose(rebuilt, [[0, -2], [1, 0]])
        True

    Source: G. Strang, Introduction to Linear Algebra, chapter 7.
    """
    second, stretches, first = np.linalg.svd(_square(matrix))
    if np.linalg.det(first) < 0:
        first[-1], stretches[-1] = -first[-1], -stretches[-1]
    if np.linalg.det(second) < 0:
        second[:, -1], stretches[-1] = -second[:, -1], -stretches[-1]
    if len(stretches) == 2:
        if math.isclose(stretches[0], stretches[1], rel_tol=1e-12):
            # Every direction is stretched alike, so the first rotation is free: leave it out.
            first, second = np.eye(2), second @ first
        elif first[0, 0] < 0:
            # Half a turn in both rotations cancels: take the way that turns less at first.
            first, second = -first, -second
    return RotateStretchRotate(first_rotation=first, stretches=stretches, second_rotation=second)


def interpolate_straight(matrix: ArrayLike, fraction: float) -> Array:
    """Return the move at `fraction` of its way when every point walks straight to where it belongs.

    M(t) = (1 − t) I + t M

    Raises:
        ShapeError: if the matrix is not square.

    Example:
        >>> interpolate_straight([[3, 0], [0, 1]], 0.5)
        array([[2., 0.],
               [0., 1.]])
    """
    square = _square(matrix)
    t = as_number(fraction, "fraction")
    blend: Array = (1.0 - t) * np.eye(len(square)) + t * square
    return blend


def interpolate_turning(matrix: ArrayLike, fraction: float) -> Array:
    """Return the move of the plane at `fraction` of its way when what turns does turn.

    M = R(θ) P with the stretch P = V Σ Vᵀ (the polar decomposition), and M(t) = R(tθ) ((1 − t) I + t P).
    Half a turn stays a turn, where straight walks would crush the plane to a point midway.

    Raises:
        ShapeError: if the matrix is not 2 × 2.

    Example:
        >>> half_way = interpolate_turning(rotation(math.pi), 0.5)
        >>> np.allclose(half_way, rotation(math.pi / 2)) or np.allclose(half_way, rotation(-math.pi / 2))
        True

    Source: K. Shoemake and T. Duff, Matrix Animation and Polar Decomposition (1992).
    """
    square = _two_by_two(matrix)
    t = as_number(fraction, "fraction")
    parts = rotate_stretch_rotate(square)
    turn = parts.second_rotation @ parts.first_rotation
    stretch = parts.first_rotation.T @ np.diag(parts.stretches) @ parts.first_rotation
    return rotation(t * angle_of(turn)) @ interpolate_straight(stretch, t)


def _two_by_two(matrix: ArrayLike) -> Array:
    square = _square(matrix)
    if len(square) != 2:
        raise ShapeError(f"matrix: expected 2 × 2, got shape {square.shape}")
    return square


def _square(matrix: ArrayLike) -> Array:
    square = as_array(matrix, "matrix", dimensions=2)
    if square.shape[0] != square.shape[1]:
        raise ShapeError(f"matrix: expected as many rows as columns, got shape {square.shape}")
    return square
