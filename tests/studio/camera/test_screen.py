"""A camera's pixels are never stale, and frames that were lent never change."""

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from manim import (
    BLUE,
    DOWN,
    GREEN,
    LEFT,
    RED,
    RIGHT,
    UP,
    Camera,
    CapStyleType,
    Circle,
    Dot,
    ImageMobject,
    Line,
    LineJointType,
    Mobject,
    Polygon,
    Square,
    Text,
    VGroup,
)
from manim.utils.hashing import get_json

from aimath.studio.camera import BulkCamera
from aimath.studio.camera.snapshots import Snapshot
from tests.studio.camera.twins import Twins, settings


@pytest.fixture(autouse=True)
def small_frames(tmp_path: Path) -> Iterator[None]:
    with settings(tmp_path, size=(160, 90)):
        yield


@pytest.fixture
def mobjects() -> list[Mobject]:
    image = ImageMobject(np.random.default_rng(1).integers(0, 256, (30, 40, 4), dtype=np.uint8))
    image.height = 1
    corner = VGroup(Line(LEFT, UP), Line(UP, RIGHT))
    return [
        Square(fill_opacity=0.5, stroke_width=8).shift(3 * LEFT),
        image.shift(2 * UP),
        Circle(color=RED, fill_opacity=1).shift(3 * RIGHT),
        corner.shift(2 * DOWN),
        Text("word"),
    ]


def drawn(camera: BulkCamera, mobjects: list[Mobject]) -> np.ndarray:
    camera.reset()
    camera.capture_mobjects(mobjects)
    return camera.snapshot()


def drawn_by_manim(mobjects: list[Mobject]) -> np.ndarray:
    camera = Camera()
    camera.capture_mobjects(mobjects)
    return camera.pixel_array


def change_points(mobjects: list[Any]) -> None:
    mobjects[0].points[2] += 0.3


def change_one_coordinate_of_a_glyph(mobjects: list[Any]) -> None:
    mobjects[4][1].points[0, 1] -= 0.2


def change_a_fill(mobjects: list[Any]) -> None:
    mobjects[2].fill_rgbas[0, 1] = 1


def change_a_stroke_width(mobjects: list[Any]) -> None:
    mobjects[0].stroke_width = 3


def change_a_joint(mobjects: list[Any]) -> None:
    mobjects[0].joint_type = LineJointType.ROUND


def change_a_cap(mobjects: list[Any]) -> None:
    mobjects[3][0].cap_style = CapStyleType.SQUARE
    mobjects[3][0].stroke_width = 30


def change_a_background_stroke(mobjects: list[Any]) -> None:
    mobjects[4].set_background_stroke(width=6, color=GREEN)


def make_a_gradient(mobjects: list[Any]) -> None:
    mobjects[2].fill_rgbas = np.array([[1.0, 0, 0, 1], [0, 0, 1, 1]])


def turn_a_gradient(mobjects: list[Any]) -> None:
    make_a_gradient(mobjects)
    mobjects[2].sheen_direction = DOWN


def change_pixels_of_an_image(mobjects: list[Any]) -> None:
    mobjects[1].pixel_array[5:25, 5:25] = 255


def move_an_image(mobjects: list[Any]) -> None:
    mobjects[1].points += 0.37


def change_an_image_filter(mobjects: list[Any]) -> None:
    mobjects[1].scale(2)
    mobjects[1].set_resampling_algorithm(0)


def swap_two(mobjects: list[Any]) -> None:
    mobjects[0].move_to(mobjects[2])
    mobjects[0], mobjects[2] = mobjects[2], mobjects[0]


def raise_one(mobjects: list[Any]) -> None:
    mobjects[2].move_to(mobjects[0])
    mobjects[0].z_index = 3


def take_one_away(mobjects: list[Any]) -> None:
    del mobjects[1]


def take_a_part_away(mobjects: list[Any]) -> None:
    mobjects[4].remove(mobjects[4][2])


def add_one_below(mobjects: list[Any]) -> None:
    mobjects.insert(0, Dot(color=BLUE, radius=2))


def replace_one_by_a_copy(mobjects: list[Any]) -> None:
    mobjects[2] = mobjects[2].copy().set_color(GREEN)


def hide_one(mobjects: list[Any]) -> None:
    mobjects[2].set_opacity(0)


def spoil_points(mobjects: list[Any]) -> None:
    mobjects[2].points[0, 0] = np.nan


CHANGES = [
    change_points,
    change_one_coordinate_of_a_glyph,
    change_a_fill,
    change_a_stroke_width,
    change_a_joint,
    change_a_cap,
    change_a_background_stroke,
    make_a_gradient,
    turn_a_gradient,
    change_pixels_of_an_image,
    move_an_image,
    change_an_image_filter,
    swap_two,
    raise_one,
    take_one_away,
    take_a_part_away,
    add_one_below,
    replace_one_by_a_copy,
    hide_one,
    spoil_points,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_change_in_place_is_seen(mobjects: list[Mobject], change: Callable[[list[Mobject]], None]) -> None:
    camera = BulkCamera()
    before = drawn(camera, mobjects)
    change(mobjects)
    after = drawn(camera, mobjects)
    assert (before != after).any()
    np.testing.assert_array_equal(after, drawn_by_manim(mobjects))


def test_many_changes_one_after_the_other_are_seen(mobjects: list[Mobject]) -> None:
    camera = BulkCamera()
    rng = np.random.default_rng(4)
    kept = []
    for _ in range(40):
        change = CHANGES[int(rng.integers(6))]
        change(mobjects)
        mobjects[int(rng.integers(len(mobjects)))].shift(rng.uniform(-0.5, 0.5, 3) * [1, 1, 0])
        frame = Twins(0, drawn_by_manim(mobjects), drawn(camera, mobjects))
        assert frame.levels <= 1 and frame.share <= 1e-4
        kept = [frame, *kept[:2]]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_frame_knows_where_it_differs_from_the_one_before(
    mobjects: list[Mobject], change: Callable[[list[Mobject]], None]
) -> None:
    camera = BulkCamera()
    before = drawn(camera, mobjects)
    change(mobjects)
    after = drawn(camera, mobjects)
    assert isinstance(after, Snapshot)
    regions = after.differs_from(before)
    if change in (raise_one, take_one_away):
        # Another number of layers has nothing in common with those before.
        assert regions is None
        return
    assert regions is not None
    differs = (before != after).any(axis=-1)
    assert differs.any()
    for left, top, right, bottom in regions:
        differs[top:bottom, left:right] = False
    assert not differs.any()


def test_what_does_not_change_is_not_drawn_again(mobjects: list[Mobject]) -> None:
    camera = BulkCamera()
    assert drawn(camera, mobjects) is drawn(camera, mobjects)


def test_a_frame_that_was_lent_never_changes(mobjects: list[Mobject]) -> None:
    camera = BulkCamera()
    frames, copies = [], []
    for _ in range(8):
        mobjects[0].shift(0.2 * RIGHT)
        frames.append(drawn(camera, mobjects))
        copies.append(frames[-1].copy())
    for frame, copied in zip(frames, copies, strict=True):
        np.testing.assert_array_equal(frame, copied)
    with pytest.raises(ValueError, match="read-only"):
        frames[0][0] = 0


@pytest.mark.parametrize("view", [np.asarray, lambda frame: frame[:40, ::2], np.ndarray.view])
def test_what_is_made_of_a_lent_frame_keeps_it(
    mobjects: list[Mobject], view: Callable[[np.ndarray], np.ndarray]
) -> None:
    camera = BulkCamera()
    kept = []
    for _ in range(4):
        seen = view(drawn(camera, mobjects))
        kept.append((seen, seen.copy()))
        mobjects[0].shift(0.3 * RIGHT)
    for seen, before in kept:
        np.testing.assert_array_equal(seen, before)


def test_a_view_of_a_lent_frame_never_changes(mobjects: list[Mobject]) -> None:
    camera = BulkCamera()
    drawn(camera, mobjects)
    mobjects[0].shift(RIGHT)
    view = drawn(camera, mobjects)[10:80:2, :, :3]
    copied = view.copy()
    for _ in range(8):
        mobjects[0].shift(0.2 * RIGHT)
        drawn(camera, mobjects)
    np.testing.assert_array_equal(view, copied)


def test_pixels_of_frames_that_nobody_keeps_are_used_again(mobjects: list[Mobject]) -> None:
    camera = BulkCamera()
    places = set()
    for _ in range(20):
        mobjects[0].shift(0.1 * RIGHT)
        places.add(drawn(camera, mobjects).ctypes.data)
    assert len(places) == 1


def test_pixels_that_somebody_changed_are_mended(mobjects: list[Mobject]) -> None:
    camera = BulkCamera()
    drawn(camera, mobjects)
    camera.pixel_array[:] = 77
    assert (camera.snapshot() == 77).all()
    np.testing.assert_array_equal(drawn(camera, mobjects), drawn_by_manim(mobjects))


def test_the_pixels_are_always_the_same_array(mobjects: list[Mobject]) -> None:
    camera = BulkCamera()
    pixels = camera.pixel_array
    for _ in range(3):
        mobjects[0].shift(RIGHT)
        frame = drawn(camera, mobjects)
        np.testing.assert_array_equal(pixels, frame)
    assert camera.pixel_array is pixels


def test_a_background_that_changes_is_seen(mobjects: list[Mobject]) -> None:
    camera = BulkCamera()
    drawn(camera, mobjects)
    camera.background_color = BLUE
    assert drawn(camera, mobjects)[0, 0, :3].tolist() == list(BLUE.to_int_rgb())
    background = camera.background
    background[0, 0] = 9, 8, 7, 255
    assert drawn(camera, mobjects)[0, 0].tolist() == [9, 8, 7, 255]
    background[0, 0] = 1, 2, 3, 255
    assert drawn(camera, mobjects)[0, 0].tolist() == [1, 2, 3, 255]
    camera.background = np.full_like(background, 50)
    assert drawn(camera, mobjects)[0, 0].tolist() == [50] * 4


def test_another_ground_that_changes_is_seen(mobjects: list[Mobject]) -> None:
    camera = BulkCamera()
    ground = np.full_like(drawn(camera, []), 30)
    for value in (30, 60):
        ground[:] = value
        camera.set_frame_to_background(ground)
        camera.capture_mobjects(mobjects)
        assert camera.snapshot()[0, 0].tolist() == [value] * 4


def test_a_lent_frame_can_be_the_ground_of_others(mobjects: list[Mobject]) -> None:
    camera = BulkCamera()
    ground = drawn(camera, mobjects[:3])
    for _ in range(3):
        mobjects[4].shift(0.3 * UP)
        camera.set_frame_to_background(ground)
        camera.capture_mobjects(mobjects[3:])
        np.testing.assert_array_equal(camera.snapshot(), drawn_by_manim(mobjects))


def test_what_is_drawn_without_a_reset_lies_on_what_was_there(mobjects: list[Mobject]) -> None:
    camera = BulkCamera()
    drawn(camera, mobjects[:2])
    camera.capture_mobjects(mobjects[2:])
    np.testing.assert_array_equal(camera.snapshot(), drawn_by_manim(mobjects))
    np.testing.assert_array_equal(drawn(camera, mobjects), drawn_by_manim(mobjects))


def test_a_reset_without_anything_drawn_shows_the_background(mobjects: list[Mobject]) -> None:
    camera = BulkCamera()
    drawn(camera, mobjects)
    camera.reset()
    assert (camera.snapshot() == drawn_by_manim([])).all()
    drawn(camera, mobjects)
    camera.reset()
    assert (camera.pixel_array == drawn_by_manim([])).all()


def test_given_pixels_are_shown(mobjects: list[Mobject]) -> None:
    camera = BulkCamera()
    drawn(camera, mobjects)
    camera.set_pixel_array(np.full((90, 160, 4), 0.5), convert_from_floats=True)
    assert (camera.snapshot() == 127).all()
    camera.set_pixel_array(np.zeros((10, 20, 4), dtype=np.uint8))
    assert camera.pixel_array.shape == (10, 20, 4)


def test_a_frame_of_another_size_is_drawn(mobjects: list[Mobject]) -> None:
    camera, stock = BulkCamera(), Camera()
    drawn(camera, mobjects)
    for each in (camera, stock):
        each.reset_pixel_shape(180, 320)
        each.capture_mobjects(mobjects)
    np.testing.assert_array_equal(camera.snapshot(), stock.pixel_array)


def test_a_copy_of_a_camera_shares_its_pixels(mobjects: list[Mobject]) -> None:
    camera = BulkCamera()
    twin = copy.deepcopy(camera)
    drawn(camera, mobjects)
    drawn(twin, mobjects[:1])
    np.testing.assert_array_equal(camera.snapshot(), twin.snapshot())
    np.testing.assert_array_equal(drawn(camera, mobjects), drawn_by_manim(mobjects))


def test_manims_cache_of_plays_does_not_notice_what_was_drawn(mobjects: list[Mobject]) -> None:
    camera = BulkCamera()
    drawn(camera, mobjects)
    before = get_json(camera)
    mobjects[0].shift(RIGHT)
    drawn(camera, mobjects)
    assert get_json(camera) == before


def test_pixels_do_not_depend_on_which_frames_somebody_keeps() -> None:
    rng = np.random.default_rng(7)
    blades = VGroup(
        *(
            Polygon(*np.append(rng.uniform(-6, 6, (3, 2)), np.zeros((3, 1)), axis=1), fill_opacity=0.3)
            for _ in range(25)
        )
    )
    ball, camera, kept = Dot(radius=0.4).shift(3 * LEFT), BulkCamera(), []
    for step in range(40):
        ball.shift(0.15 * RIGHT + 0.05 * UP)
        blades[step % 25].shift(0.1 * UP)
        frame = drawn(camera, [blades, ball])
        np.testing.assert_array_equal(frame, drawn_by_manim([blades, ball]))
        kept = [*kept, frame][-int(rng.integers(1, 4)) :]
