"""The best look that fits is found with few tries, from measured sizes."""

import math

from hypothesis import given
from hypothesis import strategies as st

from aimath.studio.gif.budget import best_that_fits
from aimath.studio.gif.looks import Look, best_look, smaller_looks


@given(st.integers(1, 40), st.integers(0, 45))
def test_it_is_the_first_that_fits_and_few_are_tried(count: int, most: int) -> None:
    looks = [Look(width, 15) for width in range(40, 40 - count, -1)]
    search = best_that_fits(looks, most, lambda look: look.width)
    fitting = [look for look in looks if look.width <= most]
    assert search.look == (fitting[0] if fitting else None)
    assert len(search.sizes) <= 2 + math.ceil(math.log2(count + 1))


def test_the_best_is_written_once_where_it_fits() -> None:
    looks = smaller_looks(best_look("gif", 800, 15, None), "gif")
    search = best_that_fits(looks, 10**9, lambda look: look.width)
    assert search.look == looks[0]
    assert len(search.sizes) == 1


def test_every_look_gives_something_up_and_what_costs_the_eye_least_goes_first() -> None:
    for file_format in ("gif", "apng", "webp", "avif"):
        looks = smaller_looks(best_look(file_format, 800, 20, None), file_format)
        assert len(set(looks)) == len(looks) > 8
        widths, rates = [look.width for look in looks], [look.fps for look in looks]
        assert widths == sorted(widths, reverse=True)
        assert rates == sorted(rates, reverse=True)
        narrowed, slowed = widths.index(680), rates.index(16)
        assert 1 < narrowed < slowed
        assert min(widths) == 320
        assert min(rates) >= 8


def test_a_look_that_is_small_already_is_not_made_larger() -> None:
    for look in smaller_looks(best_look("gif", 100, 5, 16), "gif"):
        assert look.width <= 100
        assert look.fps <= 5
        assert (look.colors or 0) <= 16
