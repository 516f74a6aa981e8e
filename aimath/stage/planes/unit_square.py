"""The unit square of a plane, moved along with it, and its area: the determinant."""

from typing import Self

import numpy as np
from manim import VMobject

from aimath.linear_maps import determinant
from aimath.stage.lettering.live import LiveNumber
from aimath.stage.lettering.type_sizes import Size
from aimath.stage.planes.arrow import LABEL_GAP, place_beside
from aimath.stage.planes.plane import DeformingPlane, OnPlane
from aimath.stage.plots.paths import clip_polygon, clip_segments, dashes, polygon, segments
from aimath.stage.theme import Role, theme_color

_CORNERS = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], dtype=float)


class UnitSquare(OnPlane):
    """The square on the basis vectors, wherever the plane's matrix takes it.

    Its outline is dashed when the plane is mirrored: the determinant is below 0 then.

    Args:
        plane: what it is drawn on.
        area: whether the determinant is written in it.
        role: whose colour it takes.

    Example:
        >>> plane = DeformingPlane(width=6, height=4)
        >>> square = UnitSquare(plane)
        >>> sheared = plane.set_matrix([[2, 1], [0, 1.5]])
        >>> square.area.value
        3.0
    """

    def __init__(
        self, plane: DeformingPlane, *, area: bool = True, role: Role | str = Role.PARAMETER
    ) -> None:
        super().__init__(plane)
        color = theme_color(role)
        self.inside = VMobject(fill_color=color, fill_opacity=0.26, stroke_width=0)
        """The moved square."""
        self.outline = VMobject(stroke_color=color, stroke_width=3)
        """Its sides."""
        self.area = LiveNumber(1.0, ",.2f", size=Size.LABEL, role=role, weight="semibold", anchor=0)
        """The determinant."""
        self.add(self.inside, self.outline, *((self.area,) if area else ()))
        self.redraw()

    def redraw(self) -> Self:
        """Draw it again where the plane now takes it."""
        plane, size = self.plane, determinant(self.plane.matrix)
        shares = plane.shares(*plane.moved(*_CORNERS.T).T)
        seen = clip_polygon(shares)
        self.inside.set_points(polygon(plane.place(seen)))
        starts, ends = (plane.place(cut) for cut in clip_segments(shares, np.roll(shares, -1, axis=0)))
        self.outline.set_points((dashes if size < 0 else segments)(starts, ends))
        self.area.set_value(size)
        self._place_area(size, plane.place(np.clip(shares[[0, 2]], 0, 1))[:, :2], plane.place(seen)[:, :2])
        return self

    def _place_area(self, size: float, diagonal: np.ndarray, seen: np.ndarray) -> None:
        """Put the number inside, or beyond the far corner of a square that is too narrow for it."""
        unit = self.plane.unit
        sides = np.linalg.norm(self.plane.matrix, axis=0) * unit
        narrowest = min(abs(size) * unit**2 / max(sides.max(), 1e-9), sides.min())
        fits = np.clip(25 * (narrowest / max(self.area.width, self.area.height) / 1.1 - 1.0), 0, 1)
        place_beside(self.area, diagonal[1], diagonal[1] - diagonal[0], LABEL_GAP * self.plane.scaling)
        middle = seen.mean(axis=0) if len(seen) else diagonal[1]
        self.keep_inside(self.area, fits * middle + (1 - fits) * self.area.get_center()[:2])
