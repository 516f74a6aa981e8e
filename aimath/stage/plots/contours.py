"""Contour maps: lines of equal height over two numbers, in the colours of the landscape they are a map of."""

from collections.abc import Sequence
from typing import Self, cast

import numpy as np
from contourpy import ContourGenerator, FillType, LineType, contour_generator
from manim import Mobject, VGroup, VMobject
from numpy.typing import ArrayLike

from aimath.checks import Array
from aimath.stage.colormaps import ColorMap, elevation, mix
from aimath.stage.landscape.height_field import HeightField
from aimath.stage.lettering.text import TypesetMobject
from aimath.stage.lettering.type_sizes import Size
from aimath.stage.plots.axes import Axes2D
from aimath.stage.plots.contour_levels import contour_levels
from aimath.stage.plots.coordinates import OnAxes, share
from aimath.stage.plots.paths import Points, clip_polygon, clip_segments, polygon, segments
from aimath.stage.theme import Role, current_theme, theme_color

_FINE = 160


class ContourMap(Axes2D):
    """Level lines over faintly coloured ground, on thin axes with a few numbers.

    Args:
        x: (n,) evenly spaced values of the first number, or (m, n) as from `numpy.meshgrid`.
        y: (m,) evenly spaced values of the second number, or (m, n) likewise.
        z: (m, n) heights.
        width: of everything, numbers and titles included, in scene units.
        height: likewise.
        levels: how many level lines, or at which heights.
        spacing: how that many lines are spread: "linear", "quantile" or "log".
        z_range: heights of the first and last colour; the lowest and highest if not given.
        fill_opacity: how strong the colours between the lines are, 0 for none.
        line_width: of the level lines, as Manim's stroke width.
        x_title: what is along the bottom.
        y_title: what goes up.
        x_ticks: at most how many numbers along the bottom, or which ones; 0 for none.
        y_ticks: likewise.
        size: size of the numbers and titles.

    Raises:
        InputError: if coordinates are not evenly spaced, or there is no such spacing.
        ShapeError: if the shapes do not fit.

    Example:
        >>> from aimath.landscapes import LANDSCAPES
        >>> bowl = LANDSCAPES["bowl"].grid(32)
        >>> contours = ContourMap(bowl.x, bowl.y, bowl.z, width=4, height=4, levels=[1, 2])
        >>> contours.levels, contours.inside(0, 9)
        ((1.0, 2.0), False)
    """

    def __init__(
        self,
        x: ArrayLike,
        y: ArrayLike,
        z: ArrayLike,
        *,
        width: float,
        height: float,
        levels: int | Sequence[float] = 14,
        spacing: str = "linear",
        z_range: tuple[float, float] | None = None,
        fill_opacity: float = 0.35,
        line_width: float = 1.8,
        x_title: str | TypesetMobject | None = None,
        y_title: str | TypesetMobject | None = None,
        x_ticks: int | Sequence[float] = 4,
        y_ticks: int | Sequence[float] = 4,
        size: Size | float = Size.SMALL,
    ) -> None:
        field = HeightField.through(x, y, z, z_range)
        super().__init__(
            (float(field.x[0]), float(field.x[-1])),
            (float(field.y[0]), float(field.y[-1])),
            width=width,
            height=height,
            x_title=x_title,
            y_title=y_title,
            x_ticks=x_ticks,
            y_ticks=y_ticks,
            size=size,
        )
        given = contour_levels(z, levels, spacing) if isinstance(levels, int) else levels
        self.levels = tuple(sorted(float(level) for level in given))
        """The heights of the lines, rising."""
        self.colors: ColorMap = elevation()
        """The colour of each share of the way from the lowest to the highest height."""
        generator = _generator(field)
        borders = (-np.inf, *self.levels, np.inf)
        middles = share([field.z_range[0], *self.levels, field.z_range[1]], field.z_range)
        self.bands = VGroup()
        """The coloured ground between the lines, from the lowest band to the highest."""
        for k in range(len(borders) - 1 if fill_opacity > 0 else 0):
            color = self.colors.hex(float((middles[k] + middles[k + 1]) / 2))
            self.bands.add(_Band(self, color, fill_opacity, _rings(generator, borders[k], borders[k + 1])))
        colors = _line_colors()
        self.lines = VGroup()
        """The level lines, one mobject for each height."""
        for level, place in zip(self.levels, share(self.levels, field.z_range), strict=True):
            self.lines.add(_LevelLine(self, colors.hex(float(place)), line_width, _lines(generator, level)))
        self._lines.set_stroke(opacity=0.5)
        self.add_to_back(self.bands)
        self.add(self.lines)

    def __deepcopy__(self, clone_from_id: dict[int, Mobject]) -> Self:
        """Copy it, so that the copy's lines follow the copy's axes."""
        copied = super().__deepcopy__(clone_from_id)
        for layer in copied.get_family():
            if isinstance(layer, _Layer):
                copied.attach(layer)
        return copied


class _Layer(OnAxes):
    """A part of the map; when the map is copied, the copy of the map takes care of it."""

    def __deepcopy__(self, clone_from_id: dict[int, Mobject]) -> Self:
        """Copy it onto the copy of its map, or alone onto the same map."""
        if id(self.board) in clone_from_id:
            return VGroup.__deepcopy__(self, clone_from_id)
        return super().__deepcopy__(clone_from_id)


class _LevelLine(_Layer):
    """All lines of one height, as one shape."""

    def __init__(self, axes: Axes2D, color: str, width: float, lines: Sequence[Array]) -> None:
        super().__init__(axes)
        joined = [np.zeros((0, 2)), *(line for line in lines)]
        self._starts = np.concatenate([line[:-1] for line in joined])
        self._ends = np.concatenate([line[1:] for line in joined])
        self._shape = VMobject(stroke_color=color, stroke_width=width)
        self.add(self._shape)
        self.redraw()

    def redraw(self) -> Self:
        """Draw the lines where the axes now are."""
        starts, ends = (self.axes.shares(*points.T) for points in (self._starts, self._ends))
        starts, ends = clip_segments(starts, ends)
        self._shape.set_points(segments(self.axes.place(starts), self.axes.place(ends)))
        return self


class _Band(_Layer):
    """The ground between two heights, as one shape."""

    def __init__(self, axes: Axes2D, color: str, opacity: float, rings: list[Array]) -> None:
        super().__init__(axes)
        self._rings = rings
        self._shape = VMobject(fill_color=color, fill_opacity=opacity, stroke_width=0)
        self.add(self._shape)
        self.redraw()

    def redraw(self) -> Self:
        """Draw the band where the axes now are."""
        shares = [self.axes.shares(*ring.T) for ring in self._rings]
        inside = [ring if ((ring >= 0) & (ring <= 1)).all() else clip_polygon(ring) for ring in shares]
        found: list[Points] = [np.zeros((0, 3))]
        found += [polygon(self.axes.place(ring)) for ring in inside if len(ring) > 2]
        self._shape.set_points(np.concatenate(found))
        return self


def _generator(field: HeightField) -> ContourGenerator:
    """Return what finds the lines, on a grid fine enough for lines without corners."""
    x, y = (np.linspace(values[0], values[-1], _FINE) for values in (field.x, field.y))
    low, high = field.z_range
    even = np.linspace(-1, 1, _FINE)
    heights = low + (high - low) * field.height(even, even[:, None]).astype(float)
    return contour_generator(x, y, heights, line_type=LineType.Separate, fill_type=FillType.OuterOffset)


def _lines(generator: ContourGenerator, level: float) -> list[Array]:
    return cast(list[Array], generator.lines(level))


def _rings(generator: ContourGenerator, lower: float, upper: float) -> list[Array]:
    """Return each closed outline of a band, holes included, without its repeated last point."""
    outlines, offsets = cast(tuple[list[Array], list[Array]], generator.filled(lower, upper))
    return [
        points[int(start) : int(end) - 1]
        for points, ends in zip(outlines, offsets, strict=True)
        for start, end in zip(ends[:-1], ends[1:], strict=True)
    ]


def _line_colors() -> ColorMap:
    """Return the landscape's colours, nearer to the text's colour where they are close to the ground's."""
    anchors, text = elevation().anchors, theme_color(Role.TEXT)
    first, last = (0.3, 0.0) if current_theme().name == "dark" else (0.0, 0.4)
    shares = np.linspace(first, last, len(anchors)).tolist()
    return ColorMap(tuple(mix(anchor, text, share) for anchor, share in zip(anchors, shares, strict=True)))
