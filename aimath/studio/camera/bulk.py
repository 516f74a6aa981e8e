"""A camera that gathers the shapes of a frame and draws them together, and only where something has changed."""

from collections.abc import Iterable, Sequence
from enum import Enum, auto
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, Self

import numpy as np
from manim.camera.camera import Camera
from manim.mobject.mobject import Mobject
from manim.mobject.types.image_mobject import AbstractImageMobject
from manim.mobject.types.point_cloud_mobject import PMobject
from manim.mobject.types.vectorized_mobject import VMobject

from aimath.studio.camera.drawing import Drawing, LayerColors, Matrix, draw_shapes, has_gradient
from aimath.studio.camera.family import members_with_points
from aimath.studio.camera.gradients import gradient_ends
from aimath.studio.camera.images import PlacedImage
from aimath.studio.camera.picture import Layer, Unknown
from aimath.studio.camera.regions import Pixels
from aimath.studio.camera.screen import Ground, Screen
from aimath.studio.camera.shapes import Floats, Indices, Shapes, is_plain, starts_of


class BulkDrawing(Camera):
    """What makes a camera of Manim draw in bulk: put it behind Manim's class among the bases.

    The pixels are those that Manim draws. Shapes are drawn together; what is not known here (point clouds, shapes
    coloured by an image, mobjects with methods of their own) is drawn by Manim, in its turn.

    Attributes:
        threads: how many threads may draw a frame that takes long.
    """

    threads = 1
    _matrix_moves = False
    # Manim's constructor sets pixels and background before anything else could be set up here.
    _screen: Screen | None = None
    _ground: Ground | None = None
    _measured: tuple[Screen, Matrix] | None = None

    def snapshot(self) -> Pixels:
        """Return a copy of the pixels that never changes: the same object until the pixels change."""
        return self._known_screen.snapshot()

    @property
    def pixel_array(self) -> Pixels:
        """The pixels, for others to read and to change."""
        return self._known_screen.pixels

    @pixel_array.setter
    def pixel_array(self, pixels: Pixels) -> None:
        if self._screen is None or not self._screen.is_made_of(pixels):
            self._screen = Screen(pixels)

    @property
    def background(self) -> Pixels | None:
        """The pixels below everything, for others to read and to change."""
        if self._ground is None:
            return None
        self._ground.is_fixed = False
        return self._ground.pixels

    @background.setter
    def background(self, pixels: Pixels | None) -> None:
        self._ground = None if pixels is None else Ground(pixels, is_fixed=False)

    def init_background(self) -> None:
        """Make the background anew."""
        super().init_background()
        assert self._ground is not None
        self._ground.is_fixed = True

    def reset(self) -> Self:
        """Take everything off the background."""
        assert self._ground is not None
        self._clear(self._ground)
        return self

    def set_frame_to_background(self, background: Pixels) -> None:
        """Take everything off another background."""
        self._clear(Ground(background, is_fixed=not background.flags.writeable))

    def set_pixel_array(self, pixel_array: Any, convert_from_floats: bool = False) -> None:
        """Copy pixels."""
        if self._screen is None:
            self._screen = Screen(np.array(pixel_array, dtype=self.pixel_array_dtype))
        super().set_pixel_array(pixel_array, convert_from_floats)

    def get_mobjects_to_display(
        self,
        mobjects: Iterable[Mobject],
        include_submobjects: bool = True,
        excluded_mobjects: list[Mobject] | None = None,
    ) -> list[Mobject]:
        """Return what is drawn, in order."""
        if not include_submobjects or excluded_mobjects:
            return super().get_mobjects_to_display(mobjects, include_submobjects, excluded_mobjects)
        return members_with_points(mobjects, use_z_index=self.use_z_index)

    def capture_mobjects(self, mobjects: Iterable[Mobject], **kwargs: Any) -> None:
        """Draw mobjects."""
        layers = self._layers(self.get_mobjects_to_display(mobjects, **kwargs))
        self._known_screen.show(layers, self.threads)

    @property
    def _known_screen(self) -> Screen:
        assert self._screen is not None
        return self._screen

    def _clear(self, ground: Ground) -> None:
        if self._screen is not None and self._screen.shape == ground.pixels.shape:
            self._screen.clear(ground)
        else:
            self.set_pixel_array(ground.pixels)

    def _layers(self, mobjects: list[Mobject]) -> tuple[Layer, ...]:
        layers: list[Layer] = []
        kinds = [(_kind(mobject), mobject) for mobject in mobjects]
        drawn = [pair for pair in kinds if pair[0] is not _Kind.NOTHING]
        for kind, pairs in groupby(drawn, itemgetter(0)):
            group = [mobject for _, mobject in pairs]
            if kind is _Kind.SHAPE:
                layers += self._drawing(group)
            elif kind is _Kind.IMAGE:
                for image in group:
                    layers.append(self._image(image, len(layers)))
            else:
                layers += self._unknown(group)
        return tuple(layers)

    def _drawing(self, mobjects: list[VMobject]) -> list[Layer]:
        shapes = Shapes.of(mobjects).finite()
        if shapes is None:
            return []
        colors = self._colors(shapes)
        drawing = draw_shapes(
            shapes,
            self._seen(shapes.mobjects, shapes.points, shapes.starts, shapes.sizes),
            colors,
            self._gradients(shapes, colors),
            matrix=self._matrix(),
            frame=(self.pixel_width, self.pixel_height),
            line_width=self.cairo_line_width_multiple,
        )
        return [drawing]

    def _image(self, image: AbstractImageMobject, place: int) -> Layer:
        pixels = image.get_pixel_array()
        if pixels.dtype != np.uint8 or pixels.shape[2:] != (4,):
            return self._unknown([image])[0]
        layers = self._known_screen.layers
        before = layers[place] if place < len(layers) else None
        return PlacedImage.of(
            pixels,
            self.points_to_subpixel_coords(image, image.points),
            image.resampling_algorithm,
            before if isinstance(before, PlacedImage) else None,
        )

    def _unknown(self, mobjects: list[Mobject]) -> list[Layer]:
        layers: list[Layer] = []
        for group_type, group in groupby(mobjects, self.type_or_raise):
            display, batch = self.display_funcs[group_type], list(group)
            layers.append(Unknown(lambda pixels, display=display, batch=batch: display(batch, pixels)))
        return layers

    def _matrix(self) -> Matrix:
        """Return what takes scene units to pixels; Manim measures it once, unless the frame is made to move."""
        screen = self._known_screen
        if self._measured is None or self._matrix_moves or self._measured[0] is not screen:
            across, up = self.pixel_width / self.frame_width, self.pixel_height / self.frame_height
            center = self.frame_center
            x0, y0 = self.pixel_width / 2 - center[0] * across, self.pixel_height / 2 + center[1] * up
            self._measured = screen, (across, 0, 0, -up, x0, y0)
        return self._measured[1]

    def _seen(self, mobjects: Sequence[Mobject], points: Floats, starts: Indices, sizes: Indices) -> Floats:
        """Return (N, 2) where points of mobjects are in the frame, in scene units."""
        return np.ascontiguousarray(points[:, :2])

    def _colors(self, shapes: Shapes) -> LayerColors:
        """Return the colours of shapes, with light on them if there is any."""
        return shapes.backgrounds, shapes.fills, shapes.strokes

    def _gradients(self, shapes: Shapes, colors: LayerColors) -> Floats:
        """Return (n, 4) x and y of both ends of colour gradients; zero where there is one colour."""
        ends = np.zeros((len(shapes.sizes), 4))
        chosen = np.flatnonzero(has_gradient(colors))
        if len(chosen):
            points = gradient_ends(shapes, chosen).reshape(-1, 3)
            mobjects, two = [shapes.mobjects[index] for index in chosen], np.full(len(chosen), 2)
            ends[chosen] = self._seen(mobjects, points, starts_of(two), two).reshape(-1, 4)
        return ends


class _Kind(Enum):
    SHAPE = auto()
    IMAGE = auto()
    UNKNOWN = auto()
    NOTHING = auto()


def _kind(mobject: Mobject) -> _Kind:
    kind = _kind_of(type(mobject))
    return _Kind.UNKNOWN if kind is _Kind.SHAPE and not is_plain(mobject) else kind


@cache
def _kind_of(mobject_type: type[Mobject]) -> _Kind:
    if issubclass(mobject_type, VMobject):
        return _Kind.SHAPE
    if issubclass(mobject_type, PMobject):
        return _Kind.UNKNOWN
    # A value tracker, for one, keeps its number in a point that is never drawn.
    return _Kind.IMAGE if issubclass(mobject_type, AbstractImageMobject) else _Kind.NOTHING
