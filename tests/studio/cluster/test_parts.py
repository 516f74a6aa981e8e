"""Runs of plays for the workers of a cluster."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from aimath.stage.take import Take
from aimath.studio.cluster.orders import EVERY_PLAY
from aimath.studio.cluster.parts import WORTH_A_WORKER, runs_worth_while, split_plays
from aimath.studio.filming.rehearsing import Beginning, Rehearsal


@given(st.lists(st.integers(0, 500), min_size=1, max_size=30), st.integers(1, 6))
def test_parts_cover_every_play_once_and_in_order(frames: list[int], parts: int) -> None:
    runs = split_plays(frames, parts)
    assert [play for first, end in runs for play in range(first, end)] == list(range(len(frames)))
    assert len(runs) <= parts


def film_with(*frames: int, **known: Any) -> Rehearsal:
    return Rehearsal(Take(), "Film", {}, frames, **known)


def test_a_short_film_is_made_in_one_part() -> None:
    assert runs_worth_while(film_with(40, 30), 4) == [EVERY_PLAY]


def test_a_plain_scene_is_made_in_one_part() -> None:
    assert runs_worth_while(film_with(), 4) == [EVERY_PLAY]


def test_a_long_film_is_made_in_as_many_parts_as_are_worth_a_worker() -> None:
    assert runs_worth_while(film_with(*(WORTH_A_WORKER,) * 3), 8) == [(0, 1), (1, 2), (2, 3)]


def test_a_film_whose_plays_need_all_those_before_is_made_in_one_part() -> None:
    needing = film_with(*(WORTH_A_WORKER,) * 3, begins_anywhere=False)
    assert runs_worth_while(needing, 8) == [EVERY_PLAY]


def test_only_what_comes_after_the_beginning_is_made() -> None:
    begun = Beginning(plays=2)
    assert runs_worth_while(film_with(*(WORTH_A_WORKER,) * 4, beginning=begun), 8) == [(2, 3), (3, 4)]
    assert runs_worth_while(film_with(WORTH_A_WORKER, 1, 1, beginning=begun), 8) == [(2, 3)]
