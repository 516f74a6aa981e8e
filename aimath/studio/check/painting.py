"""Draw any choice of the shapes of a moment, as Cairo would draw them in the film."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import Any

import numpy as np
from manim import Mobject
from manim.mobject.types.image_mobject import AbstractImageMobject
from numpy.typing import NDArray

from aimath.studio.camera.bulk import BulkDrawing
from aimath.studio.camera.canvas import paint
from aimath.studio.camera.drawing import FILL, Drawing
from aimath.studio.camera.images import PlacedImage
from aimath.studio.camera.layering import layers_of
from aimath.studio.camera.regions import Pixels, Region
from aimath.studio.camera.shapes import POINTS_PER_CURVE, Colors, Floats, Indices, starts_of

_SAMPLES = 9
"""Points on each curve that its box is measured by."""


@dataclass(frozen=True, eq=False)
class Painting:
    """All shapes and images of a moment, in the order in which they are drawn.

    Attributes:
        ground: (4,) red, green, blue and opacity below everything, from 0 to 255.
        size: width and height of the frame in pixels.
        layers: what is drawn.
        places: for each piece, its layer and its place in that layer.
        mobjects: for each piece, where it comes from.
        boxes: (n, 4) left, top, right and bottom of each piece in pixels, also beyond the frame.
        opacity: (n,) the highest opacity of each piece's paint, from 0 to 1.
        signatures: for each piece, a number that is the same only if it is drawn alike.
    """

    ground: NDArray[np.uint8]
    size: tuple[int, int]
    layers: tuple[Drawing | PlacedImage, ...]
    places: NDArray[np.intp]
    mobjects: tuple[Mobject, ...]
    boxes: Floats
    opacity: Floats
    signatures: tuple[int, ...]

    def draw(
        self,
        pieces: Indices,
        region: Region,
        *,
        on_ground: bool = True,
        halos: bool = True,
        halos_of: Indices | None = None,
    ) -> Pixels:
        """Return the pixels of a region with only some pieces drawn.

        Args:
            pieces: which, in any order; they are drawn in theirs.
            region: left, top, right and bottom.
            on_ground: whether they lie on the ground; else on nothing, so that opacity tells where they are.
            halos: whether the strokes behind their fills are drawn.
            halos_of: pieces of which these strokes alone are drawn, on top.
        """
        left, top, right, bottom = region
        width, height = self.size
        pixels = _scratch(width, height)
        if on_ground:
            pixels[top:bottom, left:right] = self.ground
        self._paint(pixels, pieces, region, (halos, True, True))
        if halos_of is not None:
            self._paint(pixels, halos_of, region, (True, False, False))
        drawn = pixels[top:bottom, left:right].copy()
        # Shapes that are partly in the region were drawn beyond it as well.
        pixels[:] = 0
        return drawn

    def frame(self) -> Pixels:
        """Return the whole frame."""
        return self.draw(np.arange(len(self.mobjects)), (0, 0, *self.size))

    def _paint(
        self, pixels: Pixels, pieces: Indices, region: Region, strokes_and_fill: tuple[bool, bool, bool]
    ) -> None:
        places = self.places[np.sort(pieces)]
        for number in np.unique(places[:, 0]):
            layer = self.layers[number]
            if isinstance(layer, Drawing):
                chosen = _only(layer, places[places[:, 0] == number, 1])
                paint(pixels, replace(chosen, visible=chosen.visible & strokes_and_fill), region)
            elif strokes_and_fill[FILL]:
                layer.paint(pixels, region)


def paint_moment(camera: BulkDrawing, mobjects: Sequence[Mobject], ground: NDArray[np.uint8]) -> Painting:
    """Gather what a camera would draw now.

    Args:
        camera: the camera of the scene.
        mobjects: what the scene holds.
        ground: (4,) what is below everything, from 0 to 255.
    """
    shown = camera.get_mobjects_to_display(mobjects)
    size = camera.pixel_width, camera.pixel_height
    layers: list[Drawing | PlacedImage] = []
    places: list[tuple[int, int]] = []
    drawn: list[Mobject] = []
    boxes: list[Floats] = [np.empty((0, 4))]
    opacity: list[Floats] = [np.empty(0)]
    signatures: list[int] = []
    runs: list[list[Mobject]] = []
    for is_image, group in groupby(shown, lambda mobject: isinstance(mobject, AbstractImageMobject)):
        # An image is a layer of its own.
        members = list(group)
        runs += [[image] for image in members] if is_image else [members]
    for run in runs:
        for layer in layers_of(run, camera=camera, view=camera._view(), matrix=camera._matrix, before=()):
            if isinstance(layer, Drawing):
                strength = _opacity(layer)
                places += [(len(layers), index) for index in range(len(layer.mobjects))]
                drawn += layer.mobjects
                boxes.append(_boxes(layer, camera))
                opacity.append(strength)
                signatures += _signatures(layer)
            elif isinstance(layer, PlacedImage):
                places.append((len(layers), 0))
                drawn.append(run[0])
                boxes.append(np.array([layer.box], dtype=float))
                opacity.append(np.ones(1))
                signatures.append(hash((layer.source.tobytes(), layer.corners.tobytes())))
            else:
                continue
            layers.append(layer)
    return Painting(
        ground,
        size,
        tuple(layers),
        np.array(places, dtype=np.intp).reshape(-1, 2),
        tuple(drawn),
        np.concatenate(boxes),
        np.concatenate(opacity),
        tuple(signatures),
    )


@cache
def _scratch(width: int, height: int) -> Pixels:
    """Return pixels that are all clear; they must be left so."""
    return np.zeros((height, width, 4), dtype=np.uint8)


def _only(drawing: Drawing, chosen: Indices) -> Drawing:
    paths, (backgrounds, fills, strokes) = drawing.paths, drawing.colors
    return replace(
        drawing,
        mobjects=tuple(drawing.mobjects[index] for index in chosen),
        paths=replace(paths, starts=paths.starts[chosen], sizes=paths.sizes[chosen]),
        boxes=drawing.boxes[chosen],
        visible=drawing.visible[chosen],
        widths=drawing.widths[chosen],
        joins=drawing.joins[chosen],
        caps=drawing.caps[chosen],
        colors=(_some(backgrounds, chosen), _some(fills, chosen), _some(strokes, chosen)),
        gradients=drawing.gradients[chosen],
    )


def _some(colors: Colors, chosen: Indices) -> Colors:
    return Colors(colors.rows, colors.starts[chosen], colors.counts[chosen])


def _opacity(drawing: Drawing) -> Floats:
    layers = [np.maximum.reduceat(layer.rows[:, 3], layer.starts) for layer in drawing.colors]
    return np.asarray((np.stack(layers, axis=-1) * drawing.visible).max(axis=1))


def _boxes(drawing: Drawing, camera: BulkDrawing) -> Floats:
    """Return (n, 4) how far the paint of each shape goes, measured along its curves."""
    mobjects: list[Any] = list(drawing.mobjects)
    sizes = np.array([len(mobject.points) for mobject in mobjects], dtype=np.intp)
    points = np.concatenate([mobject.points for mobject in mobjects]).astype(float)
    starts = starts_of(sizes)
    flat = camera._view().places(mobjects, points, starts, sizes)
    counts = sizes // POINTS_PER_CURVE
    if (counts * POINTS_PER_CURVE != sizes).any() or not counts.all():
        # Points that make no whole curve leave no paint, but a shape must have one curve to be measured.
        kept = [np.arange(a, a + 4 * n) if n else np.full(4, a) for a, n in zip(starts, counts, strict=True)]
        flat, counts = flat[np.concatenate(kept)], np.maximum(counts, 1)
    at = np.linspace(0, 1, _SAMPLES)
    weights = np.stack([(1 - at) ** 3, 3 * at * (1 - at) ** 2, 3 * at**2 * (1 - at), at**3])
    along = weights.T @ flat.reshape(-1, POINTS_PER_CURVE, 2)
    first = starts_of(counts)
    lowest = np.minimum.reduceat(along.min(axis=1), first)
    highest = np.maximum.reduceat(along.max(axis=1), first)
    across, _, _, down, x0, y0 = drawing.matrix
    reach = ((drawing.widths * drawing.visible).max(axis=1) / 2 * abs(across))[:, np.newaxis]
    corners = np.stack([lowest * (across, down) + (x0, y0), highest * (across, down) + (x0, y0)])
    return np.concatenate([corners.min(axis=0) - reach, corners.max(axis=0) + reach], axis=1)


def _signatures(drawing: Drawing) -> list[int]:
    paths = drawing.paths
    found: list[int] = []
    for index, (start, size) in enumerate(zip(paths.starts.tolist(), paths.sizes.tolist(), strict=True)):
        paint_of = [
            layer.rows[layer.starts[index] : layer.starts[index] + layer.counts[index]].tobytes()
            for layer in drawing.colors
        ]
        outline = paths.records[start : start + size].tobytes()
        found.append(hash((outline, *paint_of, drawing.widths[index].tobytes())))
    return found
