import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimath.derivatives import central_difference
from aimath.errors import InputError
from aimath.functions import FUNCTIONS, Function, function

every_function = pytest.mark.parametrize("named", FUNCTIONS.values(), ids=lambda f: f.name)


@every_function
def test_a_function_is_registered_under_its_own_name(named: Function) -> None:
    assert function(named.name) is named


@every_function
@given(share=st.floats(0.05, 0.95))
def test_the_exact_derivatives_agree_with_central_differences(named: Function, share: float) -> None:
    low, high = named.domain
    x = low + share * (high - low)
    step = 1e-5 * max(1, abs(x))
    assert named.derivative(x) == pytest.approx(central_difference(named.value, x, step), abs=1e-4, rel=1e-6)
    assert named.second_derivative(x) == pytest.approx(
        central_difference(named.derivative, x, step), abs=1e-4, rel=1e-6
    )


@every_function
@pytest.mark.parametrize("shape", [(), (0,), (1,), (3,), (2, 3)])
def test_values_and_derivatives_keep_the_shape_of_the_input(named: Function, shape: tuple[int, ...]) -> None:
    x = np.full(shape, 0.5)
    for result in (named.value(x), named.derivative(x), named.second_derivative(x)):
        assert result.shape == shape
        assert result.dtype == np.float64
        assert result.flags.writeable


@every_function
def test_a_function_is_finite_all_over_its_domain(named: Function) -> None:
    x = np.linspace(*named.domain, 101)
    for result in (named.value(x), named.derivative(x), named.second_derivative(x)):
        assert np.isfinite(result).all()


@every_function
@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_function_refuses_what_is_not_finite(named: Function, bad: float) -> None:
    with pytest.raises(InputError, match="x: expected finite numbers"):
        named.value(bad)


def test_the_sigmoid_stays_between_0_and_1_at_extremes_without_overflow() -> None:
    sigmoid = function("sigmoid")
    assert sigmoid.value([-1e4, 0, 1e4]).tolist() == [0, 0.5, 1]
    assert sigmoid.derivative([-1e4, 0, 1e4]).tolist() == [0, 0.25, 0]


def test_an_unknown_function_is_answered_with_the_known_ones() -> None:
    with pytest.raises(InputError, match="function: expected one of line, square.*got 'cube'"):
        function("cube")
