"""Cairo on a region of pixels: many shapes with few calls."""

from collections.abc import Iterable, Sequence
from typing import Any

import cairo
import numpy as np
from numpy.typing import NDArray

from aimath.studio.camera.brushes import Color, Context, line_gradient, set_line_style
from aimath.studio.camera.drawing import FILL, Drawing
from aimath.studio.camera.exact_gradients import suits
from aimath.studio.camera.masked_gradients import MaskedGradients
from aimath.studio.camera.paths import addresses_of
from aimath.studio.camera.regions import Pixels, Region, crossing
from aimath.studio.raw_paths import path_appender


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
    rows, any_masked = _rows(drawing, shapes, layers, (width, height))
    masked = MaskedGradients(pixels, drawing.matrix) if any_masked else None
    _paint_layers(context, drawing, rows, masked)
    surface.finish()


def _paint_layers(
    context: Context, drawing: Drawing, rows: Iterable[tuple[Any, ...]], masked: MaskedGradients | None
) -> None:
    table = drawing.paths.table()
    paths = addresses_of(table)
    new_path, append_path = context.new_path, path_appender(context)
    fill_preserve, stroke_preserve = context.fill_preserve, context.stroke_preserve
    # The shape whose path the context has, its colour if it is only one, and its line style.
    set_shape, set_color, set_style = -1, None, None
    for shape, layer, count, color, style, ends, last, is_masked in rows:
        if masked and is_masked:
            if layer == FILL:
                masked.fill(paths[shape], ends, color, last)
            else:
                masked.stroke(paths[shape], style, ends, color, last)
            continue
        if shape != set_shape:
            new_path()
            append_path(paths[shape])
            set_shape = shape
        if count > 1:
            colors = (color, last) if count == 2 else _colors(drawing, shape, layer)
            context.set_source(line_gradient(ends, colors))
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
            set_line_style(context, style)
            set_style = style
        stroke_preserve()


def _rows(
    drawing: Drawing, shapes: NDArray[np.intp], layers: NDArray[np.intp], frame: tuple[int, int]
) -> tuple[Iterable[tuple[Any, ...]], bool]:
    """Return of each layer, in order, what decides how it is painted, and whether any gradient is masked.

    Shape, layer, number of colours, first colour, line style, ends of the gradient, last colour, and whether
    it is a gradient that is masked.
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
    ends = drawing.gradients[shapes]
    masked = counts == 2
    if masked.any():
        masked &= suits(drawing.matrix, frame, drawing.boxes[shapes], ends, firsts, lasts)
    columns = (shapes, layers, counts, firsts, styles, ends, lasts, masked)
    return zip(*(column.tolist() for column in columns), strict=True), bool(masked.any())


def _colors(drawing: Drawing, shape: int, layer: int) -> Sequence[Color]:
    colors = drawing.colors[layer]
    start = colors.starts[shape]
    rows: list[Color] = colors.rows[start : start + colors.counts[shape]].tolist()
    return rows
