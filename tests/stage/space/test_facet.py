import numpy as np
import pytest

from aimath.errors import ShapeError
from aimath.stage.space.facet import Facet
from aimath.stage.space.space import SHADOWS, Space3D

STANDING = [[0, 0, 0], [3, 1, 0], [3, 1, 4]]
LYING = [[0, 0, 0], [3, 0, 0], [3, 1, 0]]


def drawn_corners(facet: Facet) -> np.ndarray:
    return np.array(facet.face.points[::4])


def test_a_facet_has_its_corners_where_the_space_has_those_places() -> None:
    space = Space3D(width=6, height=5)
    facet = Facet(space, STANDING)
    np.testing.assert_allclose(drawn_corners(facet), space.project(np.array(STANDING, dtype=float)))


def test_a_facet_follows_the_space_when_the_camera_walks_and_the_space_moves() -> None:
    space = Space3D(width=6, height=5)
    facet = Facet(space, STANDING)
    space.set_view(azimuth=100).shift([1.0, 2.0, 0.0])
    space.redraw()
    np.testing.assert_allclose(drawn_corners(facet), space.project(np.array(STANDING, dtype=float)))


def test_a_facet_on_the_floor_is_drawn_below_all_that_stands_on_it() -> None:
    space = Space3D(width=6, height=5)
    assert Facet(space, LYING).face.z_index == SHADOWS
    assert Facet(space, STANDING).face.z_index > SHADOWS


def test_the_corners_of_a_facet_glide_to_other_places() -> None:
    facet = Facet(Space3D(width=6, height=5), LYING)
    glide = facet.animate(rate_func=lambda share: share).set_corners(STANDING).build()
    glide.begin()
    glide.interpolate(0.5)
    np.testing.assert_allclose(facet.corners, (np.array(LYING) + STANDING) / 2)


@pytest.mark.parametrize("corners", [[[0, 0, 0], [1, 1, 1]], [[0, 0], [1, 0], [1, 1]]])
def test_a_facet_needs_three_corners_in_space(corners: list) -> None:
    with pytest.raises(ShapeError, match="three or more corners"):
        Facet(Space3D(width=6, height=5), corners)
