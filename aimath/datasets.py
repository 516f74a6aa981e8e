"""Data to learn from: handwritten digits, a book, and seeded point clouds.

Two are real and ship with the package: the digits and Newton's *Opticks*; a note beside each in `data/`
names its source and licence. The others are made up and say so: each is drawn from a formula, with noise
from a generator that you pass in, so the same seed gives the same points.

Inputs are rows of numbers; targets are numbers to predict, or class numbers 0, 1, 2 and so on.
"""

import gzip
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aimath.checks import Array, as_count, as_number
from aimath.errors import InputError

Generator = np.random.Generator
"""Where randomness comes from: make one with `np.random.default_rng(seed)`."""


@dataclass(frozen=True)
class Dataset:
    """Samples with their targets, and what the columns are called."""

    inputs: Array
    """(samples, features) one sample a row."""
    targets: NDArray[Any]
    """(samples,) float64 numbers, or int64 class numbers where `classes` is not empty."""
    features: tuple[str, ...]
    """The name of each column of the inputs, with its unit."""
    target: str
    """The name of what is to be predicted, with its unit."""
    classes: tuple[str, ...]
    """The name of each class; empty where the target is a number."""
    source: str
    """Where the samples come from, in a sentence."""

    def __len__(self) -> int:
        """Return the number of samples."""
        return len(self.targets)


@dataclass(frozen=True)
class Split:
    """A data set in two: one part to learn from, one kept back to see what was really learned."""

    training: Dataset
    held_out: Dataset


def split(dataset: Dataset, generator: Generator, *, held_out: float = 0.25) -> Split:
    """Shuffle the samples and keep a fraction of them back.

    Args:
        dataset: at least two samples.
        generator: decides the order.
        held_out: the fraction kept back, between 0 and 1; each part gets at least one sample.

    Raises:
        InputError: if the fraction is not between 0 and 1, or there are fewer than two samples.

    Example:
        >>> parts = split(noisy_line(np.random.default_rng(0), 20), np.random.default_rng(1))
        >>> len(parts.training), len(parts.held_out)
        (15, 5)
    """
    share = as_number(held_out, "held_out", above=0, below=1)
    count = len(dataset)
    if count < 2:
        raise InputError(f"dataset: expected at least two samples to split, got {count}")
    order = generator.permutation(count)
    kept = min(max(round(count * share), 1), count - 1)
    return Split(take(dataset, np.sort(order[kept:])), take(dataset, np.sort(order[:kept])))


def take(dataset: Dataset, indices: NDArray[np.int64]) -> Dataset:
    """Return the samples at `indices`, in that order.

    Example:
        >>> take(noisy_line(np.random.default_rng(0), 20), np.array([3, 1])).inputs.shape
        (2, 1)
    """
    return replace(dataset, inputs=dataset.inputs[indices], targets=dataset.targets[indices])


def digits() -> Dataset:
    """Return 1,797 handwritten digits, each a picture of 8 × 8 cells unrolled row by row.

    The inputs are brightnesses from 0 (paper) to 1 (ink), in steps of 1/16.

    Example:
        >>> pictures = digits()
        >>> pictures.inputs.shape, int(pictures.targets[0])
        ((1797, 64), 0)
        >>> (pictures.inputs[0].reshape(8, 8)[0] * 16).astype(int)
        array([ 0,  0,  5, 13,  9,  1,  0,  0])

    Source: E. Alpaydin, C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository
    (1998), test samples, CC BY 4.0.
    """
    with resources.files("aimath").joinpath("data/digits.npz").open("rb") as file, np.load(file) as arrays:
        images, labels = arrays["images"], arrays["labels"]
    return Dataset(
        inputs=images.reshape(-1, 64) / 16.0,
        targets=labels.astype(np.int64),
        features=tuple(f"row {row}, column {column}" for row in range(8) for column in range(8)),
        target="digit",
        classes=tuple("0123456789"),
        source="UCI optical digits, E. Alpaydin and C. Kaynak (1998), CC BY 4.0.",
    )


def opticks() -> str:
    """Return the prose of Isaac Newton's Opticks, one paragraph a line.

    Example:
        >>> text = opticks()
        >>> text[:51]
        'My Design in this Book is not to explain the Proper'
        >>> len(text.split())
        97956

    Source: I. Newton, Opticks, fourth edition (1730), in the public domain.
    """
    packed = resources.files("aimath").joinpath("data/opticks.txt.gz").read_bytes()
    return gzip.decompress(packed).decode("utf-8")


def noisy_line(
    generator: Generator,
    count: int = 40,
    *,
    slope: float = 2.0,
    intercept: float = 1.0,
    noise: float = 1.0,
    low: float = -3.0,
    high: float = 3.0,
) -> Dataset:
    """Scatter points around a straight line.

    y = slope · x + intercept + noise · ε, with x uniform between low and high, ε standard normal

    Args:
        generator: where the randomness comes from.
        count: number of points.
        slope: rise of the line for each unit of x.
        intercept: height of the line at x = 0.
        noise: standard deviation of the points' vertical distance from the line.
        low: smallest x.
        high: largest x, at least `low`.

    Raises:
        InputError: if a number is not finite or out of its bounds.

    Example:
        >>> line = noisy_line(np.random.default_rng(0), 3, noise=0)
        >>> bool(np.allclose(line.targets, 2 * line.inputs[:, 0] + 1))
        True
    """
    _check(count, noise)
    as_number(high, "high", at_least=as_number(low, "low"))
    x = np.sort(generator.uniform(low, high, count))
    line = as_number(slope, "slope") * x + as_number(intercept, "intercept")
    y = line + noise * generator.standard_normal(count)
    return Dataset(x[:, None], y, ("x",), "y", (), "Synthetic: points around a straight line.")


def house_prices(generator: Generator, count: int = 120, *, noise: float = 25_000.0) -> Dataset:
    """Make up the prices of houses from their size and their distance to the town's centre.

    price = 200,000 + 210 · footage − 5,500 · minutes + noise · ε

    Footage is uniform from 600 to 3,200, minutes from 2 to 45: without noise, a house costs at least 78,500.

    Args:
        generator: where the randomness comes from.
        count: number of houses.
        noise: standard deviation of the price around the formula, in dollars.

    Raises:
        InputError: if count is below 1 or noise is negative.

    Example:
        >>> houses = house_prices(np.random.default_rng(0), 5)
        >>> houses.features
        ('footage (sq ft)', 'distance to the centre (minutes)')
    """
    _check(count, noise)
    footage = generator.uniform(600, 3_200, count).round()
    minutes = generator.uniform(2, 45, count).round()
    price = 200_000 + 210 * footage - 5_500 * minutes + noise * generator.standard_normal(count)
    return Dataset(
        np.column_stack([footage, minutes]),
        price,
        ("footage (sq ft)", "distance to the centre (minutes)"),
        "price (dollars)",
        (),
        "Synthetic: a plane over footage and distance, with normal noise. No real sales.",
    )


def two_moons(generator: Generator, count: int = 200, *, noise: float = 0.15) -> Dataset:
    """Draw two half circles that reach into each other: two classes that no straight line parts.

    upper: (cos t, sin t)   lower: (1 − cos t, ½ − sin t)   with t evenly spaced from 0 to π

    Args:
        generator: where the noise and the order come from.
        count: number of points in both moons together.
        noise: standard deviation of the points' distance from their moon, along each axis.

    Raises:
        InputError: if count is below 2 or noise is negative.

    Example:
        >>> moons = two_moons(np.random.default_rng(0), 100)
        >>> moons.inputs.shape, np.bincount(moons.targets)
        ((100, 2), array([50, 50]))
    """
    _check(count, noise, least=2)
    upper = np.linspace(0, np.pi, count // 2)
    lower = np.linspace(0, np.pi, count - count // 2)
    arcs = [
        np.column_stack([np.cos(upper), np.sin(upper)]),
        np.column_stack([1 - np.cos(lower), 0.5 - np.sin(lower)]),
    ]
    return _clusters(generator, arcs, noise, "Synthetic: two interleaved half circles.", ("upper", "lower"))


def spirals(
    generator: Generator, count: int = 300, *, arms: int = 2, turns: float = 1.0, noise: float = 0.05
) -> Dataset:
    """Draw spiral arms around a common centre, one class each.

    arm k: r · (cos φ, sin φ) with φ = 2π (turns · r + k / arms) and r evenly spaced from 0.1 to 1

    Args:
        generator: where the noise and the order come from.
        count: number of points in all arms together.
        arms: number of arms, at least 2.
        turns: how many times an arm winds around the centre.
        noise: standard deviation of the points' distance from their arm, along each axis.

    Raises:
        InputError: if there are fewer points than arms, fewer than 2 arms, or a number is not finite or out
            of its bounds.

    Example:
        >>> spirals(np.random.default_rng(0), 90, arms=3).classes
        ('arm 0', 'arm 1', 'arm 2')
    """
    as_count(arms, "arms", at_least=2)
    _check(count, noise, least=arms)
    curves = []
    for arm, size in enumerate(_shares(count, arms)):
        radius = np.linspace(0.1, 1.0, size)
        angle = 2 * np.pi * (as_number(turns, "turns") * radius + arm / arms)
        curves.append(np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]))
    names = tuple(f"arm {arm}" for arm in range(arms))
    return _clusters(generator, curves, noise, "Synthetic: spiral arms around a common centre.", names)


def blobs(
    generator: Generator, count: int = 150, *, centres: int = 3, distance: float = 3.0, noise: float = 0.6
) -> Dataset:
    """Draw round clouds of points whose centres stand evenly on a circle, one class each.

    Args:
        generator: where the noise and the order come from.
        count: number of points in all clouds together.
        centres: number of clouds, at least 2.
        distance: radius of the circle on which the centres stand.
        noise: standard deviation of a cloud along each axis.

    Raises:
        InputError: if there are fewer points than centres, fewer than 2 centres, or a number is not finite or
            out of its bounds.

    Example:
        >>> clouds = blobs(np.random.default_rng(0), 60, noise=0)
        >>> np.linalg.norm(clouds.inputs, axis=1).round(6).min()
        np.float64(3.0)
    """
    as_count(centres, "centres", at_least=2)
    _check(count, noise, least=centres)
    angles = 2 * np.pi * np.arange(centres) / centres
    middles = as_number(distance, "distance") * np.column_stack([np.cos(angles), np.sin(angles)])
    sizes = _shares(count, centres)
    clouds = [np.tile(middle, (size, 1)) for middle, size in zip(middles, sizes, strict=True)]
    names = tuple(f"blob {centre}" for centre in range(centres))
    return _clusters(generator, clouds, noise, "Synthetic: round normal clouds.", names)


def _clusters(
    generator: Generator, groups: list[Array], noise: float, source: str, names: tuple[str, ...]
) -> Dataset:
    points = np.concatenate(groups)
    classes = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    points = points + noise * generator.standard_normal(points.shape)
    order = generator.permutation(len(points))
    return Dataset(points[order], classes[order].astype(np.int64), ("x₁", "x₂"), "class", names, source)


def _shares(count: int, groups: int) -> list[int]:
    return [count // groups + (group < count % groups) for group in range(groups)]


def _check(count: int, noise: float, *, least: int = 1) -> None:
    as_count(count, "count", at_least=least)
    as_number(noise, "noise", at_least=0)
