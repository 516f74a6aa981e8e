from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import minimize
from sklearn.linear_model import LinearRegression

from aimath import derivatives
from aimath.checks import Array
from aimath.errors import InputError, ShapeError
from aimath.landscapes import LANDSCAPES, Landscape, landscape, line_fit, quadratic

EXAMPLES = [*LANDSCAPES.values(), line_fit([0, 1, 2, 4], [1, 2.5, 3, 7])]
every_landscape = pytest.mark.parametrize("land", EXAMPLES, ids=lambda land: land.name)
share = st.floats(0, 1)


def between(ends: tuple[float, float], part: float) -> float:
    return ends[0] + part * (ends[1] - ends[0])


def is_inside(land: Landscape, point: Array) -> bool:
    x, y = (float(number) for number in point)
    return land.x_range[0] < x < land.x_range[1] and land.y_range[0] < y < land.y_range[1]


@pytest.mark.parametrize("name", LANDSCAPES)
def test_a_landscape_is_registered_under_its_own_name(name: str) -> None:
    assert landscape(name).name == name


@every_landscape
@given(across=share, along=share)
def test_gradient_and_hessian_agree_with_central_differences(
    land: Landscape, across: float, along: float
) -> None:
    point = np.array([between(land.x_range, across), between(land.y_range, along)])
    scale = float(np.abs(land.grid(20).z).max())
    assert land.gradient(point) == pytest.approx(
        derivatives.gradient(lambda p: float(land.value(*p)), point), rel=1e-6, abs=1e-8 * scale
    )
    assert land.hessian(point) == pytest.approx(
        derivatives.jacobian(land.gradient, point), rel=1e-6, abs=1e-8 * scale
    )
    assert np.array_equal(land.hessian(point), land.hessian(point).T)


@every_landscape
def test_the_minima_are_flat_curve_upward_and_share_the_lowest_height(land: Landscape) -> None:
    heights = [float(land.value(*lowest)) for lowest in land.minima]
    assert max(heights) - min(heights) < 1e-12
    assert land.grid(300).z.min() >= min(heights) - 1e-12
    for lowest in land.minima:
        assert land.gradient(lowest) == pytest.approx([0, 0], abs=1e-12)
        assert np.linalg.eigvalsh(land.hessian(lowest)).min() > 0


@every_landscape
def test_an_independent_optimizer_that_starts_near_a_minimum_ends_there(land: Landscape) -> None:
    for lowest in land.minima:
        found = minimize(lambda p: land.value(*p), lowest + [0.1, -0.1], jac=land.gradient, tol=1e-10)
        assert found.x == pytest.approx(lowest, abs=1e-5)


@every_landscape
def test_start_and_minima_lie_in_the_drawn_part(land: Landscape) -> None:
    assert all(is_inside(land, point) for point in [land.start, *land.minima])
    assert np.linalg.norm(land.gradient(land.start)) > 0


@every_landscape
def test_the_grid_spans_the_drawn_part_with_rows_along_y(land: Landscape) -> None:
    x, y, z = land.grid(7)
    assert x.shape == y.shape == z.shape == (7, 7)
    assert (x[3, 0], x[3, -1]) == land.x_range
    assert (y[0, 3], y[-1, 3]) == land.y_range
    assert z[2, 5] == land.value(x[2, 5], y[2, 5])


def test_a_landscape_that_ignores_one_axis_still_fills_its_grid() -> None:
    trough = replace(landscape("bowl"), surface=lambda x, y: x * x)
    assert trough.grid(3).z.tolist() == [[9, 0, 9]] * 3


@every_landscape
def test_many_points_at_once_are_the_same_as_one_by_one(land: Landscape) -> None:
    points = np.random.default_rng(0).normal(size=(4, 3, 2))
    slopes = land.gradient(points)
    assert slopes.shape == (4, 3, 2)
    assert slopes[2, 1] == pytest.approx(land.gradient(points[2, 1]))
    assert land.value(points[..., 0], points[..., 1]).shape == (4, 3)
    assert land.value([[0.0], [1.0]], [0.0, 1.0, 2.0]).shape == (2, 3)


@every_landscape
def test_what_is_no_point_is_refused(land: Landscape) -> None:
    for operation in (land.gradient, land.hessian):
        with pytest.raises(ShapeError, match="point: expected two coordinates"):
            operation([1, 2, 3])
        with pytest.raises(ShapeError, match="point: expected two coordinates"):
            operation(1)
        with pytest.raises(InputError, match="point: expected finite numbers"):
            operation([1, np.nan])
    with pytest.raises(ShapeError, match=r"expected one point of shape \(2,\)"):
        land.hessian([[1, 2], [3, 4]])
    with pytest.raises(InputError, match="y: expected finite numbers"):
        land.value(0, np.inf)
    with pytest.raises(ShapeError, match=r"y: expected a shape that fits x's \(3,\), got \(2,\)"):
        land.value([1, 2, 3], [1, 2])
    with pytest.raises(InputError, match="resolution: expected a whole number of at least 2"):
        land.grid(1)


def test_an_unknown_landscape_is_answered_with_the_known_ones() -> None:
    with pytest.raises(InputError, match="landscape: expected one of bowl, ravine, saddle.*got 'hill'"):
        landscape("hill")


@given(st.floats(0.01, 100), st.floats(0.01, 100))
def test_the_curvatures_of_a_quadratic_are_the_eigenvalues_of_its_hessian(a: float, b: float) -> None:
    assert np.linalg.eigvalsh(quadratic(a, b).hessian([1, -1])) == pytest.approx(sorted([a, b]))


def test_the_formula_of_a_quadratic_shows_its_curvatures() -> None:
    assert quadratic(1, 20).formula == "1/2 (x^2 + 20 y^2)"
    assert quadratic(0.25, 1e7).formula == "1/2 (0.25 x^2 + 10000000 y^2)"


def test_a_named_landscape_cannot_be_moved_by_one_who_looks_it_up() -> None:
    with pytest.raises(ValueError, match="read-only"):
        landscape("bowl").start[0] = 7


def test_a_quadratic_must_curve_upward() -> None:
    with pytest.raises(InputError, match="y_curvature: expected a number above 0, got 0"):
        quadratic(1, 0)


def test_himmelblau_has_its_whole_numbered_minimum_and_height_zero() -> None:
    assert landscape("himmelblau").value(3, 2) == 0


def test_the_saddle_rises_one_way_and_falls_the_other() -> None:
    assert sorted(np.linalg.eigvalsh(landscape("saddle").hessian([0, 0]))) == [-1, 1]


data = st.integers(2, 20).flatmap(
    lambda n: st.tuples(*[arrays(np.float64, n, elements=st.floats(-50, 50).map(lambda x: round(x, 3)))] * 2)
)


@given(data, st.floats(-5, 5), st.floats(-5, 5))
def test_the_loss_of_a_line_is_the_mean_of_its_squared_residuals(
    points: tuple[Array, Array], w: float, b: float
) -> None:
    x, y = points
    assume(np.ptp(x) > 0.1)
    residuals = w * x + b - y
    assert line_fit(x, y).value(w, b) == pytest.approx(np.mean(residuals**2), rel=1e-7, abs=1e-9)


@given(data)
def test_the_lowest_loss_of_a_line_is_least_squares(points: tuple[Array, Array]) -> None:
    x, y = points
    assume(np.ptp(x) > 0.1)
    fitted = LinearRegression().fit(x[:, np.newaxis], y)
    loss = line_fit(x, y)
    assert loss.minima[0] == pytest.approx([fitted.coef_[0], fitted.intercept_], abs=1e-6, rel=1e-6)
    assert is_inside(loss, loss.minima[0])
    assert is_inside(loss, loss.start)


def test_a_line_through_points_at_height_zero_still_has_a_landscape_to_draw() -> None:
    loss = line_fit([1, 2], [0, 0])
    assert loss.minima.tolist() == [[0, 0]]
    assert loss.x_range[0] < 0 < loss.x_range[1]
    assert loss.grid(5).z.max() > 0


def test_points_that_fix_no_line_are_refused() -> None:
    with pytest.raises(InputError, match="inputs: expected at least two different numbers, got only 2"):
        line_fit([2, 2], [1, 3])
    with pytest.raises(ShapeError, match="targets: expected one for each of the 2 inputs, got 3"):
        line_fit([1, 2], [1, 2, 3])
    with pytest.raises(InputError, match="at least one number"):
        line_fit([], [])
