"""A matrix product laid out so that each of its cells stands where a row and a column meet."""

from collections.abc import Sequence
from math import ceil, floor

import numpy as np
from manim import DOWN, LEFT, UP, VGroup, smooth
from numpy.typing import ArrayLike

from aimath.checks import as_array
from aimath.errors import InputError
from aimath.matrices import MatrixProduct
from aimath.stage.changes import Step, change
from aimath.stage.grids.crossing_beams import CrossingBeams
from aimath.stage.grids.matrix import MatrixCells, matrix_label
from aimath.stage.grids.number_grid import NumberGrid
from aimath.stage.grids.product_grids import BETWEEN, Roles, cells_of, color_grids, number_cells
from aimath.stage.layout import Region
from aimath.stage.lettering.type_sizes import Size, em
from aimath.stage.theme import Role

_LABEL_SPACE = 0.6  # Between a matrix and its label, in em of body type.
_GLOW = (0.3, 0.12)  # Of beams behind numbers, and before colours.


class ProductCells(VGroup):
    """The left matrix beside its product, the right one above it, and two beams that cross in a cell.

    Args:
        product: the matrix product, whose cells are blank at first.
        names: what the left matrix, the right one and the product are called; empty for no label.
        roles: whose colours they take, likewise.
        show_shapes: whether "m × n" is written beside each name.
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
        show_shapes: bool = True,
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
            matrix_label(part, name=name, role=role, show_shape=bool(name) and show_shapes)
            for part, name, role in zip(parts, names, roles, strict=True)
        )
        """What stands beside the left matrix, the right one and the product."""
        below = max(self.labels[0].height, self.labels[2].height)
        height -= below + (_LABEL_SPACE * em(Size.BODY) if below else 0.0)
        grids: Sequence[NumberGrid]
        if numbers:
            self._made = number_cells(parts, spec=spec, room_for=tuple(room_for), width=width, height=height)
            grids = [
                self._made.matrix(part, role, hidden=part is product.value)
                for part, role in zip(parts, roles, strict=True)
            ]
        else:
            grids = color_grids(parts, roles, width=width, height=height)
            cells_of(grids[2]).set_opacity(0)
        self.left: NumberGrid = grids[0]
        """The left matrix."""
        self.right: NumberGrid = grids[1]
        """The right matrix."""
        self.result: NumberGrid = grids[2]
        """The product."""
        self._arrange()
        self.beams = CrossingBeams(*map(cells_of, grids), roles=roles, glow=_GLOW[0 if numbers else 1])
        """Along the row and the column of the cell that is next, while they are lit."""
        # Numbers stand on the beams; colours stand so close that beams behind them would not show.
        self.add(*((self.beams, *grids) if numbers else (*grids, self.beams)), *self.labels)
        self.center()

    @property
    def corner(self) -> Region:
        """The room above the left matrix, which is free but for the label of the right one."""
        label = self.labels[1]
        x = float((label if len(label) else self.right).get_left()[0]), float(self.left.get_left()[0])
        y = float(self.right.get_top()[1]), float(self.right.get_bottom()[1])
        width, height = x[0] - self._space - x[1], y[0] - y[1]
        return Region(x[1] + width / 2, y[1] + height / 2, width, height)

    def row_below(self, values: ArrayLike, *, role: Role | str = Role.PARAMETER) -> MatrixCells:
        """Return one number for each column of the product, in cells below it: biases, or sums.

        Raises:
            InputError: if the product is drawn in colours.
        """
        if not isinstance(self.result, MatrixCells):
            raise InputError("row_below: expected a product that shows numbers, got one drawn in colours")
        row = self._made.matrix(as_array(values, "values", dimensions=1)[np.newaxis], role)
        row.scale(self.result.width / row.width)
        return row.shift(self.result.get_bottom() + self._space * DOWN - row.get_top())

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

    @property
    def _space(self) -> float:
        """The space between the matrices, as it is now."""
        return float(self.right.get_bottom()[1] - self.left.get_top()[1])

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
        box = self.result.cell(0, 0).box
        space = BETWEEN * min(box.width, box.height)
        self.left.shift(self.result.get_left() + space * LEFT - self.left.get_right())
        self.right.shift(self.result.get_top() + space * UP - self.right.get_bottom())
        below = _LABEL_SPACE * em(Size.BODY)
        self.labels[0].next_to(self.left, DOWN, buff=below)
        self.labels[1].next_to(self.right, LEFT, buff=below)
        self.labels[2].next_to(self.result, DOWN, buff=below)
