import numpy as np

from aimath.stage.plots.curves import trace


def traced(function, low: float, high: float, bottom: float, top: float):
    shares, y = trace(
        function, lambda s: low + s * (high - low), lambda values: (values - bottom) / (top - bottom)
    )
    return low + shares * (high - low), y


def test_a_straight_line_needs_few_points_and_a_wild_one_many() -> None:
    straight, _ = traced(lambda x: 2 * x, 0, 1, 0, 2)
    wild, _ = traced(lambda x: np.sin(1 / (x + 0.01)), 0, 1, -1, 1)
    assert len(straight) < 300 < len(wild)


def test_straight_pieces_stay_close_to_the_curve() -> None:
    x, y = traced(lambda x: np.exp(5 * x), -1, 1, 0, 150)
    middle = (x[1:] + x[:-1]) / 2
    off = np.abs((y[1:] + y[:-1]) / 2 - np.exp(5 * middle))
    assert off[np.exp(5 * middle) < 150].max() < 0.001 * 150


def test_a_kink_is_met_to_a_thousandth() -> None:
    x, y = traced(lambda x: np.maximum(0, x - 0.3333), 0, 1, 0, 1)
    at = np.linspace(0, 1, 999)
    assert np.abs(np.interp(at, x, y) - np.maximum(0, at - 0.3333)).max() < 1e-3


def test_a_pole_is_a_gap_and_a_steep_rise_is_not() -> None:
    _, pole = traced(lambda x: 1 / x, -1, 1.1, -5, 5)
    _, tangent = traced(np.tan, -4, 4, -3, 3)
    _, rise = traced(lambda x: 4 * np.tanh(30 * x), -1, 1.1, -3, 3)
    assert np.isnan(pole).any()
    assert np.isnan(tangent).sum() >= 2
    assert not np.isnan(rise).any()


def test_overflow_and_undefined_values_raise_no_warning() -> None:
    _, y = traced(lambda x: np.exp(x**3), -50, 50, 0, 1)
    assert np.isfinite(y).any()
    _, root = traced(np.sqrt, -1, 1, 0, 1)
    assert np.isnan(root[0])
    assert root[-1] == 1


def test_a_constant_function_may_return_one_number() -> None:
    _, y = traced(lambda x: 3.0, 0, 1, 0, 4)
    assert (y == 3).all()
