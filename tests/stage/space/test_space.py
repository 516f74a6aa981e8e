import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import ManimColor

from aimath.errors import InputError
from aimath.stage.space.arrow_3d import VectorArrow3D
from aimath.stage.space.space import Space3D
from aimath.stage.theme import current_theme

angles = st.floats(-360, 360)
lifts = st.floats(2, 90)


def test_from_straight_above_a_space_is_its_own_map() -> None:
    space = Space3D(width=6, height=6, azimuth=0, elevation=90)
    origin, x, y = space.point([0, 1, 0], [0, 0, 1], [0, 0, 0])
    assert np.allclose((x - origin)[:2], [space.unit, 0])
    assert np.allclose((y - origin)[:2], [0, space.unit])


@given(angles, st.floats(5, 80))
def test_upright_lines_stay_upright_and_up_is_up(azimuth: float, elevation: float) -> None:
    space = Space3D(width=6, height=6, azimuth=azimuth, elevation=elevation)
    low, high = space.point(1, 2, [0, 3])
    assert low[0] == pytest.approx(high[0])
    assert low[1] < high[1]


@given(angles, lifts)
def test_the_space_stays_within_its_box_from_every_side(azimuth: float, elevation: float) -> None:
    space = Space3D(width=5, height=4, azimuth=azimuth, elevation=elevation, x_range=(-2, 3), z_range=(-1, 4))
    low, high = (space.get_corner([side, side, 0])[:2] for side in (-1, 1))
    assert (low >= [-2.5 - 1e-6, -2 - 1e-6]).all()
    assert (high <= [2.5 + 1e-6, 2 + 1e-6]).all()


def test_a_walk_around_keeps_the_size() -> None:
    space = Space3D(width=6, height=5)
    before = space.unit
    assert space.set_view(azimuth=123).unit == pytest.approx(before)
    assert space.set_view(elevation=35).unit == pytest.approx(before)


@given(angles, lifts)
def test_the_camera_looks_along_three_directions_at_right_angles(azimuth: float, elevation: float) -> None:
    camera = Space3D(width=2, height=2, azimuth=azimuth, elevation=elevation).camera
    assert np.allclose(camera @ camera.T, np.eye(3))
    assert np.linalg.det(camera) == pytest.approx(-1)


def test_what_is_near_lies_above_what_is_far_from_either_side() -> None:
    space = Space3D(width=6, height=5, azimuth=0)
    assert space.layer(np.array([2.5, 0.0, 1.0])) > space.layer(np.array([2.5, 5.0, 1.0]))
    space.set_view(azimuth=180)
    assert space.layer(np.array([2.5, 0.0, 1.0])) < space.layer(np.array([2.5, 5.0, 1.0]))


def test_all_of_a_space_lies_below_ordinary_mobjects_and_above_its_floor() -> None:
    space = Space3D(width=6, height=5)
    arrow = VectorArrow3D(space, [3, 1, 4])
    floor = {member.z_index for member in space.floor.get_family()}
    solid = {member.z_index for member in (*arrow.body.get_family(), *space.axes[1].get_family()[1:])}
    assert max(floor) < min(solid)
    assert max(solid) < 0


def test_the_view_glides() -> None:
    space = Space3D(width=6, height=5, azimuth=0, elevation=20)
    change = space.animate.set_view(azimuth=90, elevation=40).build()
    change.begin()
    change.rate_func = lambda alpha: alpha
    change.interpolate(0.5)
    assert (space.azimuth, space.elevation) == (45, 30)


def test_the_axes_carry_their_labels_at_their_ends() -> None:
    space = Space3D(width=6, height=5)
    for axis, label in enumerate(space.labels):
        end = np.zeros(3)
        end[axis] = 5
        assert np.linalg.norm(label.get_center() - space.project(end)) < 0.4


def test_the_name_of_an_axis_brings_ground_to_stand_on() -> None:
    for label in Space3D(width=6, height=5).labels:
        for sign in label:
            assert sign.get_stroke_width(background=True) > 0
            assert sign.get_stroke_color(background=True) == ManimColor(current_theme().background)


def test_ranges_and_views_that_make_no_space_are_refused() -> None:
    with pytest.raises(InputError, match="lower to a higher"):
        Space3D(width=6, height=5, z_range=(2, 2))
    with pytest.raises(InputError, match="elevation"):
        Space3D(width=6, height=5).set_view(elevation=-10)
