"""All that is drawn of a frame's shapes: paths, the layers of paint on them, and the pixels they touch."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import cairo
import numpy as np
from manim.constants import CapStyleType, LineJointType
from numpy.typing import NDArray

from aimath.studio.camera.keys import key_of, on_grid
from aimath.studio.camera.paths import Paths, cairo_paths
from aimath.studio.camera.regions import Boxes
from aimath.studio.camera.shapes import Colors, Floats, Indices, Shapes

Matrix = tuple[float, float, float, float, float, float]
"""What takes scene units to pixels, in Cairo's order: xx yx xy yy x0 y0."""

LayerColors = tuple[Colors, Colors, Colors]
"""Of the layers that lie on each other: background stroke, fill, stroke."""

FILL = 1
"""The layer that is not a stroke."""

_JOINS = {
    LineJointType.AUTO: cairo.LineJoin.MITER,
    LineJointType.MITER: cairo.LineJoin.MITER,
    LineJointType.ROUND: cairo.LineJoin.ROUND,
    LineJointType.BEVEL: cairo.LineJoin.BEVEL,
}
_CAPS = {
    CapStyleType.AUTO: cairo.LineCap.BUTT,
    CapStyleType.BUTT: cairo.LineCap.BUTT,
    CapStyleType.ROUND: cairo.LineCap.ROUND,
    CapStyleType.SQUARE: cairo.LineCap.SQUARE,
}
# Cairo's miter limit of 10 keeps the tip of a sharp corner within five line widths of the corner.
_REACH_OF_MITER = 5.0
# Half the diagonal of the square at the end of a line, in line widths.
_REACH_OF_CAP = 0.75


@dataclass(frozen=True)
class Drawing:
    """The paths of n shapes and the paint on them.

    Attributes:
        matrix: where the scene is on the pixels.
        mobjects: (n) where the shapes come from.
        paths: one for each shape.
        boxes: (n, 4) pixels of the frame that no paint of a shape goes beyond.
        visible: (n, 3) which layers of each shape leave any paint.
        widths: (n, 3) stroke widths in scene units; zero for the fill.
        joins: (n,) Cairo's line joins.
        caps: (n,) Cairo's line caps.
        colors: of each layer, the colours of all shapes.
        gradients: (n, 4) x and y of both ends of each shape's colour gradient, in scene units; zero for
            shapes of one colour.
    """

    matrix: Matrix
    mobjects: tuple[Any, ...]
    paths: Paths
    boxes: Boxes
    visible: NDArray[np.bool_]
    widths: Floats
    joins: Indices
    caps: Indices
    colors: LayerColors
    gradients: Floats

    @cached_property
    def key(self) -> bytes:
        """What is equal for drawings that look alike."""
        colors = [layer.rows for layer in self.colors]
        scale = max(map(abs, self.matrix[:4]))
        places = (on_grid(each, scale) for each in (self.paths.records, self.gradients, self.widths))
        return key_of(np.array(self.matrix), *places, *map(on_grid, colors), *self._counts)

    @property
    def size(self) -> int:
        """Bytes that it takes to keep it."""
        return self.paths.records.nbytes + sum(array.nbytes for array in self._counts)

    @property
    def _counts(self) -> list[NDArray[Any]]:
        """All of what is drawn that is counted, not measured."""
        colors = [layer.counts for layer in self.colors]
        return [self.paths.sizes, self.paths.subpaths, self.visible, self.joins, self.caps, *colors]


def draw_shapes(
    shapes: Shapes,
    points: Floats,
    colors: LayerColors,
    gradients: Floats,
    *,
    matrix: Matrix,
    frame: tuple[int, int],
    line_width: float,
) -> Drawing:
    """Return the drawing of shapes.

    Args:
        shapes: the shapes.
        points: (N, 2) the points of the shapes, as the camera sees them.
        colors: their colours, as the camera sees them.
        gradients: (n, 4) the ends of colour gradients, as the camera sees them.
        matrix: where the scene is on the pixels.
        frame: width and height in pixels.
        line_width: scene units to a unit of Manim's stroke width.
    """
    paths = cairo_paths(points, shapes.sizes, shapes.tolerances)
    widths = np.zeros((len(shapes.sizes), 3))
    widths[:, 0] = np.maximum(shapes.background_widths, 0) * line_width
    widths[:, 2] = np.maximum(shapes.stroke_widths, 0) * line_width
    visible = np.stack([layer.visible for layer in colors], axis=-1)
    visible &= (widths > 0) | (np.arange(3) == FILL)
    visible &= paths.sizes[:, np.newaxis] > 0
    joins = _translated(shapes.joints, _JOINS)
    reach = np.where(joins == cairo.LineJoin.MITER, _REACH_OF_MITER, _REACH_OF_CAP)
    reach *= (widths * visible).max(axis=1)
    return Drawing(
        matrix,
        tuple(shapes.mobjects),
        paths,
        _boxes(points, shapes.starts, reach, matrix, frame),
        visible,
        widths,
        joins,
        _translated(shapes.caps, _CAPS),
        colors,
        gradients,
    )


def has_gradient(colors: LayerColors) -> NDArray[np.bool_]:
    """Return (n,) which shapes have a layer of more than one colour."""
    return np.asarray((colors[0].counts > 1) | (colors[1].counts > 1) | (colors[2].counts > 1))


def _boxes(points: Floats, starts: Indices, reach: Floats, matrix: Matrix, frame: tuple[int, int]) -> Boxes:
    sides = np.empty((len(starts), 4))
    for axis, (scale, shift, last) in enumerate(zip(matrix[::3], matrix[4:], frame, strict=True)):
        with np.errstate(invalid="ignore"):
            ends = [end.reduceat(points[:, axis], starts) * scale + shift for end in (np.minimum, np.maximum)]
            margin = reach * abs(scale) + 1
            lowest = np.floor(np.minimum(*ends) - margin)
            highest = np.ceil(np.maximum(*ends) + margin)
        # What is not a number may be anywhere.
        sides[:, axis] = np.clip(np.nan_to_num(lowest, nan=0), 0, last)
        sides[:, 2 + axis] = np.clip(np.nan_to_num(highest, nan=last), 0, last)
    return sides.astype(np.int64)


def _translated(values: Iterable[Any], meaning: Mapping[Any, int]) -> Indices:
    return np.array([meaning[value] for value in values], dtype=np.intp)
