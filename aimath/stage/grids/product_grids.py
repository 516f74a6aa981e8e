"""The two factors of a matrix product and the product itself, as grids whose cells have one size."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aimath.errors import InputError
from aimath.stage.colormaps import ColorMap, mix
from aimath.stage.grids.cell_block import CellBlock
from aimath.stage.grids.cells import common_spec, widest_number
from aimath.stage.grids.crossing_beams import ASIDE
from aimath.stage.grids.fit import GAP, MOST_CELLS, CellFit, fit_cells
from aimath.stage.grids.heat_map import HeatMap
from aimath.stage.grids.matrix import MatrixCells
from aimath.stage.grids.number_grid import NumberGrid
from aimath.stage.theme import Role, current_theme, theme_color

BETWEEN = 0.45
"""Space between the matrices, as a share of the smaller side of a cell."""

Parts = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]
"""The left matrix, the right one and the product."""

Roles = tuple[Role | str, Role | str, Role | str]
"""Whose colours they take."""


@dataclass(frozen=True)
class NumberCells:
    """What cells with numbers have in common, so that they all get one size.

    Attributes:
        fit: sides of a cell, and the em of its number.
        spec: how every number is written.
        written: every number that is or will be shown.
    """

    fit: CellFit
    spec: str
    written: tuple[float, ...]

    def matrix(self, values: NDArray[np.float64], role: Role | str, *, hidden: bool = False) -> MatrixCells:
        """Return a matrix of such cells."""
        columns = values.shape[1]
        return MatrixCells(
            values,
            role=role,
            spec=self.spec,
            size=self.fit.number_size,
            cell=self.fit.height,
            width=self.fit.width * (columns + GAP * (columns - 1)),
            room_for=self.written,
            show_shape=False,
            hidden=hidden,
        )


def number_cells(
    parts: Parts, *, spec: str | None, room_for: tuple[float, ...], width: float, height: float
) -> NumberCells:
    """Return the largest cells that fit.

    Raises:
        InputError: if there is no room for numbers of `Size.SMALL`.
    """
    written = np.concatenate([*map(np.ravel, parts), room_for])
    spec = common_spec(written) if spec is None else spec
    shape = _cells_across(parts)
    # Between the matrices is more room than between cells, and beams reach beyond them.
    share = 1 + (BETWEEN + 2 * ASIDE - GAP) / np.array(shape)
    fit = fit_cells(shape, widest_number(written, spec), width=width / share[1], height=height / share[0])
    if fit.number_size is None:
        raise InputError(
            f"product: expected room for numbers in {shape[0]} × {shape[1]} cells, "
            f"got {width:g} × {height:g}; give it more room, or pass numbers=False"
        )
    return NumberCells(fit, spec, tuple(float(value) for value in written))


def color_grids(parts: Parts, roles: Roles, *, width: float, height: float) -> tuple[HeatMap, ...]:
    """Return the three grids with cells as large as fit, whose fills go from quiet to the role's colour.

    Raises:
        InputError: if there are too many cells.
    """
    shape = _cells_across(parts)
    if shape[0] * shape[1] > MOST_CELLS:
        raise InputError(f"product: expected at most {MOST_CELLS} cells in all, got {shape[0]} × {shape[1]}")
    between = BETWEEN + 2 * ASIDE
    cell = min(width / (shape[1] + between), height / (shape[0] + between)) / (1 + GAP)
    surface = current_theme().surface
    grids: list[HeatMap] = []
    for part, role in zip(parts, roles, strict=True):
        low, high = float(part.min()), float(part.max())
        colors = ColorMap((mix(surface, theme_color(role), 0.1), theme_color(role)))
        high = max(high, low + 1e-9)
        grids.append(HeatMap(part, colors=colors, low=low, high=high, cell=cell, numbers=False))
    return tuple(grids)


def cells_of(grid: NumberGrid) -> CellBlock:
    """Return the cells of a grid that has not been drawn as pixels."""
    assert isinstance(grid.block, CellBlock)
    return grid.block


def _cells_across(parts: Parts) -> tuple[int, int]:
    (rows, inner), columns = parts[0].shape, parts[1].shape[1]
    return rows + inner, inner + columns
