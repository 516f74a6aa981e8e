import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimath.checks import as_array, as_count, as_number, look_up
from aimath.errors import AimathError, InputError, ShapeError


def test_numbers_become_double_precision() -> None:
    assert as_array([1, 2], "v").dtype == np.float64
    assert as_array([True, False], "v").tolist() == [1.0, 0.0]
    assert as_array(np.float32([0.5]), "v").dtype == np.float64


@pytest.mark.parametrize("values", ["abc", ["1.5", "2"], [[1, 2], [3]], [1j], [{}], [10**400]])
def test_what_is_not_a_grid_of_real_numbers_is_refused(values: object) -> None:
    with pytest.raises(InputError, match=r"^v: expected real numbers in rows of equal length"):
        as_array(values, "v")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ([1.0, np.nan], "nan at index 1"),
        ([[1.0], [-np.inf]], r"-inf at index \(1, 0\)"),
        (np.inf, "got inf;"),
        ([None], "nan at index 0"),
    ],
)
def test_what_is_not_finite_is_refused_with_its_place(values: object, where: str) -> None:
    with pytest.raises(InputError, match=where):
        as_array(values, "v")  # type: ignore[arg-type]


def test_finite_numbers_whose_sum_overflows_are_welcome() -> None:
    assert as_array([1e308, 1e308], "v").tolist() == [1e308, 1e308]


def test_opposite_infinities_do_not_hide_each_other() -> None:
    with pytest.raises(InputError, match="inf at index 0"):
        as_array([np.inf, -np.inf], "v")


def test_empty_arrays_are_welcome_only_where_asked_for() -> None:
    assert as_array([], "v", allow_empty=True).size == 0
    with pytest.raises(InputError, match=r"expected at least one number, got shape \(0,\)"):
        as_array([], "v")


@pytest.mark.parametrize(
    ("dimensions", "wanted"), [(0, "a single number"), (1, "a vector"), (2, "a matrix"), (4, "4 axes")]
)
def test_another_number_of_axes_is_refused(dimensions: int, wanted: str) -> None:
    with pytest.raises(ShapeError, match=rf"expected {wanted}.*got shape \(1, 1, 1\)"):
        as_array([[[1]]], "v", dimensions=dimensions)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_inside_its_bounds_comes_back_unchanged(number: float) -> None:
    assert as_number(number, "n") == number
    assert as_number(number, "n", at_least=number, at_most=number) == number
    with pytest.raises(InputError):
        as_number(number, "n", above=number)
    with pytest.raises(InputError):
        as_number(number, "n", below=number)


def test_the_message_names_every_bound() -> None:
    with pytest.raises(InputError, match="momentum: expected a number at least 0 and below 1, got 1"):
        as_number(1.0, "momentum", at_least=0, below=1)


@pytest.mark.parametrize("value", [1.5, "3", None, -1, np.float64(2)])
def test_a_count_must_be_a_whole_number(value: object) -> None:
    with pytest.raises(InputError, match="expected a whole number of at least 1"):
        as_count(value, "n")  # type: ignore[arg-type]


def test_whole_numbers_of_numpy_are_counts() -> None:
    assert as_count(np.int64(7), "n") == 7


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    assert look_up({"a": 1}, "a", "letter") == 1
    with pytest.raises(InputError, match="letter: expected one of a, b; got 'c'"):
        look_up({"a": 1, "b": 2}, "c", "letter")


def test_every_error_on_purpose_is_a_value_error_of_ours() -> None:
    assert issubclass(ShapeError, InputError)
    assert issubclass(InputError, AimathError)
    assert issubclass(InputError, ValueError)
