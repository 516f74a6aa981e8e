import numpy as np
import pytest
from manim import VGroup

from aimath.errors import ShapeError
from aimath.stage.plots.axes import Axes2D
from aimath.stage.plots.coordinates import Coordinates
from aimath.stage.plots.scatter import DOT, Scatter
from aimath.stage.theme import DARK, use_theme
from tests.stage.films import early, last_frame

BOX = Coordinates((0, 4), (0, 4), width=4, height=4)


def test_every_dot_is_at_its_point() -> None:
    dots = Scatter(BOX, [1, 2, 3.5], [4, 0, 1.5])
    assert np.allclose([dot.get_center() for dot in dots], BOX.point([1, 2, 3.5], [4, 0, 1.5]))
    assert dots[0].width == pytest.approx(2 * DOT)


def test_a_point_outside_the_axes_does_not_show() -> None:
    dots = Scatter(BOX, [1, 5, np.nan], [1, 1, 1])
    assert [len(dot.points) > 0 for dot in dots] == [True, False, False]


def test_each_point_can_have_a_role_and_be_hollow() -> None:
    with use_theme(DARK):
        dots = Scatter(BOX, [1, 2], [1, 2], role=["data", "target"], hollow=[False, True])
    assert dots[0].get_fill_color().to_hex() == DARK.color("data").upper()
    assert dots[1].get_stroke_color().to_hex() == DARK.color("target").upper()
    assert dots[1].get_fill_color().to_hex() == DARK.background.upper()


def test_points_come_and_go_while_the_others_stay_the_same_mobjects() -> None:
    dots = Scatter(BOX, [1, 2], [1, 2])
    first = dots[0]
    assert len(dots.set_data([3, 2, 1], [1, 2, 3])) == 3
    assert len(dots.set_data([3], [1])) == 1
    assert dots[0] is first
    assert len(dots.set_data([], [])) == 0


def test_dots_scale_with_the_axes() -> None:
    axes = Coordinates((0, 4), (0, 4), width=4, height=4)
    dots = Scatter(axes, [1], [1])
    VGroup(axes, dots).scale(0.5)
    assert dots.set_data([2], [2])[0].width == pytest.approx(DOT)


def test_a_film_with_fewer_points_shows_no_dot_that_is_gone() -> None:
    axes = Axes2D((0, 4), (0, 4), width=4, height=4)
    dots = Scatter(axes, [1, 2, 3], [1, 2, 3])
    axes.add(dots)
    dots.add_updater(lambda shown: shown.set_data([1], [1]))
    played, anew = last_frame(lambda: axes.animate(rate_func=early).set_range((0, 4)), of=axes)
    assert np.abs(played.astype(int) - anew).max() <= 2


def test_as_many_x_as_y_and_roles_are_needed() -> None:
    with pytest.raises(ShapeError, match="as many x as y"):
        Scatter(BOX, [1, 2], [1])
    with pytest.raises(ShapeError, match="one for each point"):
        Scatter(BOX, [1, 2], [1, 2], role=["data"])
