"""Films are cut in runs that are worth a process of their own, the same way whoever goes through them."""

from hypothesis import given
from hypothesis import strategies as st

from aimath.studio.filming.runs import PIECE, Runs, piece_length


class Heard:
    """A crew that only listens."""

    def __init__(self) -> None:
        self.is_filming = False
        self.runs = 0

    def change(self, *, may_skip: bool) -> None:
        self.runs += 1


def runs_of(plays: list[int], *, is_still: bool = False, lit: int = 0, total: int = 0) -> int:
    """Return how many runs a film of plays of so many frames has."""
    runs, crew = Runs(), Heard()
    runs.share_out(crew, total)
    for frames in plays:
        runs.begin_play(frames, may_skip=True, lit=lit)
        for _ in range(runs.piece, frames, runs.piece):
            runs.end_piece()
        runs.end_play(frames, is_still=is_still)
    return crew.runs


@given(st.integers(1, 5000), st.floats(1, 20))
def test_pieces_of_a_play_are_of_about_the_same_length(frames: int, weight: float) -> None:
    length = piece_length(frames, weight)
    pieces = -(-frames // length)
    assert 1 <= length <= PIECE
    assert pieces * length - frames < pieces


def test_a_long_play_is_several_runs_and_short_ones_are_one_together() -> None:
    assert runs_of([300]) == 3
    assert runs_of([30, 20]) == 1
    assert runs_of([30, 30, 30]) == 2


def test_what_stands_still_is_hardly_any_work() -> None:
    assert runs_of([90, 90, 90]) == 3
    assert runs_of([90, 90, 90], is_still=True) == 1


def test_frames_with_many_shapes_in_the_light_are_cut_finer() -> None:
    assert runs_of([120, 60]) == 3
    assert runs_of([120, 60], lit=576) == 6
    assert runs_of([120], lit=100_000) == 4


def test_the_runs_of_long_films_are_longer() -> None:
    assert runs_of([100] * 10, total=1000) == 10
    assert runs_of([100] * 60, total=6000) == 30
    assert runs_of([100] * 400, total=40_000) == 200


def test_nobody_skips_who_films() -> None:
    runs = Runs()
    runs.begin_play(200, may_skip=True)
    assert list(runs.moments_to_visit(range(200))) == list(range(200))
    runs.crew = Heard()
    assert list(runs.moments_to_visit(range(200))) == [0, 100]
    runs.begin_play(200, may_skip=False)
    assert list(runs.moments_to_visit(range(200))) == list(range(200))
