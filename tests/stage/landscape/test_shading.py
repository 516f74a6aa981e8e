"""Colours, level lines and light say how high and how steep a landscape is."""

import numpy as np

from aimath.stage.theme import LIGHT, use_theme
from tests.stage.landscape.surfaces import X, Y, filmed, pixel_of, surface


def test_colours_rise_evenly_with_height() -> None:
    to_lms = np.array([[0.4122, 0.5363, 0.0514], [0.2119, 0.6807, 0.1074], [0.0883, 0.2817, 0.6300]])
    ramp = surface(X, azimuth=0, elevation=90, levels=[], axes=False)
    pixels = ramp.image.get_pixel_array()
    row = pixels[pixels.shape[0] // 2]
    row = row[row[:, 3] == 255, :3][4:-4] / 255
    linear = np.where(row <= 0.04045, row / 12.92, ((row + 0.055) / 1.055) ** 2.4)
    lightness = np.cbrt(linear @ to_lms.T) @ [0.2105, 0.7936, -0.0041]
    assert (np.diff(lightness) > -0.004).all()
    quarters = np.diff(lightness[np.linspace(0, len(lightness) - 1, 5).astype(int)])
    assert quarters.max() < 2 * quarters.min()


def test_level_lines_are_drawn_where_the_surface_has_their_height() -> None:
    def row_of(levels: list[float]) -> np.ndarray:
        ramp = surface(X, azimuth=0, elevation=90, levels=levels, axes=False)
        pixels = ramp.image.get_pixel_array()
        return pixels[pixels.shape[0] // 2, :, :3].astype(int)

    changed = np.flatnonzero(np.abs(row_of([1.0]) - row_of([])).sum(axis=1))
    ramp = surface(X, azimuth=0, elevation=90, axes=False)
    expected = (ramp.point(1.0, 0.0)[0] - ramp.image.points[0, 0]) * 27
    assert len(changed)
    assert np.abs(changed + 0.5 - expected).max() < 2


def test_light_falls_from_the_upper_left() -> None:
    hill = surface(np.exp(-3 * (X**2 + Y**2)), azimuth=20, levels=[], axes=False)
    frame = filmed(hill).astype(int).sum(axis=2)
    right = np.array([np.cos(np.radians(20)), np.sin(np.radians(20))])
    left_slope, right_slope = (frame[pixel_of(hill.point(*(side * 0.4 * right)))] for side in (-1, 1))
    assert left_slope > right_slope


def test_each_theme_has_its_own_colours() -> None:
    with use_theme(LIGHT):
        light = surface().image.get_pixel_array().copy()
    dark = surface().image.get_pixel_array()
    assert (light[..., 3] == dark[..., 3]).all()
    assert (light[..., :3] != dark[..., :3]).any()
