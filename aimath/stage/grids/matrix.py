"""A matrix as a grid of numbers in cells."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from aimath.checks import as_array
from aimath.errors import InputError
from aimath.stage.changes import Step, change
from aimath.stage.grids.cell_block import CellBlock
from aimath.stage.grids.cells import CellColors, role_colors, suitable_specs, widest_number
from aimath.stage.grids.color_scale import ColorScale
from aimath.stage.grids.fit import GAP, fit_cells
from aimath.stage.grids.number_grid import NumberGrid, color_block
from aimath.stage.lettering.text import Words
from aimath.stage.lettering.type_sizes import Size, em
from aimath.stage.theme import Role, theme_color

_BRACKET_SPACE = 0.55  # What a pair of brackets adds to the width, in em of body type, on each side.


class MatrixCells(NumberGrid):
    """A matrix whose cells hold live numbers, or a heat map where the numbers would be too small to read.

    Args:
        values: (m, n) the entries.
        name: what it is called, written beside its shape; empty for none.
        role: whose colour it takes.
        row_roles: a role for each row, instead.
        column_roles: a role for each column, instead.
        spec: how every number is written; by default with as few decimals as they need or as fit.
        size: em of the numbers; by default what suits the cells, never below `Size.SMALL`.
        cell: height of a cell in scene units, to give several matrices the same; by default what fits.
        width: the most room it may take, label and brackets included.
        height: the most room it may take, label and brackets included.
        hidden: (m, n) which entries are blank until revealed, or True for all.
        placeholder: whether a dot stands in for a blank entry.
        room_for: numbers that will be shown later, for which the cells must be wide enough.
        show_shape: whether "m × n" is written.
        label_direction: the side of the label: Manim's UP, DOWN, LEFT or RIGHT.
        brackets: whether it stands in square brackets.

    Raises:
        ShapeError: if `values` has not two axes.
        InputError: if there is not one role for each row or column.

    Example:
        >>> a = MatrixCells([[2, -1, 3], [0, 4, 1]], name="A")
        >>> a.entry(0, 1).figures[0].text
        '−1'
        >>> c = MatrixCells([[14, 6], [17, -8]], name="AB", role="prediction", hidden=True)
        >>> c.reveal(0, 0).entry(0, 0).value
        14.0
    """

    def __init__(
        self,
        values: ArrayLike,
        *,
        name: str = "",
        role: Role | str = Role.DATA,
        row_roles: Sequence[Role | str] | None = None,
        column_roles: Sequence[Role | str] | None = None,
        spec: str | None = None,
        size: Size | float | None = None,
        cell: float | None = None,
        width: float | None = None,
        height: float | None = None,
        hidden: ArrayLike = False,
        placeholder: bool = True,
        room_for: Sequence[float] = (),
        show_shape: bool = True,
        label_direction: NDArray[np.float64] = DOWN,
        brackets: bool = False,
    ) -> None:
        super().__init__()
        entries = as_array(values, "values", dimensions=2).copy()
        self.label = matrix_label(entries, name=name, role=role, show_shape=show_shape)
        written = np.concatenate([entries.ravel(), np.asarray(room_for, dtype=float)])
        taken_width, taken_height = _taken(self.label, label_direction, brackets)
        width = None if width is None else width - taken_width
        height = None if height is None else height - taken_height
        shape = (entries.shape[0], entries.shape[1])
        specs = suitable_specs(written) if spec is None else (spec,)
        fits = [
            fit_cells(shape, widest_number(written, spec), width=width, height=height, cell=cell, size=size)
            for spec in specs
        ]
        readable = (pair for pair in zip(specs, fits, strict=True) if pair[1].number_size is not None)
        spec, self.fit = next(readable, (specs[0], fits[0]))
        if self.fit.number_size is None:
            self.block = color_block(entries, ColorScale.fitting(entries), self.fit, spec)
        else:
            self.block = CellBlock(
                entries,
                spec,
                cell_width=self.fit.width,
                cell_height=self.fit.height,
                number_size=self.fit.number_size,
                colors=_cell_colors(shape, role, row_roles, column_roles),
                gap=GAP,
                shown=~np.asarray(hidden, dtype=bool),
                placeholder=placeholder,
            )
        self.add(self.block)
        if brackets:
            self.brackets = _brackets(self.block)
            self.add(self.brackets)
        if len(self.label):
            self.add(self.label.next_to(self, label_direction, buff=0.6 * em(Size.BODY)))
        self.center()

    @change
    def reveal(self, row: int, column: int, value: float | None = None) -> Step:
        """Show the number in a cell; `value` replaces what the cell holds."""
        cell = self.cell(row, column)
        if value is not None:
            self.block.values = self.block.values.copy()
            self.block.values[row, column] = value
            cell.set_value(value)
        return cell.revealed(True)

    @change
    def hide(self, row: int, column: int) -> Step:
        """Blank a cell."""
        return self.cell(row, column).revealed(False)


def matrix_label(
    entries: ArrayLike, *, name: str = "", role: Role | str = Role.TEXT, show_shape: bool = True
) -> VGroup:
    """Return a matrix's name beside its shape, either of which may be left out.

    Example:
        >>> len(matrix_label([[2, -1, 3], [0, 4, 1]], name="A", role="data"))
        2
    """
    words: list[Words] = []
    if name:
        words.append(Words(name, size=Size.BODY, role=role, weight="semibold"))
    if show_shape:
        rows, columns = np.shape(entries)
        shape = Words("{rows} × {columns}", size=Size.LABEL, role=Role.MUTED, rows=rows, columns=columns)
        words.append(shape)
    if len(words) == 2:
        words[1].next_to(words[0], buff=0.45 * em(Size.BODY)).align_baseline(words[0])
    return VGroup(*words)


def _taken(label: VGroup, direction: NDArray[np.float64], brackets: bool) -> tuple[float, float]:
    sideways = abs(direction[0]) > abs(direction[1])
    space = 0.6 * em(Size.BODY) if len(label) else 0.0
    width = label.width + space if sideways else 0.0
    height = 0.0 if sideways else label.height + space
    return width + (2 * _BRACKET_SPACE * em(Size.BODY) if brackets else 0.0), height


def _cell_colors(
    shape: tuple[int, int],
    role: Role | str,
    row_roles: Sequence[Role | str] | None,
    column_roles: Sequence[Role | str] | None,
) -> list[CellColors]:
    rows, columns = shape
    for roles, count, what in ((row_roles, rows, "row"), (column_roles, columns, "column")):
        if roles is not None and len(roles) != count:
            raise InputError(f"{what}_roles: expected one for each of the {count} {what}s, got {len(roles)}")
    if row_roles is not None and column_roles is not None:
        raise InputError("expected row_roles or column_roles, got both; a cell has one colour")
    if row_roles is not None:
        return [role_colors(row_roles[i]) for i in range(rows) for _ in range(columns)]
    if column_roles is not None:
        return [role_colors(column_roles[j]) for _ in range(rows) for j in range(columns)]
    return [role_colors(role)] * (rows * columns)


def _brackets(block: VGroup) -> VGroup:
    brackets = VGroup()
    space, hook = 0.3 * em(Size.BODY), 0.22 * em(Size.BODY)
    top, bottom = block.get_top()[1], block.get_bottom()[1]
    for side, x in ((1, block.get_left()[0] - space), (-1, block.get_right()[0] + space)):
        bracket = VMobject(stroke_color=theme_color(Role.MUTED), stroke_width=3.0)
        path = [[x + side * hook, top, 0], [x, top, 0], [x, bottom, 0], [x + side * hook, bottom, 0]]
        brackets.add(bracket.set_points_as_corners(np.array(path)))
    return brackets
