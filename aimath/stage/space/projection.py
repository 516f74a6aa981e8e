"""The turning camera of a landscape: where a point of its cube lands in a flat scene."""

import math
from dataclasses import astuple, dataclass, fields
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aimath.errors import InputError

Values = NDArray[np.floating[Any]]
"""Numbers of single or double precision."""


class Projected(NamedTuple):
    """Points on the picture plane, and how far behind the middle of the ground each one lies."""

    across: Values
    up: Values
    depth: Values


@dataclass(frozen=True)
class View:
    """From where a landscape is seen.

    The lens is kept upright, as in photographs of buildings: what is vertical stays vertical, straight lines
    stay straight, and every column of the picture shows one straight line of the ground. Seen from an
    elevation of 90 degrees with azimuth 0, the landscape is its own map.

    Attributes:
        azimuth: degrees that the camera has walked around the middle, counter-clockwise seen from above; at 0
            it looks along the second axis, with the first to the right.
        elevation: degrees above the horizon, above 0 and up to 90.
        perspective: how much nearer things are larger; 0 keeps parallels parallel.
        height: the height of the landscape where its ground is 2 wide.

    Example:
        >>> across, up, depth = View(azimuth=0, elevation=90).project(1, 0.5, 0)
        >>> across.round(9).tolist(), up.round(9).tolist()
        (1.0, 0.5)
    """

    azimuth: float = -35.0
    elevation: float = 35.0
    perspective: float = 0.16
    height: float = 0.9

    def __post_init__(self) -> None:
        # With numbers of NumPy's own, what is computed would be of double precision, and end elsewhere.
        for each in fields(self):
            object.__setattr__(self, each.name, float(getattr(self, each.name)))
        if not 0 < self.elevation <= 90:
            raise InputError(f"elevation: expected degrees above 0 and up to 90, got {self.elevation:g}")
        if not 0 <= self.perspective <= 0.5:
            raise InputError(f"perspective: expected a number from 0 to 0.5, got {self.perspective:g}")
        if not 0 < self.height <= 4:
            raise InputError(f"height: expected a number above 0 and up to 4, got {self.height:g}")

    @property
    def turn(self) -> tuple[float, float]:
        """Cosine and sine of the azimuth."""
        return math.cos(math.radians(self.azimuth)), math.sin(math.radians(self.azimuth))

    @property
    def flattening(self) -> float:
        """How much of a distance on the ground shows upwards: the sine of the elevation."""
        return math.sin(math.radians(self.elevation))

    @property
    def uprightness(self) -> float:
        """How much of a height shows upwards: that of the landscape times the cosine of the elevation."""
        return self.height * math.cos(math.radians(self.elevation))

    @property
    def convergence(self) -> float:
        """How much smaller things get with each unit of distance; none from straight above."""
        return self.perspective * math.cos(math.radians(self.elevation))

    def toward(self, other: "View", share: float) -> "View":
        """Return the view that is `share` of the way to another one."""
        here, there = astuple(self), astuple(other)
        azimuth, elevation, perspective, height = (
            (1 - share) * a + share * b for a, b in zip(here, there, strict=True)
        )
        return View(azimuth, min(elevation, 90.0), max(perspective, 0.0), height)

    def faces(self, across: float, along: float) -> bool:
        """Return whether the side of the cube in that direction of the ground turns towards the eye."""
        _, away = self.turned(across, along)
        return bool(-away > self.convergence)

    def turned(self, across: ArrayLike, along: ArrayLike) -> tuple[Values, Values]:
        """Return the parts to the right and away from the viewer of directions on the ground."""
        cos, sin = self.turn
        across, along = np.asarray(across), np.asarray(along)
        return np.asarray(across * cos + along * sin), np.asarray(along * cos - across * sin)

    @property
    def camera(self) -> NDArray[np.float64]:
        """What is right, up and forward for the camera, as the rows of a (3, 3) matrix."""
        cos, sin = self.turn
        lift = math.radians(self.elevation)
        level, upright = math.cos(lift), math.sin(lift)
        return np.array(
            [
                [cos, sin, 0.0],
                [-sin * upright, cos * upright, level],
                [-sin * level, cos * level, -upright],
            ]
        )

    @property
    def matrix(self) -> NDArray[np.float64]:
        """(4, 3) what takes (across, along, share, 1) to the picture plane, in homogeneous coordinates.

        What it gives is (across, up, 1), as from `project`, times how much smaller things there are drawn.

        Reference: J. D. Foley et al., Computer Graphics: Principles and Practice (1990), chapter 6.
        """
        cos, sin = self.turn
        rise, recede = self.flattening, self.convergence
        return np.array(
            [
                [cos, -sin * rise, -sin * recede],
                [sin, cos * rise, cos * recede],
                [0.0, self.uprightness, 0.0],
                [0.0, -self.uprightness / 2, 1.0],
            ]
        )

    def project(self, across: ArrayLike, along: ArrayLike, share: ArrayLike) -> Projected:
        """Return where points of the cube land on the picture plane.

        Args:
            across: first ground coordinate, -1 to 1.
            along: second ground coordinate, -1 to 1.
            share: height between 0 and 1.
        """
        right, depth = self.turned(across, along)
        up = depth * self.flattening + (np.asarray(share) - 0.5) * self.uprightness
        size = 1 / (1 + self.convergence * depth)
        return Projected(right * size, up * size, depth)

    def lift(self, place: Projected, right: Values, away: Values) -> Values:
        """Return how much the picture rises for each step on a surface away from the eye.

        Below 0, the surface shows its underside.

        Args:
            place: points of the surface.
            right: its slopes to the right.
            away: its slopes away from the eye.
        """
        rise = away + self.convergence * place.across * right
        return np.asarray(self.flattening - self.convergence * place.up + self.uprightness * rise)

    def on_ray(self, across: ArrayLike, depth: ArrayLike) -> tuple[Values, Values]:
        """Return the ground coordinates at a depth under one column of the picture plane."""
        cos, sin = self.turn
        depth = np.asarray(depth)
        right = np.asarray(across) * (1 + self.convergence * depth)
        return right * cos - depth * sin, right * sin + depth * cos

    def ray(self, across: ArrayLike) -> tuple[Values, Values]:
        """Return the depths at which the ground under columns of the picture plane begins and ends.

        A column beside the ground gives an empty stretch: its end is not behind its beginning.
        """
        near_x, near_y = self.on_ray(across, -2.0)
        far_x, far_y = self.on_ray(across, 2.0)
        begin, end = np.full(np.shape(across), -2.0), np.full(np.shape(across), 2.0)
        for near, far in ((near_x, far_x), (near_y, far_y)):
            with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
                first, second = ((side - near) / (far - near) * 4 - 2 for side in (-1.0, 1.0))
            beside = np.where(np.abs(near) > 1, 9.0, -9.0)
            flat = np.abs(far - near) < 1e-9
            begin = np.maximum(begin, np.where(flat, beside, np.minimum(first, second)))
            end = np.minimum(end, np.where(flat, 9.0, np.maximum(first, second)))
        return begin, end

    @property
    def extent(self) -> tuple[float, float, float]:
        """Half the width, the lowest and the highest point of the cube on the picture plane.

        It is the same for every azimuth, so that a turning landscape keeps its size.
        """
        return _extent(self.flattening, self.uprightness, self.convergence)

    def extent_of(self, across: ArrayLike, along: ArrayLike, share: ArrayLike) -> tuple[float, float, float]:
        """Return the extent that just these points of the cube need, for every azimuth.

        Args:
            across: first ground coordinate, -1 to 1.
            along: second ground coordinate, -1 to 1.
            share: height between 0 and 1.
        """
        radius = np.hypot(across, along)
        up = (np.asarray(share) - 0.5) * self.uprightness
        # As a point goes round, it is lowest where it is nearest and highest where it is farthest.
        # What is above the eye is so the other way round.
        near = (up - radius * self.flattening) / (1 - self.convergence * radius)
        far = (up + radius * self.flattening) / (1 + self.convergence * radius)
        return self.extent[0], float(np.minimum(near, far).min()), float(np.maximum(near, far).max())


@cache
def _extent(flattening: float, uprightness: float, convergence: float) -> tuple[float, float, float]:
    angle = np.linspace(0, 2 * np.pi, 361)
    right, depth = np.sqrt(2) * np.cos(angle), np.sqrt(2) * np.sin(angle)
    size = 1 / (1 + convergence * depth)
    low = (depth * flattening - uprightness / 2) * size
    high = (depth * flattening + uprightness / 2) * size
    return float((right * size).max()), float(low.min()), float(high.max())
