from collections.abc import Iterator

import numpy as np
import pytest
from manim import Camera, FadeIn, tempconfig

from aimath.errors import InputError, ShapeError
from aimath.stage.plots.contour_levels import contour_levels
from aimath.stage.plots.contours import ContourMap
from aimath.stage.theme import DARK, LIGHT, use_theme

SIDE = np.linspace(-2.0, 2.0, 96)
X, Y = np.meshgrid(SIDE, SIDE)
SADDLE = X**2 - Y**2 + 0.3 * X


@pytest.fixture(autouse=True)
def small_frame() -> Iterator[None]:
    with tempconfig({"pixel_width": 384, "pixel_height": 216, "frame_width": 14.22222, "frame_height": 8.0}):
        yield


def contour_map(z: np.ndarray = SADDLE, **options: object) -> ContourMap:
    settings: dict[str, object] = {"width": 6.0, "height": 6.0, **options}
    return ContourMap(SIDE, SIDE, z, **settings)  # type: ignore[arg-type]


def numbers_along(contours: ContourMap, line: object) -> tuple[np.ndarray, np.ndarray]:
    places = line.family_members_with_points()[0].points[::4]  # type: ignore[attr-defined]
    return np.array([contours.numbers_at(place) for place in places]).T


def test_every_line_runs_where_the_heights_are_its_level() -> None:
    contours = contour_map(levels=[-1.5, 0.2, 2.0])
    for level, line in zip(contours.levels, contours.lines, strict=True):
        x, y = numbers_along(contours, line)
        assert len(x) > 50
        assert np.abs(x**2 - y**2 + 0.3 * x - level).max() < 2e-3


def test_there_is_one_shape_for_each_level_however_many_lines_it_has() -> None:
    waves = contour_map(np.cos(4 * X) * np.cos(4 * Y), levels=5)
    assert len(waves.lines) == len(waves.levels) == 5
    assert all(len(line.family_members_with_points()) == 1 for line in waves.lines)
    assert len(waves.bands) == 6


def test_a_place_on_the_map_is_where_its_numbers_say() -> None:
    contours = contour_map().shift([1, -0.5, 0])
    low, high = contours.point(-2, -2), contours.point(2, 2)
    assert np.allclose(contours.point(0, 1), [(low[0] + high[0]) / 2, low[1] + 0.75 * (high[1] - low[1]), 0])


def test_everything_stays_within_its_width_and_height() -> None:
    contours = contour_map(width=5, height=4, x_title="$w$", y_title="$b$")
    assert contours.width <= 5.05
    assert contours.height <= 4.05


def test_lines_are_cut_at_the_border_when_the_range_narrows() -> None:
    contours = contour_map(levels=[0.5])
    contours.set_range((-1, 1), (-1, 1))
    x, y = numbers_along(contours, contours.lines[0])
    assert np.abs(x).max() <= 1 + 1e-6
    assert np.abs(y).max() <= 1 + 1e-6
    assert np.abs(x**2 - y**2 + 0.3 * x - 0.5).max() < 2e-3


def test_numbers_along_the_axes_are_figures() -> None:
    shown = {figure.value for number in contour_map(x_ticks=5).numbers for figure in number.figures}
    assert {-2, 0, 2} <= shown


def test_each_band_has_the_colour_of_its_middle_height() -> None:
    contours = contour_map(levels=3)
    shares = (np.array([0.125, 0.375, 0.625, 0.875])).tolist()
    colors = [band.family_members_with_points()[0].get_fill_color().to_hex() for band in contours.bands]
    assert colors == [contours.colors.hex(share) for share in shares]


def test_the_ground_is_faint_and_can_be_left_out() -> None:
    camera = Camera(background_color=DARK.background)
    plain, coloured = contour_map(fill_opacity=0, levels=[]), contour_map(levels=[])
    pixels = []
    for contours in (plain, coloured):
        camera.reset()
        camera.capture_mobjects([contours])
        row, column = 108 - int(27 * contours.point(-1, -1)[1]), 192 + int(27 * contours.point(-1, -1)[0])
        pixels.append(camera.pixel_array[row, column, :3].astype(int))
    assert pixels[0].tolist() == [0x0B, 0x11, 0x1E]
    assert 0 < np.abs(pixels[1] - pixels[0]).max() < 90


def test_lines_stand_out_from_either_ground() -> None:
    def contrast(color: np.ndarray, ground: str) -> float:
        def luminance(rgb: np.ndarray) -> float:
            linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
            return float(linear @ [0.2126, 0.7152, 0.0722])

        back = np.array([int(ground[i : i + 2], 16) for i in (1, 3, 5)]) / 255
        first, second = sorted((luminance(color), luminance(back)))
        return (second + 0.05) / (first + 0.05)

    for theme in (DARK, LIGHT):
        with use_theme(theme):
            for line in contour_map(levels=9).lines:
                color = line.family_members_with_points()[0].get_stroke_color().to_rgb()
                assert contrast(color, theme.background) > 1.9


def test_it_can_be_faded_in_and_copied() -> None:
    contours = contour_map()
    fade = FadeIn(contours)
    fade.begin()
    fade.finish()
    copied = contours.copy().shift([3, 0, 0])
    assert np.allclose(copied.point(0, 0), contours.point(0, 0) + [3, 0, 0])


def test_levels_can_follow_the_ground_or_grow_by_a_factor() -> None:
    heights = np.linspace(0, 1, 1001) ** 4
    quantiles = contour_levels(heights, 3, "quantile")
    assert np.allclose(quantiles, [0.25**4, 0.5**4, 0.75**4], atol=1e-3)
    logarithmic = contour_levels(heights, 5, "log")
    assert np.allclose(np.diff(np.log(logarithmic)), np.log(logarithmic[1] / logarithmic[0]))
    assert len(contour_levels(np.zeros(5), 4, "quantile")) == 1


def test_what_cannot_be_mapped_is_refused() -> None:
    with pytest.raises(InputError, match="spacing"):
        contour_map(spacing="cubic")
    with pytest.raises(ShapeError, match="z"):
        contour_map(SADDLE[:-1])


def test_the_lines_of_a_map_can_be_faded_in_and_copied_without_it() -> None:
    contours = contour_map()
    fade = FadeIn(contours.lines)
    fade.begin()
    fade.interpolate(0.5)
    copied = contours.lines.copy().shift([3, 0, 0])
    moved, there = copied.get_center(), contours.lines.get_center()
    assert np.allclose(moved, there + [3, 0, 0])
    contours.set_range((-1, 1), (-1, 1))
    assert np.allclose(copied[3].get_center(), contours.lines[3].get_center())
