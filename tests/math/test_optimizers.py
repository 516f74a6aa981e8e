from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from autograd.misc import optimizers as autograd_optimizers
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from aimath.checks import Array
from aimath.errors import InputError
from aimath.landscapes import landscape
from aimath.optimizers import (
    OPTIMIZERS,
    Optimizer,
    SquaresState,
    adam,
    adamw,
    gradient_descent,
    momentum,
    nesterov,
    optimizer,
    rmsprop,
)

every_optimizer = pytest.mark.parametrize("make", OPTIMIZERS.values(), ids=OPTIMIZERS)
Make = Callable[[float], Optimizer[Any]]
ROSENBROCK = landscape("rosenbrock")
STEPS = 60


def walk(made: Optimizer[Any], start: Array, gradient: Callable[[Array], Array], state: Any = None) -> Array:
    point, points = start, [start]
    state = made.init(start) if state is None else state
    for _ in range(STEPS):
        step, state = made.update(gradient(point), state, point)
        point = point + step
        points.append(point)
    return np.array(points)


@every_optimizer
@given(point=arrays(np.float64, 3, elements=st.floats(-10, 10).filter(lambda x: abs(x) > 1e-3)))
def test_the_first_step_from_rest_goes_downhill(make: Make, point: Array) -> None:
    made = make(0.01)
    step, _ = made.update(point, made.init(point), point)
    assert (step * point < 0).all()


@every_optimizer
@pytest.mark.parametrize("shape", [(), (0,), (1,), (5,), (2, 3)])
def test_parameters_of_any_shape_are_stepped_element_by_element(make: Make, shape: tuple[int, ...]) -> None:
    made = make(0.1)
    point = np.full(shape, 2.0)
    state = made.init(point)
    for _ in range(3):
        step, state = made.update(point, state, point)
        assert np.shape(step) == shape
        assert np.size(step) == 0 or np.ptp(step) == 0
        point = point + step


@every_optimizer
def test_nothing_moves_without_a_gradient_at_the_origin(make: Make) -> None:
    made = make(0.1)
    step, _ = made.update(np.zeros(2), made.init(np.zeros(2)), np.zeros(2))
    assert not step.any()


@every_optimizer
def test_an_update_leaves_its_arguments_alone_and_repeats_exactly(make: Make) -> None:
    made = make(0.1)
    point, gradient = np.array([1.0, -2.0]), np.array([0.5, 3.0])
    _, state = made.update(gradient, made.init(point), point)
    kept = [np.copy(part) for part in state]
    first, _ = made.update(gradient, state, point)
    again, _ = made.update(gradient, state, point)
    assert np.array_equal(first, again)
    assert all(np.array_equal(part, old) for part, old in zip(state, kept, strict=True))
    assert point.tolist() == [1, -2]
    assert gradient.tolist() == [0.5, 3]


@every_optimizer
def test_a_walk_down_a_bowl_comes_close_to_its_lowest_point(make: Make) -> None:
    bowl = landscape("bowl")
    path = walk(make(0.1), bowl.start, bowl.gradient)
    assert bowl.value(*path[-1]) < 0.01 * bowl.value(*bowl.start)


@every_optimizer
@pytest.mark.parametrize("bad", [0.0, -0.1, np.nan, np.inf])
def test_the_learning_rate_must_be_a_positive_number(make: Make, bad: float) -> None:
    with pytest.raises(InputError, match="learning_rate: expected"):
        make(bad)


@pytest.mark.parametrize(
    ("make", "name", "bad"),
    [
        (momentum, "momentum", 1.0),
        (momentum, "momentum", -0.1),
        (nesterov, "momentum", 1.0),
        (rmsprop, "decay", 1.0),
        (rmsprop, "epsilon", 0.0),
        (adam, "mean_decay", 1.0),
        (adam, "square_decay", -0.5),
        (adam, "epsilon", 0.0),
        (adamw, "weight_decay", -1.0),
    ],
)
def test_every_other_number_has_its_bounds_too(make: Any, name: str, bad: float) -> None:
    with pytest.raises(InputError, match=f"{name}: expected a number"):
        make(0.1, **{name: bad})


def test_an_unknown_optimizer_is_answered_with_the_known_ones() -> None:
    assert optimizer("nesterov", 0.1).name == "Nesterov momentum"
    with pytest.raises(InputError, match="optimizer: expected one of gradient_descent, momentum"):
        optimizer("sgd", 0.1)


def test_gradient_descent_on_a_quadratic_shrinks_by_one_factor_a_step() -> None:
    path = walk(gradient_descent(0.1), np.array([1.0, 1.0]), landscape("ravine").gradient)
    n = np.arange(STEPS + 1)
    assert path == pytest.approx(np.stack([0.9**n, (-1.0) ** n], axis=1))


def test_without_memory_every_kind_of_momentum_is_gradient_descent() -> None:
    plain = walk(gradient_descent(1e-3), ROSENBROCK.start, ROSENBROCK.gradient)
    for make in (momentum, nesterov):
        assert np.array_equal(walk(make(1e-3, momentum=0.0), ROSENBROCK.start, ROSENBROCK.gradient), plain)


def test_momentum_is_polyaks_heavy_ball() -> None:
    path = walk(momentum(1e-4, momentum=0.8), ROSENBROCK.start, ROSENBROCK.gradient)
    for before, here, after in zip(path, path[1:], path[2:], strict=False):
        assert after == pytest.approx(here - 1e-4 * ROSENBROCK.gradient(here) + 0.8 * (here - before))


def test_nesterov_measures_its_gradient_one_velocity_ahead() -> None:
    path = walk(nesterov(1e-4, momentum=0.8), ROSENBROCK.start, ROSENBROCK.gradient)
    place, velocity = ROSENBROCK.start, np.zeros(2)
    for ahead in path:
        assert place + 0.8 * velocity == pytest.approx(ahead)
        velocity = 0.8 * velocity - 1e-4 * ROSENBROCK.gradient(place + 0.8 * velocity)
        place = place + velocity


def test_momentum_agrees_with_autograds_implementation() -> None:
    # Autograd scales its gradient by (1 - mass).
    expected = autograd_optimizers.sgd(
        lambda p, i: ROSENBROCK.gradient(p),
        ROSENBROCK.start.copy(),
        num_iters=STEPS,
        step_size=1e-3,
        mass=0.9,
    )
    ours = walk(momentum(1e-4, momentum=0.9), ROSENBROCK.start, ROSENBROCK.gradient)
    assert ours[-1] == pytest.approx(expected)


def test_rmsprop_agrees_with_autograds_implementation() -> None:
    # Autograd starts its running average at 1 instead of 0.
    expected = autograd_optimizers.rmsprop(
        lambda p, i: ROSENBROCK.gradient(p),
        ROSENBROCK.start.copy(),
        num_iters=STEPS,
        step_size=0.01,
        gamma=0.9,
    )
    ours = walk(rmsprop(0.01), ROSENBROCK.start, ROSENBROCK.gradient, SquaresState(np.ones(2)))
    assert ours[-1] == pytest.approx(expected)


def test_adam_agrees_with_autograds_implementation() -> None:
    expected = autograd_optimizers.adam(
        lambda p, i: ROSENBROCK.gradient(p), ROSENBROCK.start.copy(), num_iters=STEPS, step_size=0.05
    )
    assert walk(adam(0.05), ROSENBROCK.start, ROSENBROCK.gradient)[-1] == pytest.approx(expected)


def test_adamw_is_adam_plus_a_pull_towards_zero() -> None:
    plain, pulled = adam(0.05), adamw(0.05, weight_decay=0.2)
    point, state = ROSENBROCK.start, plain.init(ROSENBROCK.start)
    for _ in range(STEPS):
        gradient = ROSENBROCK.gradient(point)
        without, _ = plain.update(gradient, state, point)
        step, state = pulled.update(gradient, state, point)
        assert step == pytest.approx(without - 0.05 * 0.2 * point)
        point = point + step


@pytest.mark.parametrize(
    ("made", "theirs", "options"),
    [
        (gradient_descent(1e-4), "SGD", {"lr": 1e-4}),
        (momentum(1e-4, 0.8), "SGD", {"lr": 1e-4, "momentum": 0.8}),
        (nesterov(1e-4, 0.8), "SGD", {"lr": 1e-4, "momentum": 0.8, "nesterov": True}),
        (rmsprop(0.01), "RMSprop", {"lr": 0.01, "alpha": 0.9}),
        (adam(0.05), "Adam", {"lr": 0.05}),
        (adamw(0.05, weight_decay=0.2), "AdamW", {"lr": 0.05, "weight_decay": 0.2}),
    ],
    ids=OPTIMIZERS,
)
def test_the_walk_agrees_with_pytorch(made: Optimizer[Any], theirs: str, options: dict[str, Any]) -> None:
    torch = pytest.importorskip(
        "torch", reason="PyTorch is not installed; it is a reference, never a dependency"
    )
    parameter = torch.tensor(ROSENBROCK.start, dtype=torch.float64, requires_grad=True)
    stepper = getattr(torch.optim, theirs)([parameter], **options)
    expected = [ROSENBROCK.start]
    for _ in range(STEPS):
        stepper.zero_grad()
        ((1 - parameter[0]) ** 2 + 100 * (parameter[1] - parameter[0] ** 2) ** 2).backward()
        stepper.step()
        expected.append(parameter.detach().numpy().copy())
    assert walk(made, ROSENBROCK.start, ROSENBROCK.gradient) == pytest.approx(np.array(expected))
