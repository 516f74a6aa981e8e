import statistics as standard_library

import numpy as np
import pytest
import scipy.stats
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.preprocessing import StandardScaler

from aimath import statistics
from aimath.checks import Array
from aimath.descent import descend, stability_limit
from aimath.errors import InputError, ShapeError
from aimath.landscapes import line_fit
from aimath.optimizers import gradient_descent

numbers = st.floats(-1e3, 1e3).map(lambda x: round(x, 4))
samples = arrays(np.float64, st.integers(1, 30), elements=numbers)
pairs = st.integers(2, 30).flatmap(lambda n: st.tuples(*[arrays(np.float64, n, elements=numbers)] * 2))
tables = st.tuples(st.integers(2, 12), st.integers(1, 4)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=numbers)
)


@given(samples)
def test_mean_variance_and_deviation_agree_with_the_standard_library(values: Array) -> None:
    exact = [float(x) for x in values]
    assert statistics.mean(values) == pytest.approx(standard_library.fmean(exact), abs=1e-9)
    assert statistics.variance(values) == pytest.approx(standard_library.pvariance(exact), abs=1e-8)
    assert statistics.standard_deviation(values) == pytest.approx(standard_library.pstdev(exact), abs=1e-8)
    if len(values) > 1:
        assert statistics.variance(values, correction=1) == pytest.approx(
            standard_library.variance(exact), abs=1e-8
        )


@given(samples, st.floats(-10, 10), numbers)
def test_stretching_and_shifting_numbers_moves_their_mean_and_spread_alike(
    values: Array, factor: float, shift: float
) -> None:
    moved = factor * values + shift
    assert statistics.mean(moved) == pytest.approx(factor * statistics.mean(values) + shift, abs=1e-8)
    assert statistics.variance(moved) == pytest.approx(factor**2 * statistics.variance(values), abs=1e-6)


def test_the_variance_of_numbers_far_from_zero_keeps_its_digits() -> None:
    values = np.array([4.0, 7.0, 13.0, 16.0]) + 1e9
    assert statistics.variance(values, correction=1) == 30.0


@given(samples)
def test_the_spread_shows_every_step_from_deviations_to_the_side_of_the_average_square(values: Array) -> None:
    result = statistics.spread(values)
    assert result.deviations == pytest.approx(values - np.mean(values), abs=1e-9)
    assert result.deviations.sum() == pytest.approx(0, abs=1e-8)
    assert np.array_equal(result.squares, result.deviations**2)
    assert result.variance == pytest.approx(result.squares.mean(), abs=1e-9)
    assert result.standard_deviation**2 == pytest.approx(result.variance)


def test_the_corrected_variance_is_right_on_average_and_the_other_one_too_small() -> None:
    generator = np.random.default_rng(0)
    draws = generator.normal(0, 2, size=(4000, 5))
    corrected = np.mean([statistics.variance(draw, correction=1) for draw in draws])
    plain = np.mean([statistics.variance(draw) for draw in draws])
    assert corrected == pytest.approx(4, rel=0.05)
    assert plain == pytest.approx(4 * 4 / 5, rel=0.05)


@given(samples, st.floats(0, 1))
def test_quantiles_agree_with_numpy_and_stay_between_smallest_and_largest(
    values: Array, fraction: float
) -> None:
    ordered = np.sort(values)
    place = fraction * (len(values) - 1)
    below, above = int(np.floor(place)), int(np.ceil(place))
    expected = ordered[below] + (place - below) * (ordered[above] - ordered[below])
    assert statistics.quantile(values, fraction) == pytest.approx(expected, abs=1e-9)
    assert statistics.quantile(values, 0) == values.min()
    assert statistics.quantile(values, 1) == values.max()
    assert statistics.median(values) == pytest.approx(standard_library.median(values.tolist()))


@given(samples, st.integers(1, 12))
def test_a_histogram_counts_every_number_once_and_its_area_is_one(values: Array, bins: int) -> None:
    result = statistics.histogram(values, bins)
    assert len(result.counts) == bins
    assert result.counts.sum() == len(values)
    assert (result.densities * np.diff(result.edges)).sum() == pytest.approx(1)


def test_a_histogram_with_given_ends_or_borders_leaves_out_what_lies_outside() -> None:
    values = [-5, 0, 0.5, 1, 1.5, 2, 9]
    ends = statistics.histogram(values, 2, between=(0, 2))
    borders = statistics.histogram(values, [0, 1, 2])
    assert ends.edges.tolist() == borders.edges.tolist() == [0, 1, 2]
    assert ends.counts.tolist() == borders.counts.tolist() == [2, 3]
    assert ends.densities.tolist() == [0.4, 0.6]


def test_bins_that_make_no_sense_are_refused() -> None:
    for bins in ([1, 1], [2, 1], [1]):
        with pytest.raises(InputError, match="at least two rising borders"):
            statistics.histogram([1, 2], bins)
    with pytest.raises(InputError, match="end of the last bin: expected a number above 2, got 2"):
        statistics.histogram([1, 2], 3, between=(2, 2))
    with pytest.raises(InputError, match="start of the first bin: expected finite numbers, got nan"):
        statistics.histogram([1, 2], 3, between=(np.nan, 2))
    with pytest.raises(InputError, match=r"between: expected none beside the borders of bins, got \(0, 1\)"):
        statistics.histogram([0.5, 1.5], [0, 1, 2], between=(0, 1))
    with pytest.raises(InputError, match="bins: expected a whole number of at least 1"):
        statistics.histogram([1, 2], 0)
    with pytest.raises(InputError, match="expected some between 5 and 6, got none"):
        statistics.histogram([1, 2], [5, 6])


@given(pairs)
def test_covariance_and_correlation_agree_with_numpy_and_scipy(pair: tuple[Array, Array]) -> None:
    x, y = pair
    assert statistics.covariance(x, y) == pytest.approx(np.cov(x, y, ddof=0)[0, 1], abs=1e-8)
    assert statistics.covariance(x, y, correction=1) == pytest.approx(np.cov(x, y)[0, 1], abs=1e-8)
    assume(np.ptp(x) > 1e-2 and np.ptp(y) > 1e-2)
    assert statistics.correlation(x, y) == pytest.approx(scipy.stats.pearsonr(x, y).statistic, abs=1e-9)


@given(pairs, st.floats(0.1, 10), numbers)
def test_correlation_ignores_units_and_has_no_direction(
    pair: tuple[Array, Array], factor: float, shift: float
) -> None:
    x, y = pair
    assume(np.ptp(x) > 1e-2 and np.ptp(y) > 1e-2)
    r = statistics.correlation(x, y)
    assert -1 <= r <= 1
    assert statistics.correlation(y, x) == pytest.approx(r)
    assert statistics.correlation(factor * x + shift, y) == pytest.approx(r, abs=1e-6)
    assert statistics.correlation(-x, y) == pytest.approx(-r)
    assert statistics.correlation(x, x) == pytest.approx(1)


@pytest.mark.parametrize("unit", [1e-200, 1e200])
def test_numbers_of_any_size_correlate_as_they_would_in_another_unit(unit: float) -> None:
    rising, falling = unit * np.array([1.0, 2.0, 3.0]), unit * np.array([3.0, 2.0, 1.0])
    assert statistics.correlation(rising, falling) == pytest.approx(-1)
    assert statistics.correlation(rising, [3, 2, 1]) == pytest.approx(-1)
    assert statistics.correlation([1, 2, 4], falling) == pytest.approx(
        statistics.correlation([1, 2, 4], [3, 2, 1])
    )


@pytest.mark.parametrize("constant", [[1, 1, 1], [0.1, 0.1, 0.1]])
def test_a_constant_list_correlates_with_nothing(constant: list[float]) -> None:
    for left, right in [(constant, [1, 2, 3]), ([1, 2, 3], constant)]:
        with pytest.raises(InputError, match="expected numbers that vary"):
            statistics.correlation(left, right)


@given(tables)
def test_the_covariance_matrix_holds_every_pair_of_columns(rows: Array) -> None:
    found = statistics.covariance_matrix(rows, correction=1)
    assert found == pytest.approx(np.atleast_2d(np.cov(rows.T)), abs=1e-8)
    assert np.array_equal(found, found.T)
    assert np.diag(found) == pytest.approx(
        [statistics.variance(column, correction=1) for column in rows.T], abs=1e-8
    )


@given(tables)
def test_standardising_agrees_with_scikit_learn_and_can_be_undone(rows: Array) -> None:
    assume((np.ptp(rows, axis=0) > 1e-2).all())
    result = statistics.standardise(rows)
    scaler = StandardScaler().fit(rows)
    assert result.values == pytest.approx(scaler.transform(rows), abs=1e-8)
    assert result.apply(rows[:1] + 1) == pytest.approx(scaler.transform(rows[:1] + 1), abs=1e-6)
    assert result.restore(result.values) == pytest.approx(rows, abs=1e-8)
    assert result.values.mean(axis=0) == pytest.approx(np.zeros(rows.shape[1]), abs=1e-8)
    assert result.values.std(axis=0) == pytest.approx(np.ones(rows.shape[1]))


@pytest.mark.parametrize("column", [[7, 7, 7], [0.1, 0.1, 0.1], [0, 1e-200, 2e-200]])
def test_a_column_that_does_not_vary_cannot_be_standardised(column: list[float]) -> None:
    with pytest.raises(InputError, match="every column to vary, got a constant column 1"):
        statistics.standardise(np.stack([[1, 2, 3], column], axis=1))


@pytest.mark.parametrize("rows", [[[5], [6]], 7.0, [[1, 2, 3]], [1]])
def test_other_records_have_the_columns_of_the_table_that_was_standardised(rows: object) -> None:
    result = statistics.standardise([[1, 100], [3, 300]])
    for operation in (result.apply, result.restore):
        with pytest.raises(ShapeError, match="rows: expected 2 columns, got shape"):
            operation(rows)  # type: ignore[arg-type]


def test_a_single_record_is_brought_to_the_scale_too() -> None:
    assert statistics.standardise([[1, 100], [3, 300]]).apply([3, 200]).tolist() == [1, 0]


def test_standardising_turns_a_ravine_into_a_bowl_and_saves_steps() -> None:
    generator = np.random.default_rng(3)
    footage = generator.uniform(500, 3500, 50)
    price = 150 * footage + generator.normal(0, 2e4, 50)
    steps, shapes = [], []
    for x in (footage / 1000, statistics.standardise(footage[:, np.newaxis]).values[:, 0]):
        loss = line_fit(x, price / 1e5)
        hessian = loss.hessian([0, 0])
        walk = descend(loss, [0, 0], gradient_descent(stability_limit(hessian) / 2), steps=5000)
        steps.append(walk.steps)
        shapes.append(np.linalg.cond(hessian))
    assert shapes[0] > 10
    assert shapes[1] == pytest.approx(1)
    assert steps[1] <= 2 < 20 < steps[0]


def test_too_few_numbers_or_none_at_all_are_refused() -> None:
    for operation in (statistics.mean, statistics.variance, statistics.spread, statistics.median):
        with pytest.raises(InputError, match="at least one number"):
            operation([])  # type: ignore[operator]
        with pytest.raises(InputError, match="expected finite numbers, got nan"):
            operation([1, np.nan])  # type: ignore[operator]
    with pytest.raises(InputError, match="expected more than 1 for correction=1, got 1"):
        statistics.variance([3], correction=1)
    with pytest.raises(InputError, match="correction: expected a whole number of at least 0"):
        statistics.variance([3, 4], correction=-1)
    with pytest.raises(InputError, match="fraction: expected a number at least 0 and at most 1, got 2"):
        statistics.quantile([1, 2], 2)
    for operation in (statistics.covariance, statistics.correlation):
        with pytest.raises(ShapeError, match="same length, got 2 and 3 numbers"):
            operation([1, 2], [1, 2, 3])  # type: ignore[operator]
