"""Small surfaces to try things with, on a frame of 384 by 216 pixels."""

import numpy as np
from manim import Camera

from aimath.stage.landscape.landscape import LandscapeSurface
from aimath.stage.theme import DARK

SIDE = np.linspace(-2.0, 2.0, 64)
X, Y = np.meshgrid(SIDE, SIDE)
BOWL = X**2 + Y**2
RIDGE = np.exp(-8 * Y**2)
BUMPY = 0.1 * (X**2 + Y**2) + np.cos(3 * X) * np.cos(3 * Y)


def surface(z: np.ndarray = BOWL, **options: object) -> LandscapeSurface:
    settings: dict[str, object] = {"width": 8.0, "height": 6.0, **options}
    return LandscapeSurface(SIDE, SIDE, z, **settings)  # type: ignore[arg-type]


def filmed(*mobjects: object) -> np.ndarray:
    camera = Camera(background_color=DARK.background)
    camera.capture_mobjects(mobjects)
    return np.asarray(camera.pixel_array)


def pixel_of(place: np.ndarray) -> tuple[int, int]:
    return int(108 - place[1] * 27), int(192 + place[0] * 27)
