"""A rectangle with round corners in eight curves: quick to make and to draw, for there are many of them."""

import numpy as np
from manim import VMobject

# A quarter of the unit circle as one cubic, whose handles reach 4/3 (√2 - 1) far.
_REACH = 4 / 3 * (np.sqrt(2) - 1)
_QUARTER = np.array([1, 1 + 1j * _REACH, _REACH + 1j, 1j])
_TURNS = np.array([1, 1j, -1, -1j])


class RoundedBox(VMobject):
    """A box around the origin.

    Args:
        width: width in scene units.
        height: height in scene units.
        radius: radius of its corners, at most half of the smaller side.

    Example:
        >>> box = RoundedBox(width=2.0, height=1.0, radius=0.2)
        >>> float(box.width), float(box.height), len(box.points)
        (2.0, 1.0, 32)
    """

    def __init__(self, *, width: float, height: float, radius: float) -> None:
        super().__init__()
        radius = min(radius, width / 2, height / 2)
        across, up = width / 2 - radius, height / 2 - radius
        middles = np.array([across + 1j * up, -across + 1j * up, -across - 1j * up, across - 1j * up])
        corners = middles[:, np.newaxis] + radius * _TURNS[:, np.newaxis] * _QUARTER
        starts, ends = corners[:, 3], np.roll(corners[:, 0], -1)
        sides = np.stack([starts, (2 * starts + ends) / 3, (starts + 2 * ends) / 3, ends], axis=1)
        flat = np.stack([corners, sides], axis=1).ravel()
        self.set_points(np.stack([flat.real, flat.imag, np.zeros(len(flat))], axis=1))
