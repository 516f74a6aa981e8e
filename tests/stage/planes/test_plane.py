import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import VGroup, VMobject

from aimath.errors import InputError, ShapeError
from aimath.linear_maps import rotation
from aimath.stage.planes.arrow import VectorArrow
from aimath.stage.planes.plane import DeformingPlane, MovedArrow

entries = st.floats(-4, 4)
matrices = st.tuples(entries, entries, entries, entries).map(lambda four: np.reshape(four, (2, 2)))


def pieces(path: VMobject, plane: DeformingPlane) -> np.ndarray:
    """The ends of the straight pieces of a path in numbers of the plane, shape (n, 2, 2)."""
    ends = np.stack([path.points[0::4], path.points[3::4]], axis=1)
    return np.array([[plane.numbers_at(point) for point in piece] for piece in ends]).reshape(-1, 2, 2)


@given(matrices)
def test_nothing_leaves_the_box(matrix: np.ndarray) -> None:
    plane = DeformingPlane(width=6, height=4, matrix=matrix)
    points = np.concatenate([plane.get_all_points(), MovedArrow(plane, 1, 2).get_all_points()])
    assert np.abs(points[:, 0]).max() <= 3 + 1e-9
    assert np.abs(points[:, 1]).max() <= 2 + 1e-9


def test_grid_lines_go_where_the_matrix_takes_them() -> None:
    matrix = np.array([[1.5, -0.5], [0.5, 1.0]])
    plane = DeformingPlane(width=6, height=4, matrix=matrix)
    for axis, lines in enumerate(plane.grid):
        before = pieces(lines, plane) @ np.linalg.inv(matrix).T
        across = before[:, :, 1 - axis]
        assert np.allclose(across, np.rint(across), atol=1e-6)
        assert not np.isclose(across, 0).any()


def test_the_grid_fills_the_box_however_the_plane_is_moved() -> None:
    plane = DeformingPlane(width=6, height=4, matrix=[[0.3, 0.1], [0, 0.4]])
    ends = pieces(plane.grid[0], plane).reshape(-1, 2)
    assert ends.min(axis=0) == pytest.approx([-3, -2], abs=0.5)
    assert ends.max(axis=0) == pytest.approx([3, 2], abs=0.5)


def test_the_faint_grid_stays_where_it_was() -> None:
    plane = DeformingPlane(width=6, height=4)
    before = plane.ghost.points.copy()
    plane.set_matrix([[2, 1], [0, 3]])
    assert np.array_equal(plane.ghost.points, before)


def test_lines_that_crowd_fade() -> None:
    plane = DeformingPlane(width=6, height=4)
    assert plane.grid[0].get_stroke_opacity() == 1
    plane.set_matrix([[1, 1], [1, 1.05]])
    assert plane.grid[0].get_stroke_opacity() < 0.3
    plane.set_matrix([[1, 2], [2, 4]])
    assert 0 < plane.grid[0].get_stroke_opacity() < 0.3


@given(matrices, st.floats(-1, 1), st.floats(-1, 1))
def test_a_moved_arrow_goes_along_and_a_plain_one_stays(matrix: np.ndarray, x: float, y: float) -> None:
    plane = DeformingPlane(width=20, height=20)
    along, fixed = MovedArrow(plane, x, y), VectorArrow(plane, x, y)
    plane.set_matrix(matrix)
    assert np.allclose(along.tip, plane.point(*(matrix @ [x, y])))
    assert np.allclose(along.image, matrix @ [x, y])
    assert np.allclose(fixed.tip, plane.point(x, y))


def test_a_plane_goes_straight_from_matrix_to_matrix() -> None:
    plane = DeformingPlane(width=6, height=4)
    change = plane.animate.set_matrix([[3, 0], [2, -1]]).build()
    change.begin()
    change.rate_func = lambda alpha: alpha
    change.interpolate(0.5)
    assert plane.matrix.tolist() == [[2, 0], [1, 0]]
    change.interpolate(1)
    assert plane.matrix.tolist() == [[3, 0], [2, -1]]


def test_a_plane_that_turns_keeps_its_lengths_on_the_way() -> None:
    plane = DeformingPlane(width=6, height=4, matrix=rotation(0.3))
    change = plane.animate.set_matrix(rotation(2.9), turning=True).build()
    change.begin()
    change.rate_func = lambda alpha: alpha
    change.interpolate(0.5)
    assert np.allclose(plane.matrix, rotation(1.6))
    change.interpolate(1)
    assert np.allclose(plane.matrix, rotation(2.9))


def test_arrows_follow_a_plane_that_was_moved_and_scaled_with_them() -> None:
    plane = DeformingPlane(width=6, height=4)
    arrow = MovedArrow(plane, 1, 0)
    VGroup(plane, arrow).scale(0.5).shift([1.0, 0.0, 0.0])
    plane.set_matrix([[2, 0], [1, 1]])
    assert np.allclose(arrow.tip, [2.0, 0.5, 0.0])
    assert plane.unit == pytest.approx(0.5)


def test_what_does_not_move_a_plane_is_refused() -> None:
    with pytest.raises(ShapeError, match="2 × 2"):
        DeformingPlane(width=6, height=4).set_matrix([[1, 2, 3], [4, 5, 6]])
    with pytest.raises(ShapeError, match="finite"):
        DeformingPlane(width=6, height=4, matrix=[[np.nan, 0], [0, 1]])
    with pytest.raises(InputError, match="unit above 0"):
        DeformingPlane(width=6, height=4, unit=0)


def test_a_zoom_keeps_the_origin_and_the_box_and_shows_more() -> None:
    plane = DeformingPlane(width=6, height=4).shift(np.array([1.0, 0.0, 0.0]))
    arrow = MovedArrow(plane, 2, 1)
    plane.set_unit(0.5)
    assert plane.unit == pytest.approx(0.5)
    assert (plane.x_range, plane.y_range) == ((-6, 6), (-4, 4))
    assert np.allclose(plane.point(0, 0), [1.0, 0.0, 0.0])
    assert np.allclose(arrow.tip, [2.0, 0.5, 0.0])


def test_lines_that_would_crowd_each_other_fade() -> None:
    plane = DeformingPlane(width=6, height=4)
    clear = plane.ghost.get_stroke_opacity()
    assert plane.set_unit(0.1).ghost.get_stroke_opacity() < 0.5 * clear
    assert plane.grid[0].get_stroke_opacity() < 0.5
