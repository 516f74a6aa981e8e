import numpy as np
import pytest
from manim import VGroup

from aimath.stage.planes.basis_vectors import BasisVectors
from aimath.stage.planes.plane import DeformingPlane
from aimath.stage.space.components import component_color


def test_the_basis_vectors_land_on_the_columns_of_the_matrix() -> None:
    plane = DeformingPlane(width=8, height=6)
    basis = BasisVectors(plane, columns=True)
    plane.set_matrix([[1.5, -0.5], [0.25, 1]])
    assert [arrow.image.tolist() for arrow in basis.arrows] == [[1.5, 0.25], [-0.5, 1]]
    assert [column.values.tolist() for column in basis.columns] == [[1.5, 0.25], [-0.5, 1]]
    assert [arrow.body.get_fill_color().to_hex() for arrow in basis.arrows] == [
        component_color(0),
        component_color(1),
    ]


@pytest.mark.parametrize(
    "matrix", [[[1, 0], [0, 1]], [[2, 1], [1, 0.55]], [[1, 2], [2, 4]], [[9, -8], [8, 9]]]
)
def test_the_columns_stay_in_the_box_and_apart(matrix: list) -> None:
    plane = DeformingPlane(width=6, height=5, matrix=matrix)
    first, second = BasisVectors(plane, columns=True).columns
    for column in (first, second):
        assert abs(column.get_center()[0]) + column.width / 2 <= 3 + 1e-9
        assert abs(column.get_center()[1]) + column.height / 2 <= 2.5 + 1e-9
    apart = np.abs(first.get_center() - second.get_center())
    assert apart[0] >= (first.width + second.width) / 2 or apart[1] >= (first.height + second.height) / 2


def test_without_columns_the_vectors_carry_their_names() -> None:
    basis = BasisVectors(DeformingPlane(width=6, height=5))
    assert basis.columns == ()
    assert all(arrow.label is not None for arrow in basis.arrows)


def test_a_copied_plane_moves_its_own_basis_vectors() -> None:
    plane = DeformingPlane(width=6, height=5)
    basis = BasisVectors(plane, columns=True)
    twin_plane, twin = VGroup(plane, basis).copy()
    twin_plane.set_matrix([[0, -1], [1, 0]])
    assert twin.arrows[0].image.tolist() == [0, 1]
    assert twin.columns[0].values.tolist() == [0, 1]
    assert basis.columns[0].values.tolist() == [1, 0]


def test_a_wider_gap_leaves_room_for_a_mark_around_the_tip() -> None:
    plane = DeformingPlane(width=6, height=5)
    near, far = BasisVectors(plane, columns=True), BasisVectors(plane, columns=True, gap=0.4)
    assert far.columns[0].get_left()[0] - plane.point(1, 0)[0] == pytest.approx(0.4)
    assert near.columns[0].get_left()[0] < far.columns[0].get_left()[0]


def test_the_columns_do_not_depend_on_the_matrices_shown_before() -> None:
    def shown(*matrices: list[list[float]]) -> list[np.ndarray]:
        plane = DeformingPlane(width=6, height=5)
        basis = BasisVectors(plane, columns=True)
        for matrix in matrices:
            plane.set_matrix(matrix)
        return [part.points for column in basis.columns for part in column.get_family() if len(part.points)]

    last = [[1.25, 0.5], [0.75, 1.5]]
    ways = shown(last), shown([[1, 2], [-1, 1]], last), shown([[-1.25, 0.25], [0.5, -1.0]], last)
    for way in ways[1:]:
        assert len(way) == len(ways[0])
        assert all(np.allclose(one, other, atol=1e-9) for one, other in zip(way, ways[0], strict=True))
