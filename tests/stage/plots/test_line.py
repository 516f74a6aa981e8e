import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimath.errors import InputError
from aimath.stage.plots.coordinates import Coordinates
from aimath.stage.plots.line import LineOnAxes

BOX = Coordinates((-2, 2), (-1, 3), width=4, height=4)


@given(st.floats(-50, 50), st.floats(-5, 5))
def test_a_line_stays_in_the_box_and_on_its_equation(slope: float, intercept: float) -> None:
    line = LineOnAxes(BOX, slope, intercept)
    for end in line.line.points[[0, -1]] if len(line.line.points) else ():
        x, y = BOX.numbers_at(end)
        assert -2 - 1e-6 <= x <= 2 + 1e-6
        assert -1 - 1e-6 <= y <= 3 + 1e-6
        assert y == pytest.approx(slope * x + intercept, abs=1e-6)


def test_a_tangent_goes_through_its_point() -> None:
    line = LineOnAxes(BOX, 0, 0).set_tangent(1, 1, 2)
    assert (line.slope, line.intercept) == (2, -1)


def test_a_line_can_be_drawn_on_part_of_the_axes() -> None:
    line = LineOnAxes(BOX, 1, 0, x_range=(0, 1))
    assert np.allclose(line.line.points[[0, -1]], BOX.point([0, 1], [0, 1]))


def test_a_straight_line_bends_on_a_log_scale() -> None:
    axes = Coordinates((1, 100), (0, 100), width=4, height=4, x_scale="log")
    middle = LineOnAxes(axes, 1, 0).line.point_from_proportion(0.2)
    x, y = axes.numbers_at(middle)
    assert y == pytest.approx(x, rel=0.01)


def test_a_dashed_line_reaches_as_far_as_a_solid_one() -> None:
    dashed, solid = LineOnAxes(BOX, 1, 0, dashed=True), LineOnAxes(BOX, 1, 0)
    assert np.allclose(dashed.line.points[[0, -1]], solid.line.points[[0, -1]])
    assert len(dashed.line.get_subpaths()) > 10


def test_a_line_glides_by_its_slope_and_intercept() -> None:
    line = LineOnAxes(BOX, 0, 0)
    change = line.animate.set_line(1, 2).build()
    change.begin()
    change.rate_func = lambda alpha: alpha
    change.interpolate(0.5)
    assert (line.slope, line.intercept) == (0.5, 1)


def test_an_upright_line_is_refused() -> None:
    with pytest.raises(InputError, match="finite slope"):
        LineOnAxes(BOX, np.inf, 0)
