import numpy as np
import pytest
from manim import VGroup

from aimath.errors import InputError, ShapeError
from aimath.stage.plots.loss_curve import LossCurve
from tests.stage.films import early, last_frame

STEPS = np.arange(40.0)
FALL = 4 * 0.9**STEPS
SEVERAL = {"plain": 4 * 0.95**STEPS, "momentum": 4 * 0.8**STEPS + 0.01, "Adam": 4 * 0.79**STEPS + 0.012}


def box(mobject: object) -> np.ndarray:
    return np.array([mobject.get_corner([side, side, 0])[:2] for side in (-1, 1)])


def overlap(first: object, second: object) -> bool:
    (low, high), (other_low, other_high) = box(first), box(second)
    return bool((low < other_high).all() and (other_low < high).all())


def test_a_curve_ends_at_its_step_and_its_number_is_the_loss_there() -> None:
    curve = LossCurve(FALL, width=6, height=4, step=12)
    assert np.allclose(curve.curves[0].curve.get_end(), curve.axes.point(12, FALL[12]))
    assert curve.numbers[0].value == FALL[12]
    assert np.allclose(curve._runs.heads[0].dot.get_center(), curve.axes.point(12, FALL[12]))


def test_between_two_steps_the_number_is_still_the_last_computed_loss() -> None:
    curve = LossCurve(FALL, width=6, height=4, step=12.5)
    assert curve.numbers[0].value == FALL[12]
    assert np.allclose(curve.curves[0].curve.get_end(), curve.axes.point(12.5, (FALL[12] + FALL[13]) / 2))


@pytest.mark.parametrize("scale", ["linear", "log"])
@pytest.mark.parametrize("step", [0, 3, 17.3, 39])
@pytest.mark.parametrize("losses", [FALL, SEVERAL, {"diverges": 2 * 1.5**STEPS, "converges": 2 * 0.5**STEPS}])
def test_texts_stay_in_the_size_off_the_curves_and_apart(losses: object, step: float, scale: str) -> None:
    curve = LossCurve(losses, width=6, height=3.5, step=step, scale=scale)
    texts = [head.text for head in curve._runs.heads]
    for index, text in enumerate(texts):
        low, high = box(text)
        assert (low >= [-3.001, -1.751]).all()
        assert (high <= [3.001, 1.751]).all()
        assert all(graph.curve.get_right()[0] < low[0] for graph in curve.curves if len(graph.curve.points))
        assert not any(overlap(text, other) for other in texts[:index])


def test_a_curve_that_is_over_early_stays_while_the_others_go_on() -> None:
    curve = LossCurve({"short": [3.0, 2.0, 1.0], "long": [4.0] * 11}, width=6, height=4, step=10)
    assert np.allclose(curve.curves[0].curve.get_end(), curve.axes.point(2, 1))
    assert curve.numbers[0].value == 1.0
    assert len(curve._runs.heads[0].leader.points) > 0


def test_a_diverging_curve_leaves_through_the_top_and_its_number_goes_on() -> None:
    losses = np.array([2.0, 20.0, 2e3, np.inf, np.nan])
    curve = LossCurve(losses, width=6, height=4)
    top = curve.axes.place(np.array([0.0, 1.0]))[1]
    for step, text in ((2, "2,000"), (3, "∞"), (4, "not a number")):
        curve.set_step(step)
        assert curve.curves[0].curve.get_top()[1] == pytest.approx(top)
        assert len(curve._runs.heads[0].dot.points) == 0
        assert curve.numbers[0].figures[0].text == text


def test_a_loss_of_zero_runs_into_the_floor_of_a_log_axis() -> None:
    curve = LossCurve([1.0, 0.1, 0.0], width=6, height=4, scale="log", step=2)
    assert curve.numbers[0].figures[0].text == "0"
    assert box(curve._runs.heads[0].text)[0, 1] >= -2


def test_progress_is_the_share_of_all_steps() -> None:
    curve = LossCurve(FALL, width=6, height=4).set_progress(0.5)
    assert curve.step == pytest.approx(19.5)
    change = curve.animate.set_progress(1.0).build()
    change.begin()
    change.interpolate(1)
    assert curve.step == 39


def test_it_goes_on_growing_where_it_was_moved_and_scaled_to() -> None:
    curve = LossCurve(SEVERAL, width=6, height=4)
    VGroup(curve).scale(0.5).shift([2.0, 1.0, 0.0])
    curve.set_progress(1)
    low, high = box(curve)
    assert (low >= [0.49, -0.01]).all()
    assert (high <= [3.51, 2.01]).all()


def test_a_copy_grows_by_itself() -> None:
    curve = LossCurve(FALL, width=6, height=4)
    twin = curve.copy().set_step(20)
    assert curve.numbers[0].value == FALL[0]
    assert twin.numbers[0].value == FALL[20]
    assert twin.axes is not curve.axes
    assert twin.curves[0].axes is twin.axes


def test_a_film_of_a_growing_curve_ends_on_the_picture_it_draws_anew() -> None:
    curve = LossCurve(SEVERAL, width=10, height=6)
    played, anew = last_frame(lambda: curve.animate(rate_func=early).set_progress(1), of=curve)
    assert np.abs(played.astype(int) - anew).max() <= 2


def test_losses_that_cannot_be_drawn_are_refused() -> None:
    with pytest.raises(InputError, match="finite loss"):
        LossCurve([np.nan], width=6, height=4)
    with pytest.raises(InputError, match="above 0 on a log scale"):
        LossCurve([0.0, 0.0], width=6, height=4, scale="log")
    with pytest.raises(ShapeError, match="list of losses"):
        LossCurve([[1.0, 2.0]], width=6, height=4)
