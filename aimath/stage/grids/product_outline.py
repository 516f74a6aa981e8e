"""A matrix product of any size as three boxes in proportion, which can be zoomed a thousandfold."""

from typing import Self

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import ArrayLike

from aimath.errors import InputError
from aimath.matrices import product_shape
from aimath.stage.changes import Step, change
from aimath.stage.grids.anchor import Anchor
from aimath.stage.grids.product_grids import Roles
from aimath.stage.lettering.text import Words
from aimath.stage.lettering.type_sizes import Size
from aimath.stage.plots.paths import Points, polygon
from aimath.stage.theme import Role, theme_color

_INSIDE = 0.16
_FILLED = 0.5
_STROKE = 3.0
_LABEL_ROOM = 1.2  # What a box must be larger than its label, so that the label shows.


class ProductOutline(VGroup):
    """The outlines of two matrices and their product, as high and wide as they have rows and columns.

    Args:
        left: rows and columns of the left matrix.
        right: rows and columns of the right matrix.
        corner: where the product's upper left corner stays, in the scene.
        unit: the length of one row or column, in scene units.
        gap: space between the boxes, in scene units.
        roles: whose colours the left matrix, the right one and the product take.
        size: size of the shapes written in the boxes, where there is room.

    Raises:
        ShapeError: if there is no such product.
        InputError: if the unit is not above 0.

    Example:
        >>> outline = ProductOutline((4, 3), (3, 5), corner=(0, 0, 0), unit=0.5)
        >>> float(outline.set_unit(0.25).boxes[2].width)
        1.25
    """

    def __init__(
        self,
        left: tuple[int, int],
        right: tuple[int, int],
        *,
        corner: ArrayLike,
        unit: float,
        gap: float = 0.0,
        roles: Roles = (Role.DATA, Role.PARAMETER, Role.PREDICTION),
        size: Size | float = Size.LABEL,
    ) -> None:
        super().__init__()
        self._shapes = (left, right, product_shape(left, right))
        self._unit, self._gap, self._progress = _checked(unit), gap, 0.0
        self._anchor = Anchor(width=1.0, height=1.0)
        self._anchor.shift(np.asarray(corner, dtype=float) - self._anchor.corner)
        colors = [theme_color(role) for role in roles]
        self.boxes = tuple(
            VMobject(stroke_color=color, stroke_width=_STROKE, fill_color=color, fill_opacity=_INSIDE)
            for color in colors
        )
        """The left matrix, the right one and the product."""
        self.filled = VMobject(stroke_width=0, fill_color=colors[2], fill_opacity=_FILLED)
        """The rows of the product that are done."""
        self.shapes = tuple(
            VGroup(*(Words(f"{{rows}}{end}× {{columns}}", size=size, rows=m, columns=n) for end in " \n"))
            for m, n in self._shapes
        )
        """The shape written in each box, on one line and on two; the first that fits shows."""
        self.add(self._anchor, *self.boxes, self.filled, *self.shapes)
        self._draw()

    @property
    def unit(self) -> float:
        """The length of one row or column, in scene units."""
        return self._unit

    @change
    def set_unit(self, unit: float) -> Step:
        """Zoom: make every row and column so long; equal times multiply by equal factors.

        Raises:
            InputError: if the unit is not above 0.
        """
        start, goal = self._unit, _checked(unit)

        def step(share: float) -> None:
            self._unit = goal if share == 1 else start * (goal / start) ** share
            self._draw()

        return step

    @change
    def set_progress(self, share: float) -> Step:
        """Fill the product from its first row down to this share of its rows, from 0 to 1."""
        start = self._progress

        def step(way: float) -> None:
            self._progress = start + way * (share - start)
            self._draw()

        return step

    def _draw(self) -> Self:
        for box, shape, written, place in zip(
            self.boxes, self._shapes, self.shapes, ((-1, 0), (0, 1), (0, 0)), strict=True
        ):
            corners = self._corners(shape, place)
            box.set_points(polygon(corners))
            written.move_to(np.append(corners.mean(axis=0), 0.0))
            left = 1.0
            for words in written:
                room = np.ptp(corners, axis=0) / np.array([words.width, words.height])
                fits = float(np.clip(5 * (room.min() - _LABEL_ROOM), 0, 1))
                words.set_opacity(left * fits)
                left *= 1 - fits
        rows, columns = self._shapes[2]
        done = self._corners((rows * self._progress, columns), (0, 0))
        self.filled.set_points(polygon(done) if self._progress > 0 else np.zeros((0, 3)))
        return self

    def _corners(self, shape: tuple[float, float], place: tuple[int, int]) -> Points:
        """Return the corners of a box to the left of the corner (-1, 0), above it (0, 1), or below."""
        size = self._anchor.magnification
        height, width = size * self._unit * np.array(shape)
        across, up = place
        left = self._anchor.corner[0] + across * (width + size * self._gap)
        top = self._anchor.corner[1] + up * (height + size * self._gap)
        return np.array(
            [[left, top], [left + width, top], [left + width, top - height], [left, top - height]]
        )


def _checked(unit: float) -> float:
    if not unit > 0:
        raise InputError(f"expected a unit above 0, got {unit}")
    return float(unit)
