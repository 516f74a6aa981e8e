"""Vectors of the plane as arrows, whose heads keep their size and whose labels stay beside them."""

from typing import Self

import numpy as np
from manim import VMobject
from numpy.typing import ArrayLike

from aimath.errors import InputError, ShapeError
from aimath.stage.changes import Step, change
from aimath.stage.lettering.reach import center_and_size
from aimath.stage.lettering.text import TypesetMobject, Words
from aimath.stage.lettering.type_sizes import Size
from aimath.stage.plots.board import blend
from aimath.stage.plots.coordinates import Coordinates, OnAxes
from aimath.stage.plots.paths import Points, clip_polygon, clip_segments, polygon
from aimath.stage.theme import Role, theme_color

THICKNESS = 0.06
"""Of the shaft, in scene units."""

_HEAD = np.array([0.3, 0.125, 0.245])  # Length, half width, and length where the shaft meets it.
LABEL_GAP = 0.14
"""Between a vector and its label, in scene units."""

_ROUND_TAIL = np.linspace(np.pi / 2, 3 * np.pi / 2, 9)
LABEL_PLACES = ("tip", "side")


class VectorArrow(OnAxes):
    """A vector on axes or a plane, from the origin or from another tail.

    Args:
        axes: what it is drawn on; it is cut where it leaves the box.
        x: first component.
        y: second component.
        tail: where it starts, in numbers of the axes.
        role: whose colour it takes.
        color: a colour instead, for the components and basis vectors.
        label: words, or a typeset formula.
        label_at: "tip" for beyond the head, "side" for beside the middle.
        thickness: of the shaft, in scene units; the head goes with it.

    Raises:
        InputError: if there is no such place for a label.

    Example:
        >>> from aimath.stage.plots.axes import Axes2D
        >>> arrow = VectorArrow(Axes2D((0, 4), (0, 4), width=4, height=4), 2, 1)
        >>> arrow.set_vector(1, 3).vector.tolist()
        [1.0, 3.0]
    """

    def __init__(
        self,
        axes: Coordinates,
        x: float,
        y: float,
        *,
        tail: ArrayLike = (0.0, 0.0),
        role: Role | str = Role.DATA,
        color: str | None = None,
        label: str | TypesetMobject | None = None,
        label_at: str = "tip",
        thickness: float = THICKNESS,
    ) -> None:
        super().__init__(axes)
        if label_at not in LABEL_PLACES:
            raise InputError(f"expected a label at {' or '.join(LABEL_PLACES)}, got {label_at!r}")
        color = color or theme_color(role)
        self.body = VMobject(fill_color=color, fill_opacity=1, stroke_width=0)
        """Shaft and head."""
        self.label = label_of(label, color)
        """What is written beside it, if anything."""
        self._label_at, self._thickness = label_at, thickness
        self.add(self.body, *(() if self.label is None else (self.label,)))
        self._vector, self._tail = _pair([x, y]), _pair(tail)
        self.redraw()

    @property
    def vector(self) -> Points:
        """Its two components."""
        return self._vector

    @property
    def tail(self) -> Points:
        """Where it starts, in numbers of the axes."""
        return self._tail

    @property
    def tip(self) -> Points:
        """Where it ends, in the scene."""
        return self.axes.point(*self._ends()[1])

    @change
    def set_vector(self, x: float, y: float) -> Step:
        """Point elsewhere, from the same tail."""
        start, goal = self._vector, _pair([x, y])

        def step(share: float) -> None:
            self._vector = blend(start, goal, share)
            self.redraw()

        return step

    @change
    def set_tail(self, x: float, y: float) -> Step:
        """Start elsewhere, in numbers of the axes."""
        start, goal = self._tail, _pair([x, y])

        def step(share: float) -> None:
            self._tail = blend(start, goal, share)
            self.redraw()

        return step

    def redraw(self) -> Self:
        """Draw it again where the axes now are."""
        ends = self.axes.shares(*self._ends().T)
        start, end = self.axes.place(ends)
        scaling = self.axes.scaling
        corners = arrow_corners(start[:2], end[:2], self._thickness * scaling)
        if not ((ends >= -1e-9) & (ends <= 1 + 1e-9)).all():
            corners = self.axes.place(clip_polygon(self.axes.shares_at(corners)))[:, :2]
        self.body.set_points(polygon(corners))
        if self.label is not None:
            seen = clip_segments(ends[:1], ends[1:])
            if len(seen[0]):
                start, end = self.axes.place(np.concatenate(seen))
            self._place_label(self.label, start[:2], end[:2], LABEL_GAP * scaling)
        return self

    def _ends(self) -> Points:
        """Return tail and tip in numbers of the axes, shape (2, 2)."""
        return np.stack([self._tail, self._tail + self._vector])

    def _place_label(self, label: TypesetMobject, start: Points, end: Points, gap: float) -> None:
        if self._label_at == "tip":
            place_beside(label, end, end - start, gap)
        else:
            along = end - start
            place_beside(label, (start + end) / 2, np.array([-along[1], along[0]]), gap)
        self.keep_inside(label, label.get_center()[:2])


def arrow_corners(start: Points, end: Points, thickness: float = THICKNESS) -> Points:
    """Return the outline of an arrow, shape (n, 2), with a round tail and a head that shrinks if it must.

    Example:
        >>> arrow_corners(np.array([0.0, 0.0]), np.array([2.0, 0.0])).max(axis=0).round(3).tolist()
        [2.0, 0.125]
    """
    along = end - start
    length = float(np.linalg.norm(along))
    if length < 1e-9:
        return np.zeros((0, 2))
    head, half, meet = _HEAD * thickness / THICKNESS
    small = min(1.0, length / (1.5 * head))
    head, half, meet, radius = (size * small for size in (head, half, meet, thickness / 2))
    across = np.array([length - head, half])
    tail = radius * np.stack([np.cos(_ROUND_TAIL) + 1, np.sin(_ROUND_TAIL)], axis=1)
    flip = np.array([1, -1])
    neck = np.array([length - meet, radius])
    corners = np.concatenate([tail, [neck * flip, across * flip, [length, 0.0], across, neck]])
    turn = np.stack([along, [-along[1], along[0]]]) / length
    return np.asarray(start + corners @ turn)


def place_beside(label: VMobject, point: Points, direction: Points, gap: float) -> None:
    """Move a label next to a point, that way from it and just clear of it whatever the way."""
    center, size = center_and_size(label)
    label.shift(np.append(beside(point, direction, gap, size) - center, 0.0))


def beside(point: Points, direction: Points, gap: float, size: Points) -> Points:
    """Return the centre of something of this size, (2,), that is next to a point, that way from it.

    Example:
        >>> beside(np.zeros(2), np.array([3.0, 0.0]), 0.5, np.array([2.0, 1.0])).tolist()
        [1.5, 0.0]
    """
    length = float(np.linalg.norm(direction))
    unit = direction / length if length > 1e-9 else np.array([0.0, 1.0])
    return np.asarray(point + unit * (gap + np.abs(unit) @ size / 2))


def label_of(label: str | TypesetMobject | None, color: str) -> TypesetMobject | None:
    """Return a label as it is, or words set in the colour of what they name."""
    if isinstance(label, str):
        label = Words(label, size=Size.LABEL, weight="medium")
        label.set_color(color)
    return label


def _pair(numbers: ArrayLike) -> Points:
    pair = np.asarray(numbers, dtype=float)
    if pair.shape != (2,) or not np.isfinite(pair).all():
        raise ShapeError(f"expected two finite numbers, x and y, got {numbers!r}")
    return pair
