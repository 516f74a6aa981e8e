"""A map of small pictures: at each choice of slope and intercept, that line on the data."""

from typing import Self

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import ArrayLike

from aimath.checks import Array, as_array
from aimath.errors import ShapeError
from aimath.stage.changes import Step, change
from aimath.stage.colormaps import elevation, mix
from aimath.stage.grids.color_scale import ColorScale, readable_on
from aimath.stage.plots.coordinates import Coordinates, OnAxes, Range, share
from aimath.stage.plots.graph import stroke
from aimath.stage.plots.paths import circles, clip_segments, polygon, segments
from aimath.stage.theme import Role, current_theme, theme_color

_ROOM = 0.12
"""Between the picture in a tile and the tile's border, as a share of the tile."""


class LineTiles(OnAxes):
    """Tiles that cover a map of slopes and intercepts, each with the line of its middle on the data.

    Tiles stand row by row, from the lowest intercept up, each row from the lowest slope on:
    `tiles[row * n + column]`. At first their ground is neutral; `set_heat` gives each the colour of its loss.

    Args:
        axes: the map, with the slope along x and the intercept along y.
        losses: (m, n) the loss of the line in the middle of each tile, row by row from the lowest intercept.
        x: the x of the data; empty for tiles without pictures.
        y: the y of the data.
        x_range: the lowest and highest x in a picture; by default those of the data.
        y_range: the lowest and highest y in a picture; by default those of the data.
        loss_range: the losses with the first and the last colour; by default the lowest and the highest.
        gap: between tiles, as a share of a tile.
        heat: how far the tiles have the colours of their losses, from 0 to 1.

    Raises:
        ShapeError: if `losses` has not two axes, or x and y differ in length.

    Example:
        >>> from aimath.stage.plots.axes import Axes2D
        >>> tiles = LineTiles(Axes2D((0, 2), (0, 2), width=3, height=3), np.eye(2), [0, 1], [0, 1])
        >>> len(tiles), tiles.slopes.tolist(), tiles.intercepts.tolist()
        (4, [0.5, 1.5], [0.5, 1.5])
    """

    def __init__(
        self,
        axes: Coordinates,
        losses: ArrayLike,
        x: ArrayLike = (),
        y: ArrayLike = (),
        *,
        x_range: Range | None = None,
        y_range: Range | None = None,
        loss_range: Range | None = None,
        gap: float = 0.08,
        heat: float = 0.0,
    ) -> None:
        super().__init__(axes)
        heights = as_array(losses, "losses", dimensions=2)
        self._data = np.stack(_same_length(x, y), axis=1)
        self._has_pictures = len(self._data) > 0
        self._ranges = tuple(
            given or (float(column.min(initial=np.inf)), float(column.max(initial=-np.inf)))
            for given, column in zip((x_range, y_range), self._data.T, strict=True)
        )
        self._gap, self._heat = gap, heat
        rows, columns = heights.shape
        self.slopes: Array = middles(axes.x_range, columns)
        """(n,) the slope of each column's lines."""
        self.intercepts: Array = middles(axes.y_range, rows)
        """(m,) the intercept of each row's lines."""
        low, high = loss_range or (float(heights.min()), float(heights.max()))
        scale = ColorScale(elevation(), low, high if high > low else low + 1.0)
        self._colors = [scale.hex(float(loss)) for loss in heights.ravel()]
        self._tiles: list[tuple[VMobject, VGroup]] = []
        for _ in self._colors:
            # A rim of the frame's ground makes the gap, and covers what lies under it.
            ground = VMobject(fill_opacity=1, stroke_color=current_theme().background, stroke_width=0)
            picture = VGroup()
            if self._has_pictures:
                picture.add(VMobject(fill_opacity=1, stroke_width=0), stroke(Role.PREDICTION, 2.5))
            self._tiles.append((ground, picture))
            self.add(VGroup(ground, picture))
        self.redraw()
        self._paint(heat)

    @change
    def set_heat(self, heat: float) -> Step:
        """Give the tiles the colours of their losses, from not at all (0) to entirely (1)."""
        start = self._heat
        return lambda share: self._paint(start + share * (heat - start))

    def redraw(self) -> Self:
        """Draw the tiles where the map now is."""
        half = np.array([1 / len(self.slopes), 1 / len(self.intercepts)]) / 2
        corners = half * [[-1, -1], [1, -1], [1, 1], [-1, 1]]
        rim = 100 * self._gap * float(np.ptp(self.axes.place(corners), axis=0)[:2].min())
        places = [(slope, intercept) for intercept in self.intercepts for slope in self.slopes]
        for (ground, picture), (slope, intercept) in zip(self._tiles, places, strict=True):
            middle = self.axes.shares(slope, intercept)
            ground.set_points(polygon(self.axes.place(middle + corners))).set_stroke(width=rim)
            if self._has_pictures:
                self._draw(picture, middle, half * (1 - 2 * _ROOM), slope, intercept)
        return self

    def _draw(self, picture: VGroup, middle: Array, half: Array, slope: float, intercept: float) -> None:
        """Draw the data and a line into the tile around `middle`."""
        x_range, y_range = self._ranges
        dots, line = picture
        inner = np.stack([share(self._data[:, 0], x_range), share(self._data[:, 1], y_range)], axis=1)
        inner = inner[((inner >= 0) & (inner <= 1)).all(axis=1)]
        radius = 0.06 * float(
            np.linalg.norm(np.diff(self.axes.place(middle + half * [[0, -1], [0, 1]]), axis=0))
        )
        dots.set_points(circles(self.axes.place(middle + half * (2 * inner - 1)), radius).reshape(-1, 3))
        ends = np.array([[k, share(slope * x_range[k] + intercept, y_range)] for k in (0, 1)], dtype=float)
        pieces = [self.axes.place(middle + half * (2 * cut - 1)) for cut in clip_segments(ends[:1], ends[1:])]
        line.set_points(segments(*pieces))

    def _paint(self, heat: float) -> None:
        """Colour the tiles; on a coloured ground, the pictures take whichever ink can be read."""
        self._heat = heat
        neutral, inks = current_theme().surface, (theme_color(Role.DATA), theme_color(Role.PREDICTION))
        for (ground, picture), color in zip(self._tiles, self._colors, strict=True):
            ground.set_fill(mix(neutral, color, heat))
            if self._has_pictures:
                dots, line = picture
                dots.set_fill(mix(inks[0], readable_on(color), heat))
                line.set_stroke(mix(inks[1], readable_on(color), heat))


def middles(ends: Range, count: int) -> Array:
    """Return the middles of `count` equal parts of a range.

    Example:
        >>> middles((0.0, 4.0), 2).tolist()
        [1.0, 3.0]
    """
    low, high = ends
    return np.asarray(low + (np.arange(count) + 0.5) * (high - low) / count)


def _same_length(x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    xs, ys = (as_array(values, "data", dimensions=1, allow_empty=True) for values in (x, y))
    if len(xs) != len(ys):
        raise ShapeError(f"expected as many x as y, got {len(xs)} and {len(ys)}")
    return xs, ys
