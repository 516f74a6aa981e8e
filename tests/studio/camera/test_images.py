"""Images are placed as Manim places them."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from manim import DOWN, PI, RIGHT, UP, Camera, ImageMobject
from PIL.Image import Resampling

from aimath.studio.camera import BulkCamera
from tests.studio.camera.twins import settings

SIZE = (160, 90)


@pytest.fixture(autouse=True)
def small_frames(tmp_path: Path) -> Iterator[None]:
    with settings(tmp_path, size=SIZE):
        yield


def picture(width: int = 40, height: int = 30, opaque: bool = False) -> ImageMobject:
    pixels = np.random.default_rng(2).integers(0, 256, (height, width, 4), dtype=np.uint8)
    if opaque:
        pixels[..., 3] = 255
    image = ImageMobject(pixels, scale_to_resolution=SIZE[1])
    assert image.height == pytest.approx(8 * height / SIZE[1])
    return image


def sharp(image: ImageMobject) -> ImageMobject:
    return image.set_resampling_algorithm(Resampling.NEAREST)


def pixel(count: float) -> float:
    """Scene units of so many pixels."""
    return 8 * count / SIZE[1]


PLACES = {
    "in the middle": lambda: picture(),
    "opaque": lambda: picture(opaque=True),
    "off the grid by less than a pixel": lambda: picture().shift(pixel(0.4) * RIGHT),
    "off the grid by rounding": lambda: picture().shift(pixel(7) * RIGHT - 1e-9 * UP).shift(1e-9 * DOWN),
    "an odd number of pixels wide": lambda: picture(width=41, height=31, opaque=True),
    "beyond the left edge": lambda: picture().shift(pixel(-75.5) * RIGHT),
    "beyond the upper edge": lambda: picture().shift(pixel(50) * UP),
    "far outside": lambda: picture().shift(100 * RIGHT),
    "larger than the frame": lambda: picture().scale(9),
    "small": lambda: picture().scale(0.2),
    "tiny": lambda: picture().scale(1e-3),
    "turned": lambda: picture().rotate(PI / 7),
    "upside down": lambda: picture().rotate(PI),
    "mirrored": lambda: picture().flip(),
    "sheared": lambda: picture().apply_matrix([[1, 0.5], [0, 1]]),
    "edge on": lambda: picture().rotate(PI / 2, axis=UP),
    "sharp on the grid": lambda: sharp(picture()),
    "sharp and off the grid by rounding": lambda: sharp(picture()).shift(pixel(7) * RIGHT + 1e-9 * UP),
    "sharp and beyond an edge": lambda: sharp(picture(opaque=True)).shift(
        pixel(70) * RIGHT + pixel(-40) * UP
    ),
    "sharp and a third larger": lambda: sharp(picture().scale(4 / 3)).shift(pixel(0.2) * RIGHT),
    "sharp and half as large": lambda: sharp(picture().scale(0.5)),
    "sharp and off the grid by half a pixel": lambda: sharp(picture()).shift(pixel(0.5) * RIGHT),
    "sharp and off the grid": lambda: sharp(picture()).shift(pixel(0.3) * RIGHT + pixel(0.8) * UP),
    "sharp and stretched": lambda: sharp(picture().stretch(1.7, 0)),
    "sharp and mirrored": lambda: sharp(picture().flip()),
    "sharp": lambda: sharp(picture().scale(3)),
    "linear": lambda: picture().scale(3).set_resampling_algorithm(Resampling.BILINEAR),
    "half transparent": lambda: picture().set_opacity(0.5),
    "invisible": lambda: picture().set_opacity(0),
}


@pytest.mark.parametrize("opacity", [1.0, 0.3, 0.0])
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_an_image_has_the_pixels_of_manim(place: object, opacity: float) -> None:
    image = place()  # type: ignore[operator]
    bulk = BulkCamera(background_color="#305070", background_opacity=opacity)
    stock = Camera(background_color="#305070", background_opacity=opacity)
    for camera in (bulk, stock):
        camera.capture_mobjects([image])
    different = bulk.snapshot().astype(int) - stock.pixel_array
    assert np.abs(different).max() <= 1
    assert (different != 0).any(axis=2).mean() <= 1e-4


def test_an_image_that_stays_is_placed_once() -> None:
    camera, image = BulkCamera(), picture().rotate(1)
    placed = []
    for _ in range(2):
        camera.reset()
        camera.capture_mobjects([image])
        placed += camera._known_screen.layers
    assert placed[0] is placed[1]
    image.pixel_array[3, 4] += np.uint8(1)
    camera.reset()
    camera.capture_mobjects([image])
    assert camera._known_screen.layers[0] is not placed[0]


def test_pixels_of_another_type_are_left_to_manim() -> None:
    image = picture()
    image.pixel_array = image.pixel_array.astype(np.uint32)
    for camera in (BulkCamera(), Camera()):
        with pytest.raises(TypeError, match="Cannot handle this data type"):
            camera.capture_mobjects([image])
