import numpy as np
import pytest

from aimath.errors import ShapeError
from aimath.stage.space.space import Space3D
from aimath.stage.space.space_line import SpaceLine

ENDS = np.array([[-1.0, 0.0, 2.0], [3.0, 1.0, 4.0]])


@pytest.mark.parametrize("dashed", [False, True])
def test_a_line_goes_from_end_to_end_as_the_camera_sees_them(dashed: bool) -> None:
    space = Space3D(width=6, height=5)
    line = SpaceLine(space, *ENDS, dashed=dashed)
    space.set_view(azimuth=75)
    drawn = line.line.points
    np.testing.assert_allclose(drawn[[0, -1]], space.project(ENDS), atol=1e-9)
    along = space.project(ENDS)[1] - space.project(ENDS)[0]
    # Perspective keeps straight lines straight.
    assert np.allclose(np.cross(drawn - drawn[0], along), 0, atol=1e-9)


def test_the_ends_glide() -> None:
    line = SpaceLine(Space3D(width=6, height=5), *ENDS)
    glide = line.animate(rate_func=lambda share: share).set_ends([0, 0, 0], [1, 1, 1]).build()
    glide.begin()
    glide.interpolate(0.5)
    np.testing.assert_allclose(line.ends, (ENDS + [[0, 0, 0], [1, 1, 1]]) / 2)


def test_an_end_needs_three_numbers() -> None:
    with pytest.raises(ShapeError, match="three finite numbers"):
        SpaceLine(Space3D(width=6, height=5), [0, 0], [1, 1, 1])
