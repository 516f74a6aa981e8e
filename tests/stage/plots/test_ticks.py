import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimath.stage.lettering.text import Words
from aimath.stage.plots.ticks import given_ticks, linear_ticks, log_ticks, text_width, tick_number, tick_text


@given(st.floats(-1e4, 1e4), st.floats(1e-3, 1e5), st.integers(2, 9))
def test_ticks_are_few_evenly_spaced_and_within_the_range(low: float, span: float, count: int) -> None:
    values = np.array(linear_ticks(low, low + span, count).values)
    assert len(values) <= count
    assert (values >= low - 1e-6 * span).all()
    assert (values <= low + span * (1 + 1e-6)).all()
    if len(values) > 1:
        gaps = np.diff(values)
        assert np.allclose(gaps, gaps[0])
        assert f"{gaps[0]:.3e}"[0] in "1234568"


def test_ticks_are_written_to_the_same_decimals() -> None:
    ticks = linear_ticks(0, 1, 6)
    written = [tick_text(value, ticks.spec) for value in ticks.values]
    assert written == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]


def test_no_tick_shows_a_rounding_error_or_a_negative_zero() -> None:
    assert linear_ticks(-0.3, 0.3, 7).values == (-0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3)
    assert "−0.0" not in [tick_text(value, ",.1f") for value in linear_ticks(-0.3, 0.3, 7).values]


def test_a_range_that_round_steps_leave_alone_still_gets_two_numbers() -> None:
    assert linear_ticks(-4, 4, 3).values == (-3.0, 0.0, 3.0)


def test_long_numbers_become_powers_of_ten() -> None:
    ticks = linear_ticks(0, 1e8, 3)
    assert [tick_text(value, ticks.spec) for value in ticks.values] == ["0", "5×10⁷", "1×10⁸"]


def test_a_log_axis_has_powers_of_ten_that_do_not_move_when_it_grows() -> None:
    assert log_ticks(1e-6, 1, 4).values == (1e-6, 1e-4, 1e-2, 1.0)
    assert set(log_ticks(1e-6, 1, 4).values) <= set(log_ticks(1e-8, 1, 5).values)
    assert [tick_text(value, "power") for value in (1e-6, 1.0)] == ["10⁻⁶", "10⁰"]


def test_a_short_log_axis_has_numbers_between_the_powers() -> None:
    assert log_ticks(0.5, 20, 6).values == (0.5, 1.0, 2.0, 5.0, 10.0, 20.0)
    assert len(log_ticks(2, 3, 5).values) >= 2


def test_given_ticks_keep_to_the_range_and_share_their_decimals() -> None:
    ticks = given_ticks([-1, 0, 0.25, 3], 0, 1)
    assert [tick_text(value, ticks.spec) for value in ticks.values] == ["0.00", "0.25"]


@pytest.mark.parametrize(("value", "spec"), [(-0.5, ",.1f"), (10_000, ",.0f"), (1e-6, "power")])
def test_a_number_on_an_axis_tells_its_value(value: float, spec: str) -> None:
    number = tick_number(value, spec, 0.2, "muted")
    assert [(figure.text, figure.value) for figure in number.figures] == [(tick_text(value, spec), value)]


@pytest.mark.parametrize("text", ["0.25", "−1.5", "10,000", "10⁻⁶", "1×10⁸"])
def test_the_estimated_width_of_a_number_is_close_and_never_too_small(text: str) -> None:
    true = Words(text, size=1.0).width
    assert true <= text_width(text) <= 1.3 * true + 0.1
