"""Pictures on a grid of pixels that is not theirs."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from aimath.studio.camera.regions import Pixels
from aimath.studio.camera.shapes import Floats

_THINNEST = 0.5
"""Pixels; Manim leaves out what is thinner."""
_TIE = 1e-6
"""Pixels; this close to the border of two pixels, rounding errors decide between them."""


def resampled(source: Pixels, corners: Floats, size: tuple[int, int], resampling: int) -> Pixels:
    """Return a picture as it is seen, in a rectangle of pixels; transparent where it is not, as Manim has it.

    Args:
        source: (h, w, 4) the picture.
        corners: (4, 2) where its upper left, upper right, lower left and lower right corners are, in pixels
            of the rectangle.
        size: width and height of the rectangle.
        resampling: Pillow's resampling filter.
    """
    height, width = source.shape[:2]
    flat = np.array([[0, 0], [width, 0], [0, height], [width, height]], dtype=float)
    if min(size) <= 0 or not _has_area(corners):
        return np.zeros((0, 0, 4), dtype=np.uint8)
    if resampling == Image.Resampling.NEAREST and _is_upright(corners):
        columns = _nearest(corners[0, 0], corners[1, 0], size[0], width)
        rows = _nearest(corners[0, 1], corners[2, 1], size[1], height)
        if columns is not None and rows is not None:
            return _picked(source, rows, columns)
    coefficients = _homography(corners, flat)
    if coefficients is None:
        return np.zeros((0, 0, 4), dtype=np.uint8)
    placed = Image.fromarray(source).transform(
        size, Image.Transform.PERSPECTIVE, coefficients.tolist(), resample=Image.Resampling(resampling)
    )
    return np.array(placed)


def _is_upright(corners: Floats) -> bool:
    upper_left, upper_right, lower_left, lower_right = corners
    return bool(
        upper_left[0] == lower_left[0] < upper_right[0] == lower_right[0]
        and upper_left[1] == upper_right[1] < lower_left[1] == lower_right[1]
    )


def _nearest(start: float, end: float, count: int, source_count: int) -> NDArray[np.intp] | None:
    """Return which pixel of a row lies under the middle of each pixel of the frame; -1 and beyond for none.

    None if a middle lies between two pixels, where rounding errors decide.
    """
    places = np.asarray((np.arange(count) + 0.5 - start) * (source_count / (end - start)), dtype=np.float64)
    if np.abs(places - np.rint(places)).min() < _TIE:
        return None
    return np.floor(places).astype(np.intp)


def _picked(source: Pixels, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Pixels:
    """Return the pixels at rows and columns; nothing where there are none."""
    height, width = source.shape[:2]
    if np.array_equal(rows, np.arange(height)) and np.array_equal(columns, np.arange(width)):
        return source
    if (np.diff(rows) == 1).all() and (np.diff(columns) == 1).all():
        return _moved(source, int(rows[0]), int(columns[0]), (len(rows), len(columns)))
    row_is_there, column_is_there = (rows >= 0) & (rows < height), (columns >= 0) & (columns < width)
    whole_pixels = np.ascontiguousarray(source).view(np.uint32)[..., 0]
    picked = whole_pixels[np.clip(rows, 0, height - 1)][:, np.clip(columns, 0, width - 1)]
    picked[~row_is_there] = 0
    picked[:, ~column_is_there] = 0
    return picked[..., np.newaxis].view(np.uint8)


def _moved(source: Pixels, first_row: int, first_column: int, shape: tuple[int, int]) -> Pixels:
    """Return as many pixels from a row and a column on; nothing where there are none."""
    moved = np.zeros((*shape, 4), dtype=np.uint8)
    into, of = [], []
    for first, count, there in zip((first_row, first_column), shape, source.shape[:2], strict=True):
        start, end = max(0, -first), min(count, there - first)
        if start >= end:
            return moved
        into.append(slice(start, end))
        of.append(slice(start + first, end + first))
    moved[into[0], into[1]] = source[of[0], of[1]]
    return moved


def _has_area(corners: Floats) -> bool:
    ring = corners[[0, 1, 3, 2]]
    sides = np.roll(ring, -1, axis=0) - ring
    lengths = np.linalg.norm(sides, axis=1)
    longest = int(lengths.argmax())
    if lengths[longest] == 0:
        return False
    along, before = sides[longest], sides[longest - 1]
    return bool(abs(along[0] * before[1] - along[1] * before[0]) / lengths[longest] >= _THINNEST)


def _homography(seen: Floats, flat: Floats) -> NDArray[np.float64] | None:
    """Return Pillow's eight coefficients of the map from seen points to points of the picture."""
    rows = []
    for (x, y), (u, v) in zip(seen, flat, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    try:
        return np.asarray(np.linalg.solve(np.array(rows), flat.reshape(8)), dtype=np.float64)
    except np.linalg.LinAlgError:
        return None
