import math

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from aimath.checks import Array
from aimath.errors import ShapeError
from aimath.linear_maps import (
    angle_of,
    determinant,
    interpolate_straight,
    interpolate_turning,
    rotate_stretch_rotate,
    rotation,
)

numbers = st.floats(-10, 10).filter(lambda x: x == 0 or abs(x) > 1e-3)
plane = arrays(np.float64, (2, 2), elements=numbers)
square = st.integers(1, 4).flatmap(lambda n: arrays(np.float64, (n, n), elements=numbers))
angles = st.floats(-3.1, 3.1)


@given(square)
def test_the_determinant_agrees_with_scipy(matrix: Array) -> None:
    assert determinant(matrix) == pytest.approx(scipy.linalg.det(matrix), abs=1e-8)


@given(plane, plane)
def test_one_move_after_another_multiplies_areas(first: Array, second: Array) -> None:
    assert determinant(second @ first) == pytest.approx(determinant(second) * determinant(first), abs=1e-8)


def test_the_determinant_of_whole_numbers_in_the_plane_is_exact() -> None:
    assert determinant([[1, 2], [3, 4]]) == -2.0
    assert determinant([[1, 2], [2, 4]]) == 0.0


@given(angles)
def test_a_rotation_turns_by_its_angle_and_keeps_lengths_and_areas(turn: float) -> None:
    matrix = rotation(turn)
    assert angle_of(matrix) == pytest.approx(turn)
    assert matrix.T @ matrix == pytest.approx(np.eye(2))
    assert determinant(matrix) == pytest.approx(1)
    assert matrix @ [1, 0] == pytest.approx([math.cos(turn), math.sin(turn)])


@given(square)
def test_rotate_stretch_rotate_rebuilds_the_matrix_from_proper_rotations(matrix: Array) -> None:
    parts = rotate_stretch_rotate(matrix)
    assert parts.second_rotation @ np.diag(parts.stretches) @ parts.first_rotation == pytest.approx(
        matrix, abs=1e-9
    )
    for turn in (parts.first_rotation, parts.second_rotation):
        assert turn.T @ turn == pytest.approx(np.eye(len(matrix)), abs=1e-9)
        assert np.linalg.det(turn) == pytest.approx(1)


@given(square)
def test_the_stretches_are_the_singular_values_with_the_mirror_in_the_last(matrix: Array) -> None:
    stretches = rotate_stretch_rotate(matrix).stretches
    assert np.abs(stretches) == pytest.approx(scipy.linalg.svdvals(matrix), abs=1e-9)
    assert (stretches[:-1] >= 0).all()
    assert np.prod(stretches) == pytest.approx(determinant(matrix), abs=1e-8)


@given(plane)
def test_the_first_rotation_of_the_plane_turns_at_most_a_quarter(matrix: Array) -> None:
    first, second = rotate_stretch_rotate(matrix).angles
    assert abs(first) <= math.pi / 2 + 1e-9
    assert abs(second) <= math.pi


@given(angles, st.floats(0.1, 5))
def test_a_pure_rotation_is_left_in_one_piece(turn: float, factor: float) -> None:
    parts = rotate_stretch_rotate(factor * rotation(turn))
    assert np.array_equal(parts.first_rotation, np.eye(2))
    assert parts.stretches == pytest.approx([factor, factor])
    assert parts.angles == pytest.approx((0, turn))


@pytest.mark.parametrize("interpolate", [interpolate_straight, interpolate_turning])
@given(matrix=plane)
def test_the_way_starts_at_rest_and_ends_at_the_full_move(interpolate: object, matrix: Array) -> None:
    assert interpolate(matrix, 0) == pytest.approx(np.eye(2), abs=1e-9)  # type: ignore[operator]
    assert interpolate(matrix, 1) == pytest.approx(matrix, abs=1e-9)  # type: ignore[operator]


@given(plane, st.floats(0, 1), arrays(np.float64, 2, elements=numbers))
def test_on_the_straight_way_every_point_walks_a_straight_line(matrix: Array, t: float, point: Array) -> None:
    assert interpolate_straight(matrix, t) @ point == pytest.approx(
        point + t * (matrix @ point - point), abs=1e-9
    )


@given(angles, st.floats(0, 1))
def test_on_the_turning_way_a_rotation_stays_a_rotation(turn: float, t: float) -> None:
    assert interpolate_turning(rotation(turn), t) == pytest.approx(rotation(t * turn), abs=1e-9)


@given(plane, st.floats(0, 1))
def test_on_the_turning_way_a_move_that_keeps_orientation_never_flattens_space(
    matrix: Array, t: float
) -> None:
    if determinant(matrix) > 1e-3:
        assert determinant(interpolate_turning(matrix, t)) > 0


def test_matrices_that_do_not_move_the_plane_onto_itself_are_refused() -> None:
    for operation in (determinant, rotate_stretch_rotate, lambda m: interpolate_straight(m, 0.5)):
        with pytest.raises(ShapeError, match=r"as many rows as columns, got shape \(2, 3\)"):
            operation(np.ones((2, 3)))
    with pytest.raises(ShapeError, match=r"expected 2 × 2, got shape \(3, 3\)"):
        interpolate_turning(np.eye(3), 0.5)
    with pytest.raises(ShapeError, match=r"expected 2 × 2, got shape \(3, 3\)"):
        _ = rotate_stretch_rotate(np.eye(3)).angles
