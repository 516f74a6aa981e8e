"""A product on screen: rows beside columns, cells filled in order, beams on the cell that is next."""

import numpy as np
import pytest
from manim import Mobject

from aimath.errors import InputError
from aimath.matrices import matrix_product
from aimath.stage.grids.product_cells import ProductCells
from aimath.stage.lettering.type_sizes import Size, em

PRODUCT = matrix_product([[2, -1, 3], [0, 4, 1]], [[1, 2], [3, -2], [5, 0]])


def board(**options: object) -> ProductCells:
    return ProductCells(PRODUCT, width=8.0, height=5.0, **options)  # type: ignore[arg-type]


def shown(cells: ProductCells) -> list[float]:
    return [number.value for number in cells.result.entries]


def middle(mobject: Mobject) -> np.ndarray:
    return np.array(mobject.get_center())


@pytest.mark.parametrize("numbers", [True, False])
def test_every_cell_stands_in_line_with_its_row_and_its_column(numbers: bool) -> None:
    cells = board(numbers=numbers).shift([3.0, -1.0, 0.0])
    for i, j in np.ndindex(*PRODUCT.value.shape):
        place = middle(cells.result.cell(i, j).box)
        assert place[1] == pytest.approx(middle(cells.left.cell(i, 0).box)[1])
        assert place[0] == pytest.approx(middle(cells.right.cell(0, j).box)[0])
        assert cells.result.cell(i, j).box.width == pytest.approx(cells.left.cell(0, 0).box.width)


@pytest.mark.parametrize("numbers", [True, False])
@pytest.mark.parametrize("room", [(8.0, 5.0), (4.0, 5.0), (4.0, 12.0)])
def test_it_keeps_to_its_room_with_its_beams(numbers: bool, room: tuple[float, float]) -> None:
    cells = ProductCells(PRODUCT, numbers=numbers, width=room[0], height=room[1]).set_progress(0)
    assert cells.width <= room[0] + 1e-6
    assert cells.height <= room[1] + 1e-6


def test_long_numbers_come_close_to_the_edges_of_narrow_cells() -> None:
    product = matrix_product([[-10, 2], [3, 4]], [[1, -10], [2, 5]])
    room = 4 * 2.3 * em(Size.SMALL)
    cells = ProductCells(product, width=1.15 * room, height=8.0)
    cell = cells.left.cell(0, 0)
    assert cell.number_size == pytest.approx(em(Size.SMALL))
    assert cell.number is not None
    assert 0.7 * cell.box.width < cell.number.width < 0.95 * cell.box.width


def test_too_little_room_for_numbers_is_refused() -> None:
    with pytest.raises(InputError, match="expected room for numbers in 5 × 5 cells"):
        ProductCells(PRODUCT, width=0.8, height=0.8)


def test_the_product_is_blank_at_first_and_fills_in_reading_order() -> None:
    cells = board()
    assert shown(cells) == []
    for count in range(1, 5):
        cells.set_progress(count)
        assert shown(cells) == PRODUCT.value.ravel()[:count].tolist()
    assert shown(cells.set_progress(1)) == [14.0]


def test_more_cells_than_there_are_cannot_be_filled() -> None:
    with pytest.raises(InputError, match="from 0 to 4"):
        board().set_progress(5)


def test_the_beams_cross_in_the_cell_that_is_next_wherever_the_board_stands() -> None:
    cells = board().scale(0.7).shift([1.0, 2.0, 0.0])
    for index, place in enumerate(np.ndindex(2, 2)):
        cells.set_progress(index)
        row, column, frame = cells.beams
        cell = middle(cells.result.cell(*place).box)[:2].tolist()
        assert [middle(column)[0], middle(row)[1]] == pytest.approx(cell)
        assert middle(frame)[:2] == pytest.approx(cell)


def test_beams_keep_clear_of_the_cells_beside_them() -> None:
    cells = board().set_progress(0)
    row, column, frame = cells.beams
    beside, under = cells.right.cell(0, 1).box, cells.left.cell(1, 0).box
    assert max(column.get_right()[0], frame.get_right()[0]) < beside.get_left()[0]
    assert min(row.get_bottom()[1], frame.get_bottom()[1]) > under.get_top()[1]


def test_a_number_stands_before_the_beams_move_on() -> None:
    cells = board().set_progress(0.5)
    assert shown(cells) == [14.0]
    assert middle(cells.beams[1])[0] == pytest.approx(middle(cells.result.cell(0, 0).box)[0])


def test_beams_that_are_put_out_are_gone() -> None:
    assert len(board().set_progress(2).rest().beams) == 0


def test_the_corner_is_free() -> None:
    cells = board()
    corner = cells.corner
    assert corner.left == pytest.approx(float(cells.left.get_left()[0]))
    assert corner.bottom > float(cells.left.get_top()[1])
    assert corner.right < float(cells.labels[1].get_left()[0])


def test_cells_are_of_one_size_however_narrow_their_numbers_are() -> None:
    wide = ProductCells(matrix_product([[100, 2]], [[3], [-200]]), width=8.0, height=3.0)
    sizes = {
        tuple(np.round(cell.sizes[0], 6)) for cell in (wide.left.block, wide.right.block, wide.result.block)
    }
    assert len(sizes) == 1


def test_a_row_below_has_a_cell_below_each_column() -> None:
    cells = board().shift([1.0, 0.0, 0.0])
    row = cells.row_below([5, -7])
    assert [entry.value for entry in row.entries] == [5, -7]
    for column in range(2):
        below, above = row.cell(0, column).box, cells.result.cell(1, column).box
        assert middle(below)[0] == pytest.approx(middle(above)[0])
        assert below.get_top()[1] < above.get_bottom()[1]
    with pytest.raises(InputError, match="shows numbers"):
        board(numbers=False).row_below([5, -7])
