import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from aimath.distributions import (
    DISTRIBUTIONS,
    Distribution,
    bernoulli,
    binomial,
    distribution,
    exponential,
    log_normal,
    normal,
    poisson,
    uniform,
)
from aimath.errors import InputError
from aimath.sampling import kolmogorov_smirnov_distance

every_distribution = pytest.mark.parametrize("made", DISTRIBUTIONS.values(), ids=DISTRIBUTIONS)
probabilities = st.floats(0, 1).filter(lambda p: p in (0, 1) or 1e-6 < p < 1 - 1e-6)
spreads = st.floats(0.05, 20)

# Ours, SciPy's, and the parameters that make both.
TWINS: list[tuple[Callable[..., Distribution], Callable[..., Any], st.SearchStrategy[Any]]] = [
    (normal, scipy.stats.norm, st.tuples(st.floats(-50, 50), spreads)),
    (lambda a, w: uniform(a, a + w), scipy.stats.uniform, st.tuples(st.floats(-50, 50), spreads)),
    (exponential, lambda rate: scipy.stats.expon(scale=1 / rate), st.tuples(spreads)),
    (
        log_normal,
        lambda mu, sigma: scipy.stats.lognorm(s=sigma, scale=math.exp(mu)),
        st.tuples(st.floats(-2, 2), st.floats(0.1, 1.5)),
    ),
    (bernoulli, scipy.stats.bernoulli, st.tuples(probabilities)),
    (binomial, scipy.stats.binom, st.tuples(st.integers(1, 300), probabilities)),
    (poisson, scipy.stats.poisson, st.tuples(st.floats(0.01, 300))),
]
NAMES = list(DISTRIBUTIONS)


@pytest.mark.parametrize(("ours", "theirs", "parameters"), TWINS, ids=NAMES)
@settings(max_examples=60)
@given(data=st.data())
def test_density_cumulative_mean_and_variance_agree_with_scipy(
    ours: Callable[..., Distribution], theirs: Callable[..., Any], parameters: Any, data: Any
) -> None:
    chosen = data.draw(parameters)
    made, expected = ours(*chosen), theirs(*chosen)
    assert made.mean == pytest.approx(expected.mean(), rel=1e-9)
    assert made.variance == pytest.approx(expected.var(), rel=1e-9)
    assert made.standard_deviation == pytest.approx(expected.std(), rel=1e-9)
    low, high = made.domain
    width = high - low
    places = np.linspace(low - width, high + width, 61)
    if made.discrete:
        places = np.concatenate([places, np.unique(places.round())])
        heights = expected.pmf(places)
    else:
        heights = expected.pdf(places)
    assert made.density(places) == pytest.approx(heights, rel=1e-8, abs=1e-12)
    assert made.cumulative(places) == pytest.approx(expected.cdf(places), rel=1e-8, abs=1e-12)


@every_distribution
def test_a_distribution_is_registered_under_its_own_name(made: Distribution) -> None:
    assert distribution(made.name) is made


@every_distribution
def test_the_whole_probability_is_one_and_nearly_all_of_it_is_drawn(made: Distribution) -> None:
    low, high = made.domain
    before_low = math.nextafter(low, -math.inf)
    assert made.cumulative(high) - made.cumulative(before_low) > 0.99
    assert made.cumulative(low - 100 * (high - low)) == pytest.approx(0)
    assert made.cumulative(high + 100 * (high - low)) == pytest.approx(1)


@every_distribution
def test_the_cumulative_is_what_the_density_adds_up_to(made: Distribution) -> None:
    low, high = made.domain
    if made.discrete:
        whole = np.arange(low, high + 1)
        assert np.diff(made.cumulative(whole)) == pytest.approx(made.density(whole[1:]))
        assert made.density(whole + 0.5).tolist() == [0.0] * len(whole)
        assert np.array_equal(made.cumulative(whole + 0.5), made.cumulative(whole))
    else:
        x = np.linspace(low, high, 20_001)
        middles, width = (x[1:] + x[:-1]) / 2, x[1] - x[0]
        assert np.cumsum(made.density(middles)) * width + made.cumulative(low) == pytest.approx(
            made.cumulative(x[1:]), abs=1e-4
        )
    steps = np.diff(made.cumulative(np.linspace(low - 1, high + 1, 500)))
    assert (steps >= 0).all()


@every_distribution
def test_a_sample_follows_its_distribution(made: Distribution) -> None:
    draws = made.sample(20_000, np.random.default_rng(7))
    assert draws.shape == (20_000,)
    assert draws.dtype == np.float64
    # The chance to exceed 1.95 / √n is one in a thousand, and the seed is fixed.
    assert kolmogorov_smirnov_distance(draws, made.cumulative) < 1.95 / math.sqrt(20_000)
    assert draws.mean() == pytest.approx(made.mean, abs=4 * made.standard_deviation / math.sqrt(20_000))
    assert draws.std() == pytest.approx(made.standard_deviation, rel=0.05)


@every_distribution
def test_the_same_seed_gives_the_same_sample_and_another_one_another(made: Distribution) -> None:
    first, again, other = (made.sample(50, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


@every_distribution
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3)])
def test_density_and_cumulative_keep_the_shape_of_the_input(
    made: Distribution, shape: tuple[int, ...]
) -> None:
    assert made.density(np.ones(shape)).shape == shape
    assert made.cumulative(np.ones(shape)).shape == shape


@every_distribution
def test_extremes_give_plain_answers(made: Distribution) -> None:
    assert made.density([-1e300, 1e300]).tolist() == [0, 0]
    assert made.cumulative([-1e300, 1e300]).tolist() == [0, 1]
    for operation in (made.density, made.cumulative):
        with pytest.raises(InputError, match="x: expected finite numbers, got nan"):
            operation([0, np.nan])
    with pytest.raises(InputError, match="size: expected a whole number of at least 1"):
        made.sample(0, np.random.default_rng(0))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: normal(0, 0), "standard_deviation: expected a number above 0"),
        (lambda: normal(math.nan, 1), "mean: expected finite"),
        (lambda: uniform(2, 2), "high: expected a number above 2"),
        (lambda: normal(0, 1e200), "standard_deviation: expected a number above 0 and at most 1e"),
        (lambda: uniform(-1e200, 1), "low: expected a number at least -1e"),
        (lambda: uniform(0, 1e200), "high: expected a number above 0 and at most 1e"),
        (lambda: exponential(-1), "rate: expected a number at least 1e-150, got -1"),
        (lambda: exponential(1e-200), "rate: expected a number at least 1e-150, got 1e-200"),
        (lambda: log_normal(400, 1), "log_mean: expected a number at least -100 and at most 100"),
        (lambda: log_normal(0, 27), "log_standard_deviation: expected a number above 0 and at most 15"),
        (lambda: log_normal(0, 0), "log_standard_deviation: expected a number above 0"),
        (lambda: bernoulli(1.1), "probability: expected a number at least 0 and at most 1"),
        (lambda: binomial(0, 0.5), "trials: expected a whole number of at least 1"),
        (lambda: binomial(2_000_000, 0.5), "trials: expected a number at most 1e"),
        (lambda: binomial(5, -0.1), "probability: expected a number at least 0"),
        (lambda: poisson(0), "mean: expected a number above 0"),
        (lambda: poisson(1e9), "mean: expected a number above 0 and at most 1e"),
        (lambda: distribution("cauchy"), "distribution: expected one of normal, uniform"),
    ],
)
def test_numbers_out_of_bounds_are_refused(make: Callable[[], Distribution], message: str) -> None:
    with pytest.raises(InputError, match=message):
        make()


@pytest.mark.parametrize(
    "made",
    [
        normal(0, 1e150),
        uniform(-1e150, 1e150),
        exponential(1e-150),
        exponential(1e300),
        log_normal(100, 15),
        log_normal(-100, 15),
    ],
)
def test_at_its_bounds_a_distribution_is_still_made_of_numbers(made: Distribution) -> None:
    assert np.isfinite([made.mean, made.variance, *made.domain]).all()
    assert made.cumulative([made.domain[0], made.domain[1]])[1] > 0.95


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (binomial(1_000_000, 0.3), scipy.stats.binom(1_000_000, 0.3)),
        (poisson(1e6), scipy.stats.poisson(1e6)),
    ],
)
def test_the_largest_discrete_distributions_keep_eight_digits(made: Distribution, expected: Any) -> None:
    places = made.mean + made.standard_deviation * np.arange(-4, 5)
    places = places.round()
    assert made.density(places) == pytest.approx(expected.pmf(places), rel=1e-8)
    assert made.cumulative(places) == pytest.approx(expected.cdf(places), rel=1e-7)


def test_the_left_tail_of_the_bell_keeps_its_digits() -> None:
    assert normal().cumulative(-30) == pytest.approx(scipy.stats.norm.cdf(-30), rel=1e-12)


def test_same_mean_and_variance_can_look_nothing_alike() -> None:
    root = math.sqrt(3)
    alike = [normal(1, 1), exponential(1), uniform(1 - root, 1 + root)]
    for made in alike:
        assert (made.mean, made.variance) == pytest.approx((1, 1))
    gaps = np.linspace(-2, 4, 50)
    assert np.abs(alike[0].cumulative(gaps) - alike[1].cumulative(gaps)).max() > 0.1
