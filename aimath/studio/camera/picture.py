"""The pixels of a camera: what they show, and how little of them a new frame has to draw."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from aimath.studio.camera.canvas import paint
from aimath.studio.camera.changes import changed_boxes
from aimath.studio.camera.drawing import Drawing
from aimath.studio.camera.images import PlacedImage
from aimath.studio.camera.regions import Boxes, Pixels, Region, area, covering, crossing, split_rows

_MOSTLY = 0.6
"""Share of the frame; if more has changed, everything is drawn."""
_WORTH_A_THREAD = 20_000
"""Rows of pixels, summed over all layers: about ten milliseconds of drawing."""


@dataclass(frozen=True)
class Unknown:
    """Something that only Manim knows how to draw, anywhere on the frame.

    Attributes:
        paint: draws it onto pixels.
    """

    paint: Callable[[Pixels], None]


Layer = Drawing | PlacedImage | Unknown


@dataclass(frozen=True)
class Picture:
    """What a frame shows.

    Attributes:
        ground: the pixels below everything; they never change.
        layers: what lies on them, in order.
    """

    ground: Pixels
    layers: tuple[Layer, ...]


def draw_picture(pixels: Pixels, picture: Picture, before: Picture | None, threads: int) -> bool:
    """Make pixels show a picture; return whether any had to be drawn.

    Args:
        pixels: what to draw on.
        picture: what to draw.
        before: what the pixels show now, if that is known.
        threads: how many threads may draw at a time.
    """
    regions = _regions_to_draw(pixels, picture, before)
    if any(isinstance(layer, Unknown) for layer in picture.layers):
        threads = 1
    bands = [band for region in regions for band in _bands(region, picture.layers, threads)]
    if len(bands) > 1 and threads > 1:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda band: _draw_region(pixels, picture, band), bands))
    else:
        for band in bands:
            _draw_region(pixels, picture, band)
    return bool(bands)


def draw_layers(pixels: Pixels, layers: Sequence[Layer]) -> None:
    """Draw layers over whatever pixels show."""
    _draw_layers(pixels, layers, _whole(pixels))


def _regions_to_draw(pixels: Pixels, picture: Picture, before: Picture | None) -> list[Region]:
    whole = _whole(pixels)
    boxes = None if before is None else _changed(before, picture)
    if boxes is None:
        return [whole]
    regions = covering(boxes, whole[2], whole[3])
    if sum(map(area, regions)) > _MOSTLY * area(whole):
        return [whole]
    return regions


def _changed(before: Picture, picture: Picture) -> Boxes | None:
    """Return the boxes outside of which two pictures are the same, or None if that could be anywhere."""
    if before.ground is not picture.ground or len(before.layers) != len(picture.layers):
        return None
    boxes = [np.empty((0, 4), dtype=np.int64)]
    for old, new in zip(before.layers, picture.layers, strict=True):
        if isinstance(old, Drawing) and isinstance(new, Drawing):
            changed = changed_boxes(old, new)
            if changed is None:
                return None
            boxes.append(changed)
        elif isinstance(old, PlacedImage) and isinstance(new, PlacedImage):
            if old is not new:
                boxes.append(np.array([old.box, new.box]))
        else:
            return None
    return np.concatenate(boxes)


def _bands(region: Region, layers: Sequence[Layer], threads: int) -> list[Region]:
    """Return the region cut for as many threads as its work is worth."""
    boxes = np.concatenate(
        [np.empty((0, 4), dtype=np.int64)]
        + [np.repeat(layer.boxes, layer.visible.sum(axis=1), axis=0) for layer in layers if isinstance(layer, Drawing)]
    )
    if threads == 1 or len(boxes) == 0:
        return [region]
    inside = np.clip(boxes[crossing(boxes, region)][:, 1::2], region[1], region[3])
    rows = int((inside[:, 1] - inside[:, 0]).sum())
    return [region] if rows < _WORTH_A_THREAD else split_rows(region, boxes, threads)


def _draw_region(pixels: Pixels, picture: Picture, region: Region) -> None:
    left, top, right, bottom = region
    pixels[top:bottom, left:right] = picture.ground[top:bottom, left:right]
    _draw_layers(pixels, picture.layers, region)


def _draw_layers(pixels: Pixels, layers: Sequence[Layer], region: Region) -> None:
    for layer in layers:
        if isinstance(layer, Drawing):
            paint(pixels, layer, region)
        elif isinstance(layer, PlacedImage):
            layer.paint(pixels, region)
        else:
            layer.paint(pixels)


def _whole(pixels: Pixels) -> Region:
    height, width = pixels.shape[:2]
    return 0, 0, width, height
