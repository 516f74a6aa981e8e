"""Changes: the same method acts at once, or over time."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import PI, Animation, Mobject

from aimath.stage.changes import Step, change
from aimath.stage.code.code_card import CodeCard
from aimath.stage.grids.anchor import Anchor
from aimath.stage.grids.heat_map import HeatMap
from aimath.stage.grids.matrix import MatrixCells
from aimath.stage.grids.running_sum import RunningSum
from aimath.vectors import dot_product
from tests.stage.films import early, last_frame


class Dial(Mobject):
    at = 0.0

    @change
    def turn(self, to: float) -> Step:
        """Turn to a number."""
        start = self.at

        def step(share: float) -> None:
            self.at = to if share == 1 else start + share * (to - start)

        return step


def test_called_directly_a_change_is_made_at_once_and_can_be_chained() -> None:
    assert Dial().turn(2.0).turn(5.0).at == 5.0


def test_through_animate_a_change_plays_with_manims_own_settings() -> None:
    dial = Dial()
    animation = dial.animate(run_time=3, rate_func=lambda t: t).turn(4.0).build()
    assert animation.run_time == 3
    animation.begin()
    animation.interpolate(0.25)
    assert dial.at == 1.0
    animation.finish()
    assert dial.at == 4.0


def test_a_change_starts_from_how_things_stand_when_it_begins() -> None:
    dial = Dial()
    there, back = (dial.animate(rate_func=lambda t: t).turn(goal).build() for goal in (2.0, 0.0))
    there.begin()
    there.finish()
    back.begin()
    back.interpolate(0.5)
    assert dial.at == 1.0


def test_the_method_keeps_its_name_and_words() -> None:
    assert (Dial.turn.__name__, Dial.turn.__doc__) == ("turn", "Turn to a number.")


@given(
    st.floats(-PI, PI), st.floats(0.1, 5.0), st.floats(-5.0, 5.0), st.floats(0.0, 1.0), st.floats(0.0, 1.0)
)
def test_an_anchor_remembers_places_through_every_move(
    turn: float, size: float, shift: float, across: float, down: float
) -> None:
    anchor = Anchor(width=3.0, height=2.0).rotate(turn).scale(size).shift((shift, -shift, 0.0))
    assert anchor.magnification == pytest.approx(size)
    assert np.allclose(anchor.from_scene(anchor.to_scene([across, down])), [across, down], atol=1e-6)


def test_an_anchor_draws_nothing_even_when_made_opaque() -> None:
    anchor = Anchor(width=3.0, height=2.0).set_opacity(1.0)
    assert anchor.get_stroke_width() == 0
    x, y = anchor.points[:, 0], anchor.points[:, 1]
    assert np.isclose(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)), 0.0)


@pytest.mark.parametrize(
    ("mobject", "change_it"),
    [
        (MatrixCells([[8, 100]]), lambda animate: animate.set_values([[111, -1]])),
        (MatrixCells([[8, 9]]), lambda animate: animate.hide(0, 0)),
        (MatrixCells([[8, 9]]).highlight_cell(0, 0), lambda animate: animate.clear_highlight()),
        (HeatMap(np.eye(3), width=4.0).highlight_row(0), lambda animate: animate.clear_highlight()),
        (HeatMap(np.eye(30), width=4.0).highlight_row(0), lambda animate: animate.clear_highlight()),
        (HeatMap(np.eye(3), width=4.0), lambda animate: animate.hide_numbers()),
        (HeatMap(np.eye(3), width=4.0), lambda animate: animate.unroll(start=(0, 0, 0), spacing=1, window=2)),
        (RunningSum(dot_product([1, 2], [3, 4])).set_progress(2), lambda animate: animate.set_progress(0)),
        (CodeCard("a = 1\nb = 2").highlight_lines(1), lambda animate: animate.clear_highlight()),
    ],
)
def test_nothing_of_what_went_away_is_drawn_while_the_change_still_plays(
    mobject: Mobject, change_it: Callable[..., Animation]
) -> None:
    played, anew = last_frame(lambda: change_it(mobject.animate(rate_func=early)), of=mobject)
    assert np.array_equal(played, anew)
