"""Cairo on a region of pixels: many shapes with few calls."""

from collections.abc import Iterable
from functools import cache
from typing import Any

import cairocffi  # type: ignore[import-untyped]
import numpy as np
from numpy.typing import NDArray

from aimath.studio.camera.drawing import FILL, Drawing, has_gradient
from aimath.studio.camera.regions import Pixels, Region, crossing, grown, inside

MARGIN = 2
"""Pixels; where Cairo cuts a shape off, it rounds the pixels along the cut another way."""
_PATH = np.dtype([("status", np.intc), ("data", np.intp), ("num_data", np.intc)], align=True)

_ffi: Any = cairocffi.ffi
_cairo: Any = cairocffi.cairo


def paint(pixels: Pixels, drawing: Drawing, region: Region, first: int = 0, last: int | None = None) -> None:
    """Draw shapes over what is there, within a region; the pixels `MARGIN` around it are spoilt.

    If the region cuts through a gradient, pixels farther away are spoilt as well. Cairo's image surface
    does the drawing, with the calls that Manim makes, so that the pixels are Manim's.

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
    surface = cairocffi.ImageSurface(
        cairocffi.FORMAT_ARGB32, pixels.shape[1], pixels.shape[0], pixels.reshape(-1).data
    )
    clipped, free = cairocffi.Context(surface), cairocffi.Context(surface)
    left, top, right, bottom = grown(region, MARGIN, pixels.shape)
    clipped.rectangle(left, top, right - left, bottom - top)
    clipped.clip()
    for context in (clipped, free):
        context.set_matrix(cairocffi.Matrix(*drawing.matrix))
    _paint_layers((clipped._pointer, free._pointer), drawing, _rows(drawing, shapes, layers))
    for context in (clipped, free):
        context._check_status()
    surface.finish()


def cuts_gradient(region: Region, drawing: Drawing) -> bool:
    """Return whether a shape whose colours run across it lies partly in a region."""
    cut = crossing(drawing.boxes, region) & ~inside(drawing.boxes, region)
    return bool((cut & has_gradient(drawing.colors) & drawing.visible.any(axis=1)).any())


def _paint_layers(contexts: tuple[Any, Any], drawing: Drawing, rows: Iterable[tuple[Any, ...]]) -> None:
    """Draw layers with the first context, but those with a gradient with the second, which has no clip."""
    table = _path_table(drawing)
    path = _ffi.cast("cairo_path_t *", table.ctypes.data)
    new_path, append_path = _cairo.cairo_new_path, _cairo.cairo_append_path
    fill_preserve, stroke_preserve = _cairo.cairo_fill_preserve, _cairo.cairo_stroke_preserve
    # Of each context: the shape whose path it has, its colour, and its line style.
    states: list[list[Any]] = [[-1, None, None], [-1, None, None]]
    for shape, layer, count, color, style in rows:
        # Cairo rounds gradients relative to the middle of what it draws, so they are drawn in one piece.
        context, state = contexts[count > 1], states[count > 1]
        if shape != state[0]:
            new_path(context)
            append_path(context, path + shape)
            state[0] = shape
        if count > 1:
            _set_gradient(context, drawing, shape, layer)
        elif color != state[1]:
            # Cairo's first byte is blue and its third is red, Manim's the other way round.
            red, green, blue, opacity = color
            _cairo.cairo_set_source_rgba(context, blue, green, red, opacity)
            state[1] = color
        if layer == FILL:
            fill_preserve(context)
            continue
        if style != state[2]:
            width, join, cap = style
            _cairo.cairo_set_line_width(context, width)
            _cairo.cairo_set_line_join(context, int(join))
            _cairo.cairo_set_line_cap(context, int(cap))
            state[2] = style
        stroke_preserve(context)


def _rows(drawing: Drawing, shapes: NDArray[np.intp], layers: NDArray[np.intp]) -> Iterable[tuple[Any, ...]]:
    """Return of each layer, in order: shape, layer, number of colours, first colour, line style."""
    colors = np.empty((len(shapes), 4))
    counts = np.empty(len(shapes), dtype=np.intp)
    for layer, layer_colors in enumerate(drawing.colors):
        here = layers == layer
        colors[here] = layer_colors.rows[layer_colors.starts[shapes[here]]]
        counts[here] = layer_colors.counts[shapes[here]]
    styles = np.stack([drawing.widths[shapes, layers], drawing.joins[shapes], drawing.caps[shapes]], axis=-1)
    columns = (shapes, layers, counts, colors, styles)
    return zip(*(column.tolist() for column in columns), strict=True)


def _set_gradient(context: Any, drawing: Drawing, shape: int, layer: int) -> None:
    colors = drawing.colors[layer]
    start = colors.starts[shape]
    rows = colors.rows[start : start + colors.counts[shape]].tolist()
    gradient = _cairo.cairo_pattern_create_linear(*drawing.gradients[shape].tolist())
    for offset, (red, green, blue, opacity) in zip(_offsets(len(rows)), rows, strict=True):
        _cairo.cairo_pattern_add_color_stop_rgba(gradient, offset, blue, green, red, opacity)
    _cairo.cairo_set_source(context, gradient)
    _cairo.cairo_pattern_destroy(gradient)


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
