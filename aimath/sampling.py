"""Sampling: what a handful of draws tells of the distribution they came from."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from aimath.checks import Array, as_array, as_count
from aimath.distributions import Distribution


@dataclass(frozen=True)
class SampleMeans:
    """The means of many samples, beside what theory says of them."""

    means: Array
    """(repeats,) the mean of each sample."""
    expected_mean: float
    """μ, the mean of the distribution."""
    expected_standard_deviation: float
    """σ / √n: four times the sample, half the spread."""


def sample_means(
    distribution: Distribution, size: int, repeats: int, generator: np.random.Generator
) -> SampleMeans:
    """Draw many samples and return the mean of each: the sampling distribution of the mean.

    Whatever the distribution, these means gather around μ with standard deviation σ / √n, and look ever more
    like a bell as n grows (the central limit theorem).

    Args:
        distribution: what to draw from.
        size: n, how many draws make a sample.
        repeats: how many samples.
        generator: the source of chance.

    Raises:
        InputError: if a count is below 1.

    Example:
        >>> from aimath.distributions import uniform
        >>> result = sample_means(uniform(), size=12, repeats=1000, generator=np.random.default_rng(0))
        >>> round(float(result.means.std()), 2), round(result.expected_standard_deviation, 2)
        (0.08, 0.08)

    Source: L. Wasserman, All of Statistics (2004), section 5.4.
    """
    n, count = as_count(size, "size"), as_count(repeats, "repeats")
    return SampleMeans(
        means=distribution.draw(generator, (count, n)).mean(axis=1),
        expected_mean=distribution.mean,
        expected_standard_deviation=distribution.standard_deviation / math.sqrt(n),
    )


def kolmogorov_smirnov_distance(values: ArrayLike, cumulative: Callable[[Array], Array]) -> float:
    """Return the widest gap between the staircase of a sample and a cumulative distribution.

    D = supₓ |Fₙ(x) − F(x)|, where Fₙ(x) is the fraction of the sample that is at most x

    Args:
        values: (n,) the sample.
        cumulative: F, element by element, continuous or with steps of its own.

    Returns:
        A number from 0 to 1; about 1 / √n when the sample comes from F.

    Example:
        >>> kolmogorov_smirnov_distance([0.5], lambda x: np.clip(x, 0, 1))
        0.5

    Source: L. Wasserman, All of Statistics (2004), section 15.4; A. N. Kolmogorov (1933).
    """
    places, counts = np.unique(as_array(values, "values", dimensions=1), return_counts=True)
    after = np.cumsum(counts) / counts.sum()
    before = after - counts / counts.sum()
    # Both staircases may jump at a place, so the gap is looked up on either side of it.
    gaps_after = np.abs(after - cumulative(places))
    gaps_before = np.abs(before - cumulative(np.nextafter(places, -np.inf)))
    return float(max(gaps_after.max(), gaps_before.max()))
