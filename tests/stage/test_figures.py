"""Numbers are written as a careful typesetter would, and never lose their value."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimath.errors import InputError
from aimath.stage.figures import figure, fill, write_number


@pytest.mark.parametrize(
    ("value", "spec", "text"),
    [
        (0, "", "0"),
        (-3, "", "−3"),
        (1_000_000, "", "1,000,000"),
        (0.30000000000000004, "", "0.3"),
        (1234.5678, "", "1,235"),
        (0.00012345, "", "0.000123"),
        (1.5e-9, "", "1.5×10⁻⁹"),
        (-2e12, "", "−2×10¹²"),
        (-0.001, ".2f", "0.00"),
        (0.975, ".0%", "98%"),
        (2.0, ".1f", "2.0"),
        (float("inf"), "", "∞"),
        (float("-inf"), ".2f", "−∞"),
        (float("nan"), "", "not a number"),
    ],
)
def test_a_number_is_written_for_reading(value: float, spec: str, text: str) -> None:
    assert write_number(value, spec) == text


def test_numpy_scalars_are_numbers_too() -> None:
    assert figure(np.float64(0.5)).value == 0.5
    assert figure(np.int64(7)).text == "7"


@given(st.floats(1e-3, 1e6))
def test_three_figures_are_within_half_a_unit_of_the_third(value: float) -> None:
    read = float(write_number(value).replace(",", ""))
    assert abs(read - value) <= 0.5 * 10 ** (np.floor(np.log10(value)) - 2) * 1.0001


def test_a_sentence_is_filled_and_its_figures_are_kept() -> None:
    text, figures = fill("{n} steps, loss {loss:.1f}, with {how}", {"n": 3, "loss": -1.25, "how": "care"})
    assert text == "3 steps, loss −1.2, with care"
    assert [(f.text, f.value) for f in figures] == [("3", 3), ("−1.2", -1.25)]


def test_marked_parts_are_not_fields() -> None:
    assert fill("{{w : parameter}} = {w}", {"w": 2})[0] == "{{w : parameter}} = 2"


@pytest.mark.parametrize(
    ("template", "values", "words"),
    [
        ("{x}", {}, "needs a value for 'x'"),
        ("no field", {"x": 1}, "has no field for x"),
        ("{x:.q}", {"x": 1.0}, "expected a number format"),
    ],
)
def test_a_field_without_a_value_is_refused(template: str, values: dict[str, float], words: str) -> None:
    with pytest.raises(InputError, match=words):
        fill(template, values)


def test_what_is_no_number_is_not_shown_as_one() -> None:
    with pytest.raises(InputError, match="expected a number"):
        figure("7")  # type: ignore[arg-type]
