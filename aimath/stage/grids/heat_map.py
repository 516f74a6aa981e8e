"""An array of numbers as colours."""

import numpy as np
from manim import RIGHT
from numpy.typing import ArrayLike, NDArray

from aimath.stage.colormaps import ColorMap
from aimath.stage.grids.color_bar import ColorBar
from aimath.stage.grids.color_scale import ColorScale
from aimath.stage.grids.picture import Picture
from aimath.stage.lettering.type_sizes import Size, em

_BAR_GAP = 0.5  # Between the cells and their colour bar, in em of body type.


class HeatMap(Picture):
    """An array as colours, with figures in cells that are large enough and a bar that says what colours mean.

    Args:
        values: (m, n) the numbers.
        colors: the colour map; by default one for signed numbers where some are negative, else one for sizes.
        low: the value of the map's first colour; by default 0, or minus the largest size.
        high: the value of its last colour; by default the largest size.
        cell: side of a cell in scene units, or its width and height, to give several maps the same; by
            default squares that fit.
        width: the most room it may take, colour bar included.
        height: the most room it may take.
        numbers: whether numbers stand in the cells, where cells are large enough for them.
        spec: how the numbers are written.
        color_bar: whether a colour bar stands beside it.

    Raises:
        ShapeError: if `values` has not two axes.

    Example:
        >>> weights = HeatMap([[0.9, 0.1], [0.4, 0.6]], width=3.0, height=2.0, color_bar=True)
        >>> weights.entry(0, 0).figures[0].text
        '0.9'
    """

    def __init__(
        self,
        values: ArrayLike,
        *,
        colors: ColorMap | None = None,
        low: float | None = None,
        high: float | None = None,
        cell: float | tuple[float, float] | None = None,
        width: float | None = None,
        height: float | None = None,
        numbers: bool = True,
        spec: str | None = None,
        color_bar: bool = False,
    ) -> None:
        bar_room = 0.0
        if color_bar:
            scale = ColorScale.fitting(values, colors=colors, low=low, high=high)
            bar_room = ColorBar(scale, length=4 * em(Size.SMALL)).width + _BAR_GAP * em(Size.BODY)
        super().__init__(
            values,
            colors=colors,
            low=low,
            high=high,
            cell=cell,
            width=None if width is None else width - bar_room,
            height=height,
            numbers=numbers,
            spec=spec,
        )
        if color_bar:
            self.color_bar = ColorBar(self.color_scale, length=self.block.height)
            self.add(self.color_bar.next_to(self.block, RIGHT, buff=_BAR_GAP * em(Size.BODY)))
            self.center()

    def _scale(
        self, values: NDArray[np.float64], colors: ColorMap | None, low: float | None, high: float | None
    ) -> ColorScale:
        return ColorScale.fitting(values, colors=colors, low=low, high=high)
