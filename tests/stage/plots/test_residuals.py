import numpy as np
import pytest

from aimath.errors import InputError, ShapeError
from aimath.stage.plots.coordinates import Coordinates
from aimath.stage.plots.residuals import Residuals

BOX = Coordinates((0, 10), (0, 5), width=5, height=5)
X = np.array([2.0, 5.0, 8.0])
Y = np.array([2.0, 1.0, 4.0])
RISING = 0.3 * X + 0.5


def test_segments_run_from_the_points_to_their_predictions() -> None:
    residuals = Residuals(BOX, X, Y, RISING)
    for segment, x, y, predicted in zip(residuals, X, Y, RISING, strict=True):
        assert np.allclose(segment.points[[0, -1]], BOX.point(x, [y, predicted]))


def test_squares_are_square_on_screen_with_the_residual_for_a_side() -> None:
    residuals = Residuals(BOX, X, Y, RISING, kind="squares")
    for square, error in zip(residuals, Y - RISING, strict=True):
        assert square.width == pytest.approx(abs(error))
        assert square.height == pytest.approx(abs(error))


@pytest.mark.parametrize("slope", [0.3, -0.3])
def test_the_fitted_line_does_not_cut_through_the_squares(slope: float) -> None:
    predicted = slope * (X - 5) + 2.5
    for square, y, at in zip(Residuals(BOX, X, Y, predicted, kind="squares"), Y, predicted, strict=True):
        corners = np.array([BOX.numbers_at(corner) for corner in square.points[0::4]])
        above = corners[:, 1] - (slope * (corners[:, 0] - 5) + 2.5)
        assert (above * np.sign(y - at) >= -1e-9).all()


def test_squares_are_cut_at_the_borders_of_the_axes() -> None:
    square = Residuals(BOX, [1.0], [4.5], [-3.0], kind="squares")[0]
    low, high = BOX.place(np.array([[0.0, 0.0], [1.0, 1.0]]))
    assert (square.points >= low - 1e-9).all()
    assert (square.points <= high + 1e-9).all()


def test_residuals_shrink_with_a_better_fit_and_glide_there() -> None:
    residuals = Residuals(BOX, X, Y, RISING, kind="squares")
    change = residuals.animate.set_predicted(Y).build()
    change.begin()
    change.rate_func = lambda alpha: alpha
    change.interpolate(0.5)
    assert residuals[0].width == pytest.approx(abs(Y[0] - RISING[0]) / 2)
    change.interpolate(1)
    assert residuals[0].width == pytest.approx(0)


def test_wrong_kinds_and_lengths_are_refused() -> None:
    with pytest.raises(InputError, match="segments or squares"):
        Residuals(BOX, X, Y, RISING, kind="circles")
    with pytest.raises(ShapeError, match="as many x as y"):
        Residuals(BOX, X, Y, RISING[:2])
    with pytest.raises(ShapeError, match="3 points as before"):
        Residuals(BOX, X, Y, RISING).set_data([1], [1], [1])


@pytest.mark.parametrize("kind", ["segments", "squares"])
def test_where_nothing_is_left_over_nothing_is_drawn(kind: str) -> None:
    residuals = Residuals(BOX, X, Y, [2.0, 3.0, 4.0], kind=kind)
    assert [bool(shape.has_points()) for shape in residuals] == [False, True, False]
