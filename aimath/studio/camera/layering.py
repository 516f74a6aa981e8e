"""From the mobjects of a frame to the layers that are drawn."""

from collections.abc import Callable, Sequence
from enum import Enum, auto
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
from manim.camera.camera import Camera
from manim.mobject.mobject import Mobject
from manim.mobject.types.image_mobject import AbstractImageMobject
from manim.mobject.types.point_cloud_mobject import PMobject
from manim.mobject.types.vectorized_mobject import VMobject

from aimath.studio.camera.drawing import LayerColors, Matrix, draw_shapes, has_gradient
from aimath.studio.camera.gradients import gradient_ends
from aimath.studio.camera.images import DrawsLater, PlacedImage
from aimath.studio.camera.picture import Layer, Unknown
from aimath.studio.camera.regions import Pixels
from aimath.studio.camera.shapes import Floats, Shapes, is_plain, starts_of
from aimath.studio.camera.view import FlatView


def layers_of(
    mobjects: Sequence[Mobject],
    *,
    camera: Camera,
    view: FlatView,
    matrix: Callable[[], Matrix],
    before: Sequence[Layer],
) -> tuple[Layer, ...]:
    """Return what mobjects look like.

    Args:
        mobjects: what is drawn, in order.
        camera: Manim's camera, for what only it knows.
        view: what the camera makes of shapes.
        matrix: tells what takes scene units to pixels.
        before: the layers of the frame before, for what may be in them already.
    """
    layers: list[Layer] = []
    kinds = [(_kind(mobject), mobject) for mobject in mobjects]
    drawn = [pair for pair in kinds if pair[0] is not _Kind.NOTHING]
    for kind, pairs in groupby(drawn, itemgetter(0)):
        # mypy cannot know that a kind stands for a class.
        group: list[Any] = [mobject for _, mobject in pairs]
        if kind is _Kind.SHAPE:
            layers += _drawing(group, camera, view, matrix)
        elif kind is _Kind.IMAGE:
            for image in group:
                place = len(layers)
                layers.append(_image(image, camera, before[place] if place < len(before) else None))
        else:
            layers += _unknown(group, camera)
    return tuple(layers)


class _Kind(Enum):
    SHAPE = auto()
    IMAGE = auto()
    UNKNOWN = auto()
    NOTHING = auto()


def _kind(mobject: Mobject) -> _Kind:
    mobject_type: Any = type(mobject)
    kind = _kind_of(mobject_type)
    if kind is _Kind.SHAPE and not (isinstance(mobject, VMobject) and is_plain(mobject)):
        return _Kind.UNKNOWN
    return kind


@cache
def _kind_of(mobject_type: type) -> _Kind:
    if issubclass(mobject_type, VMobject):
        return _Kind.SHAPE
    if issubclass(mobject_type, PMobject):
        return _Kind.UNKNOWN
    # A value tracker, for one, keeps its number in a point that is never drawn.
    return _Kind.IMAGE if issubclass(mobject_type, AbstractImageMobject) else _Kind.NOTHING


def _drawing(
    mobjects: Sequence[VMobject], camera: Camera, view: FlatView, matrix: Callable[[], Matrix]
) -> list[Layer]:
    shapes = Shapes.of(mobjects).finite()
    if shapes is None:
        return []
    colors = view.colors(shapes)
    drawing = draw_shapes(
        shapes,
        view.places(shapes.mobjects, shapes.points, shapes.starts, shapes.sizes),
        colors,
        _gradients(shapes, colors, view),
        matrix=matrix(),
        frame=(camera.pixel_width, camera.pixel_height),
        line_width=camera.cairo_line_width_multiple,
    )
    return [drawing]


def _gradients(shapes: Shapes, colors: LayerColors, view: FlatView) -> Floats:
    """Return (n, 4) x and y of both ends of colour gradients; zero where there is one colour."""
    ends = np.zeros((len(shapes.sizes), 4))
    chosen = np.flatnonzero(has_gradient(colors))
    if len(chosen):
        points = gradient_ends(shapes, chosen).reshape(-1, 3)
        mobjects, two = [shapes.mobjects[int(index)] for index in chosen], np.full(len(chosen), 2)
        ends[chosen] = view.places(mobjects, points, starts_of(two), two).reshape(-1, 4)
    return ends


def _image(image: AbstractImageMobject, camera: Camera, before: Layer | None) -> Layer:
    corners = camera.points_to_subpixel_coords(image, image.points)
    there = before if isinstance(before, PlacedImage) else None
    if isinstance(image, DrawsLater):
        return PlacedImage.later(image, corners, image.resampling_algorithm, there)
    pixels: Any = image.get_pixel_array()
    if pixels.dtype != np.uint8 or pixels.shape[2:] != (4,):
        return _unknown([image], camera)[0]
    return PlacedImage.of(pixels, corners, image.resampling_algorithm, there)


def _unknown(mobjects: Sequence[Mobject], camera: Camera) -> list[Layer]:
    layers: list[Layer] = []
    for group_type, group in groupby(mobjects, camera.type_or_raise):
        layers.append(_left_to_manim(camera.display_funcs[group_type], list(group)))
    return layers


def _left_to_manim(display: Callable[[list[Mobject], Any], Any], mobjects: list[Mobject]) -> Unknown:
    def paint(pixels: Pixels) -> None:
        display(mobjects, pixels)

    return Unknown(paint)
