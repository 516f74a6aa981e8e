"""How far predictions are from the data, as segments or as literal squares."""

from typing import Self

import numpy as np
from manim import CapStyleType, VMobject
from numpy.typing import ArrayLike

from aimath.errors import InputError, ShapeError
from aimath.stage.changes import Step, change
from aimath.stage.plots.board import blend
from aimath.stage.plots.coordinates import Coordinates, OnAxes
from aimath.stage.plots.graph import as_pair
from aimath.stage.plots.paths import Points, segments
from aimath.stage.theme import Role, theme_color

KINDS = ("segments", "squares")


class Residuals(OnAxes):
    """What a fit leaves over at each point: `residuals[i]` belongs to point i.

    A segment runs from the point to its prediction; a square has that segment for a side, and lies on the
    side where the fitted line does not cut through it. All are cut at the borders of the axes; where
    nothing is left over, nothing is drawn.

    Args:
        axes: what they are drawn on.
        x: the x of the points.
        y: the y of the points.
        predicted: what the fit says at each x.
        kind: "segments" or "squares".
        role: whose colour they take.
        stroke_width: of the segments and outlines.
        fill_opacity: of the squares.

    Raises:
        InputError: if there is no such kind.
        ShapeError: if the arrays differ in length.

    Example:
        >>> from aimath.stage.plots.axes import Axes2D
        >>> axes = Axes2D((0, 4), (0, 4), width=3, height=3)
        >>> left_over = Residuals(axes, [1, 2], [1, 3], [2, 2], kind="squares")
        >>> bool(np.isclose(left_over[0].width, left_over[0].height))
        True
    """

    def __init__(
        self,
        axes: Coordinates,
        x: ArrayLike,
        y: ArrayLike,
        predicted: ArrayLike,
        *,
        kind: str = "segments",
        role: Role | str = Role.ERROR,
        stroke_width: float = 3.0,
        fill_opacity: float = 0.22,
    ) -> None:
        super().__init__(axes)
        if kind not in KINDS:
            raise InputError(f"expected residuals as {' or '.join(KINDS)}, got {kind!r}")
        self._kind = kind
        color = theme_color(role)
        self.add(
            *(
                VMobject(
                    stroke_color=color,
                    stroke_width=stroke_width,
                    fill_color=color,
                    fill_opacity=fill_opacity if kind == "squares" else 0,
                    cap_style=CapStyleType.ROUND,
                )
                for _ in as_pair(x, y)[0]
            )
        )
        self.set_data(x, y, predicted)

    def set_data(self, x: ArrayLike, y: ArrayLike, predicted: ArrayLike) -> Self:
        """Move the points and their predictions.

        Raises:
            ShapeError: if the arrays differ in length, or there are more or fewer points than before.
        """
        self._x, self._y = as_pair(x, y)
        self._predicted = as_pair(x, predicted)[1]
        if len(self._x) != len(self.submobjects):
            raise ShapeError(f"expected {len(self.submobjects)} points as before, got {len(self._x)}")
        return self.redraw()

    @change
    def set_predicted(self, predicted: ArrayLike) -> Step:
        """Show another fit of the same points."""
        start = self._predicted

        def step(share: float) -> None:
            self.set_data(self._x, self._y, blend(start, predicted, share))

        return step

    def redraw(self) -> Self:
        """Draw them again where the axes now are."""
        heights = self._y, self._predicted
        ends = np.stack([self.axes.shares(self._x, height) for height in heights], axis=1)
        cut = np.clip(np.nan_to_num(ends), 0, 1)
        shown = np.isfinite(ends).all(axis=(1, 2)) & (ends[:, 0, 0] >= 0) & (ends[:, 0, 0] <= 1)
        shown &= ends[:, :, 1].max(axis=1) >= 0
        shown &= ends[:, :, 1].min(axis=1) <= 1
        # A stroke of no length would still show its round ends.
        shown &= ends[:, 0, 1] != ends[:, 1, 1]
        corners = self.axes.place(cut if self._kind == "segments" else self._squares(ends))
        following = np.roll(corners, -1, axis=1)
        sides = 1 if self._kind == "segments" else 4
        paths = segments(corners[:, :sides].reshape(-1, 3), following[:, :sides].reshape(-1, 3))
        for shape, path, visible in zip(self, paths.reshape(-1, 4 * sides, 3), shown, strict=True):
            shape.set_points(path if visible else np.zeros((0, 3)))
        return self

    def _squares(self, ends: Points) -> Points:
        """Return the corners in shares of the box, shape (n, 4, 2)."""
        origin, right, up = self.axes.place(np.array([[0, 0], [1, 0], [0, 1]]))
        aspect = np.linalg.norm(up - origin) / np.linalg.norm(right - origin)
        point, on_line = ends[:, 0], ends[:, 1]
        order = np.argsort(point[:, 0])
        rises = np.ptp(point[:, 0]) > 0 and on_line[order[-1], 1] >= on_line[order[0], 1]
        # Left of a point above a rising line, the line is lower still: it does not cut the square.
        side = (on_line[:, 1] - point[:, 1]) * (1 if rises else -1) * aspect
        shift = np.stack([side, np.zeros(len(side))], axis=1)
        corners = np.stack([point, on_line, on_line + shift, point + shift], axis=1)
        return np.asarray(np.clip(corners, 0, 1))
