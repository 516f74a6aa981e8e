"""Matrices on screen: every entry in its cell, in one format, as large as fits."""

from typing import Any

import numpy as np
import pytest
from manim import DOWN, LEFT, LaggedStart, Mobject, VGroup, tempconfig

from aimath.errors import InputError, ShapeError
from aimath.stage.grids.cell_block import CellBlock
from aimath.stage.grids.matrix import MatrixCells
from aimath.stage.grids.pixels import PixelBlock
from aimath.stage.lettering.live import LiveNumber
from aimath.stage.lettering.type_sizes import Size, em
from aimath.stage.theme import theme_color
from tests.stage.films import early, last_frame

A = [[2, -1, 3], [0, 4, 1]]
WIDE = {"frame_width": 14.222, "frame_height": 8.0}
UPRIGHT = {"frame_width": 8.0, "frame_height": 14.222}


def figures(mobject: Mobject) -> list[str]:
    return [part.figures[0].text for part in mobject.get_family() if isinstance(part, LiveNumber)]


def lit(matrix: MatrixCells) -> set[tuple[int, int]]:
    return {place for place, cell in matrix.block.cells.items() if cell.box.get_stroke_width() > 3}


def test_every_entry_stands_in_its_cell_with_a_real_minus_sign() -> None:
    matrix = MatrixCells(A)
    assert figures(matrix) == ["2", "−1", "3", "0", "4", "1"]
    assert matrix.entry(0, 1).value == -1
    assert len(matrix.entries) == 6


def test_all_entries_share_one_format() -> None:
    assert figures(MatrixCells([[1, 0.25], [-10, 2]])) == ["1.00", "0.25", "−10.00", "2.00"]
    assert figures(MatrixCells([[1, 0.25]], spec=".3f")) == ["1.000", "0.250"]


def test_where_room_is_scarce_a_decimal_goes_before_the_numbers_go() -> None:
    values = [[0.25, -1.33, 0.51], [2.41, 0.11, -0.72]]
    assert figures(MatrixCells(values, width=4.0))[:2] == ["0.25", "−1.33"]
    assert figures(MatrixCells(values, width=2.0))[:2] == ["0.2", "−1.3"]
    assert figures(MatrixCells([[0.01, *values[0]]], width=2.4)) == []


def test_rows_run_down_and_columns_to_the_right() -> None:
    matrix = MatrixCells(A)
    centers = matrix.centers.reshape(2, 3, 3)
    assert (np.diff(centers[:, :, 0], axis=1) > 0).all()
    assert (np.diff(centers[:, :, 1], axis=0) < 0).all()
    assert np.allclose(matrix.row(1).get_y(), centers[1, :, 1])
    assert np.allclose(matrix.column(2).get_x(), centers[:, 2, 0])


def test_the_label_says_name_and_shape() -> None:
    matrix = MatrixCells(A, name="A", role="parameter")
    assert [figure.value for words in matrix.label for figure in words.figures] == [2, 3]
    assert matrix.label[0][0].get_fill_color().to_hex() == theme_color("parameter")
    assert matrix.label.get_top()[1] < matrix.block.get_bottom()[1]


def test_a_highlighted_row_lights_up_alone_and_moves_on() -> None:
    matrix = MatrixCells(A)
    assert lit(matrix.highlight_row(0)) == {(0, 0), (0, 1), (0, 2)}
    assert lit(matrix.highlight_column(2)) == {(0, 2), (1, 2)}
    assert lit(matrix.highlight_cell(1, 0, keep=True)) == {(0, 2), (1, 2), (1, 0)}
    assert lit(matrix.clear_highlight()) == set()


def test_a_row_glows_in_the_roles_of_its_columns() -> None:
    matrix = MatrixCells([[1, 2], [3, 4]], column_roles=["gradient", "error"]).highlight_row(0)
    borders = [matrix.cell(0, j).box.get_stroke_color().to_hex() for j in (0, 1)]
    assert borders == [theme_color("gradient"), theme_color("error")]


def test_a_highlight_can_take_another_role() -> None:
    matrix = MatrixCells(A, row_roles=["data", "target"]).highlight_cell(1, 1, role="error")
    assert matrix.cell(1, 1).box.get_stroke_color().to_hex() == theme_color("error")


def test_blank_entries_show_no_figure_until_revealed() -> None:
    matrix = MatrixCells([[14, 6], [17, -8]], hidden=True)
    assert figures(matrix) == []
    assert figures(matrix.reveal(0, 0)) == ["14"]
    assert figures(matrix.reveal(1, 1, 5)) == ["14", "5"]
    assert matrix.values[1, 1] == 5
    assert figures(matrix.hide(0, 0)) == ["5"]
    with pytest.raises(InputError, match="hidden; call reveal"):
        matrix.entry(0, 1)


def test_only_the_entries_asked_for_are_blank() -> None:
    assert figures(MatrixCells([[1, 2], [3, 4]], hidden=[[False, True], [False, False]])) == ["1", "3", "4"]


def test_dimming_a_matrix_reveals_nothing() -> None:
    assert figures(MatrixCells(A, hidden=True).set_opacity(0.2)) == []


def test_a_copy_reveals_nothing_in_the_original() -> None:
    matrix = MatrixCells(A, hidden=True)
    assert figures(matrix.copy().reveal(0, 0)) == ["2"]
    assert figures(matrix) == []


def test_what_is_revealed_after_a_move_stands_in_its_cell() -> None:
    matrix = MatrixCells(A, hidden=True).scale(0.6).shift(3 * LEFT + DOWN).reveal(1, 2)
    assert np.allclose(matrix.entry(1, 2).get_center(), matrix.cell(1, 2).box.get_center(), atol=0.05)


def test_values_count_to_others_while_they_animate() -> None:
    matrix = MatrixCells([[0, 10]])
    animation = matrix.animate(rate_func=lambda t: t).set_values([[10, 0]]).build()
    animation.begin()
    animation.interpolate(0.3)
    assert figures(matrix) == ["3", "7"]
    animation.finish()
    assert matrix.values.tolist() == [[10, 0]]
    assert figures(matrix) == ["10", "0"]


def test_values_of_another_shape_are_refused() -> None:
    with pytest.raises(ShapeError, match=r"expected shape \(2, 3\), got \(3, 2\)"):
        MatrixCells(A).set_values(np.zeros((3, 2)))


def test_the_array_given_is_not_changed() -> None:
    given = np.array([[1.0, 2.0]])
    MatrixCells(given, hidden=True).reveal(0, 0, 9)
    assert given.tolist() == [[1.0, 2.0]]


@pytest.mark.parametrize("frame", [WIDE, UPRIGHT], ids=["wide", "upright"])
@pytest.mark.parametrize("direction", [DOWN, LEFT], ids=["below", "left"])
@pytest.mark.parametrize(("rows", "columns"), [(2, 2), (3, 6), (6, 3), (8, 8), (30, 40), (1, 5)])
def test_it_fits_the_room_it_is_given(
    frame: dict[str, float], direction: Any, rows: int, columns: int
) -> None:
    with tempconfig(frame):
        values = np.random.default_rng(0).normal(size=(rows, columns))
        matrix = MatrixCells(
            values, name="W", width=6.0, height=4.0, brackets=True, label_direction=direction
        )
        assert matrix.width <= 6.0 + 0.05
        assert matrix.height <= 4.0 + 0.05
        for number in matrix.entries:
            assert number.width < matrix.fit.width
            assert matrix.fit.number_size >= em(Size.SMALL) - 1e-9


def test_numbers_too_small_to_read_give_way_to_colours_that_can_still_be_named() -> None:
    matrix = MatrixCells(np.arange(64.0).reshape(8, 8), width=2.0)
    assert figures(matrix) == []
    assert isinstance(matrix.block, CellBlock)
    assert matrix.cell(0, 0).box.get_fill_color() != matrix.cell(7, 7).box.get_fill_color()
    assert matrix.highlight_row(2).row(2).width <= 2.0


def test_small_numbers_are_kept_when_asked_for() -> None:
    matrix = MatrixCells(np.ones((8, 8)), width=2.0, size=0.1)
    assert len(figures(matrix)) == 64


def test_a_big_matrix_becomes_a_few_shapes_and_its_cells_cannot_be_named() -> None:
    matrix = MatrixCells(np.random.default_rng(0).normal(size=(100, 60)), width=3.0, height=4.0)
    assert isinstance(matrix.block, PixelBlock)
    assert len(matrix.get_family()) < 200
    with pytest.raises(InputError, match="100 × 60 pixels"):
        matrix.cell(0, 0)


def test_matrices_can_share_one_size_of_cell() -> None:
    first, second = MatrixCells(A, cell=0.8), MatrixCells(np.transpose(A), cell=0.8)
    assert np.allclose([first.cell(0, 0).height, second.cell(0, 0).height], 0.8)


def test_room_is_left_for_numbers_that_come_later() -> None:
    narrow, roomy = MatrixCells([[1, 2]]), MatrixCells([[1, 2]], room_for=[-1000])
    assert roomy.cell(0, 0).width > narrow.cell(0, 0).width
    roomy.set_values([[-1000, 2]])
    assert roomy.entry(0, 0).width < roomy.cell(0, 0).box.width


def test_roles_that_do_not_fit_the_shape_are_refused() -> None:
    with pytest.raises(InputError, match="one for each of the 3 columns, got 2"):
        MatrixCells(A, column_roles=["data", "error"])
    with pytest.raises(InputError, match="got both"):
        MatrixCells([[1]], row_roles=["data"], column_roles=["data"])


def test_while_an_entry_is_revealed_it_is_seen_above_its_cell() -> None:
    matrix = MatrixCells([[8]], hidden=True, show_shape=False, cell=4.0)
    played, anew = last_frame(lambda: matrix.animate(rate_func=early).reveal(0, 0), of=matrix)
    assert np.array_equal(played, anew)


def test_highlighting_and_revealing_at_once_both_hold() -> None:
    matrix = MatrixCells([[8, 9]], hidden=True)

    def both() -> LaggedStart:
        reveals = [matrix.animate.reveal(0, j) for j in (0, 1)]
        return LaggedStart(*reveals, matrix.animate.highlight_cell(0, 1), lag_ratio=0.2)

    last_frame(both, of=VGroup(matrix))
    assert figures(matrix) == ["8", "9"]
    assert lit(matrix) == {(0, 1)}
