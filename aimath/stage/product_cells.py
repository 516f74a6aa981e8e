"""A matrix product laid out so that each of its cells stands where a row and a column meet."""

from collections.abc import Sequence
from math import ceil, floor

import numpy as np
from manim import DOWN, LEFT, UP, VGroup, smooth
from numpy.typing import NDArray

from aimath.errors import InputError
from aimath.matrices import MatrixProduct
from aimath.stage.cell_block import CellBlock
from aimath.stage.cells import common_spec, widest_number
from aimath.stage.changes import Step, change
from aimath.stage.colormaps import ColorMap, mix
from aimath.stage.crossing_beams import CrossingBeams
from aimath.stage.fit import GAP, MOST_CELLS, fit_cells
from aimath.stage.heat_map import HeatMap
from aimath.stage.layout import Region
from aimath.stage.matrix import MatrixCells, matrix_label
from aimath.stage.number_grid import NumberGrid
from aimath.stage.theme import Role, current_theme, theme_color
from aimath.stage.type_sizes import Size, em

_BETWEEN = 0.45  # Space between the matrices, as a share of the smaller side of a cell.
_LABEL_SPACE = 0.6  # Between a matrix and its label, in em of body type.

Parts = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]
Roles = tuple[Role | str, Role | str, Role | str]


class ProductCells(VGroup):
    """The left matrix beside its product, the right one above it, and two beams that cross in a cell.

    Args:
        product: the matrix product, whose cells are blank at first.
        names: what the left matrix, the right one and the product are called; empty for no label.
        roles: whose colours they take, likewise.
        numbers: whether cells hold numbers; else their fill tells how large the number is.
        spec: how every number is written; by default with as few decimals as they need.
        room_for: numbers that will be shown later, for which the cells must be wide enough.
        width: the most room it may take.
        height: the most room it may take.

    Raises:
        InputError: if there is no room for numbers of `Size.SMALL`, or there are too many cells.

    Example:
        >>> from aimath.matrices import matrix_product
        >>> board = ProductCells(matrix_product([[1, 2], [3, 4]], [[5, 6], [7, 8]]), width=6.0, height=5.0)
        >>> board.set_progress(1).result.entry(0, 0).value
        19.0
    """

    def __init__(
        self,
        product: MatrixProduct,
        *,
        names: tuple[str, str, str] = ("A", "B", "AB"),
        roles: Roles = (Role.DATA, Role.PARAMETER, Role.PREDICTION),
        numbers: bool = True,
        spec: str | None = None,
        room_for: Sequence[float] = (),
        width: float,
        height: float,
    ) -> None:
        super().__init__()
        self.product, self.progress = product, 0.0
        parts = (product.left, product.right, product.value)
        self.labels = tuple(
            matrix_label(part, name=name, role=role, show_shape=bool(name))
            for part, name, role in zip(parts, names, roles, strict=True)
        )
        """What stands beside the left matrix, the right one and the product."""
        below = max(self.labels[0].height, self.labels[2].height)
        height -= below + (_LABEL_SPACE * em(Size.BODY) if below else 0.0)
        self.left: NumberGrid
        """The left matrix."""
        self.right: NumberGrid
        """The right matrix."""
        self.result: NumberGrid
        """The product."""
        if numbers:
            spec = common_spec(np.concatenate([*map(np.ravel, parts), room_for])) if spec is None else spec
            self.left, self.right, self.result = _numbers(parts, roles, spec, room_for, width, height)
        else:
            self.left, self.right, self.result = _colors(parts, roles, width, height)
        self._blocks = tuple(_cells_of(part) for part in (self.left, self.right, self.result))
        self._arrange()
        self.beams = CrossingBeams(*self._blocks, roles=roles[:2], glow=0.3 if numbers else 0.12)
        """Along the row and the column of the cell that is next, while they are lit."""
        # Numbers stand on the beams; colours stand so close that beams behind them would not show.
        grids = (self.left, self.right, self.result)
        self.add(*((self.beams, *grids) if numbers else (*grids, self.beams)), *self.labels)
        self.center()

    @property
    def corner(self) -> Region:
        """The room above the left matrix, which is free but for the label of the right one."""
        left, right, _ = self._blocks
        label = self.labels[1]
        x = float((label if len(label) else right).get_left()[0]), float(left.get_left()[0])
        y = float(right.get_top()[1]), float(right.get_bottom()[1])
        space = float(right.get_bottom()[1] - left.get_top()[1])
        width, height = x[0] - space - x[1], y[0] - y[1]
        return Region(x[1] + width / 2, y[1] + height / 2, width, height)

    @change
    def set_progress(self, cells: float) -> Step:
        """Fill the product in reading order until so many cells stand, the beams on the one that is next.

        In the first half of a cell's time its number appears, in the second half the beams move on.

        Raises:
            InputError: if there are not so many cells.
        """
        count = self.product.value.size
        if not 0 <= cells <= count:
            raise InputError(f"cells: expected a number from 0 to {count}, got {cells:g}")
        start, forward = self.progress, cells >= self.progress
        touched = np.arange(floor(min(start, cells)), ceil(max(start, cells)))
        steps = [self._revealed(int(index), forward) for index in touched]
        light = self.beams.lit(1.0)

        def step(share: float) -> None:
            self.progress = cells if share == 1 else start + share * (cells - start)
            there = np.clip(2 * (self.progress - touched), 0, 1)
            for reveal, way in zip(steps, there, strict=True):
                reveal(float(way) if forward else 1.0 - float(way))
            light(share)
            self._aim()

        return step

    @change
    def rest(self) -> Step:
        """Put out the beams."""
        return self.beams.lit(0.0)

    def _revealed(self, index: int, shown: bool) -> Step:
        cell = self.result.cell(*divmod(index, self.result.shape[1]))
        if isinstance(self.result, MatrixCells):
            return cell.revealed(shown)

        def step(share: float) -> None:
            cell.set_opacity(share if shown else 1.0 - share)

        return step

    def _aim(self) -> None:
        rows, columns = self.result.shape
        index = min(floor(self.progress), rows * columns - 1)
        here = np.array(divmod(index, columns), dtype=float)
        following = np.array(divmod(min(index + 1, rows * columns - 1), columns), dtype=float)
        way = float(smooth(np.clip(2 * (self.progress - index) - 1, 0, 1)))
        self.beams.aim(*(here + way * (following - here)))

    def _arrange(self) -> None:
        left, right, result = self._blocks
        box = result.cells[0, 0].box
        space = _BETWEEN * min(box.width, box.height)
        self.left.shift(result.get_left() + space * LEFT - left.get_right())
        self.right.shift(result.get_top() + space * UP - right.get_bottom())
        below = _LABEL_SPACE * em(Size.BODY)
        for label, block in ((self.labels[0], left), (self.labels[2], result)):
            label.next_to(block, DOWN, buff=below)
        self.labels[1].next_to(right, LEFT, buff=below)


def _numbers(
    parts: Parts, roles: Roles, spec: str, room_for: Sequence[float], width: float, height: float
) -> tuple[MatrixCells, MatrixCells, MatrixCells]:
    written = np.concatenate([*map(np.ravel, parts), room_for])
    shape = _grid(parts)
    # Between the matrices is more room than between cells.
    share = 1 + (_BETWEEN - GAP) / np.array(shape)
    fit = fit_cells(shape, widest_number(written, spec), width=width / share[1], height=height / share[0])
    if fit.number_size is None:
        raise InputError(
            f"product: expected room for numbers in {shape[0]} × {shape[1]} cells, "
            f"got {width:g} × {height:g}; give it more room, or pass numbers=False"
        )
    left, right, result = (
        MatrixCells(
            part,
            role=role,
            spec=spec,
            size=fit.number_size,
            cell=fit.height,
            width=fit.width * part.shape[1] + GAP * min(fit.width, fit.height) * (part.shape[1] - 1),
            room_for=list(written),
            show_shape=False,
            hidden=part is parts[2],
        )
        for part, role in zip(parts, roles, strict=True)
    )
    return left, right, result


def _colors(parts: Parts, roles: Roles, width: float, height: float) -> tuple[HeatMap, HeatMap, HeatMap]:
    shape = _grid(parts)
    if shape[0] * shape[1] > MOST_CELLS:
        raise InputError(f"product: expected at most {MOST_CELLS} cells in all, got {shape[0]} × {shape[1]}")
    cell = min(width / (shape[1] + _BETWEEN), height / (shape[0] + _BETWEEN)) / (1 + GAP)
    surface = current_theme().surface
    left, right, result = (
        HeatMap(
            part,
            colors=ColorMap((mix(surface, theme_color(role), 0.1), theme_color(role))),
            low=float(part.min()),
            high=max(float(part.max()), float(part.min()) + 1e-9),
            cell=cell,
            numbers=False,
        )
        for part, role in zip(parts, roles, strict=True)
    )
    for cell_of_result in _cells_of(result).cells.values():
        cell_of_result.set_opacity(0)
    return left, right, result


def _grid(parts: Parts) -> tuple[int, int]:
    (rows, inner), columns = parts[0].shape, parts[1].shape[1]
    return rows + inner, inner + columns


def _cells_of(grid: NumberGrid) -> CellBlock:
    assert isinstance(grid.block, CellBlock)
    return grid.block
