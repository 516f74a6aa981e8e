import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimath.errors import ShapeError
from aimath.stage.lettering.text import Words
from aimath.stage.space.space import Space3D
from aimath.stage.space.space_label import SpaceLabel


@given(st.floats(0, 360), st.floats(5, 80))
def test_a_label_stands_beside_its_place_away_from_the_origin(azimuth: float, elevation: float) -> None:
    space = Space3D(width=6, height=5, azimuth=azimuth, elevation=elevation)
    label = SpaceLabel(space, Words("red"), [3, 1, 4])
    origin, place = space.project(np.array([[0.0, 0, 0], [3, 1, 4]]))[:, :2]
    middle = label.label.get_center()[:2]
    assert np.linalg.det([place - origin, middle - origin]) == pytest.approx(0, abs=1e-6)
    assert np.linalg.norm(middle - origin) > np.linalg.norm(place - origin)
    half = np.array([label.label.width, label.label.height]) / 2
    assert (np.abs(place - middle) > half).any()


def test_a_label_follows_the_camera_and_keeps_its_size() -> None:
    space = Space3D(width=6, height=5)
    label = SpaceLabel(space, Words("red"), [3, 1, 4])
    before, height = label.label.get_center(), label.label.height
    space.set_view(azimuth=120)
    assert np.linalg.norm(label.label.get_center() - before) > 0.5
    assert label.label.height == pytest.approx(height)


@given(st.floats(0, 360), st.floats(5, 80))
def test_a_label_stays_in_the_box(azimuth: float, elevation: float) -> None:
    space = Space3D(width=3, height=2, azimuth=azimuth, elevation=elevation)
    label = SpaceLabel(space, Words("a long label"), [9, 9, 9]).label
    assert (np.abs([label.get_left()[0], label.get_right()[0]]) <= 1.5 + 1e-6).all()
    assert (np.abs([label.get_bottom()[1], label.get_top()[1]]) <= 1 + 1e-6).all()


def test_a_place_needs_three_numbers() -> None:
    with pytest.raises(ShapeError, match="three finite numbers"):
        SpaceLabel(Space3D(width=6, height=5), Words("red"), [3, 1])
