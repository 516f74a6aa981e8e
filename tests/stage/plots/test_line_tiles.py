import numpy as np
import pytest
from manim import VMobject

from aimath.errors import ShapeError
from aimath.stage.colormaps import elevation
from aimath.stage.plots.axes import Axes2D
from aimath.stage.plots.line_tiles import LineTiles, middles
from aimath.stage.theme import THEMES, Role, Theme, current_theme, theme_color, use_theme

X, Y = np.array([0.0, 1.0, 2.0]), np.array([0.0, 2.0, 1.0])
LOSSES = np.array([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]])


def map_of_lines() -> Axes2D:
    return Axes2D((-3.0, 3.0), (0.0, 4.0), width=6, height=4)


def tiles(**options: object) -> LineTiles:
    return LineTiles(map_of_lines(), LOSSES, X, Y, **options)  # type: ignore[arg-type]


def parts(shown: LineTiles, index: int) -> tuple[VMobject, VMobject, VMobject]:
    ground, (dots, line) = shown[index]
    return ground, dots, line


def test_each_tile_lies_around_its_own_slope_and_intercept() -> None:
    shown = tiles()
    assert shown.slopes.tolist() == [-2.0, 0.0, 2.0]
    assert shown.intercepts.tolist() == [1.0, 3.0]
    for index, (intercept, slope) in enumerate((b, w) for b in shown.intercepts for w in shown.slopes):
        assert np.allclose(parts(shown, index)[0].get_center(), shown.axes.point(slope, intercept))


def test_the_picture_in_a_tile_shows_its_line() -> None:
    shown = tiles(x_range=(0.0, 2.0), y_range=(-10.0, 10.0))
    for index, slope in enumerate(shown.slopes):
        ground, _, line = parts(shown, index)
        start, end = line.points[[0, -1]]
        room = 0.76 * np.array([ground.width / 2, ground.height / 20])
        assert (end - start)[1] / (end - start)[0] == pytest.approx(slope * room[1] / room[0])


def test_the_dots_in_a_tile_are_the_data_in_small() -> None:
    shown = tiles()
    ground, dots, _ = parts(shown, 4)
    centers = dots.points.reshape(-1, 16, 3).mean(axis=1)
    across = (centers[:, 0] - ground.get_left()[0]) / ground.width
    assert len(centers) == 3
    assert np.allclose(np.diff(across), np.diff(X) / 2 * 0.76)
    assert np.argmax(centers[:, 1]) == 1


def test_a_line_that_misses_its_picture_is_not_drawn() -> None:
    assert not parts(tiles(y_range=(0.0, 2.5)), 4)[2].has_points()


def test_heat_gives_each_tile_the_colour_of_its_loss() -> None:
    shown = tiles()
    assert {parts(shown, k)[0].get_fill_color().to_hex() for k in range(6)} == {current_theme().surface}
    assert parts(shown, 0)[1].get_fill_color().to_hex() == theme_color(Role.DATA)
    shown.set_heat(1.0)
    for index, loss in enumerate(LOSSES.ravel()):
        ground, _, line = parts(shown, index)
        assert ground.get_fill_color().to_hex() == elevation().hex(loss / 5)
        assert line.get_stroke_color().to_hex() in ("#000000", "#FFFFFF")


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_better_a_line_the_darker_its_tile_on_any_ground(theme: Theme) -> None:
    with use_theme(theme):
        colors = [parts(tiles(heat=1.0), k)[0].get_fill_color() for k in range(6)]
    assert all(np.diff([color.to_hsl()[2] for color in colors]) > 0)


def test_losses_beyond_the_range_take_the_colours_of_its_ends() -> None:
    shown = tiles(loss_range=(1.0, 4.0), heat=1.0)
    colors = [parts(shown, k)[0].get_fill_color().to_hex() for k in range(6)]
    assert colors[0] == colors[1] == elevation().hex(0.0)
    assert colors[4] == colors[5] == elevation().hex(1.0)


def test_tiles_without_data_have_no_pictures() -> None:
    plain = LineTiles(map_of_lines(), LOSSES, gap=0.0)
    assert all(len(tile[1]) == 0 for tile in plain)
    assert sum(tile[0].width for tile in list(plain)[:3]) == pytest.approx(
        plain.axes.point(3, 0)[0] - plain.axes.point(-3, 0)[0]
    )


def test_tiles_follow_the_map_that_they_lie_on() -> None:
    shown = tiles()
    shown.axes.set_range(x_range=(-6.0, 6.0))
    assert np.allclose(parts(shown, 0)[0].get_center(), shown.axes.point(-2, 1))


def test_equal_losses_have_one_colour() -> None:
    flat = LineTiles(map_of_lines(), np.ones((2, 2)), heat=1.0)
    assert len({tile[0].get_fill_color().to_hex() for tile in flat}) == 1


def test_middles_part_a_range_evenly() -> None:
    assert middles((-3.0, 3.0), 3).tolist() == [-2.0, 0.0, 2.0]


def test_data_of_two_lengths_are_refused() -> None:
    with pytest.raises(ShapeError, match="as many x as y, got 2 and 3"):
        LineTiles(map_of_lines(), LOSSES, [0, 1], Y)
