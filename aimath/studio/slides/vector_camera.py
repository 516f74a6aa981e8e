"""A camera of Manim that draws shapes as vectors, for SVG and PDF."""

from collections.abc import Iterable
from typing import Any, Self

import cairo
import numpy as np
from manim.camera.camera import Camera
from manim.mobject.mobject import Mobject
from manim.mobject.types.image_mobject import AbstractImageMobject
from numpy.typing import NDArray
from PIL import Image

_SHARP_PIXELS = 1000
"""From side to side: not every viewer draws a picture sharply that has few pixels."""


class VectorCamera(Camera):
    """Draws onto a surface of Cairo: shapes as paths, whatever else there is as pictures.

    Manim's own methods make the paths, in Manim's settings of the moment.

    Args:
        surface: an SVG or PDF surface.
        width: of the page in points.
        height: of the page in points.
    """

    def __init__(self, surface: cairo.Surface, width: float, height: float) -> None:
        super().__init__()
        self._drawing = cairo.Context(surface)
        across, up = width / self.frame_width, height / self.frame_height
        x, y = self.frame_center[:2]
        self._drawing.set_matrix(cairo.Matrix(across, 0, 0, -up, width / 2 - x * across, height / 2 + y * up))

    def fill_page(self, color: str) -> None:
        """Lay a ground under everything.

        Args:
            color: hex, sRGB.
        """
        red, green, blue = (int(color[k : k + 2], 16) / 255 for k in (1, 3, 5))
        self._drawing.set_source_rgb(red, green, blue)
        self._drawing.paint()

    def get_cairo_context(self, pixel_array: Any) -> "cairo.Context[Any]":
        """Return what to draw shapes on, whatever pixels Manim thinks it is drawing on."""
        return self._drawing

    def get_fill_rgbas(self, vmobject: Any) -> Any:
        """Return the colours of a fill."""
        return _swapped(super().get_fill_rgbas(vmobject))

    def get_stroke_rgbas(self, vmobject: Any, background: bool = False) -> Any:
        """Return the colours of a stroke."""
        return _swapped(super().get_stroke_rgbas(vmobject, background))

    def display_multiple_image_mobjects(
        self, image_mobjects: Iterable[AbstractImageMobject], pixel_array: Any
    ) -> None:
        """Draw pictures with the pixels that they are made of."""
        for image in image_mobjects:
            pixels = np.asarray(Image.fromarray(np.asarray(image.get_pixel_array())).convert("RGBA"))
            sharp = image.resampling_algorithm == Image.Resampling.NEAREST
            upper_left, upper_right, lower_left = np.asarray(image.points)[:3, :2]
            self._draw_picture(pixels, upper_left, upper_right, lower_left, sharp=sharp)

    def display_multiple_point_cloud_mobjects(self, pmobjects: Iterable[Mobject], pixel_array: Any) -> None:
        """Draw clouds of points as a picture."""
        self._draw_as_picture(pmobjects)

    def display_multiple_background_colored_vmobjects(
        self, cvmobjects: Iterable[Mobject], pixel_array: Any
    ) -> Self:
        """Draw shapes that are coloured by a picture as a picture."""
        self._draw_as_picture(cvmobjects)
        return self

    def _draw_as_picture(self, mobjects: Iterable[Mobject]) -> None:
        pixels = Camera(background_opacity=0)
        pixels.capture_mobjects(mobjects)
        x, y = self.frame_center[:2]
        left, right = x - self.frame_width / 2, x + self.frame_width / 2
        bottom, top = y - self.frame_height / 2, y + self.frame_height / 2
        corners = np.array([[left, top], [right, top], [left, bottom]])
        self._draw_picture(np.asarray(pixels.pixel_array), *corners, sharp=False)

    def _draw_picture(
        self, pixels: NDArray[np.uint8], upper_left: Any, upper_right: Any, lower_left: Any, *, sharp: bool
    ) -> None:
        if sharp:
            times = max(1, -(-_SHARP_PIXELS // pixels.shape[1]))
            pixels = pixels.repeat(times, axis=0).repeat(times, axis=1)
        height, width = pixels.shape[:2]
        across, down = (upper_right - upper_left) / width, (lower_left - upper_left) / height
        context = self._drawing
        context.save()
        context.transform(cairo.Matrix(*across, *down, *upper_left))
        context.set_source_surface(_surface(pixels), 0, 0)
        context.get_source().set_filter(cairo.FILTER_NEAREST if sharp else cairo.FILTER_GOOD)
        context.rectangle(0, 0, width, height)
        context.fill()
        context.restore()


def _swapped(colors: Any) -> Any:
    """Return colours with red and blue exchanged: Manim exchanges them for the pixels that it draws on."""
    return np.asarray(colors)[:, [2, 1, 0, 3]]


def _surface(pixels: NDArray[np.uint8]) -> cairo.ImageSurface:
    """Return (h, w, 4) red, green, blue and opacity as a surface of Cairo."""
    height, width = pixels.shape[:2]
    opacity = pixels[..., 3:].astype(np.uint16)
    colors = (pixels[..., 2::-1] * opacity + 127) // 255
    data = np.ascontiguousarray(np.concatenate([colors, opacity], axis=-1).astype(np.uint8))
    return cairo.ImageSurface.create_for_data(data.data.cast("B"), cairo.FORMAT_ARGB32, width, height)
