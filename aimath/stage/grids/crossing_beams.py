"""Two beams that cross in a cell of a grid, one along its row and one along its column, and a frame there."""

import numpy as np
from manim import RoundedRectangle, VGroup

from aimath.stage.changes import Step
from aimath.stage.grids.cell_block import CellBlock
from aimath.stage.grids.cells import ROUNDING
from aimath.stage.grids.fit import GAP
from aimath.stage.theme import Role, theme_color

ASIDE = GAP / 2
"""How far a beam reaches beyond the cells, as a share of the smaller side of one: to midway between two."""


class CrossingBeams(VGroup):
    """The beams of a product: they come when they are lit and go when they are put out.

    Args:
        left: the cells that lie to the left of the product.
        above: the cells that lie above it.
        crossed: the cells of the product.
        roles: whose colours the beam along a row, the one along a column, and the frame take.
        glow: opacity inside a beam that is fully lit.

    Example:
        >>> from aimath.stage.grids.cells import role_colors
        >>> colors = [role_colors("data")] * 4
        >>> block = CellBlock(np.eye(2), ".0f", cell_width=1, cell_height=1, number_size=0.4, colors=colors)
        >>> left, above = block.copy(), block.copy()
        >>> beams = CrossingBeams(left, above, block, roles=("data", "parameter", "target"))
        >>> beams.lit(1.0)(1.0)
        >>> beams.aim(0.0, 1.0)
        >>> bool(beams[1].get_x() > beams[0].get_x())
        True
    """

    def __init__(
        self,
        left: CellBlock,
        above: CellBlock,
        crossed: CellBlock,
        *,
        roles: tuple[Role | str, Role | str, Role | str],
        glow: float = 0.3,
    ) -> None:
        super().__init__()
        self._grids = (left, above, crossed)
        self._colors = tuple(theme_color(role) for role in roles)
        self.light, self._glow = 0.0, glow

    def lit(self, light: float) -> Step:
        """Return the step that brings the beams to a brightness from 0 to 1."""
        before = self.light

        def step(share: float) -> None:
            self.light = before + share * (light - before)
            if self.light > 0 and not len(self):
                self.add(*(self._beam(axis) for axis in (0, 1)), self._frame())
            for part in self:
                part.set_stroke(opacity=self.light)
            for beam in self[:2]:
                beam.set_fill(opacity=self._glow * self.light)
            if self.light <= 0:
                self.remove(*self)

        return step

    def aim(self, row: float, column: float) -> None:
        """Let the beams cross in a cell, or between cells."""
        cells = self._grids[2].cells
        first, last = (np.array(cells[place].box.get_center()) for place in (min(cells), max(cells)))
        steps = np.maximum(max(cells), 1)
        place = first + np.array([column, row, 0.0]) / np.append(steps[::-1], 1) * (last - first)
        if len(self):
            along_row, along_column, frame = self
            along_row.set_y(float(place[1]))
            along_column.set_x(float(place[0]))
            frame.move_to(place)

    def _beam(self, axis: int) -> RoundedRectangle:
        left, above, crossed = self._grids
        box = crossed.cells[0, 0].box
        along = VGroup(above, crossed) if axis else VGroup(left, crossed)
        size = (box.width, along.height) if axis else (along.width, box.height)
        return self._around(size, 2.5).set_color(self._colors[axis]).move_to(along)

    def _frame(self) -> RoundedRectangle:
        box = self._grids[2].cells[0, 0].box
        return self._around((box.width, box.height), 4.0).set_stroke(self._colors[2]).move_to(box)

    def _around(self, size: tuple[float, float], stroke_width: float) -> RoundedRectangle:
        """Return a box that reaches a little beyond this size."""
        box = self._grids[2].cells[0, 0].box
        side = float(min(box.width, box.height))
        width, height = np.array(size) + 2 * ASIDE * side
        radius = (ROUNDING + ASIDE) * side
        return RoundedRectangle(width=width, height=height, corner_radius=radius, stroke_width=stroke_width)
