import numpy as np
import pytest

from aimath.errors import ShapeError
from aimath.stage.plots.line_on_data import LineOnData

X, Y = np.array([1.0, 2.0, 3.0]), np.array([2.0, 1.0, 3.0])


def fitted(slope: float = 0.5, intercept: float = 1.0) -> LineOnData:
    ranges = {"x_range": (0.0, 4.0), "y_range": (0.0, 5.0)}
    return LineOnData(X, Y, slope, intercept, width=5, height=4, **ranges)  # type: ignore[arg-type]


def heights(fit: LineOnData) -> np.ndarray:
    """Return how far each gap reaches, from the point to where it ends."""
    ends = [gap.points[[0, -1]] if gap.has_points() else np.zeros((2, 3)) for gap in fit.gaps]
    unit = fit.axes.point(0, 1)[1] - fit.axes.point(0, 0)[1]
    return np.array([(end[1, 1] - end[0, 1]) / unit for end in ends])


def test_the_gaps_are_closed_until_they_are_opened() -> None:
    fit = fitted()
    assert np.allclose(heights(fit), 0)
    assert np.allclose(heights(fit.open_gaps()), 0.5 * X + 1 - Y)
    assert np.allclose(heights(fit.open_gaps(0.5)), (0.5 * X + 1 - Y) / 2)


def test_the_gaps_follow_the_line_and_the_points() -> None:
    fit = fitted().open_gaps().set_line(1.0, 0.5)
    assert (fit.line.slope, fit.line.intercept) == (1.0, 0.5)
    assert np.allclose(heights(fit), X + 0.5 - Y)
    fit.set_data(X, Y + 1)
    assert np.allclose(heights(fit), X + 0.5 - Y - 1)
    assert np.allclose(fit.dots[0].get_center(), fit.axes.point(1, 3))


def test_a_change_over_time_passes_through_what_lies_between() -> None:
    fit = fitted(0.0, 1.0).open_gaps()
    animation = fit.animate.set_line(1.0, 2.0).build()
    animation.begin()
    animation.interpolate(0.5)
    assert (fit.line.slope, fit.line.intercept) == pytest.approx((0.5, 1.5))
    assert np.allclose(heights(fit), 0.5 * X + 1.5 - Y)


def test_points_that_do_not_count_are_dimmed_and_have_no_gap() -> None:
    fit = fitted().open_gaps().count_only([1])
    opacities = [dot.get_fill_opacity() for dot in fit.dots]
    assert opacities[1] == 1.0
    assert max(opacities[0], opacities[2]) < 0.3
    assert np.allclose(heights(fit), [0, 1, 0])
    assert np.allclose(heights(fit.count_only()), 0.5 * X + 1 - Y)
    assert all(dot.get_fill_opacity() == 1.0 for dot in fit.dots)


def test_all_of_it_follows_the_range_of_the_axes() -> None:
    fit = fitted().open_gaps()
    fit.axes.set_range(y_range=(-5.0, 5.0))
    assert np.allclose(heights(fit), 0.5 * X + 1 - Y)
    assert np.allclose(fit.dots[2].get_center(), fit.axes.point(3, 3))


def test_as_many_points_are_moved_as_there_are() -> None:
    with pytest.raises(ShapeError, match="expected 3 points as before, got 2"):
        fitted().set_data([1, 2], [1, 2])
