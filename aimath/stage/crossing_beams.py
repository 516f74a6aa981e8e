"""Two beams that cross in a cell of a grid: one along its row, one along its column."""

import numpy as np
from manim import RoundedRectangle, VGroup
from numpy.typing import ArrayLike

from aimath.stage.cell_block import CellBlock
from aimath.stage.cells import ROUNDING
from aimath.stage.changes import Step
from aimath.stage.theme import Role, theme_color

_ASIDE = 0.1  # How far a beam reaches beyond the cells, as a share of the smaller side of a cell.


class CrossingBeams(VGroup):
    """The beams of a product: they come when they are lit and go when they are put out.

    Args:
        left: the cells that lie to the left of the product.
        above: the cells that lie above it.
        crossed: the cells of the product.
        roles: whose colours the beams along a row and along a column take.
        glow: opacity inside a beam that is fully lit.

    Example:
        >>> from aimath.stage.cells import role_colors
        >>> colors = [role_colors("data")] * 4
        >>> block = CellBlock(np.eye(2), ".0f", cell_width=1, cell_height=1, number_size=0.4, colors=colors)
        >>> left, above = block.copy(), block.copy()
        >>> beams = CrossingBeams(left, above, block, roles=("data", "parameter"))
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
        roles: tuple[Role | str, Role | str],
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
                self.add(*(self._beam(axis) for axis in (0, 1)))
            for beam in self:
                beam.set_fill(opacity=self._glow * self.light).set_stroke(opacity=self.light)
            if self.light <= 0:
                self.remove(*self)

        return step

    def aim(self, row: float, column: float) -> None:
        """Let the beams cross in a cell, or between cells."""
        cells = self._grids[2].cells
        first, last = (np.array(cells[place].box.get_center()) for place in (min(cells), max(cells)))
        steps = np.maximum(max(cells), 1)
        across, down = column / steps[1], row / steps[0]
        for axis, beam in enumerate(self):
            way = across if axis else down
            beam.set_coord(float(first[1 - axis] + way * (last - first)[1 - axis]), 1 - axis)

    def _beam(self, axis: int) -> RoundedRectangle:
        left, above, crossed = self._grids
        box = crossed.cells[0, 0].box
        side = min(box.width, box.height)
        along = VGroup(above, crossed) if axis else VGroup(left, crossed)
        room: ArrayLike = (box.width, along.height) if axis else (along.width, box.height)
        width, height = np.array(room) + 2 * _ASIDE * side
        radius = (ROUNDING + _ASIDE) * side
        beam = RoundedRectangle(width=width, height=height, corner_radius=radius, stroke_width=2.5)
        return beam.set_color(self._colors[axis]).move_to(along)
