"""An array of numbers as a picture whose pixels can be read, cropped and unrolled."""

import numpy as np
from manim import RIGHT
from numpy.typing import ArrayLike, NDArray

from aimath.checks import as_array
from aimath.errors import InputError, ShapeError
from aimath.stage.changes import Step, change, together
from aimath.stage.colormaps import ColorMap, brightness
from aimath.stage.grids.cell_block import CellBlock
from aimath.stage.grids.cells import check_index, common_spec
from aimath.stage.grids.color_scale import ColorScale
from aimath.stage.grids.fit import heat_map_fit
from aimath.stage.grids.number_grid import NumberGrid, color_block
from aimath.stage.grids.unroll import row_progress, unrolled
from aimath.stage.lettering.type_sizes import Size, em


class Picture(NumberGrid):
    """An array as a grey picture: cells up to 20 × 20, beyond that pixels drawn as a few shapes.

    Args:
        values: (m, n) the brightness of each pixel.
        colors: the colour map; by default from the ground's colour to ink.
        low: the value of the map's first colour; by default 0, or the smallest value if that is negative.
        high: the value of its last colour; by default the largest value.
        cell: side of a cell in scene units, or its width and height, to give several pictures the same; by
            default squares that fit.
        width: the most room it may take.
        height: the most room it may take.
        numbers: whether numbers stand in the cells, where cells are large enough for them.
        spec: how the numbers are written.

    Raises:
        ShapeError: if `values` has not two axes.

    Example:
        >>> digit = Picture([[0, 15], [16, 3]], width=2.0)
        >>> digit.show_numbers().entry(0, 1).figures[0].text
        '15'
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
        numbers: bool = False,
        spec: str | None = None,
    ) -> None:
        super().__init__()
        pixels = as_array(values, "values", dimensions=2).copy()
        self.color_scale = self._scale(pixels, colors, low, high)
        self.unrolled = 0
        self._spec = common_spec(pixels) if spec is None else spec
        fit = heat_map_fit((pixels.shape[0], pixels.shape[1]), width=width, height=height)
        self.block = color_block(pixels, self.color_scale, fit, self._spec, cell=cell)
        self.add(self.block)
        if numbers and self.numbers_fit:
            self.show_numbers()

    def _scale(
        self, values: NDArray[np.float64], colors: ColorMap | None, low: float | None, high: float | None
    ) -> ColorScale:
        low = min(0.0, float(values.min())) if low is None else low
        high = max(float(values.max()), low + 1e-9) if high is None else high
        return ColorScale(colors or brightness(), low, high)

    @property
    def numbers_fit(self) -> bool:
        """Whether the cells are now large enough for numbers of `Size.SMALL`."""
        return isinstance(self.block, CellBlock) and self.block.number_size >= em(Size.SMALL) - 1e-6

    @change
    def show_numbers(self) -> Step:
        """Write the value of every pixel into its cell.

        Raises:
            InputError: if the cells are too small for that.
        """
        self._cells()
        if not self.numbers_fit:
            raise InputError(
                f"expected cells large enough for numbers, got {self.block.sizes[0, 0]:.2f} wide; "
                "scale the picture up, or give it more room"
            )
        return self._numbers(True)

    @change
    def hide_numbers(self) -> Step:
        """Take the numbers away again."""
        return self._numbers(False)

    @change
    def place(self, centers: ArrayLike, *, size: ArrayLike | None = None) -> Step:
        """Move every pixel.

        Args:
            centers: (m × n, 3) where each goes, row by row; one that goes to "not a number" disappears.
            size: the side of every pixel there, or (m × n, 2) width and height of each.

        Raises:
            ShapeError: if there is not one centre for each pixel.
        """
        places = np.asarray(centers, dtype=float)
        if places.shape != (self.values.size, 3):
            raise ShapeError(f"centers: expected shape ({self.values.size}, 3), got {places.shape}")
        return self.block.placed(places, self.block.sizes if size is None else size)

    @change
    def unroll(
        self,
        *,
        start: ArrayLike,
        spacing: float,
        direction: ArrayLike = RIGHT,
        window: float | None = None,
        thickness: float | None = None,
        overlap: float = 1.5,
    ) -> Step:
        """Lay the rows end to end in one long line; `unrolled` counts the pixels that have arrived.

        Args:
            start: where the first pixel goes.
            spacing: distance of the pixels in the line, which take a size to match.
            direction: where the line leads, of length 1.
            window: the most of the line that shows; it then moves on, and what passes the start disappears.
            thickness: how thick the line is; by default as thick as its pixels are long. Cells stay square.
            overlap: how many rows are on their way at the same time.
        """
        rows, columns = self.shape
        centers, sizes = self.block.centers, self.block.sizes
        length = spacing * self.block.size_share
        sideways = abs(np.asarray(direction)[0]) >= abs(np.asarray(direction)[1])
        across = length if thickness is None else thickness
        goal = np.array((length, across) if sideways else (across, length))

        def step(share: float) -> None:
            way = row_progress(rows, share, overlap=overlap)
            self.unrolled = columns * int(np.count_nonzero(way == 1))
            in_flight = (way > 0) & (way < 1)
            self.block.lift(in_flight.repeat(columns))
            places = unrolled(centers, way, start=start, spacing=spacing, direction=direction, window=window)
            self.block.placed(places, sizes + way.repeat(columns)[:, np.newaxis] * (goal - sizes))(1.0)

        return step

    def crop(self, rows: range, columns: range) -> "Picture":
        """Return a part as a picture of its own, exactly over where it is in this one.

        Raises:
            InputError: if the part reaches beyond the picture or is empty.

        Example:
            >>> whole = Picture(np.arange(900.0).reshape(30, 30), width=3.0)
            >>> whole.crop(range(10, 14), range(5, 9)).shape
            (4, 4)
        """
        for part, count, what in ((rows, self.shape[0], "row"), (columns, self.shape[1], "column")):
            if len(part) == 0:
                raise InputError(f"{what}s: expected at least one {what}, got {part}")
            check_index(min(part), count, what)
            check_index(max(part), count, what)
        chosen = np.ix_(rows, columns)
        places = self.centers.reshape(*self.shape, 3)[chosen].reshape(-1, 3)
        part_of_it = Picture(
            self.values[chosen],
            colors=self.color_scale.colors,
            low=self.color_scale.low,
            high=self.color_scale.high,
            width=float(self.block.sizes[0, 0]) * len(columns),
            spec=self._spec,
        )
        return part_of_it.place(places)

    def _numbers(self, shown: bool) -> Step:
        return together([cell.revealed(shown) for cell in self._cells().values()])
