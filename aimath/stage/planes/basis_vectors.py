"""The basis vectors of a plane, moved along with it, and where they land: the columns of the matrix."""

from typing import Self

import numpy as np

from aimath.linear_maps import determinant, rotation
from aimath.stage.lettering.text import Formula, TypesetMobject
from aimath.stage.lettering.type_sizes import Size
from aimath.stage.planes.arrow import LABEL_GAP, place_beside
from aimath.stage.planes.number_list import NumberList
from aimath.stage.planes.plane import DeformingPlane, MovedArrow, OnPlane
from aimath.stage.plots.paths import clip_segments
from aimath.stage.space.components import component_color


class BasisVectors(OnPlane):
    """The arrows i and j, wherever the plane's matrix takes them.

    Args:
        plane: what they are drawn on.
        columns: whether the numbers where they land stand beside them, instead of their names.
        gap: between an arrow and its numbers, in scene units.

    Example:
        >>> plane = DeformingPlane(width=6, height=4)
        >>> basis = BasisVectors(plane, columns=True)
        >>> turned = plane.set_matrix([[0, -1], [1, 0]])
        >>> basis.columns[0].values.tolist(), basis.arrows[0].image.tolist()
        ([0.0, 1.0], [0.0, 1.0])
    """

    def __init__(self, plane: DeformingPlane, *, columns: bool = False, gap: float = LABEL_GAP) -> None:
        super().__init__(plane)
        self._gap = gap
        self.arrows = tuple(
            MovedArrow(plane, x, y, color=component_color(axis), label=None if columns else _name(axis))
            for axis, (x, y) in enumerate(np.eye(2))
        )
        """The arrows i and j."""
        shown = plane.matrix.T if columns else ()
        self.columns = tuple(
            NumberList(column, colors=[component_color(axis)] * 2, size=Size.SMALL, plate=True, steady=False)
            for axis, column in enumerate(shown)
        )
        """The columns of the matrix."""
        self.add(*self.arrows, *self.columns)
        self.redraw()

    def redraw(self) -> Self:
        """Put the columns where the plane now takes the vectors."""
        plane, matrix = self.plane, self.plane.matrix
        ways = matrix.T / np.maximum(np.linalg.norm(matrix, axis=0), 1e-9)[:, None]
        # Columns of vectors that nearly coincide step aside, each to its own side.
        aside = np.radians(75) * np.clip(2 * (ways[0] @ ways[1]) - 1, 0, 1)
        turns = np.array([-aside, aside]) * (1 if determinant(matrix) >= 0 else -1)
        for axis, column in enumerate(self.columns):
            column.set_values(matrix[:, axis])
            ends = clip_segments(plane.shares(0, 0)[None], plane.shares(*matrix[:, axis])[None])[1]
            tip = plane.place(ends[0]) if len(ends) else plane.point(0, 0)
            way = rotation(float(turns[axis])) @ ways[axis]
            place_beside(column, tip[:2], way, self._gap * plane.scaling)
            self.keep_inside(column, column.get_center()[:2])
        return self


def _name(axis: int) -> TypesetMobject:
    label = Formula("hat(dotless.i)" if axis == 0 else "hat(dotless.j)", size=Size.LABEL)
    label.set_color(component_color(axis))
    return label
