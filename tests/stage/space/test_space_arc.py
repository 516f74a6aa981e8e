import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from aimath.errors import InputError
from aimath.stage.space.space import Space3D
from aimath.stage.space.space_arc import SpaceArc
from aimath.vectors import angle

directions = arrays(np.float64, 3, elements=st.floats(-3, 3)).filter(lambda d: np.linalg.norm(d) > 0.1)


@given(directions, directions)
def test_an_arc_turns_evenly_from_one_direction_to_the_other(start: np.ndarray, end: np.ndarray) -> None:
    turn = angle(start, end)
    if turn > 3.1:
        return
    arc = SpaceArc(Space3D(width=6, height=5), start, end, radius=1.5)
    np.testing.assert_allclose(np.linalg.norm(arc.places, axis=1), 1.5)
    count = len(arc.places) - 1
    for share in (0.0, 0.25, 0.5, 1.0):
        place = arc.places[round(share * count)]
        assert angle(start, place) == pytest.approx(share * turn, abs=1e-6)
        assert angle(place, end) == pytest.approx((1 - share) * turn, abs=1e-6)


def test_an_arc_follows_the_camera() -> None:
    space = Space3D(width=6, height=5)
    arc = SpaceArc(space, [1, 0, 0], [0, 1, 1], radius=2)
    space.set_view(azimuth=50)
    np.testing.assert_allclose(arc.line.points[[0, -1]], space.project(arc.places[[0, -1]]), atol=1e-9)


@pytest.mark.parametrize(
    ("start", "end", "radius"),
    [([0, 0, 0], [1, 0, 0], 1), ([1, 0, 0], [-2, 0, 0], 1), ([1, 0, 0], [0, 1, 0], 0)],
)
def test_an_arc_that_cannot_be_drawn_is_refused(start: list, end: list, radius: float) -> None:
    with pytest.raises(InputError):
        SpaceArc(Space3D(width=6, height=5), start, end, radius=radius)
