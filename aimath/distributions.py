"""Distributions: what chance does when it is asked often enough.

In a continuous distribution the area under the density is probability; in a discrete one the mass itself is.
Formulas are written in linear notation (`e^(-x)`), which reads as plain text and typesets as Typst math.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from aimath.checks import Array, as_array, as_count, as_number, look_up

Curve = Callable[[Array], Array]
"""A formula that works element by element."""

LARGEST = 10**6
"""The largest mean or number of trials whose masses still come out with eight or more right digits."""

WIDEST = 1e150
"""How far a continuous distribution may spread, so that its variance is still a number."""


@dataclass(frozen=True)
class Distribution:
    """A distribution of one number, with what a film or a test needs to know about it."""

    name: str
    """What the registry calls it."""
    title: str
    """What a viewer reads."""
    formula: str
    """The density at x, or the mass at k, in linear notation."""
    discrete: bool
    """Whether only whole numbers come up."""
    mean: float
    """The balance point."""
    variance: float
    """The average squared distance from the mean."""
    domain: tuple[float, float]
    """The part of the axis worth drawing: it holds more than 99% of the probability."""
    curve: Curve
    """The formula of the density or mass."""
    staircase: Curve
    """The formula of the cumulative distribution."""
    draw: Callable[[np.random.Generator, tuple[int, ...]], Array]
    """(generator, shape) → that many independent draws."""

    @property
    def standard_deviation(self) -> float:
        """The typical distance from the mean."""
        return math.sqrt(self.variance)

    def density(self, x: ArrayLike) -> Array:
        """Return the density at x, or for a discrete distribution the mass: 0 between whole numbers.

        Example:
            >>> DISTRIBUTIONS["bernoulli"].density([0, 0.5, 1])
            array([0.5, 0. , 0.5])
        """
        return np.asarray(self.curve(as_array(x, "x", allow_empty=True)))

    def cumulative(self, x: ArrayLike) -> Array:
        """Return the probability of a draw that is at most x.

        Example:
            >>> DISTRIBUTIONS["uniform"].cumulative([-1, 0.25, 2])
            array([0.  , 0.25, 1.  ])
        """
        return np.asarray(self.staircase(as_array(x, "x", allow_empty=True)))

    def sample(self, size: int, generator: np.random.Generator) -> Array:
        """Return `size` independent draws.

        Example:
            >>> DISTRIBUTIONS["bernoulli"].sample(5, np.random.default_rng(0))
            array([0., 1., 1., 1., 0.])
        """
        return self.draw(generator, (as_count(size, "size"),))


def normal(mean: float = 0.0, standard_deviation: float = 1.0) -> Distribution:
    """Return the bell curve: what sums of many small independent things tend to.

    p(x) = exp(−(x − μ)² / 2σ²) / (σ √2π)

    Args:
        mean: μ, where the bell stands.
        standard_deviation: σ, above 0 and at most 1e150.

    Raises:
        InputError: if a number is out of its bounds.

    Example:
        >>> normal().cumulative([-1.96, 0, 1.96]).round(3)
        array([0.025, 0.5  , 0.975])

    Source: N. L. Johnson, S. Kotz, N. Balakrishnan, Continuous Univariate Distributions, chapter 13.
    """
    mu = as_number(mean, "mean")
    sigma = as_number(standard_deviation, "standard_deviation", above=0, at_most=WIDEST)
    return Distribution(
        name="normal",
        title="Normal",
        formula="1/(sigma sqrt(2 pi)) e^(-(x - mu)^2 / (2 sigma^2))",
        discrete=False,
        mean=mu,
        variance=sigma**2,
        domain=(mu - 4.0 * sigma, mu + 4.0 * sigma),
        curve=lambda x: _bell((x - mu) / sigma) / sigma,
        staircase=lambda x: _bell_area((x - mu) / sigma),
        draw=lambda generator, shape: generator.normal(mu, sigma, shape),
    )


def uniform(low: float = 0.0, high: float = 1.0) -> Distribution:
    """Return the flat distribution: every number between two ends is as likely as any other.

    p(x) = 1 / (b − a) for a ≤ x ≤ b

    Args:
        low: a, at least −1e150.
        high: b, above `low` and at most 1e150.

    Raises:
        InputError: if a number is out of its bounds.

    Example:
        >>> uniform(2, 6).density([1, 3, 5])
        array([0.  , 0.25, 0.25])

    Source: N. L. Johnson, S. Kotz, N. Balakrishnan, Continuous Univariate Distributions, chapter 26.
    """
    a = as_number(low, "low", at_least=-WIDEST)
    b = as_number(high, "high", above=a, at_most=WIDEST)
    width = b - a
    return Distribution(
        name="uniform",
        title="Uniform",
        formula="1 / (b - a)",
        discrete=False,
        mean=a + 0.5 * width,
        variance=width**2 / 12.0,
        domain=(a - 0.25 * width, b + 0.25 * width),
        curve=lambda x: np.where((x >= a) & (x <= b), 1.0 / width, 0.0),
        staircase=lambda x: np.clip((x - a) / width, 0.0, 1.0),
        draw=lambda generator, shape: generator.uniform(a, b, shape),
    )


def exponential(rate: float = 1.0) -> Distribution:
    """Return the wait for something that happens at a steady rate: short ones are common, long ones rare.

    p(x) = λ e^(−λx) for x ≥ 0

    Args:
        rate: λ, at least 1e-150.

    Raises:
        InputError: if the rate is out of its bounds.

    Example:
        >>> exponential(2).mean, exponential(2).variance
        (0.5, 0.25)

    Source: N. L. Johnson, S. Kotz, N. Balakrishnan, Continuous Univariate Distributions, chapter 19.
    """
    speed = as_number(rate, "rate", at_least=1.0 / WIDEST)
    return Distribution(
        name="exponential",
        title="Exponential",
        formula="lambda e^(-lambda x)",
        discrete=False,
        mean=1.0 / speed,
        variance=(1.0 / speed) ** 2,
        domain=(0.0, 5.0 / speed),
        curve=lambda x: np.where(x >= 0.0, speed * np.exp(-speed * np.maximum(x, 0.0)), 0.0),
        staircase=lambda x: -np.expm1(-speed * np.maximum(x, 0.0)),
        draw=lambda generator, shape: generator.exponential(1.0 / speed, shape),
    )


def log_normal(log_mean: float = 0.0, log_standard_deviation: float = 0.5) -> Distribution:
    """Return the distribution of e^X for a normal X: prices and incomes, many small, few huge.

    p(x) = exp(−(ln x − μ)² / 2σ²) / (x σ √2π) for x > 0

    Args:
        log_mean: μ, the mean of the logarithm, from −100 to 100.
        log_standard_deviation: σ, the standard deviation of the logarithm, above 0 and at most 15.

    Raises:
        InputError: if a number is out of its bounds.

    Example:
        >>> log_normal(0, 1).cumulative([-1, 1]).round(3)
        array([0. , 0.5])

    Source: N. L. Johnson, S. Kotz, N. Balakrishnan, Continuous Univariate Distributions, chapter 14.
    """
    # Within these bounds the variance, which grows as e^(2 (μ + σ²)), is still a number.
    mu = as_number(log_mean, "log_mean", at_least=-100, at_most=100)
    sigma = as_number(log_standard_deviation, "log_standard_deviation", above=0, at_most=15)

    def curve(x: Array) -> Array:
        positive = np.where(x > 0.0, x, 1.0)
        return np.where(x > 0.0, _bell((np.log(positive) - mu) / sigma) / (sigma * positive), 0.0)

    def staircase(x: Array) -> Array:
        positive = np.where(x > 0.0, x, 1.0)
        return np.where(x > 0.0, _bell_area((np.log(positive) - mu) / sigma), 0.0)

    return Distribution(
        name="log_normal",
        title="Log-normal",
        formula="1/(x sigma sqrt(2 pi)) e^(-(ln(x) - mu)^2 / (2 sigma^2))",
        discrete=False,
        mean=math.exp(mu + 0.5 * sigma**2),
        variance=math.expm1(sigma**2) * math.exp(2.0 * mu + sigma**2),
        domain=(0.0, math.exp(mu + 2.6 * sigma)),
        curve=curve,
        staircase=staircase,
        draw=lambda generator, shape: generator.lognormal(mu, sigma, shape),
    )


def bernoulli(probability: float = 0.5) -> Distribution:
    """Return one toss of a coin that shows 1 with this probability, and 0 otherwise.

    p(k) = pᵏ (1 − p)¹⁻ᵏ for k = 0, 1

    Raises:
        InputError: if the probability lies outside 0 to 1.

    Example:
        >>> bernoulli(0.25).density([0, 1])
        array([0.75, 0.25])

    Source: N. L. Johnson, A. W. Kemp, S. Kotz, Univariate Discrete Distributions, chapter 3.
    """
    p = as_number(probability, "probability", at_least=0, at_most=1)
    return Distribution(
        name="bernoulli",
        title="Bernoulli",
        formula="p^k (1 - p)^(1 - k)",
        discrete=True,
        mean=p,
        variance=p * (1.0 - p),
        domain=(0.0, 1.0),
        curve=lambda k: np.select([k == 0.0, k == 1.0], [1.0 - p, p], 0.0),
        staircase=lambda k: np.select([k < 0.0, k < 1.0], [0.0, 1.0 - p], 1.0),
        draw=lambda generator, shape: (generator.random(shape) < p).astype(np.float64),
    )


def binomial(trials: int = 10, probability: float = 0.5) -> Distribution:
    """Return how many of n coins show 1.

    p(k) = n! / (k! (n − k)!) pᵏ (1 − p)ⁿ⁻ᵏ for k = 0 … n

    Args:
        trials: n, from 1 to a million.
        probability: p, from 0 to 1.

    Raises:
        InputError: if a number is out of its bounds.

    Example:
        >>> binomial(3, 0.5).density([0, 1, 2, 3]).round(9)
        array([0.125, 0.375, 0.375, 0.125])

    Source: N. L. Johnson, A. W. Kemp, S. Kotz, Univariate Discrete Distributions, chapter 3.
    """
    n = as_count(trials, "trials")
    as_number(n, "trials", at_most=LARGEST)
    p = as_number(probability, "probability", at_least=0, at_most=1)
    mean, variance = n * p, n * p * (1.0 - p)

    def mass(k: Array) -> Array:
        ways = math.lgamma(n + 1) - _log_factorial(k) - _log_factorial(n - k)
        return np.exp(ways + _times_log(k, p) + _times_log(n - k, 1.0 - p))

    reach = 4.0 * math.sqrt(variance)
    curve, staircase = _on_whole_numbers(mass, mean, variance, largest=n)
    return Distribution(
        name="binomial",
        title="Binomial",
        formula="binom(n, k) p^k (1 - p)^(n - k)",
        discrete=True,
        mean=mean,
        variance=variance,
        domain=(max(0.0, math.floor(mean - reach)), min(float(n), math.ceil(mean + reach))),
        curve=curve,
        staircase=staircase,
        draw=lambda generator, shape: generator.binomial(n, p, shape).astype(np.float64),
    )


def poisson(mean: float = 4.0) -> Distribution:
    """Return how often something happens in a while, when it happens at a steady rate.

    p(k) = λᵏ e^(−λ) / k! for k = 0, 1, 2, …

    Args:
        mean: λ, above 0 and at most a million.

    Raises:
        InputError: if the mean is out of its bounds.

    Example:
        >>> poisson(2).density([0, 1, 2]).round(4)
        array([0.1353, 0.2707, 0.2707])

    Source: N. L. Johnson, A. W. Kemp, S. Kotz, Univariate Discrete Distributions, chapter 4.
    """
    average = as_number(mean, "mean", above=0, at_most=LARGEST)

    def mass(k: Array) -> Array:
        return np.exp(k * math.log(average) - average - _log_factorial(k))

    reach = 4.0 * math.sqrt(average)
    curve, staircase = _on_whole_numbers(mass, average, average, largest=math.inf)
    return Distribution(
        name="poisson",
        title="Poisson",
        formula="(lambda^k e^(-lambda)) / k!",
        discrete=True,
        mean=average,
        variance=average,
        domain=(max(0.0, math.floor(average - reach)), math.ceil(average + reach)),
        curve=curve,
        staircase=staircase,
        draw=lambda generator, shape: generator.poisson(average, shape).astype(np.float64),
    )


def _bell(z: Array) -> Array:
    # Beyond 40 the result is 0 to double precision, and squaring might overflow.
    bell: Array = np.exp(-0.5 * np.clip(z, -40.0, 40.0) ** 2) / math.sqrt(2.0 * math.pi)
    return bell


def _bell_area(z: Array) -> Array:
    # The complementary error function keeps its digits far out on the left, where 1 + erf would cancel to 0.
    area: Array = 0.5 * np.vectorize(math.erfc, otypes=[np.float64])(-z / math.sqrt(2.0))
    return area


def _log_factorial(k: Array) -> Array:
    logarithms: Array = np.vectorize(math.lgamma, otypes=[np.float64])(k + 1.0)
    return logarithms


def _times_log(count: Array, probability: float) -> Array:
    # What happens no times costs nothing, even when it is impossible: 0 · ln 0 counts as 0.
    logarithm = math.log(probability) if probability > 0.0 else -math.inf
    return np.where(count > 0.0, np.where(count > 0.0, count, 1.0) * logarithm, 0.0)


def _on_whole_numbers(mass: Curve, mean: float, variance: float, largest: float) -> tuple[Curve, Curve]:
    """Return mass and cumulative distribution for any x from a mass that knows 0, 1, …, `largest` only."""

    def curve(x: Array) -> Array:
        inside = (x >= 0.0) & (x <= largest) & (x == np.floor(x))
        return np.where(inside, mass(np.where(inside, x, 0.0)), 0.0)

    # Beyond 40 standard deviations nothing is left that a double-precision number could show.
    reach = 40.0 * (1.0 + math.sqrt(variance))
    low = max(0.0, math.floor(mean - reach))
    high = min(largest, math.ceil(mean + reach))

    def staircase(x: Array) -> Array:
        sums = np.concatenate([[0.0], np.cumsum(mass(np.arange(low, high + 1.0)))])
        places = np.clip(np.floor(x) - low + 1.0, 0.0, len(sums) - 1.0)
        return np.minimum(np.where(x >= high, 1.0, sums[places.astype(np.int64)]), 1.0)

    return curve, staircase


DISTRIBUTIONS: Mapping[str, Distribution] = {
    made.name: made
    for made in (normal(), uniform(), exponential(), log_normal(), bernoulli(), binomial(), poisson())
}
"""Every named distribution, at its usual numbers."""


def distribution(name: str) -> Distribution:
    """Return the distribution called `name`, at its usual numbers.

    Raises:
        InputError: if there is none; the message lists the names.

    Example:
        >>> distribution("poisson").mean
        4.0
    """
    return look_up(DISTRIBUTIONS, name, "distribution")
