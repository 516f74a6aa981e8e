"""Drawing a picture onto pixels: only where it is new."""

from collections.abc import Sequence

import numpy as np

from aimath.studio.camera.canvas import paint
from aimath.studio.camera.drawing import Drawing
from aimath.studio.camera.images import PlacedImage
from aimath.studio.camera.picture import Beginning, Layer, Picture, Place
from aimath.studio.camera.regions import Boxes, Pixels, Region, area, covering

_MOSTLY = 0.6
"""Share of the frame; if more has changed, everything is drawn."""


def draw_picture(
    pixels: Pixels,
    picture: Picture,
    outdated: Boxes | None,
    spare: list[Pixels],
    beginning: Beginning,
) -> None:
    """Make pixels show a picture.

    Args:
        pixels: what to draw on.
        picture: what to draw.
        outdated: boxes outside of which the pixels show it already; None if they may show anything.
        spare: pixels of the same shape that may be drawn on meanwhile; it is filled as needed.
        beginning: what of the picture is drawn already.
    """
    for region in _regions_to_draw(_whole(pixels), outdated):
        _draw_region(pixels, picture, region, spare, beginning)


def draw_beginning(picture: Picture, before: Beginning, place: Place) -> Beginning:
    """Return what a picture begins with up to a place, drawn on what there is of it."""
    pixels = before.pixels.copy()
    _draw_between(pixels, picture, _whole(pixels), before.place, place)
    return Beginning(place, pixels)


def draw_layers(pixels: Pixels, layers: Sequence[Layer]) -> None:
    """Draw layers over whatever pixels show."""
    for layer in layers:
        _draw_layer(pixels, layer, _whole(pixels))


def _regions_to_draw(whole: Region, outdated: Boxes | None) -> list[Region]:
    if outdated is None:
        return [whole]
    regions = covering(outdated, whole[2], whole[3])
    return regions if sum(map(area, regions)) <= _MOSTLY * area(whole) else [whole]


def _draw_region(
    pixels: Pixels, picture: Picture, region: Region, spare: list[Pixels], beginning: Beginning
) -> None:
    """Draw a region, on other pixels first if there are any around it, because these will be spoilt."""
    left, top, right, bottom = region
    drawn = pixels if region == _whole(pixels) else _take(spare, pixels)
    drawn[top:bottom, left:right] = beginning.pixels[top:bottom, left:right]
    _draw_between(drawn, picture, region, beginning.place)
    if drawn is not pixels:
        pixels[top:bottom, left:right] = drawn[top:bottom, left:right]
        spare.append(drawn)


def _take(spare: list[Pixels], like: Pixels) -> Pixels:
    try:
        return spare.pop()
    except IndexError:
        return np.empty_like(like)


def _draw_between(
    pixels: Pixels, picture: Picture, region: Region, start: Place, end: Place | None = None
) -> None:
    for layer, first, last in picture.between(start, end or (len(picture.layers), 0)):
        _draw_layer(pixels, layer, region, first, last)


def _draw_layer(
    pixels: Pixels, layer: Layer, region: Region, first: int = 0, last: int | None = None
) -> None:
    if isinstance(layer, Drawing):
        paint(pixels, layer, region, first, last)
    elif isinstance(layer, PlacedImage):
        layer.paint(pixels, region)
    else:
        layer.paint(pixels)


def _whole(pixels: Pixels) -> Region:
    height, width = pixels.shape[:2]
    return 0, 0, width, height
