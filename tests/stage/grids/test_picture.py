"""Pictures and heat maps: every pixel has the colour of its value, and can be read, cropped and moved."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import DOWN, RIGHT, Camera, FadeOut, Mobject, Scene, tempconfig

from aimath.errors import InputError, ShapeError
from aimath.stage.color_vision import TEXT_CONTRAST, VISIONS, contrast, linear, luminance
from aimath.stage.colormaps import brightness, diverging, grayscale, parse_hex, sequential
from aimath.stage.grids.color_bar import ColorBar
from aimath.stage.grids.color_scale import ColorScale, readable_on
from aimath.stage.grids.heat_map import HeatMap
from aimath.stage.grids.picture import Picture
from aimath.stage.grids.pixels import LEVELS
from aimath.stage.grids.unroll import row_progress, unrolled
from aimath.stage.lettering.live import LiveNumber
from aimath.stage.theme import THEMES, use_theme

GREY = grayscale()


def figures(mobject: Mobject) -> list[str]:
    return [part.figures[0].text for part in mobject.get_family() if isinstance(part, LiveNumber)]


@pytest.fixture
def small_film() -> Iterator[None]:
    """A square film of 400 pixels, 4 scene units wide."""
    with tempconfig({"pixel_width": 400, "pixel_height": 400, "frame_width": 4.0, "frame_height": 4.0}):
        yield


def drawn(mobject: Mobject) -> np.ndarray:
    """Return a frame on a green ground."""
    camera = Camera(background_color="#00FF00")
    camera.capture_mobjects([mobject])
    return np.array(camera.get_image().convert("RGB")).astype(int)


@pytest.mark.usefixtures("small_film")
@pytest.mark.parametrize("count", [10, 40], ids=["cells", "pixels"])
def test_every_pixel_has_the_colour_of_its_value(count: int) -> None:
    values = np.random.default_rng(0).random((count, count))
    frame = drawn(Picture(values, colors=GREY, low=0.0, high=1.0, width=4.0))
    middles = (np.arange(count) + 0.5) * 400 / count
    seen = frame[np.ix_(middles.astype(int), middles.astype(int))].mean(axis=2)
    expected = GREY(np.rint(values * (LEVELS - 1)) / (LEVELS - 1) if count > 20 else values)[..., 0] * 255
    assert np.abs(seen - expected).max() <= 1


@pytest.mark.usefixtures("small_film")
def test_the_ground_does_not_shine_through_between_pixels() -> None:
    frame = drawn(Picture(np.indices((37, 37)).sum(axis=0) % 2, colors=GREY, width=3.9))
    inside = frame[10:-10, 10:-10]
    assert (np.abs(inside[..., 1] - inside[..., 0]) <= 1).all()


def test_a_hundred_by_hundred_picture_is_a_few_shapes() -> None:
    picture = Picture(np.random.default_rng(0).random((100, 100)), width=6.0)
    assert len(picture.family_members_with_points()) <= LEVELS + 1
    assert picture.centers.shape == (10_000, 3)


@pytest.mark.parametrize("count", [8, 50])
def test_centres_run_row_by_row_from_the_upper_left(count: int) -> None:
    picture = Picture(np.zeros((count, count)), width=4.0)
    centers = picture.scale(0.5).shift(2 * RIGHT).centers
    assert np.argmin(centers[:, 0] - centers[:, 1]) == 0
    assert np.isclose(centers[1, 0] - centers[0, 0], 2.0 / count, rtol=0.03)
    assert np.allclose(centers[count - 1, 1], centers[0, 1])
    assert centers[count, 1] < centers[0, 1]


def test_it_fits_its_room_and_keeps_its_pixels_square() -> None:
    picture = Picture(np.zeros((10, 40)), width=4.0, height=3.0)
    assert picture.width == pytest.approx(4.0, rel=1e-6)
    assert picture.height < 1.01


def test_numbers_show_only_where_they_can_be_read() -> None:
    values = np.arange(64).reshape(8, 8)
    assert figures(Picture(values, width=1.0, numbers=True)) == []
    assert len(figures(Picture(values, width=5.0, numbers=True))) == 64
    with pytest.raises(InputError, match="scale the picture up"):
        Picture(values, width=1.0).show_numbers()


def test_zooming_in_makes_room_for_numbers() -> None:
    picture = Picture(np.arange(64).reshape(8, 8), width=1.0).scale(5)
    assert figures(picture.show_numbers())[:3] == ["0", "1", "2"]
    assert figures(picture.hide_numbers()) == []


def test_a_crop_lies_exactly_over_its_part_in_the_same_colours() -> None:
    values = np.random.default_rng(1).random((50, 50))
    whole = Picture(values, width=4.0).shift(RIGHT)
    part = whole.crop(range(10, 14), range(20, 26))
    assert np.allclose(part.centers, whole.centers.reshape(50, 50, 3)[10:14, 20:26].reshape(-1, 3))
    assert part.cell(0, 0).box.get_fill_color().to_hex() == whole.color_scale.hex(values[10, 20])
    assert figures(part.scale(20).show_numbers())[0] == f"{values[10, 20]:.2f}"


def test_a_crop_beyond_the_picture_is_refused() -> None:
    with pytest.raises(InputError, match="column: expected a number from 0 to 29, got 30"):
        Picture(np.zeros((30, 30))).crop(range(2), range(28, 31))
    with pytest.raises(InputError, match="at least one row"):
        Picture(np.zeros((30, 30))).crop(range(0), range(2))


@pytest.mark.parametrize("count", [6, 30], ids=["cells", "pixels"])
def test_pixels_can_be_sent_anywhere(count: int) -> None:
    picture = Picture(np.zeros((count, count)), width=2.0)
    goals = np.random.default_rng(2).normal(size=(count**2, 3)) * [1, 1, 0]
    start = picture.centers
    animation = picture.animate(rate_func=lambda t: t).place(goals).build()
    animation.begin()
    animation.interpolate(0.5)
    assert np.allclose(picture.centers, (start + goals) / 2)
    animation.finish()
    assert np.allclose(picture.centers, goals)
    assert np.allclose(picture.shift(DOWN).centers, goals + DOWN)


def test_one_centre_a_pixel_is_needed() -> None:
    with pytest.raises(ShapeError, match=r"expected shape \(4, 3\), got \(3, 3\)"):
        Picture(np.zeros((2, 2))).place(np.zeros((3, 3)))


@pytest.mark.parametrize("count", [8, 30], ids=["cells", "pixels"])
def test_unrolling_ends_in_one_line_in_reading_order(count: int) -> None:
    picture = Picture(np.zeros((count, count)), width=2.0)
    animation = picture.animate.unroll(start=(-3.0, -2.0, 0.0), spacing=0.1).build()
    animation.begin()
    counts = []
    for share in np.linspace(0, 1, 9):
        animation.interpolate(share)
        counts.append(picture.unrolled)
    line = np.array([-3.0, -2.0, 0.0]) + 0.1 * np.arange(count**2)[:, np.newaxis] * RIGHT
    assert np.allclose(picture.centers, line)
    assert counts == sorted(counts)
    assert (counts[0], counts[-1]) == (0, count**2)


def test_a_line_can_lead_down_and_be_thick() -> None:
    picture = Picture(np.zeros((30, 30)), width=2.0)
    picture.unroll(start=(0.0, 0.0, 0.0), spacing=0.01, direction=DOWN, thickness=0.5)
    assert picture.height == pytest.approx(9.0, abs=0.01)
    assert picture.block.sizes[0] == pytest.approx([0.5, 0.01])


def test_a_window_shows_the_end_of_the_line_and_drops_the_rest() -> None:
    picture = Picture(np.zeros((30, 30)), width=2.0)
    picture.unroll(start=(-3.0, 0.0, 0.0), spacing=0.1, window=6.0)
    visible = picture.centers[np.isfinite(picture.centers[:, 0])]
    assert len(visible) == 60
    assert visible[:, 0].min() == pytest.approx(-3.0)
    assert visible[:, 0].max() == pytest.approx(2.9)


@given(st.integers(1, 30), st.floats(0, 1), st.floats(1, 8))
@settings(max_examples=60, deadline=None)
def test_rows_leave_in_order_and_all_arrive(rows: int, progress: float, overlap: float) -> None:
    way = row_progress(rows, progress, overlap=overlap)
    assert (np.diff(way) <= 0).all() and ((way >= 0) & (way <= 1)).all()
    assert (row_progress(rows, 1.0, overlap=overlap) == 1).all()
    assert (row_progress(rows, 0.0, overlap=overlap) == 0).all()


def test_a_row_on_its_way_is_between_picture_and_line() -> None:
    centers = np.array([[0.0, 1.0, 0.0], [1.0, 1.0, 0.0]])
    half = unrolled(centers, np.array([0.5]), start=(4.0, -1.0, 0.0), spacing=1.0)
    assert np.allclose(half, [[2.0, 0.0, 0.0], [3.0, 0.0, 0.0]])


@pytest.mark.usefixtures("small_film")
def test_other_values_bring_other_colours() -> None:
    picture = Picture(np.zeros((30, 30)), colors=GREY, low=0.0, high=1.0, width=4.0)
    assert drawn(picture)[200, 200].tolist() == [0, 0, 0]
    assert drawn(picture.set_values(np.ones((30, 30))))[200, 200].tolist() == [255, 255, 255]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_figures_on_any_colour_have_enough_contrast_for_everybody(theme) -> None:
    with use_theme(theme):
        for colors in (sequential(), diverging(), brightness()):
            scale = ColorScale(colors, low=0.0, high=1.0)
            for share in np.linspace(0, 1, 101):
                fill = scale.legible(share)
                pair = [linear(parse_hex(color)) for color in (fill, readable_on(fill))]
                for vision in VISIONS:
                    assert contrast(*(luminance(color, vision) for color in pair)) >= TEXT_CONTRAST
                change = np.abs(parse_hex(fill) - parse_hex(scale.hex(share))).max()
                assert change < 0.1


def test_a_row_of_a_heat_map_is_framed_and_keeps_its_colours() -> None:
    heat = HeatMap([[0.1, 0.9], [0.5, 0.5]], width=3.0)
    fills = [heat.cell(0, j).box.get_fill_color().to_hex() for j in (0, 1)]
    heat.highlight_row(0)
    frame = heat.block.submobjects[-1][0]
    assert frame.width >= heat.row(0).width and frame.height < heat.block.height
    assert [heat.cell(0, j).box.get_fill_color().to_hex() for j in (0, 1)] == fills
    assert len(heat.clear_highlight().block.submobjects[-1]) == 0


def test_the_frame_moves_from_row_to_row_of_a_big_heat_map() -> None:
    heat = HeatMap(np.eye(30), width=3.0).highlight_row(0)
    frame = heat.block.submobjects[-1][0]
    animation = heat.animate(rate_func=lambda t: t).highlight_row(29).build()
    animation.begin()
    animation.interpolate(0.5)
    assert frame.get_y() == pytest.approx(0.0, abs=1e-6)
    animation.finish()
    assert len(heat.block.submobjects[-1]) == 1
    assert frame.get_y() == pytest.approx(heat.centers[-1, 1], abs=1e-6)


def test_a_heat_map_of_signed_numbers_is_even_about_zero() -> None:
    scale = HeatMap([[-1.0, 3.0]]).color_scale
    assert (scale.low, scale.high) == (-3.0, 3.0)
    assert scale.hex(0) == diverging().hex(0.5)
    assert HeatMap([[0.0, 3.0]]).color_scale.low == 0.0


def test_figures_in_a_heat_map_follow_its_values() -> None:
    heat = HeatMap([[0.25, 0.75]], width=4.0, low=0, high=1)
    assert figures(heat) == ["0.25", "0.75"]
    assert figures(heat.set_values([[0.5, 0.5]])) == ["0.50", "0.50"]
    assert heat.cell(0, 0).box.get_fill_color().to_hex() == heat.color_scale.hex(0.5)


def test_the_colour_bar_stands_beside_the_cells_within_the_room() -> None:
    heat = HeatMap(np.eye(4), width=4.0, height=3.0, color_bar=True)
    assert heat.width <= 4.0 and heat.height <= 3.2
    assert heat.color_bar.get_left()[0] > heat.block.get_right()[0]
    assert [number.value for number in heat.color_bar.numbers] == [0.0, 1.0]


@pytest.mark.parametrize("horizontal", [False, True])
def test_figures_of_a_colour_bar_stand_at_their_colours(horizontal: bool) -> None:
    bar = ColorBar(ColorScale(GREY, -1.0, 3.0), length=4.0, horizontal=horizontal, spec=".0f")
    axis = 0 if horizontal else 1
    places = [number.get_center()[axis] - bar.strips.get_center()[axis] for number in bar.numbers]
    assert [number.figures[0].text for number in bar.numbers] == ["−1", "0", "3"]
    assert np.allclose(places, [-2.0, -1.0, 2.0], atol=0.03)


def test_a_colour_bar_too_short_for_its_figures_is_refused() -> None:
    with pytest.raises(InputError, match="length of at least"):
        ColorBar(ColorScale(GREY, 0.0, 1.0), length=0.1)


def test_an_empty_range_of_colours_is_refused() -> None:
    with pytest.raises(InputError, match="low < high"):
        ColorScale(GREY, 1.0, 1.0)


def test_pixels_fade_by_their_colour_so_that_their_overlaps_never_show() -> None:
    picture = Picture(np.linspace(0, 1, 900).reshape(30, 30), width=3.0, colors=GREY)
    fade = FadeOut(picture)
    fade.begin()
    fade.interpolate(0.4)
    layers = [layer for layer in picture.block.get_family() if len(layer.points) and layer.get_fill_opacity()]
    assert {layer.get_fill_opacity() for layer in layers} == {1}
    brightest = max(layer.get_fill_color().to_rgb()[0] for layer in layers)
    assert 0.2 < brightest < 0.8
    fade.interpolate(1)
    assert {layer.get_fill_opacity() for layer in layers} == {0}
    fade.clean_up_from_scene(Scene())
    assert max(layer.get_fill_color().to_rgb()[0] for layer in layers) == 1


def test_cells_can_be_higher_than_wide() -> None:
    strip = HeatMap([[0.5, -0.2, 0.1]], cell=(0.4, 0.9), numbers=False)
    np.testing.assert_allclose(strip.block.sizes, [[0.4, 0.9]] * 3)
    assert strip.height < strip.width


def test_a_frame_brings_edges_that_come_and_go_with_it() -> None:
    heat = HeatMap([[0.1, 0.9], [0.5, 0.5]], width=3.0).highlight_cell(0, 1)
    frame = heat.block.submobjects[-1][0]
    assert frame.get_stroke_width(background=True) > frame.get_stroke_width()
    change = heat.animate.clear_highlight().build()
    change.begin()
    change.rate_func = lambda alpha: alpha
    change.interpolate(0.75)
    assert frame.get_stroke_opacity(background=True) == pytest.approx(0.25)
    assert frame.get_stroke_opacity() == pytest.approx(0.25)
