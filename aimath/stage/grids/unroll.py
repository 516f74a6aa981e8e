"""Where the pixels of a picture are while it unrolls into one long line."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def row_progress(rows: int, progress: float, *, overlap: float = 1.5) -> NDArray[np.float64]:
    """Return how far each row is on its way, from 0 to 1, when rows leave one after the other.

    Args:
        rows: how many rows there are.
        progress: 0 before the first row leaves, 1 when the last one has arrived.
        overlap: how many rows are on their way at the same time.

    Example:
        >>> row_progress(3, 0.5, overlap=1.0).tolist()
        [1.0, 0.5, 0.0]
    """
    clock = progress * (rows - 1 + overlap)
    arrived = (clock - np.arange(rows)) / overlap
    return np.clip(np.where(arrived > 1 - 1e-9, 1.0, arrived), 0.0, 1.0)


def unrolled(
    centers: NDArray[np.float64],
    way: NDArray[np.float64],
    *,
    start: ArrayLike,
    spacing: float,
    direction: ArrayLike = (1.0, 0.0, 0.0),
    window: float | None = None,
) -> NDArray[np.float64]:
    """Return where every pixel is when each row is a given part of its way to the line.

    Args:
        centers: (m × n, 3) where the pixels are in the picture, row by row.
        way: (m,) how far each row is, from 0 in the picture to 1 in the line.
        start: where the first pixel of the line goes.
        spacing: distance of the pixels in the line.
        direction: where the line leads, of length 1.
        window: the most of the line that shows: the line then moves on, and what passes the start disappears.

    Returns:
        (m × n, 3) centres; not a number for what has disappeared.

    Example:
        >>> square = np.array([[0, 1, 0], [1, 1, 0], [0, 0, 0], [1, 0, 0]])
        >>> unrolled(square, np.ones(2), start=(0, -2, 0), spacing=1.0)[:, 0].tolist()
        [0.0, 1.0, 2.0, 3.0]
    """
    columns = len(centers) // len(way)
    along = np.arange(len(centers)) * spacing
    if window is not None:
        # The line is as long as its last row needs, counted smoothly, so that it moves without a jerk.
        along = along - max(0.0, float(way.sum()) * columns * spacing - window)
    goals = np.asarray(start, dtype=float) + along[:, np.newaxis] * np.asarray(direction, dtype=float)
    eased = (way**2 * (3 - 2 * way)).repeat(columns)
    places = centers + eased[:, np.newaxis] * (goals - centers)
    places[(eased == 1) & (along < -1e-9)] = np.nan
    return np.asarray(places)
