"""Flat faces in space, such as the triangles that lead to the length of a vector."""

from typing import Self

import numpy as np
from manim import VMobject
from numpy.typing import ArrayLike

from aimath.errors import ShapeError
from aimath.stage.changes import Step, change
from aimath.stage.plots.board import blend
from aimath.stage.plots.paths import Points, polygon
from aimath.stage.space.space import SHADOWS, InSpace, Space3D
from aimath.stage.theme import Role, theme_color


class Facet(InSpace):
    """A flat face with corners anywhere in a space; one that lies on the floor is drawn below all else.

    Args:
        space: what it is in.
        corners: (n, 3) its corners, at least three, in numbers of the space.
        role: whose colour it takes.
        color: a colour instead.
        opacity: of its fill.

    Raises:
        ShapeError: if the corners are not three or more places in space.

    Example:
        >>> space = Space3D(width=6, height=5)
        >>> triangle = Facet(space, [[0, 0, 0], [3, 0, 0], [3, 1, 0]])
        >>> triangle.middle.tolist()
        [2.0, 0.3333333333333333, 0.0]
    """

    def __init__(
        self,
        space: Space3D,
        corners: ArrayLike,
        *,
        role: Role | str = Role.MUTED,
        color: str | None = None,
        opacity: float = 0.25,
    ) -> None:
        super().__init__(space)
        self._corners = _checked(corners)
        color = color or theme_color(role)
        self.face = VMobject(fill_color=color, fill_opacity=opacity, stroke_color=color, stroke_width=1)
        """The face itself."""
        self.add(self.face)
        self.redraw()

    @property
    def corners(self) -> Points:
        """(n, 3) its corners, in numbers of the space."""
        return self._corners

    @property
    def middle(self) -> Points:
        """The middle of its corners, in numbers of the space."""
        return np.asarray(self._corners.mean(axis=0))

    @change
    def set_corners(self, corners: ArrayLike) -> Step:
        """Move the corners, of which there stay as many as there are."""
        start, goal = self._corners, _checked(corners)

        def step(share: float) -> None:
            self._corners = blend(start, goal, share)
            self.redraw()

        return step

    def redraw(self) -> Self:
        """Draw it as the camera sees it now."""
        space = self.space
        self.face.set_points(polygon(space.project(self._corners)))
        on_floor = np.allclose(self._corners[:, 2], space.floor_level)
        # What stands on the edges of a face is in front of it.
        self.face.z_index = SHADOWS if on_floor else space.layer(self.middle) - 0.1
        return self


def _checked(corners: ArrayLike) -> Points:
    places = np.asarray(corners, dtype=float)
    if places.ndim != 2 or places.shape[0] < 3 or places.shape[1] != 3 or not np.isfinite(places).all():
        raise ShapeError(f"expected three or more corners with x, y and z, got shape {places.shape}")
    return places
