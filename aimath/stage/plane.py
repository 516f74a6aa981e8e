"""A plane that a 2 × 2 matrix moves: grid, basis vectors, unit square, and arrows that go along."""

from collections.abc import Callable
from math import ceil
from typing import Any, Self

import numpy as np
from manim import VGroup, VMobject, smooth
from numpy.typing import ArrayLike

from aimath.errors import InputError, ShapeError
from aimath.linear_maps import determinant, interpolate_turning, rotation
from aimath.stage.arrow import VectorArrow, place_beside
from aimath.stage.colormaps import mix
from aimath.stage.components import component_color
from aimath.stage.coordinates import Coordinates
from aimath.stage.glide import Glide, animates
from aimath.stage.live import LiveNumber
from aimath.stage.number_list import NumberList
from aimath.stage.paths import Points, clip_polygon, clip_segments, dashes, polygon, segments
from aimath.stage.text import Formula, TypesetMobject
from aimath.stage.theme import Role, current_theme, theme_color
from aimath.stage.type_sizes import Size

_UNIT_SQUARE = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], dtype=float)
_MOST_LINES = 60
_CROWDED = 0.25  # In scene units: grid lines closer than this fade, down to the share below.
_FAINTEST = 0.12
_GAP = 0.14


class DeformingPlane(Coordinates):
    """A grid that a matrix moves, over the faint grid where it was; all of it is cut at the box.

    The columns of the matrix are where the basis vectors land, and the area of the moved unit square is the
    size of its determinant; the square's outline is dashed when the plane is mirrored.

    Args:
        width: in scene units.
        height: in scene units.
        unit: length of 1 in scene units.
        matrix: where it is first.
        basis: whether the basis vectors i and j are drawn.
        columns: whether the columns of the matrix stand beside the basis vectors.
        square: whether the unit square is drawn.
        area: whether the determinant is written in the square.

    Raises:
        InputError: if a length is not above 0.
        ShapeError: if the matrix is not 2 × 2.

    Example:
        >>> plane = DeformingPlane(width=6, height=4)
        >>> plane.set_matrix([[0, -1], [1, 0]]).basis[0].image.tolist()
        [0.0, 1.0]
    """

    def __init__(
        self,
        *,
        width: float,
        height: float,
        unit: float = 1.0,
        matrix: ArrayLike = ((1.0, 0.0), (0.0, 1.0)),
        basis: bool = True,
        columns: bool = False,
        square: bool = False,
        area: bool = False,
    ) -> None:
        if not unit > 0:
            raise InputError(f"expected a unit above 0, got {unit}")
        reach = np.array([width, height]) / 2 / unit
        super().__init__((-reach[0], reach[0]), (-reach[1], reach[1]), width=width, height=height)
        self._matrix = _checked(matrix)
        theme = current_theme()
        moved = mix(theme.background, theme_color(Role.DATA), 0.62)
        self.ghost = VMobject(stroke_color=theme.grid, stroke_width=1.2, stroke_opacity=0.75)
        """The grid where it was."""
        self.grid = VGroup(*(VMobject(stroke_color=moved, stroke_width=1.8) for _ in range(2)))
        """The moved grid: the lines along i, and those along j."""
        self.axes = VMobject(stroke_color=theme_color(Role.MUTED), stroke_width=3)
        """The moved axes."""
        amber = theme_color(Role.PARAMETER)
        self.square = VGroup(
            VMobject(fill_color=amber, fill_opacity=0.26, stroke_width=0),
            VMobject(stroke_color=amber, stroke_width=3),
        )
        """The moved unit square: its inside, and its outline."""
        self.area = LiveNumber(1.0, ",.2f", size=Size.LABEL, role=Role.PARAMETER, weight="semibold", anchor=0)
        """The determinant, in the square."""
        self.basis: tuple[MovedArrow, ...] = ()
        """The basis vectors i and j."""
        self.columns: tuple[NumberList, ...] = ()
        """The columns of the matrix."""
        self.add(self.ghost, self.grid, self.axes)
        self._made_unit = unit
        if square or area:
            self.add(self.square)
        if area:
            self.add(self.area)
        if basis:
            self.basis = tuple(
                MovedArrow(
                    self,
                    *np.eye(2)[axis],
                    color=component_color(axis),
                    label=None if columns else _basis_label(axis),
                    label_at="tip",
                )
                for axis in (0, 1)
            )
            self.add(*self.basis)
        if columns:
            self.columns = tuple(
                NumberList(column, colors=[component_color(axis)] * 2, size=Size.SMALL, plate=True)
                for axis, column in enumerate(self._matrix.T)
            )
            self.add(*self.columns)
        self.redraw()

    @property
    def matrix(self) -> Points:
        """The matrix that moves the plane now."""
        return self._matrix

    def moved(self, x: ArrayLike, y: ArrayLike) -> Points:
        """Return where (x, y) lands, in numbers of the plane: shape (2,) or (n, 2)."""
        return np.stack(np.broadcast_arrays(x, y), axis=-1) @ self._matrix.T

    def set_matrix(self, matrix: ArrayLike) -> Self:
        """Move the plane by another matrix; its arrows go along.

        Raises:
            ShapeError: if the matrix is not 2 × 2.
        """
        self._matrix = _checked(matrix)
        return self.redraw()

    @animates(set_matrix)
    def _animate_set_matrix(self, matrix: ArrayLike, anim_args: dict[str, Any] | None = None) -> Glide:
        return Glide(self, lambda: self._matrix, self.set_matrix, _checked(matrix), anim_args)

    def animate_matrix(
        self,
        matrix: ArrayLike,
        *,
        turning: bool = False,
        run_time: float = 2.0,
        rate_func: Callable[[float], float] = smooth,
    ) -> Glide:
        """Return the animation from the present matrix to another.

        Args:
            matrix: where the plane goes.
            turning: whether what turns does turn, instead of every point going straight.
            run_time: in seconds.
            rate_func: the pace.

        Raises:
            ShapeError: if the matrix is not 2 × 2.
        """
        goal, animation = _checked(matrix), {"run_time": run_time, "rate_func": rate_func}
        if not turning:
            return Glide(self, lambda: self._matrix, self.set_matrix, goal, animation)
        first: list[Points] = []

        def get() -> float:
            first[:] = [self._matrix]
            return 0.0

        def put(share: Points) -> None:
            on_top = goal @ np.linalg.pinv(first[0])
            self.set_matrix(goal if share == 1 else interpolate_turning(on_top, float(share)) @ first[0])

        return Glide(self, get, put, 1.0, animation)

    def redraw(self) -> Self:
        """Draw the plane from its matrix, and whatever is drawn on it."""
        self.ghost.set_points(self._lines(np.eye(2), skip_axes=False))
        unit = self._made_unit * self.scaling
        area = abs(determinant(self._matrix))
        for axis, lines in enumerate(self.grid):
            lines.set_points(self._lines(self._matrix, only=axis))
            length = float(np.linalg.norm(self._matrix[:, axis]))
            spacing = area / length * unit if length else 0.0
            lines.set_stroke(opacity=float(np.clip(spacing / _CROWDED, _FAINTEST, 1)))
        reach = self._lines_needed(self._matrix)
        self.axes.set_points(self._cut(-reach * self._matrix.T, reach * self._matrix.T))
        self._draw_square()
        super().redraw()
        self._place_columns()
        return self

    def _draw_square(self) -> None:
        size = determinant(self._matrix)
        shares = self.shares(*self.moved(*_UNIT_SQUARE.T).T)
        inside, outline = self.square
        seen = clip_polygon(shares)
        inside.set_points(polygon(self.place(seen)))
        starts, ends = (self.place(cut) for cut in clip_segments(shares, np.roll(shares, -1, axis=0)))
        outline.set_points((dashes if size < 0 else segments)(starts, ends))
        self.area.set_value(size)
        # In a square too narrow for its number, the number moves out beyond the far corner.
        far, origin = self.place(np.clip(shares[[2, 0]], 0, 1))[:, :2]
        sides = np.linalg.norm(self._matrix, axis=0) * self._made_unit * self.scaling
        narrow = min(abs(size) * (self._made_unit * self.scaling) ** 2 / max(sides.max(), 1e-9), sides.min())
        room = np.clip(narrow / max(self.area.width, self.area.height) / 1.1 - 0.9, 0, 0.1) / 0.1
        place_beside(self.area, far, far - origin, _GAP * self.scaling)
        middle = self.place(seen.mean(axis=0))[:2] if len(seen) else far
        self._keep_inside(self.area, room * middle + (1 - room) * self.area.get_center()[:2])

    def _place_columns(self) -> None:
        tips = self._matrix.T / np.maximum(np.linalg.norm(self._matrix, axis=0), 1e-9)[:, None]
        # Columns of vectors that nearly coincide step aside, each to its own side.
        aside = np.radians(75) * np.clip(2 * (tips[0] @ tips[1]) - 1, 0, 1)
        turns = np.array([-aside, aside]) * (1 if determinant(self._matrix) >= 0 else -1)
        for axis, (column, turn, way) in enumerate(zip(self.columns, turns, tips, strict=False)):
            column.set_values(self._matrix[:, axis])
            cut = clip_segments(self.shares(0, 0)[None], self.shares(*self._matrix[:, axis])[None])[1]
            tip = self.place(cut[0])[:2] if len(cut) else self.point(0, 0)[:2]
            place_beside(column, tip, rotation(turn) @ way, _GAP * self.scaling)
            self._keep_inside(column, column.get_center()[:2])

    def _keep_inside(self, label: VMobject, center: Points) -> None:
        low, high = self.place(np.array([[0.0, 0.0], [1.0, 1.0]]))[:, :2]
        half = np.array([label.width, label.height]) / 2
        label.move_to(np.append(np.clip(center, low + half, high - half), 0.0))

    def _lines(self, matrix: Points, *, only: int | None = None, skip_axes: bool = True) -> Points:
        """Return the grid lines: those along i (0), along j (1), or all."""
        count = self._lines_needed(matrix)
        at = np.arange(-count, count + 1)
        at = at[at != 0] if skip_axes else at
        along = np.full(len(at), count)
        lines = [np.stack([-along, at, along, at], axis=1), np.stack([at, -along, at, along], axis=1)]
        chosen = np.concatenate(lines if only is None else lines[only : only + 1]).astype(float)
        return self._cut(chosen[:, :2] @ matrix.T, chosen[:, 2:] @ matrix.T)

    def _cut(self, starts: Points, ends: Points) -> Points:
        inside = clip_segments(self.shares(*starts.T), self.shares(*ends.T))
        return segments(*(self.place(cut) for cut in inside))

    def _lines_needed(self, matrix: Points) -> int:
        """Return how many grid lines on each side of the origin fill the box, within reason."""
        corner = np.array([self.x_range[1], self.y_range[1]])
        if abs(determinant(matrix)) < 1e-9:
            return _MOST_LINES
        reach = (np.abs(np.linalg.inv(matrix)) @ corner).max()
        return int(min(_MOST_LINES, ceil(reach)))


class MovedArrow(VectorArrow):
    """A vector on a plane, drawn where the plane's matrix takes it: `vector` goes in, `image` comes out."""

    board: DeformingPlane

    @property
    def image(self) -> Points:
        """Where the matrix takes the vector."""
        return self.board.moved(*self._vector)

    def _ends(self) -> Points:
        return self.board.moved(*np.stack([self._tail, self._tail + self._vector], axis=1))


def _basis_label(axis: int) -> TypesetMobject:
    label = Formula("hat(dotless.i)" if axis == 0 else "hat(dotless.j)", size=Size.LABEL)
    label.set_color(component_color(axis))
    return label


def _checked(matrix: ArrayLike) -> Points:
    square = np.asarray(matrix, dtype=float)
    if square.shape != (2, 2) or not np.isfinite(square).all():
        raise ShapeError(f"expected a 2 × 2 matrix of finite numbers, got shape {square.shape}")
    return square
