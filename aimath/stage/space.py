"""Space in a flat scene: three axes over a floor, seen by a camera that walks around."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Self

import numpy as np
from manim import CapStyleType, VGroup, VMobject
from numpy.typing import ArrayLike

from aimath.errors import InputError
from aimath.stage.arrow import place_beside
from aimath.stage.board import Board, OnBoard, blend
from aimath.stage.changes import Step, change
from aimath.stage.colormaps import mix
from aimath.stage.components import component_color
from aimath.stage.coordinates import Range
from aimath.stage.paths import Points, polygon, segments
from aimath.stage.projection import View
from aimath.stage.text import Formula, TypesetMobject
from aimath.stage.theme import Role, current_theme, theme_color
from aimath.stage.ticks import linear_ticks
from aimath.stage.type_sizes import Size, em

_GAP = 0.08
# All of a space lies below what has Manim's usual z_index of 0. Manim sorts by it in every frame, whereas it
# keeps to the order of submobjects that it found when a play began.
_FLOOR, _NEAR_AND_FAR, _LABELS = -1.0, (-0.5, 0.4), -0.05
SHADOWS = -0.95
_BAND = (10, 20, 30, 40)  # Elevations between which the space keeps its size.


class Space3D(Board):
    """Three axes and a floor inside a box of the scene; what turns is the space, while the box stays flat.

    One unit is equally long along all three axes. Everything stays within the box from every side.

    Args:
        width: of the box, in scene units.
        height: of the box, in scene units.
        x_range: the lowest and highest x.
        y_range: the lowest and highest y.
        z_range: the lowest and highest z; the floor is at 0, or at the lowest.
        azimuth: degrees that the camera has walked around, counter-clockwise seen from above; at 0 it looks
            along y, with x to the right.
        elevation: degrees of the camera above the horizon, above 0 and up to 90.
        perspective: how much nearer things are larger; 0 keeps parallels parallel.
        labels: what is written at the ends of the axes, as for `Formula`.

    Raises:
        InputError: if a range is empty, or an angle is out of bounds.

    Example:
        >>> space = Space3D(width=6, height=5)
        >>> space.set_view(azimuth=40).azimuth
        40.0

    Turn it with `space.animate.set_view(azimuth=200)`.
    """

    def __init__(
        self,
        *,
        width: float,
        height: float,
        x_range: Range = (0.0, 5.0),
        y_range: Range = (0.0, 5.0),
        z_range: Range = (0.0, 5.0),
        azimuth: float = -32.0,
        elevation: float = 20.0,
        perspective: float = 0.14,
        labels: Sequence[str] = ("x", "y", "z"),
    ) -> None:
        super().__init__(width=width, height=height)
        self.ranges = np.array([x_range, y_range, z_range], dtype=float)
        """The lowest and highest x, y and z, shape (3, 2)."""
        if self.ranges.shape != (3, 2) or not (self.ranges[:, 0] < self.ranges[:, 1]).all():
            raise InputError(f"expected ranges from a lower to a higher number, got {self.ranges.tolist()}")
        self._half = float(np.ptp(self.ranges[:2], axis=1).max()) / 2
        self._steepness = float(np.ptp(self.ranges[2])) / self._half
        self._size = np.array([width, height])
        self._margin = 1.1 * em(Size.LABEL)
        self._look(View(azimuth, elevation, perspective, self._steepness))
        theme = current_theme()
        self.floor = VGroup(
            VMobject(fill_color=theme.surface, fill_opacity=0.7, stroke_width=0),
            VMobject(stroke_color=theme.grid, stroke_width=1.2),
        )
        """The floor, and its grid."""
        self.axes = VGroup(*(_Axis(self, axis, positive) for axis in range(3) for positive in (False, True)))
        """The negative and the positive half of each axis."""
        self.labels = VGroup(*(_axis_label(label, axis) for axis, label in enumerate(labels)))
        """What is written at the ends of the axes."""
        self.floor.set_z_index(_FLOOR)
        self.labels.set_z_index(_LABELS)
        self.add(self.floor, *self.axes, self.labels)
        self.redraw()

    @property
    def view(self) -> View:
        """From where it is seen."""
        return self._view

    @property
    def azimuth(self) -> float:
        """Degrees that the camera has walked around."""
        return self.view.azimuth

    @property
    def elevation(self) -> float:
        """Degrees of the camera above the horizon."""
        return self.view.elevation

    @property
    def drawing_scale(self) -> float:
        """How thick things are drawn, in scene units: less in a small or far reaching space."""
        return float(np.clip(self.unit / self.scaling / 0.8, 0.5, 1.2)) * self.scaling

    @property
    def camera(self) -> Points:
        """What the camera calls right, up and forward, as the rows of a (3, 3) matrix."""
        turn, lift = np.radians([self.azimuth, self.elevation])
        right = np.array([np.cos(turn), np.sin(turn), 0.0])
        level = np.array([-np.sin(turn), np.cos(turn), 0.0])
        upright = np.array([0.0, 0.0, 1.0])
        up = np.sin(lift) * level + np.cos(lift) * upright
        forward = np.cos(lift) * level - np.sin(lift) * upright
        return np.stack([right, up, forward])

    @property
    def unit(self) -> float:
        """About how long 1 is on screen, in scene units."""
        return self._fit[0] / self._half * self.scaling

    def point(self, x: ArrayLike, y: ArrayLike, z: ArrayLike) -> Points:
        """Return the place of (x, y, z) in the scene, shape (3,); of n of them, shape (n, 3)."""
        return self.project(np.stack(np.broadcast_arrays(x, y, z), axis=-1).astype(float))

    def project(self, places: Points) -> Points:
        """Return where places in space, (..., 3), are in the scene."""
        low, high = self.ranges.T
        across, along = np.moveaxis((places - (low + high) / 2)[..., :2] / self._half, -1, 0)
        seen = self.view.project(across, along, (places[..., 2] - low[2]) / (high[2] - low[2]))
        scale, middle = self._fit
        flat = np.stack([seen.across, seen.up - middle], axis=-1) * scale
        return self.place(flat / self._size + 0.5)

    def layer(self, place: Points) -> float:
        """Return the `z_index` of what is at a place in space, (3,): the higher the nearer."""
        far = float((place - self.ranges.mean(axis=1)) @ self.camera[2]) / self._half
        return _NEAR_AND_FAR[0] - _NEAR_AND_FAR[1] * float(np.tanh(far / 2))

    @change
    def set_view(self, azimuth: float | None = None, elevation: float | None = None) -> Step:
        """Walk the camera around, to an azimuth and an elevation in degrees.

        Raises:
            InputError: if the elevation is out of bounds.
        """
        start = self.azimuth, self.elevation
        goal = [old if new is None else new for old, new in zip(start, (azimuth, elevation), strict=True)]

        def step(share: float) -> None:
            now = blend(start, goal, share)
            self._look(View(float(now[0]), float(now[1]), self.view.perspective, self._steepness))
            self.redraw()

        return step

    def redraw(self) -> Self:
        """Draw it as the camera sees it now, and whatever is in it, what is far before what is near."""
        self._draw_floor()
        for number, label in enumerate(self.labels):
            ends = np.zeros((2, 3))
            ends[:, number] = np.clip(0, *self.ranges[number]), self.ranges[number, 1]
            start, end = self.project(ends)[:, :2]
            place_beside(label, end, end - start, _GAP * self.scaling)
        return super().redraw()

    def _draw_floor(self) -> None:
        (x_low, x_high), (y_low, y_high), z_ends = self.ranges
        level = float(np.clip(0, *z_ends))
        around = (x_low, y_low), (x_high, y_low), (x_high, y_high), (x_low, y_high)
        corners = [[x, y, level] for x, y in around]
        x, y = (_grid_numbers(low, high) for low, high in self.ranges[:2])
        lines = [([at, y_low, level], [at, y_high, level]) for at in x]
        lines += [([x_low, at, level], [x_high, at, level]) for at in y]
        plate, grid = self.floor
        plate.set_points(polygon(self.project(np.array(corners))))
        starts, ends = np.array(lines).swapaxes(0, 1)
        grid.set_points(segments(self.project(starts), self.project(ends)))

    def _look(self, view: View) -> None:
        self._view = view
        width, height = self._size - 2 * self._margin
        lifts = view.elevation, *_BAND
        reaches = [_reach(replace(view, azimuth=0.0, elevation=float(lift))) for lift in lifts]
        scale = min(min(width / 2 / right, height / (top - bottom)) for right, bottom, top in reaches)
        # The length on screen of 1 on the picture plane, and the height on it that is the middle of the box.
        self._fit = float(scale), float(sum(reaches[0][1:]) / 2)


class InSpace(OnBoard):
    """Base of what is in a space: what is near covers what is far, by their middles."""

    board: Space3D

    @property
    def middle(self) -> Points:
        """Its middle, in numbers of the space."""
        raise NotImplementedError

    @property
    def space(self) -> Space3D:
        """The space that it is in."""
        return self.board


class _Axis(InSpace):
    """One half of an axis."""

    def __init__(self, space: Space3D, axis: int, positive: bool) -> None:
        super().__init__(space)
        low, high = space.ranges[axis]
        self.ends = np.zeros((2, 3))
        self.ends[:, axis] = (max(0.0, low), high) if positive else (low, min(0.0, high))
        color = mix(current_theme().grid, theme_color(Role.MUTED), 0.7)
        self.line = VMobject(stroke_color=color, stroke_width=2.2, cap_style=CapStyleType.ROUND)
        self.add(self.line)

    @property
    def middle(self) -> Points:
        """Its middle, in numbers of the space."""
        return np.asarray(self.ends.mean(axis=0))

    def redraw(self) -> Self:
        """Draw it as the camera sees it now; a half that the range leaves out does not show."""
        if (self.ends[0] < self.ends[1]).any():
            self.line.set_points(segments(*self.space.project(self.ends)[:, None]))
            self.line.z_index = self.space.layer(self.middle)
        return self


@lru_cache(maxsize=256)
def _reach(view: View) -> tuple[float, float, float]:
    """Return how far right, down and up the space reaches on the picture plane while the camera walks around.

    What counts is the whole floor, and above it the cylinder that stands on the floor.
    """
    angle = np.linspace(0, 2 * np.pi, 361)
    circle = np.stack([np.cos(angle), np.sin(angle)])
    floor = view.project(np.sqrt(2) * circle[0], np.sqrt(2) * circle[1], 0.0)
    top = view.project(circle[0], circle[1], 1.0)
    right, up = np.concatenate([floor.across, top.across]), np.concatenate([floor.up, top.up])
    return float(right.max()), float(up.min()), float(up.max())


def _grid_numbers(low: float, high: float) -> tuple[float, ...]:
    """Return whole numbers, or every second, fifth or tenth of them if there are many."""
    return linear_ticks(low, high, min(int(high - low) + 2, 12)).values


def _axis_label(label: str, axis: int) -> TypesetMobject:
    formula = Formula(label, size=Size.LABEL)
    formula.set_color(component_color(axis))
    return formula
