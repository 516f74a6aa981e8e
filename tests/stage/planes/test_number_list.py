import numpy as np
import pytest

from aimath.errors import InputError, ShapeError
from aimath.stage.planes.arrow import VectorArrow
from aimath.stage.planes.number_list import NumberList
from aimath.stage.plots.coordinates import Coordinates
from aimath.stage.space.components import component_color
from tests.stage.films import early, last_frame


def written(numbers: NumberList) -> list[str]:
    return [entry.figures[0].text for entry in numbers.entries]


def test_whole_numbers_have_no_decimals_and_others_share_theirs() -> None:
    numbers = NumberList([3, 1, 4])
    assert written(numbers) == ["3", "1", "4"]
    assert written(numbers.set_values([3, 1.5, -4])) == ["3.0", "1.5", "−4.0"]
    assert written(numbers.set_values([3.25, 1, 4])) == ["3.25", "1.00", "4.00"]
    assert written(NumberList([3, 1], spec=".1f")) == ["3.0", "1.0"]


def test_a_list_has_no_more_decimals_than_it_may() -> None:
    assert written(NumberList([3.125, 1], decimals=1)) == ["3.1", "1.0"]
    assert written(NumberList([3, 1], decimals=1).set_values([2.96, 1.04])) == ["3.0", "1.0"]
    assert written(NumberList([3, 1], decimals=1)) == ["3", "1"]


def test_every_entry_tells_its_value_before_rounding() -> None:
    numbers = NumberList([1 / 3, 2.0])
    assert [entry.figures[0].value for entry in numbers.entries] == [1 / 3, 2.0]
    assert numbers.values.tolist() == [1 / 3, 2.0]


@pytest.mark.parametrize("orientation", ["column", "row"])
@pytest.mark.parametrize("values", [[3, 1, 4], [-10.25, 0, 1000], [0.5]])
def test_the_numbers_are_within_the_brackets_in_order_and_do_not_touch(
    orientation: str, values: list
) -> None:
    numbers = NumberList(values, orientation=orientation)
    left, right = numbers._brackets.get_left()[0], numbers._brackets.get_right()[0]
    assert all(left < entry.get_left()[0] and entry.get_right()[0] < right for entry in numbers.entries)
    for first, second in zip(numbers.entries, numbers.entries[1:], strict=False):
        if orientation == "row":
            assert first.get_right()[0] < second.get_left()[0]
        else:
            assert first.get_bottom()[1] > second.get_top()[1]


def test_the_digits_of_a_column_stand_below_each_other() -> None:
    entries = NumberList([8.5, -18.5, 8.5]).entries
    assert entries[0].get_right()[0] == pytest.approx(entries[1].get_right()[0], abs=2e-3)
    assert entries[0].get_left()[0] == pytest.approx(entries[2].get_left()[0], abs=2e-3)


def test_the_brackets_never_shrink_while_the_numbers_count() -> None:
    numbers = NumberList([3.25, 1])
    wide = numbers.set_values([-10.25, 1]).width
    assert numbers.set_values([3.25, 1]).width == pytest.approx(wide)


def test_the_brackets_close_again_when_the_decimals_of_counting_are_gone() -> None:
    numbers = NumberList([3, 1])
    narrow = numbers.width
    assert numbers.set_values([-2.25, 1.5]).width > narrow
    assert numbers.set_values([4, 1]).width == pytest.approx(narrow)


def test_a_moved_and_scaled_list_goes_on_where_it_is() -> None:
    numbers = NumberList([30, 10]).scale(0.5).shift([2.0, 1.0, 0.0])
    height = numbers.height
    numbers.set_values([45, -10])
    assert np.allclose(numbers.get_center()[:2], [2, 1], atol=1e-6)
    assert numbers.height == pytest.approx(height)
    assert numbers.entries[0].height == pytest.approx(NumberList([45, 10]).entries[0].height / 2)


def test_each_entry_has_its_color_and_keeps_it() -> None:
    colors = [component_color(axis) for axis in range(3)]
    numbers = NumberList([3, 1, 4], colors=colors).set_values([-1.25, 2, 5])
    assert [entry[0].get_fill_color().to_hex() for entry in numbers.entries] == colors


def test_entries_can_be_hidden_and_come_back_while_the_brackets_stay() -> None:
    numbers = NumberList([3, 1, 4]).set_strengths([1, 0.3, 0])
    assert [entry[0].get_fill_opacity() for entry in numbers.entries] == [1, 0.3, 0]
    numbers.set_values([12, 1, 444])
    assert {glyph.get_fill_opacity() for glyph in numbers.entries[2]} == {0}
    assert numbers._brackets.get_stroke_opacity() == 1
    change = numbers.animate(rate_func=lambda share: share).set_strengths([1, 1, 1]).build()
    change.begin()
    change.interpolate(0.5)
    assert [entry[0].get_fill_opacity() for entry in numbers.entries] == [1, 0.65, 0.5]
    with pytest.raises(ShapeError, match="3 strengths"):
        numbers.set_strengths([1, 1])


@pytest.mark.parametrize("orientation", ["column", "row"])
def test_the_dots_of_a_list_that_goes_on_stand_within_the_brackets_after_the_last_number(
    orientation: str,
) -> None:
    numbers = NumberList([12, 7], orientation=orientation, goes_on=True).scale(1.5).shift([3.0, 1.0, 0.0])
    dots, last = numbers._dots, numbers.entries[-1]
    assert dots.get_right()[0] < numbers._brackets.get_right()[0]
    assert dots.get_bottom()[1] > numbers._brackets.get_bottom()[1]
    if orientation == "column":
        assert dots.get_top()[1] < last.get_bottom()[1]
    else:
        assert dots.get_left()[0] > last.get_right()[0]
        assert last.get_bottom()[1] - 0.1 < dots.get_center()[1] < last.get_center()[1]


def test_dragging_the_tip_of_an_arrow_changes_the_list() -> None:
    arrow = VectorArrow(Coordinates((-5, 5), (-5, 5), width=5, height=5), 3, 1)
    numbers = NumberList([0, 0]).follow(lambda: arrow.vector)
    assert written(numbers) == ["3", "1"]
    arrow.set_vector(-2, 4.5)
    numbers.update()
    assert written(numbers) == ["−2.0", "4.5"]


def test_a_film_of_counting_numbers_ends_on_the_picture_it_draws_anew() -> None:
    numbers = NumberList([3, 1, 4], plate=True)
    played, anew = last_frame(lambda: numbers.animate(rate_func=early).set_values([-12.5, 8, 0]), of=numbers)
    assert np.abs(played.astype(int) - anew).max() <= 2
    assert written(numbers) == ["−12.5", "8.0", "0.0"]


def test_what_is_no_list_is_refused() -> None:
    with pytest.raises(ShapeError, match="list of numbers"):
        NumberList([[1, 2]])
    with pytest.raises(ShapeError, match="expected 2 numbers, got 3"):
        NumberList([1, 2]).set_values([1, 2, 3])
    with pytest.raises(InputError, match="column or row"):
        NumberList([1], orientation="diagonal")
    with pytest.raises(InputError, match="a colour for each of 2"):
        NumberList([1, 2], colors=["#FFFFFF"])


@pytest.mark.parametrize(
    ("start", "goal"),
    [([3, 4], [7, 1]), ([120, 60], [8, 9]), ([0.5, 99.5], [10.25, 1]), ([-8, 2], [8, 2]), ([2.5, 1], [4, 1])],
)
def test_its_room_does_not_depend_on_which_moments_of_a_change_are_gone_through(
    start: list[float], goal: list[float]
) -> None:
    widths = []
    for moments in ([1.0], np.linspace(0, 1, 24), [0.7, 1.0]):
        numbers = NumberList(start, orientation="row")
        change = numbers.animate.set_values(goal).build()
        change.begin()
        for moment in moments:
            change.interpolate(float(moment))
        widths.append(numbers.width)
    assert np.ptp(widths) < 1e-9
