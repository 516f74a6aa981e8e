"""A dot product written out: the products appear one by one and the total counts along."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import LEFT, UP, Mobject, tempconfig

from aimath.errors import InputError
from aimath.stage.grids.running_sum import RunningSum
from aimath.stage.lettering.live import LiveNumber
from aimath.stage.lettering.type_sizes import Size, em
from aimath.stage.theme import theme_color
from aimath.vectors import dot_product

PRODUCT = dot_product([2, -1, 3], [1, 3, 5])
numbers = st.integers(-99, 99).map(float)


def figures(mobject: Mobject) -> list[str]:
    return [part.figures[0].text for part in mobject.get_family() if isinstance(part, LiveNumber)]


def test_at_first_only_a_total_of_zero_shows() -> None:
    assert figures(RunningSum(PRODUCT)) == ["0"]


def test_each_term_shows_where_its_product_comes_from() -> None:
    total = RunningSum(PRODUCT).set_progress(2)
    assert figures(total) == ["−1", "2", "1", "2", "−1", "3", "−3"]
    colors = [total.term(1)[k][0].get_fill_color().to_hex() for k in (0, 2, 4)]
    assert colors == [theme_color("data"), theme_color("parameter"), theme_color("text")]


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=5))
@settings(max_examples=15, deadline=None)
def test_the_total_is_the_running_sum_of_the_math(pairs: list[tuple[float, float]]) -> None:
    product = dot_product(*zip(*pairs, strict=True))
    total = RunningSum(product)
    for k, expected in enumerate(product.running_sums, start=1):
        assert total.set_progress(k).total.value == expected
    assert total.set_progress(0).total.value == 0
    assert len(figures(total)) == 1


def test_the_total_counts_after_the_product_has_appeared() -> None:
    total = RunningSum(PRODUCT)
    assert total.set_progress(0.5).total.value == 0
    assert total.term(0)[0][0].get_fill_opacity() == 1
    assert total.set_progress(0.75).total.value == 1
    assert total.set_progress(2.75).total.value == -1 + 15 / 2


def test_it_counts_while_it_animates() -> None:
    total = RunningSum(PRODUCT)
    animation = total.animate(rate_func=lambda t: t).set_progress(3).build()
    animation.begin()
    seen = []
    for share in (0, 1 / 3, 2 / 3, 1):
        animation.interpolate(share)
        seen.append(total.total.value)
    assert seen == [0, 2, -1, 14]


def test_signs_and_last_digits_stand_in_line() -> None:
    total = RunningSum(dot_product([2, -10, 3], [10, 3, -5])).set_progress(3)
    lines = [total.term(k) for k in range(3)]
    for sign in (1, 3):
        assert np.ptp([line[sign].get_x() for line in lines]) < 1e-6
    assert np.ptp([lines[0][2].get_right()[0], total.term(0)[2].get_right()[0]]) == 0
    products = [line[4] for line in lines]
    assert [number.figures[0].text for number in products] == ["20", "−30", "−15"]
    assert np.isclose(products[0].get_right()[0], products[1].get_right()[0])


def test_nothing_overlaps() -> None:
    total = RunningSum(dot_product([-12.5, 7.25], [100, -1])).set_progress(2)
    for k in range(2):
        for before, after in zip(total.term(k), total.term(k)[1:], strict=False):
            assert before.get_right()[0] < after.get_left()[0]
    assert total.term(0).get_bottom()[1] > total.term(1).get_top()[1]
    assert total.term(1).get_bottom()[1] > total.rule.get_y() > total.total.get_top()[1]
    assert total.total_name.get_right()[0] < total.total.get_left()[0]


def test_terms_added_after_a_move_stand_where_they_would_have_stood() -> None:
    before, after = RunningSum(PRODUCT).set_progress(3), RunningSum(PRODUCT)
    for total in (before, after):
        total.scale(0.5, about_point=np.zeros(3)).shift(2 * LEFT + UP)
    after.set_progress(3)
    for k in range(3):
        assert np.allclose(before.term(k).get_center(), after.term(k).get_center())
        assert np.isclose(before.term(k).width, after.term(k).width)


def test_a_term_tells_its_place_before_it_shows() -> None:
    total = RunningSum(PRODUCT)
    place = total.term(1).get_center()
    assert np.allclose(total.set_progress(2).term(1).get_center(), place)


@pytest.mark.parametrize("frame", [(14.222, 8.0), (8.0, 14.222)], ids=["wide", "upright"])
def test_it_fits_the_room_it_is_given_or_says_what_it_needs(frame: tuple[float, float]) -> None:
    with tempconfig({"frame_width": frame[0], "frame_height": frame[1]}):
        total = RunningSum(PRODUCT, width=3.0, height=2.4)
        assert total.width <= 3.001 and total.height <= 2.401
        assert total.total.height > 0.6 * em(Size.SMALL)
        with pytest.raises(InputError, match="give it more room or show fewer terms"):
            RunningSum(dot_product(np.ones(30), np.ones(30)), height=3.0)


def test_more_terms_than_there_are_cannot_be_added() -> None:
    with pytest.raises(InputError, match="from 0 to 3, got 4"):
        RunningSum(PRODUCT).set_progress(4)
