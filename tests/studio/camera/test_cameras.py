"""Which cameras draw in bulk."""

from typing import Any

import pytest
from manim import Camera, MovingCamera, ThreeDCamera
from manim.camera.multi_camera import MultiCamera
from manim.mobject.mobject import Mobject

from aimath.studio.camera import BulkDrawing, bulk_camera_class


class Higher(MovingCamera):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.frame.shift([0, 1, 0])


class Choosy(ThreeDCamera):
    def get_mobjects_to_display(self, *args: Any, **kwargs: Any) -> list[Mobject]:
        return super().get_mobjects_to_display(*args, **kwargs)[:1]


class Bold(Camera):
    def apply_stroke(self, ctx: Any, vmobject: Any, background: bool = False) -> Any:
        vmobject.stroke_width += 1
        return super().apply_stroke(ctx, vmobject, background)


class Bolder(Bold):
    pass


@pytest.mark.parametrize("camera_class", [Camera, MovingCamera, MultiCamera, ThreeDCamera, Higher, Choosy])
def test_a_camera_of_manim_or_one_that_adds_to_it_draws_in_bulk(camera_class: type[Camera]) -> None:
    bulk = bulk_camera_class(camera_class)
    assert issubclass(bulk, BulkDrawing)
    assert issubclass(bulk, camera_class)
    assert bulk_camera_class(bulk) is bulk
    assert bulk_camera_class(camera_class) is bulk


@pytest.mark.parametrize("camera_class", [Bold, Bolder])
def test_a_camera_with_drawing_of_its_own_is_left_alone(camera_class: type[Camera]) -> None:
    assert bulk_camera_class(camera_class) is camera_class


def test_what_a_camera_adds_is_kept() -> None:
    assert bulk_camera_class(Higher)().frame_center[1] == 1
