"""Drawing a picture onto pixels: only where it is new, in as many threads as that is worth."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from aimath.studio.camera.canvas import paint
from aimath.studio.camera.drawing import Drawing
from aimath.studio.camera.images import PlacedImage
from aimath.studio.camera.picture import Layer, Picture
from aimath.studio.camera.regions import Pixels, Region, area, covering, rows_of_work, split_rows

_MOSTLY = 0.6
"""Share of the frame; if more has changed, everything is drawn."""
WORTH_A_THREAD = 20_000
"""Rows of pixels, summed over all layers: about ten milliseconds of drawing."""


def draw_picture(
    pixels: Pixels, picture: Picture, before: Picture | None, threads: int, spare: list[Pixels]
) -> bool:
    """Make pixels show a picture; return whether any had to be drawn.

    Args:
        pixels: what to draw on.
        picture: what to draw.
        before: what the pixels show now, if that is known.
        threads: how many threads may draw at a time.
        spare: pixels of the same shape that may be drawn on meanwhile; it is filled as needed.
    """
    regions = _regions_to_draw(_whole(pixels), picture, before)
    if threads > 1 and not picture.has_unknown:
        regions = _split(regions, picture, threads)
    if len(regions) > 1 and threads > 1:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda region: _draw_region(pixels, picture, region, spare), regions))
    else:
        for region in regions:
            _draw_region(pixels, picture, region, spare)
    return bool(regions)


def draw_layers(pixels: Pixels, layers: Sequence[Layer]) -> None:
    """Draw layers over whatever pixels show."""
    _draw_layers(pixels, layers, _whole(pixels))


def _regions_to_draw(whole: Region, picture: Picture, before: Picture | None) -> list[Region]:
    boxes = None if before is None else picture.changed_since(before)
    if boxes is None:
        return [whole]
    regions = covering(boxes, whole[2], whole[3])
    return regions if sum(map(area, regions)) <= _MOSTLY * area(whole) else [whole]


def _split(regions: list[Region], picture: Picture, threads: int) -> list[Region]:
    """Return the regions cut into bands, where their work is worth a thread for each."""
    boxes = picture.layer_boxes
    bands: list[Region] = []
    for region in regions:
        worth = rows_of_work(region, boxes) >= WORTH_A_THREAD
        bands += split_rows(region, boxes, threads) if worth else [region]
    return bands


def _draw_region(pixels: Pixels, picture: Picture, region: Region, spare: list[Pixels]) -> None:
    left, top, right, bottom = region
    # Shapes that the region cuts through leave traces beside it, so that is done aside.
    here = pixels if region == _whole(pixels) else _take(spare, pixels)
    here[top:bottom, left:right] = picture.ground[top:bottom, left:right]
    _draw_layers(here, picture.layers, region)
    if here is not pixels:
        pixels[top:bottom, left:right] = here[top:bottom, left:right]
        spare.append(here)


def _take(spare: list[Pixels], like: Pixels) -> Pixels:
    try:
        return spare.pop()
    except IndexError:
        return np.empty_like(like)


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
