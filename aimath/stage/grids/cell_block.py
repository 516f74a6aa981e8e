"""A grid of cells with numbers, each of which can be pointed at."""

from collections.abc import Sequence

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from aimath.stage.changes import Step, together
from aimath.stage.grids.cells import ROUNDING, Cell, CellColors
from aimath.stage.grids.color_scale import ColorScale, readable_on
from aimath.stage.grids.frames import FRAME_WIDTH, Frames
from aimath.stage.grids.pixels import Region
from aimath.stage.grids.rounded_box import RoundedBox
from aimath.stage.theme import Role, current_theme, theme_color


class CellBlock(VGroup):
    """An array as rounded cells.

    Args:
        values: (m, n) the numbers.
        spec: how every number is written.
        cell_width: width of a cell in scene units.
        cell_height: height of a cell in scene units.
        number_size: em of the numbers in scene units.
        colors: colours of each cell, row by row, or the scale that tells them from the numbers.
        gap: space between cells, as a share of the smaller side of a cell.
        shown: (m, n) which numbers show from the start.
        placeholder: whether a dot stands in for a hidden number.

    Example:
        >>> scale = ColorScale.fitting([0, 1])
        >>> block = CellBlock(np.eye(2), ".0f", cell_width=1, cell_height=1, number_size=0.4, colors=scale)
        >>> block.centers.shape
        (4, 3)
    """

    def __init__(
        self,
        values: NDArray[np.float64],
        spec: str,
        *,
        cell_width: float,
        cell_height: float,
        number_size: float,
        colors: Sequence[CellColors] | ColorScale,
        gap: float = 0.08,
        shown: NDArray[np.bool_] | bool = True,
        placeholder: bool = False,
    ) -> None:
        super().__init__()
        self.values = values
        self.size_share = 1 / (1 + gap)
        self.color_scale = colors if isinstance(colors, ColorScale) else None
        space = gap * min(cell_width, cell_height)
        visible = np.broadcast_to(shown, values.shape)
        self.cells: dict[tuple[int, int], Cell] = {}
        for k, (i, j) in enumerate(np.ndindex(*values.shape)):
            value = float(values[i, j])
            cell = Cell(
                value,
                spec,
                width=cell_width,
                height=cell_height,
                number_size=number_size,
                colors=scale_colors(colors, value) if isinstance(colors, ColorScale) else colors[k],
                shown=bool(visible[i, j]),
                placeholder=placeholder,
            )
            cell.shift((j * (cell_width + space), -i * (cell_height + space), 0.0))
            self.cells[i, j] = cell
        self._frames = Frames()
        self.add(*self.cells.values(), self._frames)
        self.center()

    @property
    def centers(self) -> NDArray[np.float64]:
        """(m × n, 3) where each cell is in the scene, row by row."""
        return np.array([cell.box.get_center() for cell in self.cells.values()])

    @property
    def sizes(self) -> NDArray[np.float64]:
        """(m × n, 2) width and height of each cell in scene units."""
        return np.array([(cell.box.width, cell.box.height) for cell in self.cells.values()])

    def changed(self, values: NDArray[np.float64]) -> Step:
        """Return the step that counts every number to another."""
        start = self.values

        def step(share: float) -> None:
            self.values = values if share == 1 else start + share * (values - start)
            for place, cell in self.cells.items():
                if values[place] == start[place]:
                    continue
                cell.set_value(float(self.values[place]))
                if self.color_scale is not None:
                    cell.set_colors(scale_colors(self.color_scale, cell.value))

        return step

    def lift(self, above: NDArray[np.bool_]) -> None:
        """Draw some cells (m × n,) above all others."""
        for cell, lifted in zip(self.cells.values(), above, strict=True):
            if lifted != (cell.z_index > self.z_index):
                cell.set_z_index(self.z_index + int(lifted))

    def placed(self, centers: ArrayLike, sizes: ArrayLike) -> Step:
        """Return the step that moves every cell; one whose new centre is not a number disappears.

        Cells keep their proportions: of their new sizes only the widths count.
        """
        start, start_sizes = self.centers, self.sizes
        end = np.asarray(centers, dtype=float)
        end_sizes = np.broadcast_to(sizes, start_sizes.shape)

        def step(share: float) -> None:
            for k, cell in enumerate(self.cells.values()):
                if not np.isfinite(end[k]).all():
                    cell.set_opacity(0)
                    continue
                width = start_sizes[k, 0] + share * (end_sizes[k, 0] - start_sizes[k, 0])
                cell.scale(width / cell.box.width).shift(
                    start[k] + share * (end[k] - start[k]) - cell.box.get_center()
                )

        return step

    def highlighted(self, region: Region | None, accent: str | None = None, *, keep: bool = False) -> Step:
        """Return the step that highlights a region; the rest comes to rest, unless it is kept too.

        Cells whose fill tells their value are framed, so that the fill can stay.
        """
        if self.color_scale is not None:
            outline = None if region is None else self._outline(region, accent or theme_color(Role.HIGHLIGHT))
            return self._frames.moved(outline, keep=keep)
        inside = {(i, j) for i in region[0] for j in region[1]} if region is not None else set()
        return together(
            [
                cell.highlighted((accent or cell.colors.accent) if place in inside else None)
                for place, cell in self.cells.items()
                if place in inside or not keep
            ]
        )

    def _outline(self, region: Region, accent: str) -> VMobject:
        cells = VGroup(*(self.cells[i, j].box for i in region[0] for j in region[1]))
        radius = ROUNDING * min(float(cells[0].width), float(cells[0].height))
        aside = 0.5 * float(cells[0].width) * (1 / self.size_share - 1)
        frame = RoundedBox(
            width=float(cells.width) + 2 * aside, height=float(cells.height) + 2 * aside, radius=radius
        )
        frame.move_to(cells).set_stroke(accent, width=FRAME_WIDTH)
        # Whatever colour a cell has, either the frame or its edges stand out from it.
        return frame.set_stroke(current_theme().background, 2.5 * FRAME_WIDTH, background=True)

    @property
    def number_size(self) -> float:
        """The em of the numbers, at the size that the cells have now."""
        return next(iter(self.cells.values())).number_size


def scale_colors(scale: ColorScale, value: float) -> CellColors:
    """Return the colours of a cell that shows this value by its fill; the number on it stays readable."""
    fill = scale.legible(value)
    return CellColors(fill=fill, border=fill, ink=readable_on(fill), accent=theme_color(Role.HIGHLIGHT))
