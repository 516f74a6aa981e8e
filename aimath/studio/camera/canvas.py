"""Cairo on a region of pixels: many shapes with few calls."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeAlias

import cairo
import numpy as np
from numpy.typing import NDArray

from aimath.studio.camera.drawing import FILL, Drawing
from aimath.studio.camera.regions import Pixels, Region, crossing
from aimath.studio.raw_paths import path_appender

_PATH = np.dtype([("status", np.intc), ("data", np.intp), ("num_data", np.intc)], align=True)

_Color: TypeAlias = Sequence[float]
_Context: TypeAlias = "cairo.Context[cairo.ImageSurface]"


def paint(pixels: Pixels, drawing: Drawing, region: Region, first: int = 0, last: int | None = None) -> None:
    """Draw the shapes of a region over what is there; pixels beyond it are spoilt.

    Cairo's image surface does the drawing, with the calls that Manim makes, so that the pixels are Manim's. A
    shape that is partly in the region is drawn whole: where Cairo cuts one off, it rounds all of its edge
    another way.

    Args:
        pixels: where to draw.
        drawing: what to draw.
        region: the pixels to draw.
        first: the first shape that is drawn.
        last: the first that is not drawn any more; None to draw up to the end.
    """
    chosen = np.zeros(len(drawing.boxes), dtype=bool)
    chosen[first:last] = crossing(drawing.boxes[first:last], region)
    shapes, layers = np.nonzero(drawing.visible & chosen[:, np.newaxis])
    if len(shapes) == 0:
        return
    height, width = pixels.shape[:2]
    surface = cairo.ImageSurface.create_for_data(pixels.reshape(-1).data, cairo.Format.ARGB32, width, height)
    context = cairo.Context(surface)
    context.set_matrix(cairo.Matrix(*drawing.matrix))
    _paint_layers(context, drawing, _rows(drawing, shapes, layers))
    surface.finish()


def _paint_layers(context: _Context, drawing: Drawing, rows: Iterable[tuple[Any, ...]]) -> None:
    table = _path_table(drawing)
    first_path, path_size = table.ctypes.data, table.itemsize
    new_path, append_path = context.new_path, path_appender(context)
    fill_preserve, stroke_preserve = context.fill_preserve, context.stroke_preserve
    # The shape whose path the context has, its colour if it is only one, and its line style.
    set_shape, set_color, set_style = -1, None, None
    for shape, layer, count, color, style, ends, last in rows:
        if shape != set_shape:
            new_path()
            append_path(first_path + path_size * shape)
            set_shape = shape
        if count > 1:
            colors = (color, last) if count == 2 else _colors(drawing, shape, layer)
            context.set_source(_gradient(ends, colors))
            set_color = None
        elif color != set_color:
            # Cairo's first byte is blue and its third is red, Manim's the other way round.
            red, green, blue, opacity = color
            context.set_source_rgba(blue, green, red, opacity)
            set_color = color
        if layer == FILL:
            fill_preserve()
            continue
        if style != set_style:
            width, join, cap = style
            context.set_line_width(width)
            context.set_line_join(cairo.LineJoin(int(join)))
            context.set_line_cap(cairo.LineCap(int(cap)))
            set_style = style
        stroke_preserve()


def _rows(drawing: Drawing, shapes: NDArray[np.intp], layers: NDArray[np.intp]) -> Iterable[tuple[Any, ...]]:
    """Return of each layer, in order, what decides how it is painted.

    Shape, layer, number of colours, first colour, line style, ends of the gradient, last colour.
    """
    firsts, lasts = np.empty((len(shapes), 4)), np.empty((len(shapes), 4))
    counts = np.empty(len(shapes), dtype=np.intp)
    for layer, layer_colors in enumerate(drawing.colors):
        here = layers == layer
        starts = layer_colors.starts[shapes[here]]
        counts[here] = layer_colors.counts[shapes[here]]
        firsts[here] = layer_colors.rows[starts]
        lasts[here] = layer_colors.rows[starts + counts[here] - 1]
    styles = np.stack([drawing.widths[shapes, layers], drawing.joins[shapes], drawing.caps[shapes]], axis=-1)
    columns = (shapes, layers, counts, firsts, styles, drawing.gradients[shapes], lasts)
    return zip(*(column.tolist() for column in columns), strict=True)


def _colors(drawing: Drawing, shape: int, layer: int) -> Sequence[_Color]:
    colors = drawing.colors[layer]
    start = colors.starts[shape]
    rows: list[_Color] = colors.rows[start : start + colors.counts[shape]].tolist()
    return rows


def _gradient(ends: Sequence[float], colors: Sequence[_Color]) -> cairo.Gradient:
    gradient = cairo.LinearGradient(*ends)
    for offset, (red, green, blue, opacity) in zip(_offsets(len(colors)), colors, strict=True):
        gradient.add_color_stop_rgba(offset, blue, green, red, opacity)
    return gradient


@cache
def _offsets(count: int) -> tuple[float, ...]:
    return tuple(np.linspace(0, 1, count).tolist())


def _path_table(drawing: Drawing) -> NDArray[np.void]:
    """Return one `cairo_path_t` for each shape, pointing into the drawing's records."""
    paths = drawing.paths
    table = np.zeros(len(paths.starts), dtype=_PATH)
    table["data"] = paths.records.ctypes.data + paths.records.strides[0] * paths.starts
    table["num_data"] = paths.sizes
    return table
