"""Our cameras draw the pixels that Manim's cameras draw."""

from pathlib import Path

import numpy as np
import pytest
from manim import Circle, Scene, Square

from tests.bench_scenes import (
    contour_updaters,
    many_shapes,
    moving_camera,
    small_plane,
    small_space,
    text_and_formulas,
    turning_surface,
)
from tests.studio.camera.twins import Twins, film_twice, scenes_of, settings

SMALL_SCENES = [*scenes_of(small_plane), *scenes_of(small_space)]
BENCH_SCENES = [
    scene
    for module in (many_shapes, text_and_formulas, turning_surface, moving_camera, contour_updaters)
    for scene in scenes_of(module)
]
MOST_LEVELS = 1
MOST_PIXELS = 1e-4


def assert_same_pixels(twins: list[Twins]) -> None:
    assert len(twins) > 1
    # Nothing is proven by frames that show nothing, or by a film that stands still.
    assert any(frame.stock[..., :3].std() > 1 for frame in twins)
    assert any((first.stock != last.stock).any() for first, last in zip(twins, twins[1:], strict=False))
    wrong = {
        frame.number: (frame.levels, frame.share)
        for frame in twins
        if frame.levels > MOST_LEVELS or frame.share > MOST_PIXELS
    }
    assert not wrong, "frame: levels, share of the pixels"


@pytest.mark.parametrize("scene", SMALL_SCENES, ids=lambda scene: scene.__name__)
def test_every_frame_has_the_pixels_of_manim(scene: type[Scene], tmp_path: Path) -> None:
    with settings(tmp_path):
        assert_same_pixels(film_twice(scene))


@pytest.mark.parametrize("scene", [small_plane.Gradients, small_plane.Pictures, small_space.Solids])
def test_a_transparent_ground_makes_no_difference(scene: type[Scene], tmp_path: Path) -> None:
    with settings(tmp_path, background_opacity=0.0):
        twins = film_twice(scene)
    assert twins[0].stock[0, -1, 3] == 0
    assert_same_pixels(twins)


def test_a_portrait_frame_makes_no_difference(tmp_path: Path) -> None:
    with settings(tmp_path, size=(270, 480), frame_width=8.0, frame_height=8.0 * 480 / 270):
        assert_same_pixels(film_twice(small_plane.Gradients))


@pytest.mark.parametrize("scene", BENCH_SCENES, ids=lambda scene: scene.__name__)
def test_every_frame_of_the_benchmark_has_the_pixels_of_manim(scene: type[Scene], tmp_path: Path) -> None:
    with settings(tmp_path, frame_rate=2):
        assert_same_pixels(film_twice(scene))


class Still(Scene):
    def construct(self) -> None:
        self.add(Square(fill_opacity=1), Circle())
        self.wait(0.1)


def test_a_difference_would_be_seen(tmp_path: Path) -> None:
    with settings(tmp_path):
        frame = film_twice(Still)[0]
    changed = frame.bulk.copy()
    changed[0, 0, 0] += np.uint8(2)
    assert frame.levels == 0 and frame.share == 0
    assert Twins(0, frame.stock, changed).levels == 2
    assert Twins(0, frame.stock, changed).share == pytest.approx(1 / changed[..., 0].size)
