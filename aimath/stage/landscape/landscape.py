"""A loss landscape in three dimensions that stands in a flat scene, turns and changes shape."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Self
from weakref import ref

import numpy as np
from manim import Group
from numpy.typing import ArrayLike, NDArray

from aimath.errors import InputError
from aimath.stage.changes import Step, change
from aimath.stage.landscape.height_field import HeightField
from aimath.stage.landscape.landscape_frame import LandscapeFrame
from aimath.stage.landscape.landscape_image import LandscapeImage
from aimath.stage.landscape.raycast import RayCaster
from aimath.stage.lettering.type_sizes import Size
from aimath.stage.plots.contour_levels import contour_levels
from aimath.stage.plots.paths import Points
from aimath.stage.space.projection import View
from aimath.stage.theme import Role, current_theme

_COARSE = 0.02
"""Between the columns along which a surface is sampled to tell from where points are seen."""
_ASIDE = 0.006
"""How far above a point its line of sight runs, on the picture plane: a pixel or two."""


class LandscapeSurface(Group):
    """A smooth, lit surface over two numbers, inside a box of the scene.

    What turns is the landscape inside the box; the box is moved and scaled like any mobject. Everything in it
    keeps its size while the camera walks around. Seen with azimuth 0 from an elevation of 90 degrees it is
    its own contour map.

    Args:
        x: (n,) evenly spaced values of the first number, or (m, n) as from `numpy.meshgrid`.
        y: (m,) evenly spaced values of the second number, or (m, n) likewise.
        z: (m, n) heights; large ones may be compressed (such as by a logarithm) before they come here.
        width: of the box, in scene units.
        height: of the box, in scene units.
        azimuth: degrees the camera has walked around, counter-clockwise from above; 0 looks along y.
        elevation: degrees of the camera above the horizon.
        perspective: how much nearer things are larger, 0 to 0.5.
        height_scale: how high the landscape is where its floor is 2 wide.
        z_range: lowest and highest height drawn; beyond, the surface is cut off flat.
        levels: how many level lines, or at which heights.
        labels: what is written along the first, the second and the upright axis, as for `Words`.
        label_roles: whose colours the labels take.
        axes: whether floor and axes are drawn.
        snug: whether the surface itself fills the box, instead of the cube that it lies in; for a surface
            without axes.
        size: size of the labels.

    Raises:
        InputError: if coordinates are not evenly spaced, or a number is out of bounds.
        ShapeError: if the shapes do not fit.

    Example:
        >>> from aimath.landscapes import LANDSCAPES
        >>> x, y, z = LANDSCAPES["bowl"].grid(32)
        >>> surface = LandscapeSurface(x, y, z, width=6, height=5, labels=("$w$", "$b$", "loss"))
        >>> surface.set_view(azimuth=0, elevation=60).visible([0, 1], [0, 2]).tolist()
        [True, True]

    Turn it with `surface.animate.set_view(azimuth=40)`, reshape it with `surface.animate.set_heights(z)`.
    """

    def __init__(
        self,
        x: ArrayLike,
        y: ArrayLike,
        z: ArrayLike,
        *,
        width: float,
        height: float,
        azimuth: float = -35.0,
        elevation: float = 35.0,
        perspective: float = 0.16,
        height_scale: float = 0.9,
        z_range: tuple[float, float] | None = None,
        levels: int | Sequence[float] = 14,
        labels: tuple[str, str, str] | None = None,
        label_roles: tuple[Role | str, Role | str, Role | str] = (Role.PARAMETER, Role.PARAMETER, Role.ERROR),
        axes: bool = True,
        snug: bool = False,
        size: Size | float = Size.SMALL,
    ) -> None:
        super().__init__()
        self._drawn: list[ref[Any]] = []
        self._changes = 0
        if width <= 0 or height <= 0:
            raise InputError(f"expected a width and a height above 0, got {width} and {height}")
        field = HeightField.through(x, y, z, z_range)
        given = contour_levels(z, levels) if isinstance(levels, int) else levels
        self.levels = tuple(sorted(float(level) for level in given))
        """The heights of the level lines, rising."""
        self._frame = LandscapeFrame(labels, label_roles, size) if axes else None
        beside, above = (self._frame.room_beside, self._frame.room_above) if self._frame else (0.0, 0.0)
        self.image = LandscapeImage(
            field,
            View(azimuth, elevation, perspective, height_scale),
            theme=current_theme().name,
            levels=tuple(field.share(self.levels).tolist()),
            width=width,
            height=height,
            sides=2 * beside / width,
            above=above / height,
            below=beside / height,
            snug=snug,
        )
        """The picture of the surface, transparent around it."""
        if self._frame is None:
            self.add(self.image)
        else:
            self.add(self._frame.behind, self.image, self._frame.front, self._frame.labels)
        self._refresh()

    @property
    def view(self) -> View:
        """From where it is seen."""
        return self.image.view

    @property
    def x_range(self) -> tuple[float, float]:
        """The lowest and the highest first number."""
        return float(self.image.field.x[0]), float(self.image.field.x[-1])

    @property
    def y_range(self) -> tuple[float, float]:
        """The lowest and the highest second number."""
        return float(self.image.field.y[0]), float(self.image.field.y[-1])

    @change
    def set_view(
        self,
        azimuth: float | None = None,
        elevation: float | None = None,
        perspective: float | None = None,
    ) -> Step:
        """Look at it from elsewhere; what is not given stays. Through `.animate`, the camera walks there.

        Raises:
            InputError: if the elevation is not above 0 and up to 90, or the perspective not from 0 to 0.5.
        """
        start = self.view
        end = View(
            start.azimuth if azimuth is None else azimuth,
            start.elevation if elevation is None else elevation,
            start.perspective if perspective is None else perspective,
            start.height,
        )

        def step(share: float) -> None:
            self.image.view = end if share == 1 else start.toward(end, share)
            self._refresh()

        return step

    @change
    def set_heights(self, z: ArrayLike, z_range: tuple[float, float] | None = None) -> Step:
        """Change its shape; the level lines keep their heights. Through `.animate`, it morphs.

        Args:
            z: (m, n) heights.
            z_range: lowest and highest height drawn; those drawn so far if not given.

        Raises:
            InputError: if the range is empty.
            ShapeError: if the shape is not that of the coordinates.
        """
        start = self.image.field
        end = HeightField.through(start.x, start.y, z, z_range or start.z_range)

        def step(share: float) -> None:
            self.image.field = end if share == 1 else start.toward(end, share)
            self.image.levels = tuple(self.image.field.share(self.levels).tolist())
            self._refresh()

        return step

    def point(self, x: ArrayLike, y: ArrayLike, lift: float = 0.0) -> Points:
        """Return where the surface over (x, y) is in the scene, shape (3,); of n points, shape (n, 3).

        Args:
            x: first number; beyond the border, the surface goes on level from there.
            y: second number.
            lift: how far above the surface, in heights of the landscape.
        """
        across, along = self.image.field.ground(x, y)
        share = self.image.field.height(across, along) + lift
        projected = self.view.project(across, along, share)
        return self.image.place(projected.across, projected.up)

    def inside(self, x: ArrayLike, y: ArrayLike) -> NDArray[np.bool_]:
        """Return whether (x, y) lies over the surface."""
        across, along = self.image.field.ground(x, y)
        return np.asarray((np.abs(across) <= 1) & (np.abs(along) <= 1))

    def visible(self, x: ArrayLike, y: ArrayLike) -> NDArray[np.bool_]:
        """Return which points (n,) on top of the surface can be seen: the rest have the surface in front.

        Where the surface shows its underside, what lies on top of it is hidden.
        """
        return self._seen(self.image.caster, x, y)

    def clearest_azimuth(self, x: ArrayLike, y: ArrayLike) -> float:
        """Return the azimuth, in steps of 15 degrees from here, from which most points (n,) can be seen.

        Of several that are as good, it is the nearest.
        """
        turns = sorted(range(-165, 181, 15), key=abs)
        views = [replace(self.view, azimuth=self.view.azimuth + turn) for turn in turns]
        casters = (RayCaster(self.image.field, view, _COARSE) for view in views)
        counts = [int(self._seen(caster, x, y).sum()) for caster in casters]
        return views[counts.index(max(counts))].azimuth

    def _seen(self, caster: RayCaster, x: ArrayLike, y: ArrayLike) -> NDArray[np.bool_]:
        field, view = caster.field, caster.view
        across, along = (np.atleast_1d(part).astype(np.float32) for part in field.ground(x, y))
        place = view.project(across, along, field.height(across, along))
        # A ray just above the point is not caught by the slope that the point itself lies on.
        above = (place.up + _ASIDE).astype(np.float32)
        rays, hits = caster.first_hits(place.across, np.arange(len(across)), above)
        depth = np.full(len(across), np.inf)
        depth[rays] = hits.depth
        slopes = view.turned(*field.slope(across, along))
        return np.asarray((depth > place.depth - _ASIDE) & (view.lift(place, *slopes) > 0))

    def set_opacity(self, opacity: float) -> Self:
        """Set how opaque all of it is, from 0 to 1."""
        self.image.set_opacity(opacity)
        self._refresh()
        return self

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Draw what lies on the surface only once for several changes, after the last of them."""
        self._changes += 1
        try:
            yield
        finally:
            self._changes -= 1
        self._refresh()

    @property
    def is_changing(self) -> bool:
        """Whether more changes come before what lies on the surface is drawn again."""
        return self._changes > 0

    def attach(self, drawn: Any) -> None:
        """Keep something drawn on the surface up to date: its `redraw` is called when the surface changes."""
        self._drawn.append(ref(drawn))

    def _refresh(self) -> None:
        if self.is_changing:
            return
        if self._frame is not None:
            self._frame.draw(self.image)
        self._drawn = [drawn for drawn in self._drawn if drawn() is not None]
        for reference in self._drawn:
            drawn = reference()
            if drawn is not None:
                drawn.redraw()
