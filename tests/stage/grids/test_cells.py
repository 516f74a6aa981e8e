"""A cell: a number in a box, hidden, revealed, changed and highlighted."""

import numpy as np
import pytest

from aimath.errors import InputError
from aimath.stage.colormaps import mix
from aimath.stage.grids.cells import Cell, check_index, common_spec, role_colors, widest_number
from aimath.stage.lettering.live import LiveNumber
from aimath.stage.theme import THEMES, theme_color, use_theme


def a_cell(value: float = 14.0, **options: bool) -> Cell:
    return Cell(value, ".0f", width=1.0, height=1.0, number_size=0.4, colors=role_colors("data"), **options)


def shown(cell: Cell) -> list[str]:
    return [part.figures[0].text for part in cell.get_family() if isinstance(part, LiveNumber)]


def test_a_hidden_cell_shows_a_dot_and_no_figure() -> None:
    cell = a_cell(shown=False, placeholder=True)
    assert shown(cell) == []
    assert cell.dot in cell.get_family()


def test_revealing_puts_the_number_where_the_dot_was() -> None:
    cell = a_cell(shown=False, placeholder=True)
    step = cell.revealed(True)
    step(0.25)
    assert shown(cell) == [] and 0 < cell.dot.get_fill_opacity() < 1
    step(0.75)
    assert shown(cell) == ["14"] and 0 < cell.number[0].get_fill_opacity() < 1
    step(1.0)
    assert cell.number[0].get_fill_opacity() == 1
    assert cell.dot not in cell.get_family()
    assert np.allclose(cell.number.get_center(), cell.box.get_center(), atol=0.02)


def test_a_cell_reveals_its_number_in_place_after_it_was_moved_and_scaled() -> None:
    before, after = a_cell(), a_cell(shown=False)
    before.scale(0.5).shift((3.0, 1.0, 0.0))
    after.scale(0.5).shift((3.0, 1.0, 0.0)).revealed(True)(1.0)
    assert np.allclose(before.number.get_center(), after.number.get_center())
    assert np.isclose(before.number.height, after.number.height)


def test_a_changed_number_is_known_before_it_is_revealed() -> None:
    cell = a_cell(shown=False).set_value(-3)
    cell.revealed(True)(1.0)
    assert shown(cell) == ["−3"]


def test_hiding_takes_the_figure_away_again() -> None:
    cell = a_cell(placeholder=True)
    cell.revealed(False)(1.0)
    assert shown(cell) == []


def test_dimming_a_cell_does_not_bring_its_hidden_number_back() -> None:
    cell = a_cell(shown=False)
    cell.set_opacity(0.3)
    assert shown(cell) == []


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_a_highlight_takes_the_accent_and_clearing_it_restores_the_look(theme) -> None:
    with use_theme(theme):
        cell = a_cell()
        fill, border = cell.box.get_fill_color(), cell.box.get_stroke_color()
        width = cell.box.get_stroke_width()
        cell.highlighted(theme_color("error"))(1.0)
        assert cell.box.get_stroke_color().to_hex() == theme_color("error")
        assert cell.box.get_fill_color() != fill
        cell.highlighted(None)(1.0)
    assert cell.box.get_fill_color().to_hex() == fill.to_hex()
    assert cell.box.get_stroke_color().to_hex() == border.to_hex()
    assert cell.box.get_stroke_width() == width


def test_half_way_into_a_highlight_the_border_is_half_way_wide() -> None:
    cell = a_cell()
    rest = cell.box.get_stroke_width()
    step = cell.highlighted(theme_color("data"))
    step(1.0)
    lit = cell.box.get_stroke_width()
    step(0.5)
    assert np.isclose(cell.box.get_stroke_width(), (rest + lit) / 2)


def test_a_cell_of_a_role_is_tinted_by_it() -> None:
    with use_theme(THEMES["dark"]):
        assert role_colors("error").fill != role_colors("data").fill
        assert role_colors("error").fill == mix(THEMES["dark"].surface, theme_color("error"), 0.08)


@pytest.mark.parametrize(
    ("values", "spec"),
    [
        ([1, 2, 3], ",.0f"),
        ([1.5, 2], ",.1f"),
        ([0.25, -0.5], ",.2f"),
        ([1 / 3], ",.2f"),
        ([12.345], ",.2f"),
        ([123.45], ",.1f"),
        ([1234.5], ",.0f"),
    ],
)
def test_one_format_shows_as_many_decimals_as_all_values_need(values: list[float], spec: str) -> None:
    assert common_spec(values) == spec


def test_ones_are_given_as_much_room_as_other_digits() -> None:
    assert widest_number([111], ".0f") == widest_number([888], ".0f")


def test_an_index_beyond_the_end_is_refused() -> None:
    with pytest.raises(InputError, match="from 0 to 2, got 3"):
        check_index(3, 3, "row")
