"""What matrices and pictures have in common: an array on screen whose rows and cells can be named."""

import numpy as np
from manim import VGroup
from numpy.typing import ArrayLike, NDArray

from aimath.checks import as_array
from aimath.errors import InputError, ShapeError
from aimath.stage.changes import Step, change
from aimath.stage.grids.cell_block import CellBlock
from aimath.stage.grids.cells import Cell, check_index, widest_number
from aimath.stage.grids.color_scale import ColorScale
from aimath.stage.grids.fit import MOST_CELLS, CellFit
from aimath.stage.grids.pixels import PixelBlock, Region
from aimath.stage.lettering.live import LiveNumber
from aimath.stage.theme import Role, theme_color

_COLOR_GAP = 0.05


class NumberGrid(VGroup):
    """Base of `MatrixCells` and `Picture`: an array drawn as cells, or as pixels where cells are too many.

    Rows and columns count from 0, as in NumPy. Every method that changes the grid does so at once, or over
    time through `.animate`; such changes touch only the cells concerned, so several can play together.
    """

    block: CellBlock | PixelBlock

    @property
    def values(self) -> NDArray[np.float64]:
        """(m, n) the numbers it holds now, shown or hidden."""
        return self.block.values

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns it has."""
        return self.block.values.shape[0], self.block.values.shape[1]

    @property
    def centers(self) -> NDArray[np.float64]:
        """(m × n, 3) where each cell is in the scene, row by row from the top."""
        return self.block.centers

    def cell(self, row: int, column: int) -> Cell:
        """Return one cell.

        Raises:
            InputError: if there is no such cell, or the grid is drawn as pixels.
        """
        rows, columns = self.shape
        return self._cells()[check_index(row, rows, "row"), check_index(column, columns, "column")]

    def row(self, row: int) -> VGroup:
        """Return the cells of a row, for their places and for copies of them."""
        return VGroup(*(self.cell(row, column) for column in range(self.shape[1])))

    def column(self, column: int) -> VGroup:
        """Return the cells of a column, for their places and for copies of them."""
        return VGroup(*(self.cell(row, column) for row in range(self.shape[0])))

    def entry(self, row: int, column: int) -> LiveNumber:
        """Return the number in a cell.

        Raises:
            InputError: if there is no such cell, or its number is hidden.
        """
        number = self.cell(row, column).number
        if number is None:
            raise InputError(f"the number at ({row}, {column}) is hidden; call reveal({row}, {column}) first")
        return number

    @property
    def entries(self) -> tuple[LiveNumber, ...]:
        """The numbers that show, row by row."""
        cells = self._cells().values() if isinstance(self.block, CellBlock) else ()
        return tuple(cell.number for cell in cells if cell.number is not None)

    @change
    def set_values(self, values: ArrayLike) -> Step:
        """Show other numbers; through `.animate` they count there.

        Raises:
            ShapeError: if the array has another shape.
        """
        new = as_array(values, "values", dimensions=2)
        if new.shape != self.shape:
            raise ShapeError(f"values: expected shape {self.shape}, got {new.shape}; make a new grid")
        return self.block.changed(new)

    @change
    def highlight_row(
        self, row: int, *, role: Role | str | None = None, color: str | None = None, keep: bool = False
    ) -> Step:
        """Highlight a row in its own colour, a role's or any other; earlier highlights go, unless kept."""
        row = check_index(row, self.shape[0], "row")
        return self._highlighted((range(row, row + 1), range(self.shape[1])), role, color, keep)

    @change
    def highlight_column(
        self, column: int, *, role: Role | str | None = None, color: str | None = None, keep: bool = False
    ) -> Step:
        """Highlight a column; earlier highlights go, unless kept."""
        column = check_index(column, self.shape[1], "column")
        return self._highlighted((range(self.shape[0]), range(column, column + 1)), role, color, keep)

    @change
    def highlight_cell(
        self,
        row: int,
        column: int,
        *,
        role: Role | str | None = None,
        color: str | None = None,
        keep: bool = False,
    ) -> Step:
        """Highlight a cell; earlier highlights go, unless kept."""
        row, column = check_index(row, self.shape[0], "row"), check_index(column, self.shape[1], "column")
        return self._highlighted((range(row, row + 1), range(column, column + 1)), role, color, keep)

    @change
    def clear_highlight(self) -> Step:
        """Let every cell rest."""
        return self.block.highlighted(None)

    def _highlighted(self, region: Region, role: Role | str | None, color: str | None, keep: bool) -> Step:
        return self.block.highlighted(region, theme_color(role) if role is not None else color, keep=keep)

    def _cells(self) -> dict[tuple[int, int], Cell]:
        if isinstance(self.block, PixelBlock):
            rows, columns = self.shape
            raise InputError(
                f"expected a grid of cells, got {rows} × {columns} pixels: too many or too small for cells; "
                "show a part of the array, or give it more room"
            )
        return self.block.cells


def color_block(
    values: NDArray[np.float64],
    scale: ColorScale,
    fit: CellFit,
    spec: str,
    *,
    cell: float | tuple[float, float] | None = None,
) -> CellBlock | PixelBlock:
    """Return cells coloured by their values, their numbers hidden; bare pixels where cells are too many.

    Args:
        values: (m, n) the numbers.
        scale: their colours.
        fit: the room that each has.
        spec: how the numbers are written.
        cell: the side that a cell must have, or its width and height, whatever the fit.
    """
    rows, columns = values.shape
    if values.size > MOST_CELLS:
        return PixelBlock(values, scale=scale, width=fit.width * columns, height=fit.height * rows)
    gap = _COLOR_GAP
    width = height = fit.width / (1 + gap * (1 - 1 / max(rows, columns)))
    if cell is not None:
        width, height = cell if isinstance(cell, tuple) else (cell, cell)
    number_size = min(0.5 * height, 0.84 * width / widest_number(values, spec))
    return CellBlock(
        values,
        spec,
        cell_width=width,
        cell_height=height,
        number_size=number_size,
        colors=scale,
        gap=gap,
        shown=False,
    )
