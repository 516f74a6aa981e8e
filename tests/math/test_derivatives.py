import math

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import approx_fprime

from aimath.derivatives import (
    EPSILON,
    central_difference,
    difference_errors,
    forward_difference,
    gradient,
    hessian,
    jacobian,
    secant,
)
from aimath.errors import InputError, ShapeError
from aimath.functions import FUNCTIONS, function

points = st.floats(-5, 5)
steps = st.floats(1e-3, 2)


def wavy(p):  # type: ignore[no-untyped-def]
    return anp.sin(p[0]) * p[1] ** 2 + anp.exp(p[2] / 3) * p[0]


@given(points, steps)
def test_the_slope_of_a_secant_is_its_rise_over_its_run(x: float, h: float) -> None:
    line = secant(math.sin, x, h)
    assert line.x == (x, x + h)
    assert line.y == (math.sin(x), math.sin(x + h))
    assert line.slope == line.rise / line.run == forward_difference(math.sin, x, h)


@given(points, steps)
def test_the_secant_of_a_parabola_is_off_by_exactly_the_step(x: float, h: float) -> None:
    assert forward_difference(lambda t: t * t, x, h) == pytest.approx(2 * x + h, abs=1e-9)
    assert central_difference(lambda t: t * t, x, h) == pytest.approx(2 * x, abs=1e-9)


@given(points, steps)
def test_a_step_back_and_a_step_ahead_average_to_the_central_difference(x: float, h: float) -> None:
    average = (forward_difference(math.sin, x, h) + forward_difference(math.sin, x, -h)) / 2
    assert central_difference(math.sin, x, h) == pytest.approx(average, abs=1e-9)


@pytest.mark.parametrize("difference", [secant, forward_difference, central_difference])
def test_a_step_that_does_not_move_the_point_is_refused(difference: object) -> None:
    for step in (0.0, 1e-30):
        with pytest.raises(InputError, match="step: expected one that moves the point"):
            difference(math.sin, 1.0, step)  # type: ignore[operator]


def test_a_function_that_is_not_finite_is_refused() -> None:
    with pytest.raises(InputError, match="function: expected finite numbers, got nan"):
        forward_difference(lambda x: math.nan, 1.0, 0.1)


def test_halving_the_step_halves_the_forward_error_and_quarters_the_central_one() -> None:
    errors = difference_errors(function("exponential"), 1.0, [1e-2, 5e-3])
    assert errors.forward_errors[0] / errors.forward_errors[1] == pytest.approx(2, rel=0.01)
    assert errors.central_errors[0] / errors.central_errors[1] == pytest.approx(4, rel=0.01)


@pytest.mark.parametrize("name", ["cubic", "sine", "exponential", "logarithm", "sigmoid"])
def test_the_forward_error_falls_and_rises_within_its_two_bounds(name: str) -> None:
    errors = difference_errors(FUNCTIONS[name], 0.7, 10.0 ** -np.arange(1.0, 15.0))
    # Both evaluations round, and the sum and the division too: a small multiple of the bounds holds them all.
    assert (errors.forward_errors <= 2 * errors.truncation + 6 * errors.rounding + 1e-15).all()
    best = errors.steps[np.argmin(errors.forward_errors)]
    assert 1e-10 <= best <= 1e-6
    assert errors.central_errors.min() < errors.forward_errors.min()


def test_the_two_sides_of_the_v_are_what_theory_says() -> None:
    errors = difference_errors(function("square"), 3.0, [0.5, 0.25])
    assert errors.exact == 6
    assert errors.truncation.tolist() == [0.5, 0.25]
    assert errors.rounding.tolist() == [18 * EPSILON, 36 * EPSILON]
    assert errors.forward_errors.tolist() == [0.5, 0.25]
    assert errors.central_errors.tolist() == [0, 0]


@pytest.mark.parametrize("bad", [[0.1, 0.0], [-0.1]])
def test_steps_must_be_positive(bad: list[float]) -> None:
    with pytest.raises(InputError, match="steps: expected numbers above 0"):
        difference_errors(function("sine"), 1.0, bad)


@given(st.lists(points, min_size=3, max_size=3))
def test_gradient_and_hessian_agree_with_automatic_differentiation(point: list[float]) -> None:
    p = np.array(point)
    assert gradient(wavy, p) == pytest.approx(autograd.grad(wavy)(p), abs=1e-6, rel=1e-7)
    assert hessian(wavy, p) == pytest.approx(autograd.hessian(wavy)(p), abs=2e-4, rel=1e-4)


def test_the_gradient_agrees_with_scipy() -> None:
    p = np.array([0.3, -1.2, 2.0])
    assert gradient(wavy, p) == pytest.approx(approx_fprime(p, wavy), abs=1e-6)


def test_the_gradient_points_steepest_uphill() -> None:
    p = np.array([0.3, -1.2, 2.0])
    uphill = gradient(wavy, p) / np.linalg.norm(gradient(wavy, p))
    rises = [wavy(p + 1e-4 * d / np.linalg.norm(d)) for d in np.random.default_rng(0).normal(size=(200, 3))]
    assert wavy(p + 1e-4 * uphill) > max(rises)


def test_the_jacobian_has_a_row_for_each_output_and_a_column_for_each_input() -> None:
    def swirl(p):  # type: ignore[no-untyped-def]
        return anp.array([p[0] * p[1], anp.sin(p[1])])

    matrix = jacobian(swirl, [0.5, 2.0])
    assert matrix.shape == (2, 2)
    assert matrix == pytest.approx(autograd.jacobian(swirl)(np.array([0.5, 2.0])), abs=1e-8)
    assert jacobian(lambda p: p[:2], [1, 2, 3, 4]).shape == (2, 4)


def test_the_jacobian_of_a_linear_map_is_its_matrix() -> None:
    matrix = np.random.default_rng(1).normal(size=(3, 4))
    assert jacobian(lambda p: matrix @ p, np.arange(4.0)) == pytest.approx(matrix, abs=1e-8)


def test_the_hessian_of_a_quadratic_is_its_matrix_and_symmetric() -> None:
    root = np.random.default_rng(2).normal(size=(3, 3))
    matrix = root + root.T
    found = hessian(lambda p: float(0.5 * p @ matrix @ p), [1.0, -2.0, 0.5])
    assert found == pytest.approx(matrix, abs=1e-6)
    assert np.array_equal(found, found.T)


@pytest.mark.parametrize("derivative", [gradient, jacobian, hessian])
def test_points_and_functions_that_are_not_finite_are_refused(derivative: object) -> None:
    with pytest.raises(InputError, match="point: expected finite numbers"):
        derivative(wavy, [1, 2, np.nan])  # type: ignore[operator]
    with pytest.raises(InputError, match="function: expected finite numbers"):
        derivative(lambda p: [math.inf] if derivative is jacobian else math.inf, [1, 2])  # type: ignore[operator]


@pytest.mark.parametrize("derivative", [gradient, hessian])
def test_what_is_no_single_number_has_no_gradient(derivative: object) -> None:
    with pytest.raises(ShapeError, match="function: expected a single number"):
        derivative(lambda p: p * 2, [1, 2])  # type: ignore[operator]
