"""An invisible frame that remembers where a mobject stands, however it is moved, scaled or turned."""

import numpy as np
from manim import VMobject
from numpy.typing import ArrayLike, NDArray

Coordinates = NDArray[np.float64]
"""Points in the scene or on an anchor, in the last axis."""


class Anchor(VMobject):
    """A box that draws nothing and takes part in every move, so that what is added later lands in place.

    Args:
        width: width in scene units.
        height: height in scene units.

    Example:
        >>> anchor = Anchor(width=4.0, height=2.0).shift([1.0, 0.0, 0.0])
        >>> anchor.to_scene([[0.0, 0.0], [1.0, 1.0]]).tolist()
        [[-1.0, 1.0, 0.0], [3.0, -1.0, 0.0]]
    """

    def __init__(self, *, width: float, height: float) -> None:
        super().__init__(stroke_width=0, fill_opacity=0)
        corner = np.array([-width / 2, height / 2, 0.0])
        right, down = np.array([width, 0.0, 0.0]), np.array([0.0, -height, 0.0])
        # There and back again: a path without area draws nothing, whatever its opacity is set to.
        self.set_points_as_corners([corner, corner + right, corner, corner + down, corner])
        self._made = max(width, 1e-9)

    @property
    def corner(self) -> Coordinates:
        """The upper left corner in the scene."""
        return np.array(self.points[0])

    @property
    def right(self) -> Coordinates:
        """The way from the upper left corner to the upper right one."""
        return np.array(self.points[3] - self.points[0])

    @property
    def down(self) -> Coordinates:
        """The way from the upper left corner to the lower left one."""
        return np.array(self.points[11] - self.points[8])

    @property
    def magnification(self) -> float:
        """How many times wider it is now than it was made."""
        return float(np.linalg.norm(self.right)) / self._made

    def to_scene(self, shares: ArrayLike) -> Coordinates:
        """Return the scene points of (…, 2) shares of the width (from the left) and height (from the top)."""
        across, downward = np.moveaxis(np.asarray(shares, dtype=float), -1, 0)[..., np.newaxis]
        return np.asarray(self.corner + across * self.right + downward * self.down)

    def reshape(self, low: Coordinates, high: Coordinates) -> None:
        """Stand around another part: the shares (2,) of its upper left and lower right corner.

        Example:
            >>> anchor = Anchor(width=4.0, height=2.0)
            >>> anchor.reshape(np.array([0.5, 0.0]), np.array([1.0, 1.0]))
            >>> float(anchor.width), anchor.magnification
            (2.0, 1.0)
        """
        corner, right, down = self.to_scene(np.array([low, (high[0], low[1]), (low[0], high[1])]))
        self.set_points_as_corners([corner, right, corner, down, corner])
        self._made *= max(float(high[0] - low[0]), 1e-9)

    def from_scene(self, points: ArrayLike) -> Coordinates:
        """Return the (…, 2) shares of scene points: the inverse of `to_scene`."""
        basis = np.stack([self.right[:2], self.down[:2]], axis=1)
        relative = np.asarray(points, dtype=float)[..., :2] - self.corner[:2]
        return np.asarray(relative @ np.linalg.inv(basis).T)
