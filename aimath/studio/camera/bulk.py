"""A camera that draws the shapes of a frame together, and only where something has changed."""

from collections.abc import Iterable
from functools import partial
from typing import Any, Self

import numpy as np
from manim.camera.camera import Camera
from manim.mobject.mobject import Mobject

from aimath.studio.camera.drawing import Matrix
from aimath.studio.camera.family import members_with_points
from aimath.studio.camera.grounds import Ground
from aimath.studio.camera.layering import layers_of
from aimath.studio.camera.picture import Picture
from aimath.studio.camera.regions import Pixels
from aimath.studio.camera.screen import Screen
from aimath.studio.camera.view import FlatView


class BulkDrawing(Camera):
    """What makes a camera of Manim draw in bulk: put it behind Manim's class among the bases.

    The pixels are those that Manim draws. Shapes are drawn together; what is not known here (point
    clouds, shapes coloured by an image, mobjects with methods of their own) is drawn by Manim, in its turn.
    """

    _matrix_moves = False
    # Manim's constructor sets pixels and background before anything else could be set up here.
    _screen: Screen | None = None
    _ground: Ground | None = None
    _measured: tuple[Screen, Matrix] | None = None

    def snapshot(self) -> Pixels:
        """Return a copy of the pixels that never changes: the same object until the pixels change."""
        return self._known_screen.snapshot()

    @property
    def picture(self) -> Picture | None:
        """What the camera shows; None if only its pixels tell."""
        return self._known_screen.picture

    def draw(self, picture: Picture) -> Pixels:
        """Return the pixels of a picture from before, as `snapshot` does; what the camera shows stays."""
        return self._known_screen.draw(picture)

    @property
    def pixel_array(self) -> Any:
        """The pixels, for others to read and to change."""
        return self._known_screen.pixels

    @pixel_array.setter
    def pixel_array(self, pixels: Any) -> None:
        if self._screen is None or not self._screen.is_made_of(pixels):
            self._screen = Screen(pixels)

    @property
    def background(self) -> Any:
        """The pixels below everything, for others to read and to change."""
        if self._ground is None:
            return None
        self._ground.is_fixed = False
        return self._ground.pixels

    @background.setter
    def background(self, pixels: Any) -> None:
        self._ground = None if pixels is None else Ground(pixels, is_fixed=False, shape=pixels.shape)

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

    def set_frame_to_background(self, background: Any) -> None:
        """Take everything off another background: pixels, or a ground of what was shown before."""
        if not isinstance(background, Ground):
            background = Ground(background, is_fixed=not background.flags.writeable, shape=background.shape)
        self._clear(background)

    def ground(self) -> Ground:
        """Return what the camera shows, as a ground for other pictures; it is drawn only if it is needed."""
        picture, shape = self.picture, self._known_screen.shape
        if picture is None or picture.key is None:
            return Ground(self.snapshot(), is_fixed=True, shape=shape)
        return Ground(partial(self.draw, picture), is_fixed=True, shape=shape, key=picture.key)

    def set_pixel_array(self, pixel_array: Any, convert_from_floats: bool = False) -> None:
        """Copy pixels."""
        pixels: Any = np.asarray(pixel_array)
        if convert_from_floats:
            pixels = self.convert_pixel_array(pixels)
        if self._screen is not None and self._screen.shape == pixels.shape:
            self._screen.fill(pixels)
        else:
            self._screen = Screen(pixels.copy())

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
        screen = self._known_screen
        layers = layers_of(
            self.get_mobjects_to_display(mobjects, **kwargs),
            camera=self,
            view=self._view(),
            matrix=self._matrix,
            before=screen.layers,
        )
        screen.show(layers)

    def _view(self) -> FlatView:
        """Return what the camera makes of shapes."""
        return FlatView()

    def _matrix(self) -> Matrix:
        """Return what takes scene units to pixels; like Manim, measure it anew only if the frame can move."""
        screen = self._known_screen
        if self._measured is None or self._matrix_moves or self._measured[0] is not screen:
            across, up = self.pixel_width / self.frame_width, self.pixel_height / self.frame_height
            center = self.frame_center
            x0, y0 = self.pixel_width / 2 - center[0] * across, self.pixel_height / 2 + center[1] * up
            self._measured = screen, (across, 0, 0, -up, x0, y0)
        return self._measured[1]

    @property
    def _known_screen(self) -> Screen:
        assert self._screen is not None
        return self._screen

    def _clear(self, ground: Ground) -> None:
        if self._screen is not None and self._screen.shape == ground.shape:
            self._screen.clear(ground)
        else:
            self.set_pixel_array(ground.pixels)
