"""Manim's cameras, drawing in bulk."""

from collections.abc import Iterable
from functools import cache

from manim.camera.camera import Camera
from manim.camera.moving_camera import MovingCamera
from manim.camera.multi_camera import MultiCamera
from manim.camera.three_d_camera import ThreeDCamera
from manim.mobject.mobject import Mobject

from aimath.studio.camera.bulk import BulkDrawing
from aimath.studio.camera.depth import sorted_by_depth
from aimath.studio.camera.view import SpaceView


class BulkCamera(BulkDrawing):
    """Manim's `Camera`, drawing in bulk."""


class BulkMovingCamera(MovingCamera, BulkDrawing):
    """Manim's `MovingCamera`, drawing in bulk."""

    _matrix_moves = True


class BulkMultiCamera(MultiCamera, BulkMovingCamera):
    """Manim's `MultiCamera`, drawing in bulk."""


class BulkThreeDCamera(ThreeDCamera, BulkDrawing):
    """Manim's `ThreeDCamera`, drawing in bulk."""

    def get_mobjects_to_display(
        self,
        mobjects: Iterable[Mobject],
        include_submobjects: bool = True,
        excluded_mobjects: list[Mobject] | None = None,
    ) -> list[Mobject]:
        """Return what is drawn: shapes in space from the farthest to the nearest, then all others."""
        found = BulkDrawing.get_mobjects_to_display(self, mobjects, include_submobjects, excluded_mobjects)
        return sorted_by_depth(found, self.get_rotation_matrix())

    def _view(self) -> SpaceView:
        return SpaceView(self)


_IN_BULK: dict[type[Camera], type[BulkDrawing]] = {
    Camera: BulkCamera,
    MovingCamera: BulkMovingCamera,
    MultiCamera: BulkMultiCamera,
    ThreeDCamera: BulkThreeDCamera,
}
# Bulk drawing goes past these, so a camera that replaces one of them has to draw by itself.
_GONE_PAST = frozenset(
    {
        "type_or_raise",
        "set_pixel_array",
        "get_cairo_context",
        "get_cached_cairo_context",
        "cache_cairo_context",
        "display_multiple_vectorized_mobjects",
        "display_multiple_non_background_colored_vmobjects",
        "display_vectorized",
        "set_cairo_context_path",
        "set_cairo_context_color",
        "apply_fill",
        "apply_stroke",
        "get_stroke_rgbas",
        "get_fill_rgbas",
        "modified_rgbas",
        "transform_points_pre_display",
        "display_multiple_image_mobjects",
        "display_image_mobject",
        "overlay_rgba_array",
        "overlay_PIL_image",
        "pixel_array",
        "background",
    }
)


@cache
def bulk_camera_class(camera_class: type[Camera]) -> type[Camera]:
    """Return a camera class that draws the same pixels in bulk, or the class itself if none is known to.

    A class of someone's own that only adds to one of Manim's cameras is given bulk drawing; one that
    draws in its own way is left alone.

    Args:
        camera_class: the camera that a scene asks for.

    Example:
        >>> bulk_camera_class(MovingCamera).__name__
        'BulkMovingCamera'
    """
    if issubclass(camera_class, BulkDrawing):
        return camera_class
    own: list[type] = []
    for ancestor in camera_class.__mro__:
        if ancestor in _IN_BULK:
            break
        own.append(ancestor)
    base = _IN_BULK.get(camera_class.__mro__[len(own)])
    if base is None or any(_GONE_PAST & vars(ancestor).keys() for ancestor in own):
        return camera_class
    return type(f"Bulk{camera_class.__name__}", (camera_class, base), {}) if own else base
