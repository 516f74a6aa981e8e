"""Straight lines in space."""

from typing import Self

import numpy as np
from manim import VMobject
from numpy.typing import ArrayLike

from aimath.errors import ShapeError
from aimath.stage.changes import Step, change
from aimath.stage.plots.board import blend
from aimath.stage.plots.paths import Points, dashes, segments
from aimath.stage.space.space import InSpace, Space3D
from aimath.stage.theme import Role, theme_color

_DASH = np.array([0.11, 0.1])  # In scene units where the space is neither near nor far.


class SpaceLine(InSpace):
    """A straight line from one place of a space to another.

    Args:
        space: what it is in.
        start: (3,) where it begins, in numbers of the space.
        end: (3,) where it ends.
        role: whose colour it takes.
        dashed: whether it is dashed.
        stroke_width: how thick it is.

    Raises:
        ShapeError: if an end is not three finite numbers.

    Example:
        >>> line = SpaceLine(Space3D(width=6, height=5), [0, 0, 0], [3, 1, 4])
        >>> line.set_ends([0, 0, 0], [6, 2, 8]).middle.tolist()
        [3.0, 1.0, 4.0]
    """

    def __init__(
        self,
        space: Space3D,
        start: ArrayLike,
        end: ArrayLike,
        *,
        role: Role | str = Role.MUTED,
        dashed: bool = False,
        stroke_width: float = 3,
    ) -> None:
        super().__init__(space)
        self._ends, self._dashed = _checked([start, end]), dashed
        self.line = VMobject(stroke_color=theme_color(role), stroke_width=stroke_width)
        """The line itself."""
        self.add(self.line)
        self.redraw()

    @property
    def ends(self) -> Points:
        """(2, 3) where it begins and ends, in numbers of the space."""
        return self._ends

    @property
    def middle(self) -> Points:
        """Its middle, in numbers of the space."""
        return np.asarray(self._ends.mean(axis=0))

    @change
    def set_ends(self, start: ArrayLike, end: ArrayLike) -> Step:
        """Go from elsewhere to elsewhere."""
        before, after = self._ends, _checked([start, end])

        def step(share: float) -> None:
            self._ends = blend(before, after, share)
            self.redraw()

        return step

    def redraw(self) -> Self:
        """Draw it as the camera sees it now."""
        space = self.space
        start, end = self._ends[:1], self._ends[1:]
        if self._dashed:
            dash, gap = _DASH * space.drawing_scale
            self.line.set_points(space.project(dashes(start, end, dash, gap)))
        else:
            self.line.set_points(segments(space.project(start), space.project(end)))
        self.line.z_index = space.layer(self.middle)
        return self


def _checked(ends: list[ArrayLike]) -> Points:
    places = [np.asarray(end, dtype=float) for end in ends]
    for place in places:
        if place.shape != (3,) or not np.isfinite(place).all():
            raise ShapeError(f"expected ends of three finite numbers, x, y and z, got {place.tolist()}")
    return np.array(places)
