import numpy as np
import pytest

from aimath.stage.plots.curve_head import HEAD_GAP, CurveHead


def head(name: str = "momentum") -> CurveHead:
    return CurveHead(name, np.array([12.5, 0.25]), role="data", spec=".2f")


def test_a_head_has_room_for_the_widest_of_its_values() -> None:
    narrow, wide = head().set_value(0.25), head().set_value(12.5)
    assert narrow.text.width < wide.text.width <= wide.text_width


def test_the_text_begins_where_it_is_put_and_the_dot_ends_the_curve() -> None:
    placed = head().place(np.array([1.0, 1.0, 0.0]), 1 + HEAD_GAP, 1.0, 1.0)
    assert placed.text.get_left()[0] == pytest.approx(1 + HEAD_GAP)
    assert placed.number.get_center()[1] == pytest.approx(1.0, abs=0.02)
    assert np.allclose(placed.dot.get_center(), [1, 1, 0])
    assert len(placed.leader.points) == 0


def test_a_text_that_is_far_from_its_curve_is_tied_to_it() -> None:
    placed = head().place(np.zeros(3), 2.0, 1.0, 1.0)
    assert placed.leader.get_right()[0] < placed.text.get_left()[0]


def test_a_curve_that_has_left_has_neither_dot_nor_tie() -> None:
    placed = head().place(np.zeros(3), 2.0, 1.0, 1.0, dot=False)
    assert len(placed.dot.points) == len(placed.leader.points) == 0


def test_a_stacked_head_is_narrower_and_higher() -> None:
    stacked = head().stack()
    assert stacked.text_width < head().text_width
    assert stacked.text_height == pytest.approx(2 * head().text_height)
    assert stacked.number.get_top()[1] < stacked.name_label.baseline
    assert stacked.number.get_left()[0] == pytest.approx(stacked.name_label.get_left()[0])


def test_a_head_without_a_name_cannot_be_stacked() -> None:
    assert head("").stack().text_height == head("").text_height
