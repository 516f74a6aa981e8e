"""Statistics: what a pile of numbers looks like before any model sees it."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aimath.checks import Array, as_array, as_count, as_number
from aimath.errors import InputError, ShapeError
from aimath.vectors import cosine_similarity


def mean(values: ArrayLike) -> float:
    """Return the balance point of the numbers: x̄ = (x₁ + … + xₙ) / n.

    Raises:
        InputError: if there are no numbers, or one is not finite.

    Example:
        >>> mean([1, 2, 6])
        3.0
    """
    return float(as_array(values, "values", dimensions=1).mean())


def variance(values: ArrayLike, *, correction: int = 0) -> float:
    """Return the average squared distance from the mean: Σ (xᵢ − x̄)² / (n − correction).

    Args:
        values: (n,) the numbers.
        correction: 0 for the spread of exactly these numbers; 1 to estimate the spread of what they were
            drawn from, because the mean of a sample lies closer to the sample than the true mean does.

    Raises:
        InputError: if there are not more numbers than the correction.

    Example:
        >>> variance([1, 2, 6]), variance([1, 2, 6], correction=1)
        (4.666666666666667, 7.0)

    Source: L. Wasserman, All of Statistics (2004), section 3.4.
    """
    numbers = as_array(values, "values", dimensions=1)
    denominator = _denominator(len(numbers), correction)
    squares = numbers - numbers.mean()
    squares *= squares
    return float(squares.sum()) / denominator


def standard_deviation(values: ArrayLike, *, correction: int = 0) -> float:
    """Return the typical distance from the mean: the square root of the variance, in the numbers' own units.

    Raises:
        InputError: if there are not more numbers than the correction.

    Example:
        >>> standard_deviation([2, 4, 4, 4, 5, 5, 7, 9])
        2.0
    """
    return math.sqrt(variance(values, correction=correction))


@dataclass(frozen=True)
class Spread:
    """How far numbers lie from their mean, step by step."""

    values: Array
    """(n,) the numbers."""
    mean: float
    """Their balance point."""
    deviations: Array
    """(n,) each number minus the mean; they add up to 0."""
    squares: Array
    """(n,) each deviation times itself: the area of a square with that side."""
    variance: float
    """The area of the average square."""
    standard_deviation: float
    """The side of the average square."""


def spread(values: ArrayLike, *, correction: int = 0) -> Spread:
    """Return mean, deviations, squares, variance and standard deviation of the numbers at once.

    Raises:
        InputError: if there are not more numbers than the correction.

    Example:
        >>> result = spread([1, 3, 5])
        >>> result.deviations, result.squares
        (array([-2.,  0.,  2.]), array([4., 0., 4.]))
    """
    numbers = as_array(values, "values", dimensions=1)
    centre = float(numbers.mean())
    area = variance(numbers, correction=correction)
    return Spread(
        values=numbers,
        mean=centre,
        deviations=numbers - centre,
        squares=(numbers - centre) ** 2,
        variance=area,
        standard_deviation=math.sqrt(area),
    )


def quantile(values: ArrayLike, fraction: float) -> float:
    """Return the number below which this fraction of the numbers lies, interpolating between neighbours.

    With the numbers sorted and counted from 0, it stands at place fraction · (n − 1).

    Args:
        values: (n,) the numbers, in any order.
        fraction: from 0 (the smallest) over 0.5 (the median) to 1 (the largest).

    Raises:
        InputError: if the fraction lies outside 0 to 1.

    Example:
        >>> quantile([4, 1, 3, 2], 0.5)
        2.5

    Source: R. J. Hyndman and Y. Fan, Sample Quantiles in Statistical Packages (1996), definition 7.
    """
    numbers = as_array(values, "values", dimensions=1)
    place = as_number(fraction, "fraction", at_least=0, at_most=1) * (len(numbers) - 1)
    left = math.floor(place)
    # Partitioning is sorting that stops as soon as the number at one place is in order.
    ordered = np.partition(numbers, left)
    below = float(ordered[left])
    above = float(ordered[left + 1 :].min(initial=np.inf)) if place > left else below
    return below + (place - left) * (above - below)


def median(values: ArrayLike) -> float:
    """Return the number in the middle: half of the numbers are smaller, half are larger.

    Example:
        >>> median([1, 100, 2])
        2.0
    """
    return quantile(values, 0.5)


@dataclass(frozen=True)
class Histogram:
    """How many numbers fell into each of a row of bins."""

    edges: Array
    """(bins + 1,) the borders; a bin holds its left border, the last bin its right one too."""
    counts: NDArray[np.int64]
    """(bins,) how many numbers fell into each bin."""

    @property
    def densities(self) -> Array:
        """(bins,) heights that make the total area of the bars 1, to stand beside a density."""
        heights: Array = self.counts / (self.counts.sum() * np.diff(self.edges))
        return heights


def histogram(
    values: ArrayLike, bins: int | ArrayLike = 10, *, between: tuple[float, float] | None = None
) -> Histogram:
    """Count how many of the numbers fall into each bin.

    Args:
        values: (n,) the numbers.
        bins: how many bins of equal width, or their borders in rising order.
        between: where the first of so many bins starts and the last one ends; smallest and largest number if
            not given. Numbers outside are left out.

    Raises:
        InputError: if the borders do not rise, no number lies between them, or there are ends beside borders.

    Example:
        >>> result = histogram([1, 2, 2, 5], bins=2)
        >>> result.edges, result.counts, result.densities
        (array([1., 3., 5.]), array([3, 1]), array([0.375, 0.125]))
    """
    numbers = as_array(values, "values", dimensions=1)
    if np.ndim(bins) == 0:
        count = as_count(bins, "bins")  # type: ignore[arg-type]
        low, high = between or (float(numbers.min()), float(numbers.max()))
        if between is None and low == high:
            low, high = low - 0.5, high + 0.5
        as_number(high, "end of the last bin", above=as_number(low, "start of the first bin"))
        counts, edges = np.histogram(numbers, count, (low, high))
    else:
        if between is not None:
            raise InputError(
                f"between: expected none beside the borders of bins, got {between}; leave it out"
            )
        edges = as_array(bins, "bins", dimensions=1)
        if len(edges) < 2 or (np.diff(edges) <= 0).any():
            raise InputError(f"bins: expected at least two rising borders, got {edges}")
        counts, _ = np.histogram(numbers, edges)
    if not counts.any():
        ends = f"{edges[0]:g} and {edges[-1]:g}"
        raise InputError(f"values: expected some between {ends}, got none; move the bins")
    return Histogram(edges=edges, counts=counts.astype(np.int64))


def covariance(left: ArrayLike, right: ArrayLike, *, correction: int = 0) -> float:
    """Return how two lists of numbers vary together: Σ (xᵢ − x̄)(yᵢ − ȳ) / (n − correction).

    Raises:
        InputError: if there are not more pairs than the correction.
        ShapeError: if the lists differ in length.

    Example:
        >>> covariance([1, 2, 3], [2, 4, 6])
        1.3333333333333333
    """
    x, y = _deviations_of_pairs(left, right)
    return float(x @ y) / _denominator(len(x), correction)


def correlation(left: ArrayLike, right: ArrayLike) -> float:
    """Return the covariance without units, from −1 to 1: the cosine of the angle between the deviations.

    r = cov(x, y) / (σₓ σᵧ)

    Raises:
        InputError: if either list is constant, for then it varies with nothing.
        ShapeError: if the lists differ in length.

    Example:
        >>> round(correlation([1, 2, 3], [6, 4, 2]), 9)
        -1.0

    Source: K. Pearson, Notes on regression and inheritance in the case of two parents (1895).
    """
    deviations = _deviations_of_pairs(left, right)
    if _constant(deviations, np.abs(deviations).max(axis=1)).any():
        raise InputError("correlation: expected numbers that vary, got a constant list; remove it")
    return cosine_similarity(*deviations)


def covariance_matrix(rows: ArrayLike, *, correction: int = 0) -> Array:
    """Return the covariance of every column with every other: (X − x̄)ᵀ (X − x̄) / (n − correction).

    Args:
        rows: (n, d) one record a row, one feature a column.
        correction: as for `variance`.

    Returns:
        (d, d) symmetric; the variances stand on the diagonal.

    Raises:
        InputError: if there are not more rows than the correction.

    Example:
        >>> covariance_matrix([[1, 2], [3, 0]])
        array([[ 1., -1.],
               [-1.,  1.]])
    """
    columns = _columns(rows)
    columns -= columns.mean(axis=1, keepdims=True)
    together: Array = columns @ columns.T / _denominator(columns.shape[1], correction)
    return together


@dataclass(frozen=True)
class Standardised:
    """A table whose columns were each brought to mean 0 and standard deviation 1."""

    values: Array
    """(n, d) the table in units of standard deviations from the mean."""
    means: Array
    """(d,) the mean that was taken from each column."""
    standard_deviations: Array
    """(d,) what each column was divided by."""

    def apply(self, rows: ArrayLike) -> Array:
        """Return other records on the same scale, such as those held out: (X − x̄) / σ.

        Raises:
            ShapeError: if they have another number of columns than the table.
        """
        return (self._records(rows) - self.means) / self.standard_deviations

    def restore(self, rows: ArrayLike) -> Array:
        """Return records on this scale in their old units: x̄ + σ Z, the inverse of `apply`.

        Raises:
            ShapeError: if they have another number of columns than the table.
        """
        return self._records(rows) * self.standard_deviations + self.means

    def _records(self, rows: ArrayLike) -> Array:
        records = as_array(rows, "rows")
        if records.shape[-1:] != self.means.shape:
            raise ShapeError(f"rows: expected {len(self.means)} columns, got shape {records.shape}")
        return records


def standardise(rows: ArrayLike) -> Standardised:
    """Bring every column to mean 0 and standard deviation 1: z = (x − x̄) / σ.

    Args:
        rows: (n, d) one record a row, one feature a column.

    Raises:
        InputError: if a column is constant.

    Example:
        >>> result = standardise([[1, 100], [3, 300]])
        >>> result.values
        array([[-1., -1.],
               [ 1.,  1.]])
        >>> result.apply([[2, 400]])
        array([[0., 2.]])
    """
    columns = _columns(rows)
    means = columns.mean(axis=1)
    columns -= means[:, np.newaxis]
    deviations = np.sqrt(np.mean(columns**2, axis=1))
    constant = _constant(columns, deviations)
    if constant.any():
        raise InputError(f"rows: expected every column to vary, got a constant column {constant.argmax()}")
    columns /= deviations[:, np.newaxis]
    return Standardised(values=columns.T, means=means, standard_deviations=deviations)


def _denominator(count: int, correction: int) -> int:
    taken = as_count(correction, "correction", at_least=0)
    if count <= taken:
        raise InputError(f"values: expected more than {taken} for correction={taken}, got {count}")
    return count - taken


def _columns(rows: ArrayLike) -> Array:
    """Return the columns of a table as rows: each in one piece of memory adds up faster and rounds less."""
    return as_array(rows, "rows", dimensions=2).T.copy()


def _constant(deviations: Array, sizes: Array) -> NDArray[np.bool_]:
    """Return which rows of deviations belong to numbers that do not vary, given how large each row is."""
    # Rounding can leave such a row with deviations that are not quite 0, but then they are all the same.
    constant: NDArray[np.bool_] = (sizes == 0.0) | (deviations == deviations[:, :1]).all(axis=1)
    return constant


def _deviations_of_pairs(left: ArrayLike, right: ArrayLike) -> Array:
    x = as_array(left, "left", dimensions=1)
    y = as_array(right, "right", dimensions=1)
    if len(x) != len(y):
        raise ShapeError(f"lists: expected two of the same length, got {len(x)} and {len(y)} numbers")
    deviations = np.stack([x, y])
    deviations -= deviations.mean(axis=1, keepdims=True)
    return deviations
