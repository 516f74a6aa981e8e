import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimath.errors import InputError
from aimath.stage.plots.coordinates import Coordinates, at_share, share


def test_the_corners_of_the_ranges_are_the_corners_of_the_box() -> None:
    box = Coordinates((-1, 3), (10, 20), width=6, height=4).shift([1.0, 0.0, 0.0])
    assert np.allclose(box.point(-1, 10), [-2, -2, 0])
    assert np.allclose(box.point([-1, 3], [20, 15]), [[-2, 2, 0], [4, 0, 0]])


def test_a_log_scale_gives_every_power_of_ten_the_same_room() -> None:
    box = Coordinates((0, 1), (0.01, 100), width=1, height=4, y_scale="log")
    assert np.allclose(np.diff(box.point(0, [0.01, 0.1, 1, 10, 100])[:, 1]), 1.0)
    assert not box.inside(0, 0)


@given(st.floats(0.1, 10), st.floats(-5, 5), st.floats(0.1, 3))
def test_numbers_are_found_again_from_their_place(x: float, y: float, zoom: float) -> None:
    box = Coordinates((0.1, 10), (-5, 5), width=3, height=2, x_scale="log").scale(zoom).shift([2, 1, 0])
    assert np.allclose(box.numbers_at(box.point(x, y)), [x, y], atol=1e-6)


@given(st.floats(1e-3, 1e3), st.sampled_from(["linear", "log"]))
def test_a_share_of_a_range_is_undone_by_its_inverse(value: float, scale: str) -> None:
    assert np.isclose(at_share(share(value, (1e-3, 1e3), scale), (1e-3, 1e3), scale), value)


def test_the_axes_cross_at_zero_or_at_the_nearest_border() -> None:
    assert np.allclose(Coordinates((-1, 3), (2, 4), width=1, height=1).crossing, [0.25, 0])
    assert np.allclose(Coordinates((-3, -1), (0.1, 4), width=1, height=1, y_scale="log").crossing, [1, 0])


def test_a_range_can_glide_to_another() -> None:
    box = Coordinates((0, 1), (1, 100), width=1, height=1, y_scale="log")
    growth = box.animate.set_range((0, 3), (1, 10_000)).build()
    growth.begin()
    growth.rate_func = lambda alpha: alpha
    growth.interpolate(0.5)
    assert np.allclose([*box.x_range, *box.y_range], [0, 2, 1, 1000])
    growth.interpolate(1)
    assert (box.x_range, box.y_range) == ((0, 3), (1, 10_000))


@pytest.mark.parametrize(
    ("ranges", "options", "message"),
    [
        (((1, 1), (0, 1)), {}, "x_range"),
        (((0, 1), (0, np.inf)), {}, "y_range"),
        (((0, 1), (0, 1)), {"y_scale": "log"}, "above 0 on a log scale"),
        (((0, 1), (0, 1)), {"x_scale": "cubic"}, "linear, log"),
    ],
)
def test_ranges_that_cannot_be_drawn_are_refused(ranges: tuple, options: dict, message: str) -> None:
    with pytest.raises(InputError, match=message):
        Coordinates(*ranges, width=1, height=1, **options)
