"""What pictures go on beginning with is drawn once, and never shows when it has changed."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from manim import DOWN, LEFT, RIGHT, Camera, Circle, Dot, Mobject, Square, VGroup

from aimath.studio.camera import BulkCamera, beginnings
from aimath.studio.camera.grounds import Ground
from tests.studio.camera.twins import settings


@pytest.fixture(autouse=True)
def small_frames(tmp_path: Path) -> Iterator[None]:
    with settings(tmp_path, size=(160, 90)):
        yield


def drawn(camera: Camera, mobjects: list[Mobject]) -> np.ndarray:
    camera.reset()
    camera.capture_mobjects(mobjects)
    return np.array(camera.snapshot() if isinstance(camera, BulkCamera) else camera.pixel_array)


def rings() -> VGroup:
    return VGroup(*(Circle(radius=0.2 + 0.05 * n, fill_opacity=0.1) for n in range(60)))


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """How often a beginning was drawn."""
    calls: list[object] = []
    draw = beginnings.draw_beginning

    def counted(*args: object) -> object:
        calls.append(args)
        return draw(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(beginnings, "draw_beginning", counted)
    monkeypatch.setattr(beginnings, "_WORTH", 500)
    return calls


def test_a_ball_over_rings_draws_the_rings_once(count: list[object]) -> None:
    camera, ball = BulkCamera(), Dot(radius=0.3).shift(LEFT)
    scene: list[Mobject] = [rings(), ball]
    for _ in range(30):
        ball.shift(0.07 * RIGHT)
        np.testing.assert_array_equal(drawn(camera, scene), drawn(Camera(), scene))
    assert len(count) == 1


def test_a_ring_that_changes_later_is_seen(count: list[object]) -> None:
    camera, ball, group = BulkCamera(), Dot(radius=0.3).shift(LEFT), rings()
    scene: list[Mobject] = [group, ball]
    for step in range(30):
        ball.shift(0.07 * RIGHT)
        if step in (9, 17, 18, 19):
            group[step].shift(0.2 * DOWN).set_fill(opacity=0.9)
        np.testing.assert_array_equal(drawn(camera, scene), drawn(Camera(), scene))
    assert len(count) >= 2


def test_what_changes_all_the_time_is_never_drawn_apart(count: list[object]) -> None:
    camera, group = BulkCamera(), rings()
    for _ in range(12):
        group.shift(0.05 * RIGHT)
        np.testing.assert_array_equal(drawn(camera, [group]), drawn(Camera(), [group]))
    assert not count


def test_a_ground_that_changes_takes_its_beginning_along(count: list[object]) -> None:
    camera, ball, group = BulkCamera(), Dot(radius=0.3).shift(LEFT), rings()
    for grey in (40, 80):
        pixels = np.full((90, 160, 4), (grey, grey, grey, 255), np.uint8)
        ground = Ground(pixels, is_fixed=True, shape=pixels.shape)
        for _ in range(8):
            ball.shift(0.07 * RIGHT)
            camera.set_frame_to_background(ground)
            camera.capture_mobjects([group, Square(), ball])
            assert camera.snapshot()[0, 0, 0] == grey
    assert count
