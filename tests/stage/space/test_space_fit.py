import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimath.errors import ShapeError
from aimath.stage.space.arrow_3d import VectorArrow3D
from aimath.stage.space.space import Space3D

TIPS = np.array([[3.0, 1.0, 4.0], [-2.0, 2.0, -1.0]])
RANGES = {"x_range": (-2.0, 3.0), "y_range": (0.0, 3.0), "z_range": (-1.0, 4.0)}


def narrow(**options: object) -> Space3D:
    return Space3D(width=6, height=5, azimuths=(-40, 30), inside=TIPS, azimuth=-40, **RANGES, **options)


@given(st.floats(-40, 30), st.floats(5, 80))
def test_all_that_counts_is_in_the_box_between_the_azimuths(azimuth: float, elevation: float) -> None:
    space = narrow().set_view(azimuth=azimuth, elevation=elevation)
    floor = [[x, y, 0] for x in RANGES["x_range"] for y in RANGES["y_range"]]
    seen = space.project(np.concatenate([TIPS, floor, [[0, 0, -1], [0, 0, 4]]]))
    assert (np.abs(seen[:, :2]) <= np.array([3, 2.5]) + 0.05).all()


def test_a_camera_that_stays_on_one_side_sees_things_larger() -> None:
    assert narrow().unit > 1.2 * Space3D(width=6, height=5, **RANGES).unit


@given(st.floats(-40, 30))
def test_a_walk_between_the_azimuths_keeps_the_size(azimuth: float) -> None:
    space = narrow()
    assert space.set_view(azimuth=azimuth).unit == pytest.approx(narrow().unit)


def test_what_must_be_inside_fills_the_box_in_one_direction() -> None:
    space = Space3D(width=6, height=5, azimuth=0, azimuths=(0, 0), inside=TIPS, **RANGES)
    arrow = VectorArrow3D(space, TIPS[0])
    low, high = (space.get_corner([side, side, 0])[:2] for side in (-1, 1))
    assert max((high - low) / [6, 5]) > 0.85
    assert arrow.tip[1] < 2.5


def test_a_place_inside_needs_three_numbers() -> None:
    with pytest.raises(ShapeError, match="x, y and z"):
        Space3D(width=6, height=5, azimuths=(0, 10), inside=[[1, 2]])
