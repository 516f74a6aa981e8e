"""Angles in space."""

from typing import Self

import numpy as np
from manim import VMobject
from numpy.typing import ArrayLike

from aimath.errors import InputError
from aimath.stage.plots.paths import Points, polyline
from aimath.stage.space.space import InSpace, Space3D
from aimath.stage.theme import Role, theme_color
from aimath.vectors import angle, unit

_PIECES = 48


class SpaceArc(InSpace):
    """An arc around the origin of a space, from one direction to another.

    Args:
        space: what it is in.
        start: (3,) the direction where it begins.
        end: (3,) the direction where it ends.
        radius: how far from the origin it is, in numbers of the space.
        role: whose colour it takes.
        stroke_width: how thick it is.

    Raises:
        InputError: if a direction is all zeros, the two are opposite, or the radius is not above 0.

    Example:
        >>> arc = SpaceArc(Space3D(width=6, height=5), [1, 0, 0], [0, 0, 3], radius=2.0)
        >>> (arc.places[[0, -1]] + 0.0).round(9).tolist()
        [[2.0, 0.0, 0.0], [0.0, 0.0, 2.0]]
    """

    def __init__(
        self,
        space: Space3D,
        start: ArrayLike,
        end: ArrayLike,
        *,
        radius: float,
        role: Role | str = Role.HIGHLIGHT,
        stroke_width: float = 5,
    ) -> None:
        super().__init__(space)
        if not radius > 0:
            raise InputError(f"expected a radius above 0, got {radius}")
        self.places = radius * _between(unit(start), unit(end))
        """(n, 3) places along it, in numbers of the space."""
        self.line = VMobject(stroke_color=theme_color(role), stroke_width=stroke_width)
        """The arc itself."""
        self.add(self.line)
        self.redraw()

    @property
    def middle(self) -> Points:
        """The middle of the arc, in numbers of the space."""
        return np.asarray(self.places[len(self.places) // 2])

    def redraw(self) -> Self:
        """Draw it as the camera sees it now."""
        self.line.set_points(polyline(self.space.project(self.places)))
        self.line.z_index = self.space.layer(self.middle)
        return self


def _between(start: Points, end: Points) -> Points:
    """Return directions at even angles from one to another, each of length 1.

    Reference: K. Shoemake, Animating Rotation with Quaternion Curves (1985), "slerp".
    """
    turn = angle(start, end)
    if turn > np.pi - 1e-6:
        raise InputError("expected directions that are not opposite: there is no shortest arc between them")
    share = np.linspace(0, 1, _PIECES + 1)[:, np.newaxis]
    if turn < 1e-6:
        return np.repeat(start[np.newaxis], len(share), axis=0)
    return np.asarray((np.sin((1 - share) * turn) * start + np.sin(share * turn) * end) / np.sin(turn))
