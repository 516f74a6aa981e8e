"""A smooth height field through samples on a grid, in the cube that a view looks at."""

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aimath.checks import Array, as_array
from aimath.errors import InputError, ShapeError
from aimath.stage.space.projection import Values

_FINE = 512


@dataclass(frozen=True, eq=False)
class HeightField:
    """Heights over a rectangle: ground coordinates run from -1 to 1, heights from 0 to 1.

    A cubic spline goes through the samples, so that light and level lines show no facets. Single precision is
    enough for pixels, and twice as fast.

    Attributes:
        x: (n,) the first coordinate of the samples.
        y: (m,) the second coordinate of the samples.
        z_range: the heights drawn as 0 and 1; anything beyond is cut off there.
        fine: (512 · 512,) heights between 0 and 1, rows along y.
        slopes: (2, 512 · 512) the slopes of `fine` along both ground coordinates.
        key: a digest of what it was made of: fields with equal keys are equal.

    Example:
        >>> row = np.linspace(0, 3, 4)
        >>> bowl = HeightField.through(row, row, row**2 + row[:, None] ** 2)
        >>> bowl.z_range, round(float(bowl.height(*bowl.ground(1, 2))), 4) == round(5 / 18, 4)
        ((0.0, 18.0), True)
    """

    x: Array
    y: Array
    z_range: tuple[float, float]
    fine: Values
    slopes: Values
    key: bytes

    @classmethod
    def through(
        cls, x: ArrayLike, y: ArrayLike, z: ArrayLike, z_range: tuple[float, float] | None = None
    ) -> Self:
        """Return the field through samples.

        Args:
            x: (n,) evenly spaced, or the (m, n) array that `numpy.meshgrid` makes of it.
            y: (m,) evenly spaced, or the (m, n) array that `numpy.meshgrid` makes of it.
            z: (m, n) heights.
            z_range: lowest and highest height to draw; those of `z` if not given.

        Raises:
            InputError: if coordinates are not evenly spaced upwards, or the range is empty.
            ShapeError: if the shapes do not fit.
        """
        x, y = _coordinate(x, "x", axis=1), _coordinate(y, "y", axis=0)
        z = as_array(z, "z", dimensions=2)
        if z.shape != (len(y), len(x)):
            raise ShapeError(f"z: expected shape {(len(y), len(x))}, rows along y, got {z.shape}")
        low, high = z_range or (float(z.min()), float(z.max()))
        if z_range is not None and not low < high:
            raise InputError(f"z_range: expected the lower end first, got {z_range}")
        if low == high:
            low, high = low - 0.5, high + 0.5
        share = ((z - low) / (high - low)).astype(np.float32)
        (value_x, slope_x), (value_y, slope_y) = _spline(len(x)), _spline(len(y))
        by_row = value_y @ share
        fine = by_row @ value_x.T
        slopes = np.empty((2, *fine.shape), dtype=np.float32)
        np.matmul(by_row, slope_x.T, out=slopes[0])
        np.matmul(slope_y @ share, value_x.T, out=slopes[1])
        np.copyto(slopes, 0, where=(fine < 0) | (fine > 1))
        np.clip(fine, 0, 1, out=fine)
        return cls(x, y, (low, high), fine.ravel(), slopes.reshape(2, -1), _key(x, y, z, low, high))

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        """Return the field itself: it never changes, so that copies of what shows it may share it."""
        return self

    def toward(self, other: Self, share: float) -> Self:
        """Return the field whose heights and range are `share` of the way to those of another field."""
        low = (1 - share) * self.z_range[0] + share * other.z_range[0]
        high = (1 - share) * self.z_range[1] + share * other.z_range[1]
        here = np.float32((1 - share) * (self.z_range[1] - self.z_range[0]) / (high - low))
        there = np.float32(share * (other.z_range[1] - other.z_range[0]) / (high - low))
        return type(self)(
            (1 - share) * self.x + share * other.x if len(self.x) == len(other.x) else other.x,
            (1 - share) * self.y + share * other.y if len(self.y) == len(other.y) else other.y,
            (low, high),
            here * self.fine + there * other.fine,
            here * self.slopes + there * other.slopes,
            _key(self.key, other.key, share),
        )

    def ground(self, x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
        """Return ground coordinates: -1 and 1 at the borders of the samples."""
        return (
            2 * (np.asarray(x, dtype=float) - self.x[0]) / (self.x[-1] - self.x[0]) - 1,
            2 * (np.asarray(y, dtype=float) - self.y[0]) / (self.y[-1] - self.y[0]) - 1,
        )

    def share(self, height: ArrayLike) -> Array:
        """Return where heights lie between the lowest (0) and the highest (1) drawn."""
        low, high = self.z_range
        return np.asarray((np.asarray(height, dtype=float) - low) / (high - low))

    def height(self, across: ArrayLike, along: ArrayLike) -> Values:
        """Return the height between 0 and 1 at ground coordinates; beyond the border, that of the border."""
        half, last = np.float32((_FINE - 1) / 2), np.float32(_FINE - 1.001)
        right = np.clip(np.asarray(across, dtype=np.float32) * half + half, 0, last)
        up = np.clip(np.asarray(along, dtype=np.float32) * half + half, 0, last)
        left, below = np.floor(right), np.floor(up)
        at = np.asarray(below * np.float32(_FINE) + left).astype(np.intp)
        right -= left
        up -= below
        first, second = (self._between(at + row, right) for row in (0, _FINE))
        second -= first
        second *= up
        second += first
        return np.asarray(second)

    def _between(self, at: NDArray[np.intp], share: Values) -> Values:
        """Return what is a share of the way from fine heights to their neighbours."""
        here = self.fine.take(at)
        there = self.fine.take(at + 1)
        there -= here
        there *= share
        there += here
        return there

    def slope(self, across: Values, along: Values) -> tuple[Values, Values]:
        """Return the slopes along both ground coordinates at places inside the border."""
        half = np.float32((_FINE - 1) / 2)
        row = (along * half + np.float32(_FINE / 2)).astype(np.int32)
        row *= _FINE
        row += (across * half + np.float32(_FINE / 2)).astype(np.int32)
        return self.slopes[0].take(row, mode="clip"), self.slopes[1].take(row, mode="clip")


def _key(*parts: Array | bytes | float) -> bytes:
    found = hashlib.sha256()
    for part in parts:
        found.update(part if isinstance(part, bytes) else np.asarray(part, dtype=float).tobytes())
    return found.digest()


def _coordinate(values: ArrayLike, name: str, axis: int) -> Array:
    found = as_array(values, name)
    if found.ndim == 2:
        found = found[0] if axis == 1 else found[:, 0]
    if found.ndim != 1 or len(found) < 4:
        raise ShapeError(f"{name}: expected at least 4 numbers in a row, got shape {found.shape}")
    gaps = np.diff(found)
    if gaps.min() <= 0 or not np.allclose(gaps, gaps.mean(), rtol=1e-6, atol=0):
        raise InputError(f"{name}: expected evenly spaced numbers, upwards, such as numpy.linspace gives")
    return found


@cache
def _spline(knots: int) -> tuple[Values, Values]:
    """Return the matrices that take samples over -1 to 1 to the spline through them, and to its slopes.

    It is the cubic spline with not-a-knot ends: exact for cubics.

    Source: C. de Boor, A Practical Guide to Splines (1978), chapter IV.
    """
    bends = np.zeros((knots, knots))
    rise = np.zeros((knots, knots))
    for i in range(1, knots - 1):
        bends[i, i - 1 : i + 2] = 1, 4, 1
        rise[i, i - 1 : i + 2] = 6, -12, 6
    bends[0, :3] = bends[-1, -3:] = 1, -2, 1
    second = np.linalg.solve(bends, rise)
    at = np.linspace(0, knots - 1, _FINE)
    left = np.minimum(at.astype(int), knots - 2)
    far = (at - left)[:, None]
    near = 1 - far
    before, after = np.eye(knots)[left], np.eye(knots)[left + 1]
    value = near * before + far * after
    value += ((near**3 - near) * second[left] + (far**3 - far) * second[left + 1]) / 6
    slope = after - before + ((1 - 3 * near**2) * second[left] + (3 * far**2 - 1) * second[left + 1]) / 6
    return value.astype(np.float32), (slope * (knots - 1) / 2).astype(np.float32)
