"""Space in a flat scene: three axes over a floor, seen by a camera that walks around."""

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Self

import numpy as np
from manim import CapStyleType, VGroup, VMobject
from numpy.typing import ArrayLike

from aimath.errors import InputError, ShapeError
from aimath.stage.changes import Step, change
from aimath.stage.colormaps import mix
from aimath.stage.lettering.reach import center_and_size
from aimath.stage.lettering.text import Formula, TypesetMobject
from aimath.stage.lettering.type_sizes import Size, em
from aimath.stage.planes.arrow import place_beside
from aimath.stage.plots.board import Board, OnBoard, blend
from aimath.stage.plots.coordinates import Range
from aimath.stage.plots.paths import Points, polygon, segments
from aimath.stage.plots.ticks import linear_ticks
from aimath.stage.space.components import component_color
from aimath.stage.space.projection import View
from aimath.stage.space.space_fit import fit_all_around, fit_walk
from aimath.stage.theme import Role, current_theme, theme_color

_GAP = 0.08
HALO = 8.0
"""Stroke width, in Manim's unit, of the ground that labels bring along: things may lie behind them."""

# All of a space lies below what has Manim's usual z_index of 0. Manim sorts by it in every frame, whereas it
# keeps to the order of submobjects that it found when a play began.
_FLOOR, _NEAR_AND_FAR, _LABELS = -1.0, (-0.5, 0.4), -0.05
SHADOWS = -0.95


class Space3D(Board):
    """Three axes and a floor inside a box of the scene; what turns is the space, while the box stays flat.

    One unit is equally long along all three axes. Everything stays within the box from every side; where the
    camera will only walk a part of the way round, things can be larger.

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
        azimuths: between which azimuths the camera will stay; None for all the way round.
        inside: (n, 3) places that must then be in the picture, besides floor and axes.

    Raises:
        InputError: if a range is empty, or an angle is out of bounds.
        ShapeError: if a place inside has not x, y and z.

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
        azimuths: Range | None = None,
        inside: ArrayLike = (),
    ) -> None:
        super().__init__(width=width, height=height)
        self.ranges = np.array([x_range, y_range, z_range], dtype=float)
        """The lowest and highest x, y and z, shape (3, 2)."""
        if self.ranges.shape != (3, 2) or not (self.ranges[:, 0] < self.ranges[:, 1]).all():
            raise InputError(f"expected ranges from a lower to a higher number, got {self.ranges.tolist()}")
        self.floor_level = float(np.clip(0, *self.ranges[2]))
        """At which z the floor is."""
        self._half = float(np.ptp(self.ranges[:2], axis=1).max()) / 2
        self._steepness = float(np.ptp(self.ranges[2])) / self._half
        self._middle = self.ranges.mean(axis=1)
        self._size = np.array([width, height])
        self._margin = 1.1 * em(Size.LABEL)
        self._azimuths = azimuths
        within = np.concatenate([self._corners(), _places(inside)])
        self._inside = within @ self._to_cube[:3, :3] + self._to_cube[3, :3]
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
        """How thick things are drawn, in numbers of the space for each scene unit.

        Less in a small or far reaching space.
        """
        unit = self._fit.scale / self._half
        return min(max(unit / 0.8, 0.7), 1.2) / unit

    @property
    def camera(self) -> Points:
        """What the camera calls right, up and forward, as the rows of a (3, 3) matrix."""
        return self._camera

    @property
    def unit(self) -> float:
        """About how long 1 is on screen, in scene units."""
        return self._fit.scale / self._half * self.scaling

    def point(self, x: ArrayLike, y: ArrayLike, z: ArrayLike) -> Points:
        """Return the place of (x, y, z) in the scene, shape (3,); of n of them, shape (n, 3)."""
        return self.project(np.stack(np.broadcast_arrays(x, y, z), axis=-1).astype(float))

    def project(self, places: Points) -> Points:
        """Return where places in space, (..., 3), are in the scene."""
        seen = places @ self._lens[:3]
        seen += self._lens[3]
        return self.place(seen[..., :2] / seen[..., 2:])

    def layer(self, place: Points) -> float:
        """Return the `z_index` of what is at a place in space, (3,): the higher the nearer."""
        far = float((place - self._middle) @ self.camera[2]) / self._half
        return _NEAR_AND_FAR[0] - _NEAR_AND_FAR[1] * math.tanh(far / 2)

    def hold(self, label: VMobject) -> None:
        """Move a label that reaches beyond the box back into it."""
        center, size = center_and_size(label)
        label.shift(np.append(self.held(center, size) - center, 0.0))

    def held(self, center: Points, size: Points) -> Points:
        """Return where in the box, (2,), the centre of something of this size is nearest to where it was."""
        low, high = self.place(np.array([[0.0, 0.0], [1.0, 1.0]]))[:, :2]
        lowest = low + size / 2
        return np.asarray(np.clip(center, lowest, np.maximum(high - size / 2, lowest)))

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
        corners, starts, ends = self._floor_lines
        plate, grid = self.floor
        plate.set_points(polygon(self.project(corners)))
        grid.set_points(segments(self.project(starts), self.project(ends)))

    @cached_property
    def _floor_lines(self) -> tuple[Points, Points, Points]:
        """The corners of the floor, and where the lines of its grid start and end, in space."""
        (x_low, x_high), (y_low, y_high), _ = self.ranges
        level = self.floor_level
        around = (x_low, y_low), (x_high, y_low), (x_high, y_high), (x_low, y_high)
        corners = [[x, y, level] for x, y in around]
        x, y = (_grid_numbers(low, high) for low, high in self.ranges[:2])
        lines = [([at, y_low, level], [at, y_high, level]) for at in x]
        lines += [([x_low, at, level], [x_high, at, level]) for at in y]
        starts, ends = np.array(lines).swapaxes(0, 1)
        return np.array(corners), starts, ends

    def _look(self, view: View) -> None:
        self._view = view
        room = self._size - 2 * self._margin
        if self._azimuths is None:
            self._fit = fit_all_around(view, room)
        else:
            self._fit = fit_walk(view, room, self._azimuths, self._inside)
        self._camera = view.camera
        scales = self._fit.scale / self._size
        shifts = 0.5 - scales * (self._fit.across, self._fit.up)
        to_box = [[scales[0], 0.0, 0.0], [0.0, scales[1], 0.0], [*shifts, 1.0]]
        self._lens = self._to_cube @ view.matrix @ to_box

    @cached_property
    def _to_cube(self) -> Points:
        """(4, 4) what takes places, (x, y, z, 1), to the cube that a view projects."""
        lowest = np.array([*self._middle[:2], self.ranges[2, 0]])
        sizes = np.array([self._half, self._half, np.ptp(self.ranges[2])])
        matrix = np.diag([*(1 / sizes), 1.0])
        matrix[3, :3] = -lowest / sizes
        return matrix

    def _corners(self) -> Points:
        """Return the corners of the floor, and both ends of the axes."""
        floor = [[x, y, self.floor_level] for x in self.ranges[0] for y in self.ranges[1]]
        ends = np.clip(np.zeros((6, 3)), *self.ranges.T)
        ends[np.arange(6), np.arange(6) // 2] = self.ranges.ravel()
        return np.concatenate([np.array(floor), ends])


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


def _places(places: ArrayLike) -> Points:
    found = np.asarray(places, dtype=float)
    if found.size and found.shape[-1] != 3:
        raise ShapeError(f"inside: expected places with x, y and z, got shape {found.shape}")
    return found.reshape(-1, 3)


def _grid_numbers(low: float, high: float) -> tuple[float, ...]:
    """Return whole numbers, or every second, fifth or tenth of them if there are many."""
    return linear_ticks(low, high, min(int(high - low) + 2, 12)).values


def _axis_label(label: str, axis: int) -> TypesetMobject:
    formula = Formula(label, size=Size.LABEL)
    formula.set_color(component_color(axis))
    return formula.set_stroke(current_theme().background, HALO, background=True)
