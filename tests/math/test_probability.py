from collections.abc import Callable

import numpy as np
import pytest
import scipy.special
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from aimath import probability
from aimath.checks import Array
from aimath.errors import InputError, ShapeError

logits = arrays(
    np.float64,
    st.tuples(st.integers(1, 4), st.integers(1, 6)),
    elements=st.floats(-1e4, 1e4, allow_subnormal=False),
)
temperatures = st.floats(0.05, 20)
some = settings(max_examples=25, deadline=None)


@st.composite
def distributions(draw: st.DrawFn, count: int = 1) -> tuple[Array, ...]:
    shape = draw(st.tuples(st.integers(1, 3), st.integers(1, 5)))
    weights = [draw(arrays(np.float64, shape, elements=st.floats(0.01, 1))) for _ in range(count)]
    return tuple(w / w.sum(axis=1, keepdims=True) for w in weights)


@some
@given(logits)
def test_the_sigmoid_agrees_with_scipy(z: Array) -> None:
    np.testing.assert_allclose(probability.sigmoid(z), scipy.special.expit(z), rtol=1e-14, atol=1e-300)


@some
@given(logits)
def test_the_sigmoid_of_the_opposite_is_the_probability_of_a_no(z: Array) -> None:
    np.testing.assert_allclose(probability.sigmoid(z) + probability.sigmoid(-z), 1, rtol=1e-15)


def test_the_sigmoid_takes_any_shape() -> None:
    assert probability.sigmoid(0.0) == 0.5
    assert probability.sigmoid(np.zeros((2, 0))).shape == (2, 0)


@some
@given(logits)
def test_the_softmax_agrees_with_scipy(z: Array) -> None:
    np.testing.assert_allclose(probability.softmax(z), scipy.special.softmax(z, axis=1), rtol=1e-12)
    np.testing.assert_allclose(
        probability.log_softmax(z), scipy.special.log_softmax(z, axis=1), rtol=1e-12, atol=1e-12
    )


@some
@given(logits)
def test_the_softmax_adds_up_to_one_and_keeps_the_order(z: Array) -> None:
    p = probability.softmax(z)
    np.testing.assert_allclose(p.sum(axis=1), 1, rtol=1e-12)
    for scores, shares in zip(z, p, strict=True):
        assert (np.diff(shares[np.argsort(scores)]) >= 0).all()


@some
@given(logits, st.integers(-1000, 1000))
def test_only_differences_between_logits_matter(z: Array, shift: int) -> None:
    np.testing.assert_allclose(probability.softmax(z + shift), probability.softmax(z), rtol=1e-9)


@some
@given(logits, temperatures)
def test_a_temperature_divides_the_logits(z: Array, temperature: float) -> None:
    np.testing.assert_allclose(
        probability.softmax(z, temperature=temperature), probability.softmax(z / temperature), rtol=1e-9
    )


def test_heat_flattens_and_cold_sharpens() -> None:
    cold, usual, hot = (probability.softmax([2, 1, 0], temperature=t).max() for t in (0.1, 1, 100))
    assert cold > 0.9999
    assert cold > usual > hot
    assert hot == pytest.approx(1 / 3, abs=0.01)


@pytest.mark.parametrize("temperature", [5e-324, 1e-306])
def test_however_cold_it_is_the_largest_logits_share_everything(temperature: float) -> None:
    assert probability.softmax([3.0, 1e3, -2.0, 1e3], temperature=temperature).tolist() == [0, 0.5, 0, 0.5]
    assert probability.softmax([1e308, -1e308], temperature=temperature).tolist() == [1, 0]


@some
@given(logits)
def test_the_steps_of_the_softmax_follow_from_each_other(z: Array) -> None:
    steps = probability.softmax_steps(z)
    assert (steps.logits == z).all()
    assert (steps.shifted.max(axis=1) == 0).all()
    assert (steps.exponentials == np.exp(steps.shifted)).all()
    assert (steps.totals[:, 0] == steps.exponentials.sum(axis=1)).all()
    assert (steps.probabilities == steps.exponentials / steps.totals).all()


def test_one_class_is_always_certain_and_no_rows_give_no_rows() -> None:
    assert probability.softmax([[-1e4], [3.0]]).tolist() == [[1], [1]]
    assert probability.softmax(np.zeros((0, 3))).shape == (0, 3)
    assert probability.log_softmax([7.0]).tolist() == [0]


@some
@given(distributions())
def test_the_entropy_agrees_with_scipy_and_lies_between_certain_and_undecided(pair: tuple[Array]) -> None:
    (p,) = pair
    entropy = probability.entropy(p)
    np.testing.assert_allclose(entropy, scipy.stats.entropy(p, axis=1), rtol=1e-12, atol=1e-15)
    assert (entropy >= 0).all()
    assert (entropy <= np.log(p.shape[1]) + 1e-12).all()


@some
@given(distributions(2))
def test_the_divergence_agrees_with_scipy_and_is_never_negative(pair: tuple[Array, Array]) -> None:
    p, q = pair
    divergence = probability.kl_divergence(p, q)
    np.testing.assert_allclose(divergence, scipy.stats.entropy(p, q, axis=1), rtol=1e-9, atol=1e-12)
    assert (divergence >= 0).all()
    assert probability.kl_divergence(p, p) == pytest.approx(np.zeros(len(p)))


def test_an_outcome_that_never_happens_costs_nothing() -> None:
    assert probability.entropy([0, 1]) == 0
    assert probability.kl_divergence([0, 1], [0, 1]) == 0
    assert probability.kl_divergence([0, 1], [0.5, 0.5]) == pytest.approx(np.log(2))


def test_a_model_must_not_rule_out_what_happens() -> None:
    with pytest.raises(InputError, match="infinite"):
        probability.kl_divergence([0.5, 0.5], [1, 0])


def test_two_distributions_need_one_shape() -> None:
    with pytest.raises(ShapeError, match=r"expected the shape of truth \(2,\), got \(3,\)"):
        probability.kl_divergence([0.5, 0.5], [0.5, 0.25, 0.25])


@some
@given(st.lists(st.integers(0, 4), max_size=6))
def test_one_hot_rows_point_back_at_their_class(labels: list[int]) -> None:
    rows = probability.one_hot(labels, 5)
    assert rows.shape == (len(labels), 5)
    assert rows.sum() == len(labels)
    assert rows.argmax(axis=1).tolist() == labels


@pytest.mark.parametrize("wrong", [[-1], [3], [0.5]])
def test_a_class_must_be_a_whole_number_below_the_count(wrong: list[float]) -> None:
    with pytest.raises(InputError, match="expected whole numbers from 0 to 2"):
        probability.one_hot(wrong, 3)


def test_a_distribution_has_no_negative_part() -> None:
    with pytest.raises(InputError, match="at least 0, got -0.5"):
        probability.as_distribution([-0.5, 1.5], "p")


def test_a_distribution_adds_up_to_one() -> None:
    with pytest.raises(InputError, match="got a sum of 0.75; divide by it"):
        probability.entropy([[0.5, 0.5], [0.5, 0.25]])


@pytest.mark.parametrize(
    "function", [probability.softmax, probability.log_softmax, probability.entropy, probability.softmax_steps]
)
def test_a_distribution_needs_a_row_of_at_least_one_class(function: Callable[[object], object]) -> None:
    with pytest.raises(ShapeError, match="wrap it in a list"):
        function(1.0)
    with pytest.raises(InputError, match="at least one class"):
        function(np.zeros((2, 0)))


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize(
    "function", [probability.sigmoid, probability.softmax, probability.log_softmax, probability.entropy]
)
def test_what_is_not_a_finite_number_is_refused(function: Callable[[object], object], bad: float) -> None:
    with pytest.raises(InputError, match="expected finite numbers"):
        function([0.0, bad])


@pytest.mark.parametrize("temperature", [0, -1, np.inf, np.nan, "hot"])
def test_a_temperature_is_a_number_above_zero(temperature: object) -> None:
    with pytest.raises(InputError, match="temperature: expected"):
        probability.softmax([1.0, 2.0], temperature=temperature)  # type: ignore[arg-type]
