import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimath.stage.planes.plane import DeformingPlane
from aimath.stage.planes.unit_square import UnitSquare

entries = st.floats(-2, 2)


@given(st.tuples(entries, entries, entries, entries))
def test_the_area_on_screen_is_the_size_of_the_number(four: tuple) -> None:
    plane = DeformingPlane(width=20, height=20, matrix=np.reshape(four, (2, 2)))
    square = UnitSquare(plane)
    x, y = square.inside.points[0::4, 0], square.inside.points[0::4, 1]
    assert float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2 == pytest.approx(square.area.value, abs=1e-6)
    assert square.area.figures[0].value == pytest.approx(np.linalg.det(plane.matrix), abs=1e-9)


def test_the_outline_is_dashed_when_the_plane_is_mirrored() -> None:
    plane = DeformingPlane(width=6, height=4)
    square = UnitSquare(plane)
    assert len(square.outline.get_subpaths()) == 1
    plane.set_matrix([[0, 1], [1, 0]])
    assert len(square.outline.get_subpaths()) > 10
    assert square.area.figures[0].text == "−1.00"


def test_the_number_is_inside_a_large_square_and_outside_a_narrow_one() -> None:
    plane = DeformingPlane(width=8, height=6, matrix=[[2, 0], [0, 2]])
    square = UnitSquare(plane)
    assert np.allclose(square.area.get_center()[:2], plane.point(1, 1)[:2])
    plane.set_matrix([[0.3, 0], [0, 0.3]])
    assert square.area.get_left()[0] > square.inside.get_right()[0]


@given(st.tuples(entries, entries, entries, entries))
def test_the_number_stays_in_the_box(four: tuple) -> None:
    plane = DeformingPlane(width=3, height=2, matrix=np.reshape(four, (2, 2)))
    area = UnitSquare(plane).area
    assert abs(area.get_center()[0]) + area.width / 2 <= 1.5 + 1e-9
    assert abs(area.get_center()[1]) + area.height / 2 <= 1 + 1e-9


def test_the_number_can_be_left_out() -> None:
    square = UnitSquare(DeformingPlane(width=3, height=2), area=False)
    assert square.area not in square.get_family()
