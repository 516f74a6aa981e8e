"""Runs of plays for the workers of a cluster."""

from hypothesis import given
from hypothesis import strategies as st

from aimath.stage.take import Take
from aimath.studio.cluster.parts import WORTH_A_WORKER, parts_worth_while, split_plays
from aimath.studio.filming.rehearsing import Rehearsal


@given(st.lists(st.integers(0, 500), min_size=1, max_size=30), st.integers(1, 6))
def test_parts_cover_every_play_once_and_in_order(frames: list[int], parts: int) -> None:
    runs = split_plays(frames, parts)
    assert [play for first, end in runs for play in range(first, end)] == list(range(len(frames)))
    assert len(runs) <= parts


def test_a_short_film_is_made_in_one_part() -> None:
    assert parts_worth_while(Rehearsal(Take(), "Short", {}, (40, 30)), 4) == 1


def test_a_long_film_is_made_in_as_many_parts_as_are_worth_a_worker() -> None:
    assert parts_worth_while(Rehearsal(Take(), "Long", {}, (WORTH_A_WORKER,) * 3), 8) == 3


def test_a_film_whose_plays_need_all_those_before_is_made_in_one_part() -> None:
    rehearsal = Rehearsal(Take(), "Long", {}, (WORTH_A_WORKER,) * 3, begins_anywhere=False)
    assert parts_worth_while(rehearsal, 8) == 1
