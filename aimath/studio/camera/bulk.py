"""A camera that gathers the shapes of a frame and draws them together, and only where something has changed."""

import copy
from collections.abc import Iterable
from itertools import groupby
from typing import Any, Self

import numpy as np
from manim.camera.camera import Camera
from manim.mobject.mobject import Mobject
from manim.mobject.types.image_mobject import AbstractImageMobject
from manim.mobject.types.vectorized_mobject import VMobject
from numpy.typing import NDArray

from aimath.studio.camera.drawing import Drawing, LayerColors, Matrix, draw_shapes, has_gradient
from aimath.studio.camera.family import members_with_points
from aimath.studio.camera.images import PlacedImage
from aimath.studio.camera.picture import Layer, Picture, Unknown, draw_layers, draw_picture
from aimath.studio.camera.regions import Pixels
from aimath.studio.camera.shapes import Floats, Shapes, is_plain


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
    _pixels: Pixels | None = None
    _matrix_of_pixels: tuple[Pixels, Matrix] | None = None
    _ground: Pixels | None = None
    _shown: Picture | None = None
    _last_layers: tuple[Layer, ...] = ()
    _snapshot: Pixels | None = None
    _background: Pixels | None = None
    _background_is_ours = False
    _pixels_are_ours = True

    def snapshot(self) -> Pixels:
        """Return a copy of the pixels that never changes: the same object until the pixels do."""
        if self._snapshot is None or not self._pixels_are_ours:
            self._snapshot = self._settled_pixels().copy()
            self._snapshot.flags.writeable = False
        return self._snapshot

    @property
    def pixel_array(self) -> Pixels:
        """The pixels, for others to read and to change."""
        pixels = self._settled_pixels()
        self._shown = self._snapshot = None
        return pixels

    @pixel_array.setter
    def pixel_array(self, pixels: Pixels) -> None:
        self._pixels = pixels
        self._ground = self._shown = self._snapshot = None

    @property
    def background(self) -> Pixels | None:
        """The pixels below everything, for others to read and to change."""
        self._background_is_ours = False
        return self._background

    @background.setter
    def background(self, pixels: Pixels | None) -> None:
        self._background = pixels
        self._background_is_ours = False

    def init_background(self) -> None:
        """Make the background anew."""
        super().init_background()
        self._background_is_ours = True

    def reset(self) -> Self:
        """Take everything off the background."""
        assert self._background is not None
        self.set_frame_to_background(self._background)
        return self

    def set_frame_to_background(self, background: Pixels) -> None:
        """Take everything off another background."""
        if self._pixels is not None and self._pixels.shape == background.shape:
            self._ground = background
        else:
            self.set_pixel_array(background)

    def set_pixel_array(self, pixel_array: Any, convert_from_floats: bool = False) -> None:
        """Copy pixels."""
        if self._pixels is None:
            self._pixels = np.array(pixel_array, dtype=self.pixel_array_dtype)
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
        self._last_layers = layers
        ground, self._ground = self._ground, None
        assert self._pixels is not None
        if ground is None:
            draw_layers(self._pixels, layers)
            self._shown = self._snapshot = None
            return
        picture = Picture(ground, layers)
        if draw_picture(self._pixels, picture, self._shown, self.threads):
            self._snapshot = None
        self._shown = picture if self._pixels_are_ours and self._is_fixed(ground) else None

    def _settled_pixels(self) -> Pixels:
        assert self._pixels is not None
        if self._ground is not None:
            np.copyto(self._pixels, self._ground)
            self._ground = self._shown = self._snapshot = None
        return self._pixels

    def _is_fixed(self, ground: Pixels) -> bool:
        """Return whether nobody can change the ground without telling."""
        return self._background_is_ours if ground is self._background else not ground.flags.writeable

    def _layers(self, mobjects: list[Mobject]) -> tuple[Layer, ...]:
        layers: list[Layer] = []
        for kind, group in groupby(mobjects, _kind):
            if kind is VMobject:
                layers += self._drawing(list(group))
            elif kind is AbstractImageMobject:
                for image in group:
                    layers.append(self._image(image, len(layers)))
            else:
                layers += self._unknown(list(group))
        return tuple(layers)

    def _drawing(self, mobjects: list[VMobject]) -> list[Layer]:
        shapes = Shapes.of(mobjects).finite()
        if shapes is None:
            return []
        colors = self._colors(shapes)
        drawing = draw_shapes(
            shapes,
            self._points(shapes),
            colors,
            self._gradients(shapes, has_gradient(colors)),
            matrix=self._matrix(),
            line_width=self.cairo_line_width_multiple,
        )
        return [drawing]

    def _image(self, image: AbstractImageMobject, place: int) -> Layer:
        pixels = image.get_pixel_array()
        if pixels.dtype != np.uint8 or pixels.shape[2:] != (4,):
            return self._unknown([image])[0]
        before = self._last_layers[place] if place < len(self._last_layers) else None
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
        if self._matrix_of_pixels is None or self._matrix_moves or self._matrix_of_pixels[0] is not self._pixels:
            across, up = self.pixel_width / self.frame_width, self.pixel_height / self.frame_height
            center = self.frame_center
            x0, y0 = self.pixel_width / 2 - center[0] * across, self.pixel_height / 2 + center[1] * up
            self._matrix_of_pixels = self._pixels, (across, 0, 0, -up, x0, y0)
        return self._matrix_of_pixels[1]

    def _points(self, shapes: Shapes) -> Floats:
        """Return (N, 2) where the points of shapes are in the frame, in scene units."""
        return np.ascontiguousarray(shapes.points[:, :2])

    def _colors(self, shapes: Shapes) -> LayerColors:
        return shapes.backgrounds, shapes.fills, shapes.strokes

    def _gradients(self, shapes: Shapes, needed: NDArray[np.bool_]) -> Floats:
        """Return (n, 4) x and y of both ends of the colour gradients that are needed."""
        ends = np.zeros((len(shapes.sizes), 4))
        for index in np.flatnonzero(needed):
            mobject = shapes.mobjects[index]
            points = self.transform_points_pre_display(mobject, mobject.get_gradient_start_and_end_points())
            ends[index] = np.asarray(points)[[0, -1], :2].ravel()
        return ends

    def __copy__(self) -> Self:
        """Return a camera with the same pixels, as Manim does: from now on neither knows what they show."""
        twin = object.__new__(type(self))
        self._pixels_are_ours = False
        self._shown = self._snapshot = None
        twin.__dict__.update(self.__dict__)
        return twin


def _kind(mobject: Mobject) -> type[Mobject]:
    if isinstance(mobject, VMobject):
        return VMobject if is_plain(mobject) else Mobject
    return AbstractImageMobject if isinstance(mobject, AbstractImageMobject) else Mobject
