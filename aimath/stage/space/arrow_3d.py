"""Vectors in space as solid arrows, with the way along x, y and z that leads to their tip."""

import math
from typing import Any, Self

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import ArrayLike

from aimath.errors import ShapeError
from aimath.stage.changes import Step, change
from aimath.stage.colormaps import mix
from aimath.stage.grids.cells import common_spec
from aimath.stage.lettering.reach import center_and_size
from aimath.stage.lettering.text import TypesetMobject
from aimath.stage.lettering.type_sizes import Size
from aimath.stage.planes.arrow import beside, label_of, place_beside
from aimath.stage.planes.number_list import Entry
from aimath.stage.plots.board import blend
from aimath.stage.plots.paths import Points, dash_counts, dashes, segments
from aimath.stage.space.components import component_color
from aimath.stage.space.solids import TONES, solid_arrow, tones
from aimath.stage.space.space import HALO, SHADOWS, InSpace, Space3D
from aimath.stage.theme import Role, current_theme, theme_color

# In scene units where the space is neither near nor far.
_SHAFT = 0.042
_CONE = (0.42, 0.135)
_DASH = (0.1, 0.075)
_GAP = 0.12
_USUAL_SIDE = np.array([0.5, -1.0])


class VectorArrow3D(InSpace):
    """A vector in space: a solid arrow, its shadow on the floor, and dashed lines for its components.

    Args:
        space: what it is in.
        vector: its three components.
        tail: where it starts, in numbers of the space.
        role: whose colour it takes.
        color: a colour instead.
        label: words, or a typeset formula, beyond the tip.
        drop_lines: whether the way along x, then y, then z is drawn, each in its component's colour.
        numbers: whether the components stand beside that way.
        spec: how they are written; empty for as few decimals as all of them need.
        decimals: the most decimals they may then have.

    Raises:
        ShapeError: if vector or tail are not three finite numbers.

    Example:
        >>> space = Space3D(width=6, height=5)
        >>> arrow = VectorArrow3D(space, [3, 1, 4])
        >>> arrow.set_vector([1, 2, 2]).vector.tolist()
        [1.0, 2.0, 2.0]
    """

    def __init__(
        self,
        space: Space3D,
        vector: ArrayLike,
        *,
        tail: ArrayLike = (0.0, 0.0, 0.0),
        role: Role | str = Role.DATA,
        color: str | None = None,
        label: str | TypesetMobject | None = None,
        drop_lines: bool = True,
        numbers: bool = False,
        spec: str = "",
        decimals: int = 2,
    ) -> None:
        super().__init__(space)
        color, theme = color or theme_color(role), current_theme()
        self._vector, self._tail = _triple(vector), _triple(tail)
        self._spec, self._decimals = spec, decimals
        self.shadow = VMobject(stroke_color=mix(theme.surface, color, 0.3), stroke_width=4)
        """The line below the arrow, on the floor."""
        drawn_axes = range(3 if drop_lines else 0)
        self.drop_lines = VGroup(
            *(VMobject(stroke_color=component_color(axis), stroke_width=4) for axis in drawn_axes)
        )
        """The dashed ways along x, y and z."""
        shades = tones(color, theme.background if theme.name == "dark" else "#000000", "#FFFFFF")
        base = _faces(mix(shades[0], theme.background, 0.2 if theme.name == "dark" else 0.0))
        cone_behind, shaft, cone = (VGroup(*(_faces(shade) for shade in shades)) for _ in range(3))
        self.body = VGroup(cone_behind, base, shaft, cone)
        """Shaft and head."""
        self.numbers = tuple(_component(axis) for axis in range(3 if numbers else 0))
        """The components, beside their dashed lines."""
        self.label = label_of(label, color)
        """What is written at the tip, if anything."""
        self.add(self.shadow, self.drop_lines, self.body, *self.numbers)
        if self.label is not None:
            self.add(self.label)
        self.shadow.set_z_index(SHADOWS)
        self.redraw()

    @property
    def vector(self) -> Points:
        """Its three components."""
        return self._vector

    @property
    def tail(self) -> Points:
        """Where it starts, in numbers of the space."""
        return self._tail

    @property
    def tip(self) -> Points:
        """Where it ends, in the scene."""
        return self.space.project(self._tail + self._vector)

    @property
    def middle(self) -> Points:
        """Its middle, in numbers of the space."""
        return self._tail + self._vector / 2

    @change
    def set_vector(self, vector: ArrayLike) -> Step:
        """Point elsewhere, from the same tail."""
        start, goal = self._vector, _triple(vector)

        def step(share: float) -> None:
            self._vector = blend(start, goal, share)
            self.redraw()

        return step

    @change
    def set_tail(self, tail: ArrayLike) -> Step:
        """Start elsewhere, in numbers of the space."""
        start, goal = self._tail, _triple(tail)

        def step(share: float) -> None:
            self._tail = blend(start, goal, share)
            self.redraw()

        return step

    def redraw(self) -> Self:
        """Draw it as the camera sees it now."""
        space = self.space
        start, end = self._tail, self._tail + self._vector
        (x, y, z), (to_x, to_y, _) = start, end
        corners = np.array([start, [to_x, y, z], [to_x, to_y, z], end])
        below = [[x, y, space.floor_level], [to_x, to_y, space.floor_level]]
        seen = space.project(np.concatenate([corners, below]))
        self.shadow.set_points(segments(*seen[4:, np.newaxis]))
        if self.drop_lines:
            self._draw_lines(corners)
        self._draw_body(start, end, seen[3])
        layer = space.layer(self.middle)
        for part in (self.drop_lines, self.body):
            part.set_z_index(layer)
        if self.numbers:
            self._draw_numbers(seen[:4, :2])
        if self.label is not None:
            tip = seen[3, :2]
            place_beside(self.label, tip, tip - seen[0, :2], _GAP * space.scaling)
        return self

    def _draw_lines(self, corners: Points) -> None:
        """Draw the dashed ways from corner to corner, (4, 3), of the space."""
        dash, gap = np.array(_DASH) * self.space.drawing_scale
        first, last = corners[:-1], corners[1:]
        points = self.space.project(dashes(first, last, dash, gap))
        counts = dash_counts(np.linalg.norm(last - first, axis=1), dash, gap)
        for line, end, count in zip(self.drop_lines, 4 * np.cumsum(counts), 4 * counts, strict=True):
            line.set_points(points[end - count : end])

    def _draw_numbers(self, corners: Points) -> None:
        """Put the components beside the parts of the way, whose corners are these; short ones lose theirs."""
        gap = _GAP * self.space.scaling
        spec = self._spec or common_spec(self._vector, decimals=self._decimals)
        placed: list[tuple[Points, Points]] = []
        for axis, number in enumerate(self.numbers):
            number.write(float(self._vector[axis]), spec)
            middle, along = (corners[axis] + corners[axis + 1]) / 2, corners[axis + 1] - corners[axis]
            _fade(number, min(max(math.hypot(*along) / gap - 1, 0.0), 1.0))
            # To the outer side: away from the corner that this part of the way does not touch.
            across = np.array([-along[1], along[0]])
            outwards = float(across @ (middle - corners[2 if axis == 0 else 0]))
            if abs(outwards) < 1e-6:
                # All of the way is in line, and no side is the outer one.
                outwards = float(across @ _USUAL_SIDE)
            across *= np.sign(outwards) or 1
            before, size = center_and_size(number)
            center = beside(middle, across, gap, size)
            for other_center, other_size in placed:
                center = _moved_apart(center, other_center, (size + other_size) / 2 + gap / 2)
            center = self.space.held(center, size)
            placed.append((center, size))
            number.shift(np.append(center - before, 0.0))

    def _draw_body(self, start: Points, end: Points, tip: Points) -> None:
        space = self.space
        size = space.drawing_scale
        cone_size = _CONE[0] * size, _CONE[1] * size
        drawn = solid_arrow(start, end, space.project, space.camera, _SHAFT * size, cone_size)
        cone_behind, base, shaft, cone = self.body
        hidden = (np.zeros((0, 3)),) * TONES
        # Manim cannot fade an arrow whose parts come and go while the camera walks: none is without points.
        nothing = np.repeat(tip[np.newaxis], 4, axis=0)
        for group, faces in (
            (cone_behind, drawn.cone if drawn.points_away else hidden),
            ((base,), (drawn.base,)),
            (shaft, drawn.shaft),
            (cone, hidden if drawn.points_away else drawn.cone),
        ):
            for tone, points in zip(group, faces, strict=True):
                tone.set_points(points if len(points) else nothing)


def _faces(color: str) -> VMobject:
    return VMobject(fill_color=color, fill_opacity=1, stroke_width=0)


def _component(axis: int) -> Entry:
    shown = Entry(0, size=Size.LABEL, weight="semibold", anchor=0)
    shown.set_color(component_color(axis))
    return shown.set_stroke(current_theme().background, HALO, background=True)


def _fade(shown: VMobject, opacity: float) -> None:
    for part in shown.get_family():
        colors: Any
        for colors in (part.fill_rgbas, part.stroke_rgbas, part.background_stroke_rgbas):
            colors[:, 3] = opacity


def _moved_apart(center: Points, other: Points, room: Points) -> Points:
    """Return the place nearest to a centre that is so far, (2,), from another one, across or up."""
    apart = center - other
    missing = room - np.abs(apart)
    if (missing > 0).all():
        axis = int(missing.argmin())
        apart[axis] += missing[axis] * (np.sign(apart[axis]) or 1)
    return np.asarray(other + apart)


def _triple(numbers: ArrayLike) -> Points:
    triple = np.asarray(numbers, dtype=float)
    if triple.shape != (3,) or not np.isfinite(triple).all():
        raise ShapeError(f"expected three finite numbers, x, y and z, got {numbers!r}")
    return triple
