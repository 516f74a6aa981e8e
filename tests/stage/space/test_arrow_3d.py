from itertools import combinations

import numpy as np
import pytest
from manim import Camera, FadeIn, VGroup, tempconfig

from aimath.errors import ShapeError
from aimath.stage.colormaps import parse_hex
from aimath.stage.lettering.text import Formula
from aimath.stage.planes.number_list import NumberList
from aimath.stage.space.arrow_3d import VectorArrow3D
from aimath.stage.space.components import component_color
from aimath.stage.space.space import Space3D
from aimath.stage.theme import DARK, use_theme
from tests.stage.films import early, last_frame


def space() -> Space3D:
    return Space3D(width=6, height=5, azimuth=-30, elevation=20)


def test_the_dashed_way_leads_along_x_then_y_then_z_to_the_tip() -> None:
    room = space()
    arrow = VectorArrow3D(room, [3, 1, 4])
    corners = room.point([0, 3, 3, 3], [0, 0, 1, 1], [0, 0, 0, 4])
    for line, start, end in zip(arrow.drop_lines, corners, corners[1:], strict=False):
        assert np.allclose(line.points[[0, -1]], [start, end])
    assert np.allclose(arrow.tip, corners[-1])
    colors = [line.get_stroke_color().to_hex() for line in arrow.drop_lines]
    assert colors == [component_color(axis) for axis in range(3)]


def test_the_shadow_lies_on_the_floor_below_the_arrow() -> None:
    room = space()
    arrow = VectorArrow3D(room, [1, 1, 2], tail=[1, 0, 1])
    assert np.allclose(arrow.shadow.points[[0, -1]], room.point([1, 2], [0, 1], 0))


def test_the_arrow_stays_at_its_place_in_space_while_the_camera_walks() -> None:
    room = space()
    arrow = VectorArrow3D(room, [3, 1, 4], label=Formula("v"), numbers=True)
    for azimuth in (0, 90, 200):
        room.set_view(azimuth=azimuth, elevation=30)
        assert np.allclose(arrow.tip, room.point(3, 1, 4))
        distances = np.linalg.norm(arrow.body.get_all_points() - arrow.tip, axis=1)
        assert distances.min() < 0.02


def test_the_components_stand_beside_their_lines_in_their_colors() -> None:
    arrow = VectorArrow3D(space(), [3, 1, 4], numbers=True)
    assert [number.figures[0].text for number in arrow.numbers] == ["3", "1", "4"]
    arrow.set_vector([3, 1.5, -2])
    assert [number.figures[0].text for number in arrow.numbers] == ["3.0", "1.5", "−2.0"]
    assert [number.figures[0].value for number in arrow.numbers] == [3, 1.5, -2]
    for number, line in zip(arrow.numbers, arrow.drop_lines, strict=True):
        assert number[0].get_fill_color() == line.get_stroke_color()
        assert np.linalg.norm(number.get_center() - line.get_center()) < 0.5


def test_a_number_stays_on_its_side_while_the_way_goes_on() -> None:
    room = space()
    arrow = VectorArrow3D(room, [3, 0, 0], numbers=True)
    sides = []
    for vector in ([3, 0, 0], [2.7, 0, 0], [3, 0.001, 0], [3, 1, 0], [3, 1, 4]):
        number = arrow.set_vector(vector).numbers[0]
        sides.append(number.get_y() < arrow.drop_lines[0].get_y())
    assert all(sides)


def test_numbers_do_not_lie_on_each_other_nor_leave_the_box() -> None:
    room = Space3D(width=6, height=5, x_range=(-5, 2), y_range=(-4, 3), z_range=(0, 2))
    arrow = VectorArrow3D(room, [-4.5, -2.5, 0.5], numbers=True)
    for azimuth in range(0, 360, 15):
        room.set_view(azimuth=azimuth)
        boxes = [(number.get_center()[:2], number.width, number.height) for number in arrow.numbers]
        for (one, width, height), (other, other_width, other_height) in combinations(boxes, 2):
            apart = np.abs(one - other)
            assert apart[0] >= (width + other_width) / 2 or apart[1] >= (height + other_height) / 2
        low, high = room.place(np.array([[0.0, 0.0], [1.0, 1.0]]))[:, :2]
        for middle, width, height in boxes:
            half = np.array([width, height]) / 2
            assert ((middle - half >= low - 1e-6) & (middle + half <= high + 1e-6)).all()


def test_a_component_without_length_shows_no_number() -> None:
    arrow = VectorArrow3D(space(), [3, 0, 4], numbers=True)
    assert [number[0].get_fill_opacity() for number in arrow.numbers] == [1, 0, 1]
    # Nor does the ground show that it would bring along.
    assert [number[0].get_stroke_opacity(background=True) for number in arrow.numbers] == [1, 0, 1]
    assert all(number[0].get_stroke_width(background=True) > 0 for number in arrow.numbers)


def test_the_list_beside_follows_the_arrow() -> None:
    arrow = VectorArrow3D(space(), [3, 1, 4])
    numbers = NumberList([0, 0, 0]).follow(lambda: arrow.vector)
    arrow.set_vector([2, 2, 1])
    numbers.update()
    assert numbers.values.tolist() == [2, 2, 1]


def test_vector_and_tail_glide() -> None:
    arrow = VectorArrow3D(space(), [0, 0, 2])
    for change, get in (
        (arrow.animate.set_vector([2, 0, 0]), lambda: arrow.vector),
        (arrow.animate.set_tail([2, 0, -2]), lambda: arrow.tail),
    ):
        animation = change.build()
        before = get().copy()
        animation.begin()
        animation.rate_func = lambda alpha: alpha
        animation.interpolate(0.5)
        middle = get().copy()
        animation.interpolate(1)
        assert np.allclose(middle, (before + get()) / 2)


def test_the_nearer_of_two_arrows_covers_the_other_from_both_sides() -> None:
    options = {"pixel_width": 400, "pixel_height": 300, "frame_width": 8.0, "frame_height": 6.0}
    with tempconfig(options), use_theme(DARK):
        room = Space3D(width=7, height=5.5, x_range=(-3, 3), y_range=(-3, 3), z_range=(0, 4), perspective=0)
        near = VectorArrow3D(room, [4, 0, 0], tail=[-2, -2, 2], role="data", drop_lines=False)
        far = VectorArrow3D(room, [4, 0, 0], tail=[-2, 2, 2], role="parameter", drop_lines=False)
        for azimuth, color in ((0, DARK.color("data")), (180, DARK.color("parameter"))):
            # Level enough that both lie on one line of sight.
            room.set_view(azimuth=azimuth, elevation=0.1)
            camera = Camera(background_color=DARK.background)
            camera.capture_mobjects([room, near, far])
            place = room.point(0.5, 0, 2)
            row, column = round(150 - place[1] * 50), round(200 + place[0] * 50)
            pixels = camera.pixel_array[row - 2 : row + 3, column, :3] / 255
            assert np.abs(pixels - parse_hex(color)).sum(axis=1).min() < 0.3


def test_an_arrow_fades_in_within_its_space() -> None:
    room = space()
    arrow = VectorArrow3D(room, [3, 1, 4])
    group = VGroup(room, arrow)
    played, anew = last_frame(lambda: FadeIn(arrow, rate_func=early), of=group)
    assert np.abs(played.astype(int) - anew).max() <= 2


def test_a_film_of_a_walking_camera_ends_on_the_picture_it_draws_anew() -> None:
    room = Space3D(width=10, height=7)
    arrow, other = VectorArrow3D(room, [3, 1, 4], numbers=True), VectorArrow3D(room, [1, 4, 2])
    group = VGroup(room, arrow, other)
    played, anew = last_frame(lambda: room.animate(rate_func=early).set_view(azimuth=150), of=group)
    assert np.abs(played.astype(int) - anew).max() <= 2


@pytest.mark.parametrize("vector", [[1, 2], [1, 2, np.inf], 3])
def test_what_is_no_vector_in_space_is_refused(vector: object) -> None:
    with pytest.raises(ShapeError, match="three finite numbers"):
        VectorArrow3D(space(), vector)


def test_an_arrow_can_fade_in_while_the_camera_walks_past_its_head() -> None:
    space = Space3D(width=6, height=5, azimuth=-40)
    arrow = VectorArrow3D(space, [-5, 2.5, -1.5], drop_lines=False)
    fade, walk = FadeIn(arrow), space.animate.set_view(azimuth=140).build()
    for animation in (fade, walk):
        animation.begin()
    for share in (0.3, 0.7, 1.0):
        fade.interpolate(share)
        walk.interpolate(share)
    assert arrow.tip == pytest.approx(space.point(-5, 2.5, -1.5))
