"""A landscape's picture as an image mobject, drawn pixel for pixel, and only when something changed."""

import hashlib
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib.abc import InspectLoader
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

import numpy as np
from manim import config
from manim.mobject.mobject import Mobject
from manim.mobject.types.image_mobject import AbstractImageMobject
from PIL.Image import Resampling

from aimath.stage.landscape.height_field import HeightField
from aimath.stage.landscape.landscape_pixels import Canvas, draw_landscape
from aimath.stage.landscape.look import Look
from aimath.stage.landscape.raycast import RayCaster
from aimath.stage.plots.paths import Points
from aimath.stage.space.projection import Values, View

_LINE_WIDTH = 0.0096
"""Of level lines, in scene units."""
_COARSE = np.linspace(-1, 1, 65)
_SPACING = 3
"""Pixels between the columns along which the surface is sampled."""
_DRAWING = (
    *(f"{__package__}.{name}" for name in ("height_field", "landscape_pixels", "look")),
    *(f"{__package__}.{name}" for name in ("ray_hits", "raycast", "shading")),
    *(f"aimath.stage.{name}" for name in ("space.projection", "colormaps", "theme")),
    __name__,
)
"""The modules that decide about pixels."""
_COMPILED = "compiled_arguments.h", "compiled_ray_hits.c", "compiled_shading.c"
"""What decides about them where it was compiled."""


class LandscapeImage(AbstractImageMobject):
    """The picture of a height field in a box of the scene.

    It is as fine as the film, and drawn for the very pixels it will cover, so that nothing is resampled.
    A camera that zooms in on it shows its pixels; `set_resampling_algorithm` smooths them.

    Args:
        field: what is seen.
        view: from where.
        theme: name of the theme whose colours it takes.
        levels: heights between 0 and 1 of the level lines, rising.
        width: of the box in scene units.
        height: of the box in scene units.
        sides: share of the width to leave free, half of it on each side.
        above: share of the height to leave free above.
        below: share of the height to leave free below.
        snug: whether it fills the box with the surface itself, instead of with the cube that it lies in.
    """

    def __init__(
        self,
        field: HeightField,
        view: View,
        *,
        theme: str,
        levels: tuple[float, ...],
        width: float,
        height: float,
        sides: float = 0.0,
        above: float = 0.0,
        below: float = 0.0,
        snug: bool = False,
    ) -> None:
        self.field, self.view, self.levels = field, view, levels
        self.drawings = 0
        """How often its pixels were drawn."""
        self.opacity = 1.0
        self._theme = theme
        self._size = (width, height)
        self._sides, self._above, self._below = sides, above, below
        self._snug = snug
        self._extent_for: object = None
        self._drawn_for: object = None
        # A picture is often drawn only after somebody has asked what the next one lets be seen.
        self._casters: deque[RayCaster] = deque(maxlen=2)
        self._faded_to = 1.0
        self._pixels = self._faded = np.zeros((1, 1, 4), dtype=np.uint8)
        super().__init__(config.pixel_height, resampling_algorithm=Resampling.NEAREST)

    def reset_points(self) -> Self:
        """Set the corners of the box: upper left, upper right, lower left, lower right."""
        right, up = self._size[0] / 2, self._size[1] / 2
        corners = [[-right, up], [right, up], [-right, -up], [right, -up]]
        self.points = np.pad(np.array(corners, dtype=float), ((0, 0), (0, 1)))
        return self

    @property
    def _extent(self) -> tuple[float, float, float]:
        """Half the width, the lowest and the highest point on the picture plane, for every azimuth."""
        if not self._snug:
            return self.view.extent
        wanted = (self.field, replace(self.view, azimuth=0.0))
        if wanted != self._extent_for:
            self._snug_extent = self.view.extent_of(
                _COARSE, _COARSE[:, None], self.field.height(_COARSE, _COARSE[:, None])
            )
            self._extent_for = wanted
        return self._snug_extent

    @property
    def scale_factor(self) -> float:
        """Scene units to a unit of the picture plane: as large as the box allows from any azimuth."""
        half_width, low, high = self._extent
        width, height = self.points[1, 0] - self.points[0, 0], self.points[0, 1] - self.points[2, 1]
        free_width, free_height = 1 - self._sides, 1 - self._above - self._below
        return float(min(free_width * width / (2 * half_width), free_height * height / (high - low)))

    @property
    def middle(self) -> Points:
        """Where in the scene the middle of the landscape is."""
        upwards = self.points[0] - self.points[2]
        return np.asarray(self.points.mean(axis=0) + (self._below - self._above) / 2 * upwards)

    def place(self, across: Values, up: Values) -> Points:
        """Return the scene positions (…, 3) of places on the picture plane."""
        _, low, high = self._extent
        flat = np.stack([across, up - (low + high) / 2, np.zeros_like(across)], axis=-1)
        return np.asarray(self.middle + self.scale_factor * flat)

    @property
    def caster(self) -> RayCaster:
        """What tells which part of the surface is seen, made anew only if something has changed."""
        return self._caster_of(self.field, self.view, _SPACING / self._pixel_scale)

    def _caster_of(self, field: HeightField, view: View, spacing: float) -> RayCaster:
        for caster in self._casters:
            if (caster.field, caster.view, caster.spacing) == (field, view, spacing):
                return caster
        self._casters.append(RayCaster(field, view, spacing))
        return self._casters[-1]

    def get_pixel_array(self) -> Any:
        """Return the pixels (height, width, 4), drawn anew only if what they show has changed."""
        return self.pixels_later()()

    def pixels_later(self) -> Callable[[], Any]:
        """Return what draws the picture as it is now, whenever it is called."""
        wanted = field, view, look, canvas = self.field, self.view, self._look, self._canvas()
        spacing, opacity = _SPACING / self._pixel_scale, self.opacity

        def pixels() -> Any:
            if wanted != self._drawn_for:
                caster = self._caster_of(field, view, spacing)
                self._pixels = self._faded = draw_landscape(caster, look, canvas)
                self._drawn_for, self._faded_to = wanted, 1.0
                self.drawings += 1
            if self._faded_to != opacity:
                self._faded, self._faded_to = self._pixels.copy(), opacity
                self._faded[..., 3] = self._pixels[..., 3] * opacity
            return self._faded

        return pixels

    def content_key(self) -> bytes:
        """Return what tells without drawing whether pixels are the same: equal keys have equal pixels."""
        shown = f"{self.view} {self._look} {self._canvas()} {self.opacity} {np.__version__}"
        return hashlib.sha256(_drawing_code() + self.field.key + shown.encode()).digest()

    @property
    def _look(self) -> Look:
        line_width = max(1.0, _LINE_WIDTH * config.pixel_width / config.frame_width)
        return Look(self._theme, self.levels, line_width)

    @property
    def _pixel_scale(self) -> float:
        """Pixels to a unit of the picture plane, without the rounding errors of moves."""
        return round(self.scale_factor * config.pixel_width / config.frame_width, 6)

    @property
    def corner(self) -> tuple[int, int]:
        """Column and row of the frame where the first pixel belongs: cameras may put all pixels there."""
        left, top = self._in_pixels(self.points[0])
        return round(left), round(top)

    def _in_pixels(self, place: Points) -> tuple[float, float]:
        """Return the column and row of the frame at a place of the scene."""
        across, down = config.pixel_width / config.frame_width, config.pixel_height / config.frame_height
        return (
            float(place[0] * across + config.pixel_width / 2),
            float(config.pixel_height / 2 - place[1] * down),
        )

    def _canvas(self) -> Canvas:
        """Return the whole pixels that the camera will fill from this picture."""
        left, top = self._in_pixels(self.points[0])
        right, bottom = self._in_pixels(self.points[3])
        width, height = max(1, round(right - left)), max(1, round(bottom - top))
        column, row = self._in_pixels(self.middle)
        _, low, high = self._extent
        # To a thousandth of a pixel, so that rounding errors of a move do not draw it again.
        return Canvas(
            width,
            height,
            left=round(self.corner[0] - column, 3) / self._pixel_scale,
            bottom=(low + high) / 2 + round(row - self.corner[1] - height, 3) / self._pixel_scale,
            scale=self._pixel_scale,
        )

    def set_opacity(self, opacity: float) -> Self:
        """Set how opaque the picture is, from 0 to 1."""
        self.opacity = opacity
        return self

    def fade(self, darkness: float = 0.5, family: bool = True) -> Self:
        """Take away a share of the opacity."""
        self.opacity *= 1 - darkness
        return self

    def interpolate_color(self, mobject1: Mobject, mobject2: Mobject, alpha: float) -> Self:
        """Take on what is between two landscape images: opacity, view and heights."""
        if isinstance(mobject1, LandscapeImage) and isinstance(mobject2, LandscapeImage):
            self.opacity = (1 - alpha) * mobject1.opacity + alpha * mobject2.opacity
            self.view = mobject1.view.toward(mobject2.view, alpha)
            if mobject1.field is not mobject2.field:
                self.field = mobject1.field.toward(mobject2.field, alpha)
            self.levels = mobject1.levels if alpha < 1 else mobject2.levels
        return self


@cache
def _drawing_code() -> bytes:
    """Return a digest of the code that makes pixels of a height field: other code may make others."""
    found = hashlib.sha256()
    for name in _DRAWING:
        spec = find_spec(name)
        assert spec is not None and isinstance(spec.loader, InspectLoader)
        found.update((spec.loader.get_source(name) or "").encode())
    for name in _COMPILED:
        # Read as data is, so that a film depends on it: nothing else knows of sources that are not Python.
        found.update(Path(__file__).with_name(name).read_bytes())
    return found.digest()
