"""Formulas and readouts show the values that they are given, in the colours of what they name."""

import numpy as np
import pytest

from aimath.errors import InputError
from aimath.stage.lettering.readout import Reading, Readout
from aimath.stage.lettering.worked_formula import Term, WorkedFormula
from aimath.stage.theme import theme_color


def rule() -> WorkedFormula:
    return WorkedFormula(
        [
            Term("after", "w", 1.5, role="parameter"),
            "arrow.l",
            Term("before", "w", -2.0, role="parameter", widest=-88.88),
            "-",
            Term("slope", "L'(w)", 7.0, ".1f", "gradient"),
        ]
    )


def test_each_value_stands_below_its_symbol_in_its_colour() -> None:
    formula = rule()
    for column in (formula[0], formula[2], formula[4]):
        symbol, number = column
        assert number.get_center()[0] == pytest.approx(symbol.get_center()[0], abs=0.05)
        assert number.get_top()[1] < symbol.get_bottom()[1]
        assert number[0].get_fill_color() == symbol[0].get_fill_color()
    assert formula.number("slope")[0].get_fill_color().to_hex() == theme_color("gradient")


def test_all_values_stand_on_one_line() -> None:
    formula = rule()
    heights = [formula.number(name).baseline for name in ("after", "before", "slope")]
    assert np.ptp(heights) == pytest.approx(0.0, abs=1e-6)


def test_columns_do_not_meet_however_wide_a_number_gets() -> None:
    formula = rule()
    formula.set_values({"before": -88.88})
    assert formula[2].get_left()[0] > formula[1].get_right()[0]
    assert formula[2].get_right()[0] < formula[3].get_left()[0]


def test_there_is_room_for_the_widest_number_from_the_start() -> None:
    for shown in (
        WorkedFormula([Term("w", "w", 1.5, widest=-88888.88)]),
        Readout([Reading("w", 1.5, ".2f", widest=-88888.88)]),
    ):
        left, right = shown.get_left()[0], shown.get_right()[0]
        shown.set_values({"w": -88888.88})
        assert shown.number("w").get_right()[0] <= right + 1e-6
        assert shown.number("w").get_left()[0] >= left - 1e-6


def test_values_count_to_where_they_go() -> None:
    formula = rule()
    animation = formula.animate.set_values({"after": 2.5}).build()
    animation.begin()
    animation.interpolate(1.0)
    animation.finish()
    assert formula.number("after").figures[0].value == 2.5


def test_a_name_can_be_given_only_once_and_must_be_known() -> None:
    with pytest.raises(InputError, match="two terms are called 'w'"):
        WorkedFormula([Term("w", "w", 1.0), Term("w", "w", 2.0)])
    with pytest.raises(InputError, match="no term is called 'v'; there is after"):
        rule().number("v")


def test_the_numbers_of_a_readout_stand_in_a_column() -> None:
    readout = Readout([Reading("step", 0), Reading("learning rate", 0.25, role="highlight")])
    lefts = [readout.number(name).get_left()[0] for name in ("step", "learning rate")]
    assert lefts[0] == pytest.approx(lefts[1], abs=0.05)
    for name in ("step", "learning rate"):
        label, number = readout.row(name)
        assert label.get_right()[0] < number.get_left()[0]
        assert label.baseline == pytest.approx(number.baseline, abs=1e-6)


def test_whole_numbers_stay_whole_while_they_count() -> None:
    readout = Readout([Reading("step", 0)])
    animation = readout.animate.set_values({"step": 7}).build()
    animation.begin()
    for share in (0.13, 0.5, 0.77):
        animation.interpolate(share)
        assert isinstance(readout.number("step").value, int)


def test_an_unknown_row_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InputError, match="no row is called 'loss'; there is step"):
        Readout([Reading("step", 0)]).set_values({"loss": 1.0})
