"""A plane that a 2 × 2 matrix moves: its grid, and arrows that go along."""

from math import ceil
from typing import Self

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import ArrayLike

from aimath.errors import InputError, ShapeError
from aimath.linear_maps import determinant, interpolate_turning
from aimath.stage.changes import Step, change
from aimath.stage.colormaps import mix
from aimath.stage.planes.arrow import VectorArrow
from aimath.stage.plots.board import blend
from aimath.stage.plots.coordinates import Coordinates, OnAxes
from aimath.stage.plots.paths import Points, clip_segments, segments
from aimath.stage.theme import Role, current_theme, theme_color

_MOST_LINES = 120
_CROWDED = 0.25  # In scene units: grid lines closer than this fade, down to the share below.
_FAINTEST = 0.12
_GHOST = 0.75  # Opacity of the grid where it was.


class DeformingPlane(Coordinates):
    """A grid that a matrix moves, over the faint grid where it was; both are cut at the box.

    What is drawn on it goes along: `MovedArrow`, `BasisVectors` and `UnitSquare`. A plain `VectorArrow` on it
    stays where it is.

    Args:
        width: in scene units.
        height: in scene units.
        unit: length of 1 in scene units, until `set_unit`.
        matrix: where it is first.

    Raises:
        InputError: if a length is not above 0.
        ShapeError: if the matrix is not 2 × 2.

    Example:
        >>> plane = DeformingPlane(width=6, height=4)
        >>> arrow = MovedArrow(plane, 1, 0)
        >>> turned = plane.set_matrix([[0, -1], [1, 0]])
        >>> arrow.image.tolist()
        [0.0, 1.0]

    Move it with `plane.animate.set_matrix(matrix)`; rotations with `turning=True`.
    """

    def __init__(
        self,
        *,
        width: float,
        height: float,
        unit: float = 1.0,
        matrix: ArrayLike = ((1.0, 0.0), (0.0, 1.0)),
    ) -> None:
        if not unit > 0:
            raise InputError(f"expected a unit above 0, got {unit}")
        reach = np.array([width, height]) / 2 / unit
        super().__init__((-reach[0], reach[0]), (-reach[1], reach[1]), width=width, height=height)
        self._matrix = _checked(matrix)
        theme = current_theme()
        moved = mix(theme.background, theme_color(Role.DATA), 0.62)
        self.ghost = VMobject(stroke_color=theme.grid, stroke_width=1.2, stroke_opacity=_GHOST)
        """The grid where it was."""
        self.grid = VGroup(*(VMobject(stroke_color=moved, stroke_width=1.8) for _ in range(2)))
        """The moved grid: the lines along i, and those along j."""
        self.axes = VMobject(stroke_color=theme_color(Role.MUTED), stroke_width=3)
        """The moved axes."""
        self.add(self.ghost, self.grid, self.axes)
        self.redraw()

    @property
    def matrix(self) -> Points:
        """The matrix that moves the plane now."""
        return self._matrix

    @property
    def unit(self) -> float:
        """How long 1 is on screen, in scene units."""
        return float(np.linalg.norm(self.point(1, 0) - self.point(0, 0)))

    def moved(self, x: ArrayLike, y: ArrayLike) -> Points:
        """Return where (x, y) lands, in numbers of the plane: shape (2,) or (n, 2)."""
        return np.asarray(np.stack(np.broadcast_arrays(x, y), axis=-1) @ self._matrix.T)

    @change
    def set_matrix(self, matrix: ArrayLike, *, turning: bool = False) -> Step:
        """Move the plane by another matrix; what is drawn on it goes along.

        Args:
            matrix: where the plane goes.
            turning: whether, over time, what turns does turn, instead of every point going straight.

        Raises:
            ShapeError: if the matrix is not 2 × 2.
        """
        start, goal = self._matrix, _checked(matrix)
        on_top = goal @ np.linalg.pinv(start)

        def step(share: float) -> None:
            between = blend(start, goal, share)
            self._matrix = interpolate_turning(on_top, share) @ start if turning and share < 1 else between
            self.redraw()

        return step

    @change
    def set_unit(self, unit: float) -> Step:
        """Zoom about the origin until 1 is so long, in scene units.

        Raises:
            InputError: if the unit is not above 0.
        """
        if not unit > 0:
            raise InputError(f"expected a unit above 0, got {unit}")
        ranges = np.array([self.x_range, self.y_range]) * self.unit / unit
        return self._step_to(((ranges[0, 0], ranges[0, 1]), (ranges[1, 0], ranges[1, 1])))

    def redraw(self) -> Self:
        """Draw the plane from its matrix, and whatever is drawn on it."""
        self.ghost.set_points(np.concatenate([self._lines(np.eye(2), axis) for axis in (0, 1)]))
        self.ghost.set_stroke(opacity=_GHOST * _clearness(self.unit))
        area = abs(determinant(self._matrix))
        for axis, lines in enumerate(self.grid):
            lines.set_points(self._lines(self._matrix, axis))
            length = float(np.linalg.norm(self._matrix[:, axis]))
            spacing = area / length * self.unit if length else 0.0
            lines.set_stroke(opacity=_clearness(spacing))
        reach = self._lines_needed(self._matrix)
        self.axes.set_points(self._cut(-reach * self._matrix.T, reach * self._matrix.T))
        return super().redraw()

    def _lines(self, matrix: Points, axis: int) -> Points:
        """Return the grid lines along a basis vector, but for the axis itself."""
        count = self._lines_needed(matrix)
        at = np.delete(np.arange(-count, count + 1.0), count)
        along = np.full(len(at), float(count))
        starts, ends = (np.stack([end, at] if axis == 0 else [at, end], axis=1) for end in (-along, along))
        return self._cut(starts @ matrix.T, ends @ matrix.T)

    def _cut(self, starts: Points, ends: Points) -> Points:
        inside = clip_segments(self.shares(*starts.T), self.shares(*ends.T))
        return segments(*(self.place(cut) for cut in inside))

    def _lines_needed(self, matrix: Points) -> int:
        """Return how many grid lines on each side of the origin fill the box, within reason."""
        if abs(determinant(matrix)) < 1e-9:
            return _MOST_LINES
        corner = np.array([self.x_range[1], self.y_range[1]])
        reach = (np.abs(np.linalg.inv(matrix)) @ corner).max()
        return int(min(_MOST_LINES, ceil(reach)))


class OnPlane(OnAxes):
    """Base of what is drawn on a plane."""

    board: DeformingPlane

    @property
    def plane(self) -> DeformingPlane:
        """What it is drawn on."""
        return self.board


class MovedArrow(VectorArrow):
    """A vector on a plane, drawn where the plane's matrix takes it: `vector` goes in, `image` comes out."""

    board: DeformingPlane

    @property
    def image(self) -> Points:
        """Where the matrix takes the vector."""
        return self.board.moved(*self._vector)

    def _ends(self) -> Points:
        return self.board.moved(*np.stack([self._tail, self._tail + self._vector], axis=1))


def _clearness(spacing: float) -> float:
    """Return how opaque lines are that are so far apart on screen."""
    return float(np.clip(spacing / _CROWDED, _FAINTEST, 1))


def _checked(matrix: ArrayLike) -> Points:
    square = np.asarray(matrix, dtype=float)
    if square.shape != (2, 2) or not np.isfinite(square).all():
        raise ShapeError(f"expected a 2 × 2 matrix of finite numbers, got shape {square.shape}")
    return square
