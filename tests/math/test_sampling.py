import math
from collections.abc import Callable

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from aimath.checks import Array
from aimath.distributions import DISTRIBUTIONS, Distribution, exponential, normal
from aimath.errors import InputError
from aimath.sampling import kolmogorov_smirnov_distance, sample_means

every_distribution = pytest.mark.parametrize("made", DISTRIBUTIONS.values(), ids=DISTRIBUTIONS)


@every_distribution
@pytest.mark.parametrize("size", [1, 30])
def test_means_of_samples_gather_around_the_mean_with_a_spread_that_shrinks(
    made: Distribution, size: int
) -> None:
    result = sample_means(made, size, repeats=4000, generator=np.random.default_rng(11))
    assert result.means.shape == (4000,)
    assert result.expected_mean == made.mean
    assert result.expected_standard_deviation == pytest.approx(made.standard_deviation / math.sqrt(size))
    assert result.means.mean() == pytest.approx(
        made.mean, abs=4 * result.expected_standard_deviation / math.sqrt(4000)
    )
    assert result.means.std() == pytest.approx(result.expected_standard_deviation, rel=0.06)


def test_means_of_large_samples_look_like_a_bell_whatever_was_drawn() -> None:
    result = sample_means(exponential(), 400, repeats=4000, generator=np.random.default_rng(5))
    bell = normal(result.expected_mean, result.expected_standard_deviation)
    assert kolmogorov_smirnov_distance(result.means, bell.cumulative) < 0.03


def test_samples_must_hold_something() -> None:
    for size, repeats, name in [(0, 5, "size"), (5, 0, "repeats")]:
        with pytest.raises(InputError, match=f"{name}: expected a whole number of at least 1, got 0"):
            sample_means(normal(), size, repeats, np.random.default_rng(0))


@given(arrays(np.float64, st.integers(1, 40), elements=st.floats(-3, 3)))
def test_the_kolmogorov_smirnov_distance_agrees_with_scipy(values: Array) -> None:
    expected = scipy.stats.kstest(values, "norm").statistic
    assert kolmogorov_smirnov_distance(values, scipy.stats.norm.cdf) == pytest.approx(expected)


@given(arrays(np.float64, st.integers(1, 40), elements=st.integers(0, 6).map(float)))
def test_the_distance_to_a_staircase_is_its_widest_gap_anywhere(values: Array) -> None:
    cumulative: Callable[[Array], Array] = scipy.stats.binom(6, 0.4).cdf
    everywhere = np.linspace(-1, 7, 801)
    staircase = np.array([(values <= x).mean() for x in everywhere])
    expected = np.abs(staircase - cumulative(everywhere)).max()
    assert kolmogorov_smirnov_distance(values, cumulative) == pytest.approx(expected)
