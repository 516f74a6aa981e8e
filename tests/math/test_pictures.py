import numpy as np
import pytest

from aimath.errors import InputError, ShapeError
from aimath.pictures import WHITE, lit_ball


def test_a_picture_has_whole_numbers_from_black_to_white() -> None:
    picture = lit_ball(60)
    assert picture.shape == (60, 60)
    np.testing.assert_array_equal(picture, picture.round())
    assert 0 <= picture.min() < picture.max() <= WHITE


@pytest.mark.parametrize("light", [(-1.0, 0.5, 1.0), (1.0, 0.5, 1.0), (0.5, -0.5, 1.0)])
def test_the_ball_is_brightest_where_it_faces_halfway_between_light_and_viewer(
    light: tuple[float, float, float],
) -> None:
    row, column = np.unravel_index(lit_ball(200, light=light).argmax(), (200, 200))
    across, up = (column + 0.5) / 100 - 1, 1 - (row + 0.5) / 100
    halfway = np.array(light) / np.linalg.norm(light) + [0, 0, 1]
    halfway /= np.linalg.norm(halfway)
    # Between the shine and the point that faces the light itself.
    assert np.sign(across) == np.sign(light[0])
    assert np.hypot(across - 0.62 * halfway[0], up - 0.08 - 0.62 * halfway[1]) < 0.1


def test_light_from_the_other_side_turns_ball_and_table_around() -> None:
    left, right = (lit_ball(80, light=(across, 0.7, 0.6)) for across in (-0.6, 0.6))
    ball = np.s_[20:50, 25:55]
    np.testing.assert_allclose(left[ball], right[:, ::-1][ball], atol=1)


def test_what_is_turned_away_from_the_light_is_dark() -> None:
    picture = lit_ball(100)
    assert picture[32, 40] > 3 * picture[62, 65]


def test_from_behind_no_light_reaches_the_side_of_the_ball_that_is_seen() -> None:
    ball = lit_ball(100, light=(0, 0, -2))[30:60, 35:65]
    assert (ball == round(0.06 * WHITE)).all()


def test_a_light_must_come_from_somewhere() -> None:
    with pytest.raises(InputError):
        lit_ball(10, light=(0, 0, 0))
    with pytest.raises(ShapeError):
        lit_ball(10, light=(1, 2))
