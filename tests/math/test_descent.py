from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from aimath.checks import Array
from aimath.descent import Stopped, descend, stability_limit
from aimath.errors import InputError, ShapeError
from aimath.functions import function
from aimath.landscapes import LANDSCAPES, Landscape, landscape, line_fit, quadratic
from aimath.optimizers import OPTIMIZERS, Optimizer, gradient_descent, momentum

BOWL = landscape("bowl")


def test_the_trajectory_stops_when_the_gradient_vanishes() -> None:
    path = descend(BOWL, [1, 2], gradient_descent(0.5), steps=1000, tolerance=1e-3)
    assert path.stopped is Stopped.CONVERGED
    assert path.steps == 12
    assert np.linalg.norm(path.gradients[-1]) <= 1e-3 < np.linalg.norm(path.gradients[-2])


def test_the_trajectory_stops_when_the_steps_are_used_up() -> None:
    path = descend(BOWL, [1, 2], gradient_descent(0.01), steps=25)
    assert path.stopped is Stopped.STEPS_USED_UP
    assert path.steps == 25
    assert path.points == pytest.approx(0.99 ** np.arange(26)[:, np.newaxis] * [1, 2])


def test_the_trajectory_stops_when_it_diverges() -> None:
    path = descend(BOWL, [1, 2], gradient_descent(3.0), steps=1000)
    assert path.stopped is Stopped.DIVERGED
    assert path.points == pytest.approx((-2.0) ** np.arange(path.steps + 1)[:, np.newaxis] * [1, 2])
    assert path.losses[-1] > 1e8 * path.losses[0] > path.losses[-2]


def test_an_overflow_ends_the_walk_at_its_last_finite_point() -> None:
    path = descend(landscape("rosenbrock"), [-1.2, 1], gradient_descent(1.0), steps=1000, limit=1e300)
    assert path.stopped is Stopped.DIVERGED
    assert 1 <= path.steps < 10


def test_a_step_to_infinity_is_never_asked_for_its_loss() -> None:
    def loss(point: Array) -> float:
        assert np.isfinite(point).all()
        return float(point @ point)

    path = descend((loss, lambda point: 2 * point), [1e150], gradient_descent(1e300), steps=5)
    assert path.stopped is Stopped.DIVERGED
    assert path.points.tolist() == [[1e150]]


@pytest.mark.parametrize("land", LANDSCAPES.values(), ids=LANDSCAPES)
@pytest.mark.parametrize("make", OPTIMIZERS.values(), ids=OPTIMIZERS)
@pytest.mark.parametrize("learning_rate", [1e-3, 0.1, 30.0])
def test_every_walk_is_finite_whole_and_consistent(
    land: Landscape, make: Callable[[float], Optimizer[Any]], learning_rate: float
) -> None:
    path = descend(land, land.start, make(learning_rate), steps=60)
    n = path.steps
    assert path.points.shape == path.gradients.shape == (n + 1, 2)
    assert path.losses.shape == (n + 1,)
    assert path.updates.shape == (n, 2)
    assert len(path.states) == n + 1
    assert all(np.isfinite(part).all() for part in (path.points, path.losses, path.gradients, path.updates))
    assert np.array_equal(path.points[0], land.start)
    assert np.array_equal(path.points[:-1] + path.updates, path.points[1:])
    assert np.array_equal(path.losses, [land.value(*point) for point in path.points])
    assert np.array_equal(path.gradients, land.gradient(path.points))
    assert n == 60 or path.stopped is not Stopped.STEPS_USED_UP


def test_a_ball_that_races_through_the_lowest_point_has_not_converged() -> None:
    # From 1 the first step goes exactly to the lowest point, and the velocity carries it on.
    path = descend(function("square"), 1.0, momentum(0.5), steps=500)
    assert path.points[1, 0] == 0
    assert path.points[2, 0] == pytest.approx(-0.9)
    assert path.stopped is Stopped.CONVERGED
    assert path.steps > 100


def test_the_memory_of_the_optimizer_is_kept_for_every_point() -> None:
    path = descend(BOWL, [1, 2], momentum(0.1), steps=5)
    assert not path.states[0].velocity.any()
    assert [state.velocity for state in path.states[1:]] == [pytest.approx(update) for update in path.updates]


def test_a_function_of_one_number_is_walked_along_its_axis() -> None:
    path = descend(function("square"), 3, gradient_descent(0.25), steps=4)
    assert path.points.tolist() == [[3], [1.5], [0.75], [0.375], [0.1875]]
    assert path.losses.tolist() == [9, 2.25, 0.5625, 0.140625, 0.03515625]
    assert path.gradients.tolist() == [[6], [3], [1.5], [0.75], [0.375]]


def test_any_pair_of_loss_and_gradient_can_be_walked_down_in_any_dimension() -> None:
    target = np.arange(5.0)
    pair = (lambda p: float(np.sum((p - target) ** 2)), lambda p: 2 * (p - target))
    path = descend(pair, np.zeros(5), gradient_descent(0.3), steps=200)
    assert path.stopped is Stopped.CONVERGED
    assert path.points[-1] == pytest.approx(target, abs=1e-6)


def test_no_steps_and_no_need_for_any_are_both_fine() -> None:
    assert descend(BOWL, [1, 1], gradient_descent(0.1), steps=0).stopped is Stopped.STEPS_USED_UP
    still = descend(BOWL, [0, 0], gradient_descent(0.1), steps=10)
    assert (still.stopped, still.steps, still.updates.shape) == (Stopped.CONVERGED, 0, (0, 2))


def test_walking_off_the_edge_of_a_function_counts_as_diverging() -> None:
    path = descend(function("logarithm"), 1.0, gradient_descent(0.8), steps=10)
    assert path.stopped is Stopped.DIVERGED
    assert (path.points > 0).all()


def test_large_losses_alone_are_no_divergence() -> None:
    prices = line_fit([50, 100, 150], [2e5, 3.1e5, 4.2e5])
    path = descend(prices, [0, 0], gradient_descent(stability_limit(prices.hessian([0, 0])) / 2), steps=50)
    assert path.losses[0] > 1e10
    assert path.stopped is Stopped.STEPS_USED_UP
    assert (np.diff(path.losses) < 0).all()


def test_starts_and_objectives_that_do_not_fit_are_refused() -> None:
    step = gradient_descent(0.1)
    with pytest.raises(ShapeError, match=r"start: expected 2 coordinate\(s\) for this objective, got 3"):
        descend(BOWL, [1, 2, 3], step, steps=1)
    with pytest.raises(ShapeError, match=r"start: expected 1 coordinate\(s\) for this objective, got 2"):
        descend(function("sine"), [1, 2], step, steps=1)
    with pytest.raises(ShapeError, match="start: expected a vector"):
        descend(BOWL, [[1, 2]], step, steps=1)
    with pytest.raises(ShapeError, match=r"gradient: expected the start's shape \(2,\), got \(3,\)"):
        descend((lambda p: 0.0, lambda p: np.ones(3)), [1, 2], step, steps=1)
    with pytest.raises(InputError, match="start: expected a finite loss and gradient there"):
        descend((lambda p: float("nan"), lambda p: p), [1, 2], step, steps=1)
    with pytest.raises(InputError, match="start: expected finite numbers"):
        descend(BOWL, [1, np.inf], step, steps=1)
    with pytest.raises(InputError, match="steps: expected a whole number of at least 0"):
        descend(BOWL, [1, 2], step, steps=-1)
    with pytest.raises(InputError, match="tolerance: expected a number at least 0"):
        descend(BOWL, [1, 2], step, steps=1, tolerance=-1)
    with pytest.raises(InputError, match="limit: expected a number above 1"):
        descend(BOWL, [1, 2], step, steps=1, limit=1)


curvatures = st.floats(0.1, 50)


@given(curvatures, curvatures, st.floats(0.05, 0.97))
def test_below_the_stability_limit_every_step_comes_closer(a: float, b: float, share: float) -> None:
    bowl = quadratic(a, b)
    rate = share * stability_limit(bowl.hessian([0, 0]))
    path = descend(bowl, [1, 1], gradient_descent(rate), steps=30)
    assert path.stopped is not Stopped.DIVERGED
    assert (np.diff(path.losses) <= 0).all()


@given(curvatures, curvatures, st.floats(1.1, 3))
def test_above_the_stability_limit_the_walk_diverges(a: float, b: float, share: float) -> None:
    bowl = quadratic(a, b)
    rate = share * stability_limit(bowl.hessian([0, 0]))
    assert descend(bowl, [1, 1], gradient_descent(rate), steps=2000).stopped is Stopped.DIVERGED


def test_at_the_stability_limit_the_walk_swings_forever() -> None:
    path = descend(BOWL, [1, 0], gradient_descent(stability_limit(BOWL.hessian([0, 0]))), steps=100)
    assert path.stopped is Stopped.STEPS_USED_UP
    assert path.points[:, 0] == pytest.approx((-1.0) ** np.arange(101))


@given(st.integers(1, 4).flatmap(lambda n: arrays(np.float64, (n, n), elements=st.floats(-5, 5))))
def test_the_stability_limit_is_two_over_the_largest_eigenvalue(root: Array) -> None:
    hessian = root @ root.T + np.eye(len(root))
    assert stability_limit(hessian) == pytest.approx(2 / np.linalg.eigvals(hessian).real.max())


def test_the_stability_limit_needs_an_upward_curvature_of_a_symmetric_matrix() -> None:
    with pytest.raises(InputError, match="expected an upward curvature, got -1"):
        stability_limit(-1.0)
    with pytest.raises(InputError, match="symmetric"):
        stability_limit([[1, 2], [0, 1]])
    for shape in [(2,), (2, 3), (1, 1, 1)]:
        with pytest.raises(ShapeError, match="as many rows as columns"):
            stability_limit(np.ones(shape))
