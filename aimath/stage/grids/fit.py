"""How large cells and their numbers can be in the room there is."""

import math
from dataclasses import dataclass

from aimath.stage.lettering.type_sizes import Size, em

MOST_CELLS = 400
"""An array with more entries than this is drawn without numbers, as pixels."""

GAP = 0.08
"""Space between cells, as a share of the smaller side of a cell."""

_TYPE_SHARE = 0.42  # em of a number, as a share of the height of its cell: the look that is aimed at.
_LARGEST_TYPE_SHARE = 0.6
_PADDING = 0.7  # Room beside the widest number, in em: the look that is aimed at.
_LEAST_PADDING = 0.25
_LARGEST_HEAT_MAP = 12.0  # The longer side of a heat map that has all the room it wants, in em of body type.


@dataclass(frozen=True)
class CellFit:
    """Sides of a cell in scene units, and the em of its number, or None where no number would be readable."""

    width: float
    height: float
    number_size: float | None


def fit_cells(
    shape: tuple[int, int],
    widest: float,
    *,
    width: float | None = None,
    height: float | None = None,
    cell: float | None = None,
    size: Size | float | None = None,
) -> CellFit:
    """Return the largest cells that fit, square unless their numbers need more width.

    Args:
        shape: rows and columns.
        widest: width of the widest number, in em.
        width: the most room there is, or None for any.
        height: the most room there is, or None for any.
        cell: the height that cells must have, or None.
        size: the em that numbers must have, or None for what suits the cells, from `Size.SMALL` up.

    Example:
        >>> fit_cells((2, 2), 0.6, cell=0.9, size=0.4)
        CellFit(width=0.9, height=0.9, number_size=0.4)
        >>> fit_cells((20, 20), 0.6, width=2.0, height=2.0).number_size is None
        True
    """
    rows, columns = shape
    if rows * columns > MOST_CELLS:
        return heat_map_fit(shape, width=width, height=height)
    tallest = height / (rows + GAP * (rows - 1)) if height is not None else math.inf
    broadest = width / (columns + GAP * (columns - 1)) if width is not None else math.inf
    wanted = cell if cell is not None else min(tallest, em(size or Size.BODY) / _TYPE_SHARE)
    if size is not None:
        number_size = em(size)
    else:
        roomy = cell is None and (width is not None or height is not None)
        tall = min(tallest, em(Size.TITLE) / _TYPE_SHARE) if roomy else wanted
        number_size = min(_TYPE_SHARE * tall, broadest / (widest + _PADDING))
        # A cell that is low or narrow has still room for a number that nearly fills it.
        largest = min(_LARGEST_TYPE_SHARE * tall, broadest / (widest + _LEAST_PADDING))
        if number_size < em(Size.SMALL) <= largest:
            number_size = em(Size.SMALL)
        if number_size < em(Size.SMALL) - 1e-9:
            return heat_map_fit(shape, width=width, height=height)
        wanted = min(tall, number_size / _TYPE_SHARE) if cell is None else cell
    cell_width = min(broadest, max(wanted, number_size * (widest + _PADDING)))
    if cell is None:
        wanted = min(wanted, max(cell_width, number_size / _LARGEST_TYPE_SHARE))
    return CellFit(cell_width, wanted, number_size)


def heat_map_fit(
    shape: tuple[int, int], *, width: float | None = None, height: float | None = None
) -> CellFit:
    """Return the largest square pixels that fit.

    Example:
        >>> heat_map_fit((10, 20), width=4.0, height=4.0)
        CellFit(width=0.2, height=0.2, number_size=None)
    """
    rows, columns = shape
    if width is None and height is None:
        width = height = _LARGEST_HEAT_MAP * em(Size.BODY)
    side = min(
        width / columns if width is not None else math.inf, height / rows if height is not None else math.inf
    )
    return CellFit(side, side, None)
