"""Frames are shown for whole hundredths of a second, and the clip ends when it should."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimath.studio.errors import UsageError
from aimath.studio.gif.timing import Loop, delays, parse_loop, sequence


@given(st.lists(st.integers(1, 40), min_size=1, max_size=60), st.integers(1, 50))
def test_delays_never_drift(repeats: list[int], fps: int) -> None:
    shown = 0
    for number, delay in enumerate(delays(repeats, fps)):
        shown += delay
        assert abs(shown - 100 * sum(repeats[: number + 1]) / fps) <= 0.5
        assert delay >= 2


def test_the_last_frame_is_held_and_no_other() -> None:
    assert delays([1, 2, 1], 10, 1.5) == [10, 20, 160]
    order = sequence([1, 2, 1], Loop(there_and_back=True))
    assert delays([1, 2, 1], 10, 1.5, order=order) == [10, 20, 160, 20]


def test_going_back_shows_neither_end_twice() -> None:
    assert sequence([1, 1, 1, 1], Loop(there_and_back=True)) == [0, 1, 2, 3, 2, 1]
    assert sequence([1], Loop(there_and_back=True)) == [0]


@pytest.mark.parametrize("text", ["0", "-1", "twice", "65536", ""])
def test_a_loop_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="--loop: expected a number of plays"):
        parse_loop(text)


def test_a_loop_is_a_number_or_a_word() -> None:
    assert parse_loop("once") == Loop(1)
    assert parse_loop("7") == Loop(7)
    assert parse_loop("forever") == Loop(None)
