import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aimath.errors import InputError
from aimath.stage.space.projection import View

views = st.builds(
    View,
    azimuth=st.floats(-360, 360),
    elevation=st.floats(5, 90),
    perspective=st.floats(0, 0.3),
    height=st.floats(0.2, 2),
)
unit = st.floats(-1, 1)


def test_from_straight_above_a_landscape_is_its_own_map() -> None:
    across, up, _ = View(azimuth=0, elevation=90, perspective=0.3).project(0.25, -0.5, 0.8)
    assert across == pytest.approx(0.25)
    assert up == pytest.approx(-0.5)


@given(views, unit, unit, unit)
def test_the_matrix_of_a_view_projects_as_the_view_does(view: View, x: float, y: float, share: float) -> None:
    across, up, times = np.array([x, y, share, 1.0]) @ view.matrix
    seen = view.project(x, y, share)
    assert across / times == pytest.approx(float(seen.across), abs=1e-12)
    assert up / times == pytest.approx(float(seen.up), abs=1e-12)


def test_walking_a_quarter_around_puts_the_second_axis_to_the_right() -> None:
    view = View(azimuth=90, elevation=30, perspective=0)
    right = view.project(0.0, 1.0, 0.5).across - view.project(0.0, 0.0, 0.5).across
    away = view.project(-1.0, 0.0, 0.5).depth
    assert right == pytest.approx(1.0)
    assert away == pytest.approx(1.0)


@given(views, unit, unit)
def test_what_is_vertical_stays_vertical(view: View, x: float, y: float) -> None:
    foot, top = view.project(x, y, 0.0), view.project(x, y, 1.0)
    assert foot.across == top.across
    assert top.up >= foot.up - 1e-12


@given(views, unit, unit)
def test_the_ray_through_a_point_of_the_ground_passes_under_it(view: View, x: float, y: float) -> None:
    place = view.project(x, y, 0.3)
    assert np.allclose(view.on_ray(place.across, place.depth), (x, y), atol=1e-9)
    begin, end = view.ray(np.array([float(place.across)]))
    assert begin[0] - 1e-6 <= place.depth <= end[0] + 1e-6


@given(views)
def test_straight_lines_stay_straight(view: View) -> None:
    share = np.linspace(0, 1, 5)
    across, up, _ = view.project(-0.9 + 1.7 * share, 0.8 - 1.1 * share, 0.1 + 0.8 * share)
    right, rise = np.diff(across), np.diff(up)
    assert np.allclose(right[:-1] * rise[1:], right[1:] * rise[:-1], atol=1e-9)


@given(views)
def test_the_whole_cube_fits_into_the_extent_from_any_azimuth(view: View) -> None:
    half, low, high = view.extent
    x, y, share = (part.ravel() for part in np.meshgrid([-1, 1], [-1, 1], [0, 1]))
    across, up, _ = view.project(x, y, share)
    assert np.abs(across).max() <= half * 1.001
    assert up.min() >= low - 0.001 * (high - low)
    assert up.max() <= high + 0.001 * (high - low)


@given(views, unit, unit, st.floats(0, 1))
@example(View(azimuth=0, elevation=5, perspective=0.25, height=1.0), 0.0, 1.0, 1.0)
def test_points_reach_the_ends_of_their_extent_on_their_way_round(
    view: View, x: float, y: float, share: float
) -> None:
    _, low, high = view.extent_of(x, y, share)
    turned = [View(angle, view.elevation, view.perspective, view.height) for angle in range(0, 360, 2)]
    up = [float(one.project(x, y, share).up) for one in turned]
    assert min(up) == pytest.approx(low, abs=0.01)
    assert max(up) == pytest.approx(high, abs=0.01)


def test_what_is_nearer_is_drawn_larger_unless_parallels_stay_parallel() -> None:
    def width(perspective: float, y: float) -> float:
        view = View(azimuth=0, elevation=30, perspective=perspective)
        return float(view.project(1.0, y, 0.0).across - view.project(-1.0, y, 0.0).across)

    assert width(0.2, -1.0) > width(0.2, 1.0)
    assert width(0.0, -1.0) == pytest.approx(width(0.0, 1.0))


def test_a_slope_that_falls_away_steeply_shows_its_underside() -> None:
    view = View(azimuth=0, elevation=30, perspective=0, height=1)
    place = view.project(0.0, 0.0, 0.5)
    assert view.lift(place, np.array(0.0), np.array(0.0)) > 0
    assert view.lift(place, np.array(0.0), np.array(-1.0)) < 0


def test_only_sides_turned_to_the_eye_face_it() -> None:
    view = View(azimuth=-35)
    assert view.faces(0, -1)
    assert view.faces(-1, 0)
    assert not view.faces(1, 0)
    assert not view.faces(0, 1)


def test_a_view_halfway_has_the_middle_of_both_angles() -> None:
    between = View(azimuth=0, elevation=30).toward(View(azimuth=60, elevation=90), 0.5)
    assert (between.azimuth, between.elevation) == (30, 60)


@pytest.mark.parametrize(
    ("numbers", "word"),
    [
        ({"elevation": 0}, "elevation"),
        ({"elevation": 91}, "elevation"),
        ({"perspective": 1}, "perspective"),
        ({"height": 0}, "height"),
    ],
)
def test_a_view_that_cannot_be_drawn_is_refused(numbers: dict[str, float], word: str) -> None:
    with pytest.raises(InputError, match=word):
        View(**numbers)


def test_numbers_of_numpy_make_the_view_that_plain_numbers_make() -> None:
    plain = View(30, 40, 0.1, 0.7).toward(View(50, 60, 0.2, 0.8), 0.3)
    other = View(30, 40, 0.1, 0.7).toward(View(50, 60, 0.2, 0.8), np.float64(0.3))
    place = np.linspace(-1, 1, 9, dtype=np.float32)
    for one, same in zip(plain.project(place, place, place), other.project(place, place, place), strict=True):
        assert one.dtype == same.dtype == np.float32
        np.testing.assert_array_equal(one, same)
