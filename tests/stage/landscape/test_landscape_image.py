"""The picture of a landscape is as fine as the film, and drawn only when something changes."""

from pathlib import Path

import numpy as np
import pytest
from manim import FadeIn

from aimath.stage.landscape import landscape_image
from tests.stage.landscape.surfaces import BOWL, BUMPY, X, Y, filmed, surface


def test_the_picture_is_transparent_beside_the_surface_and_soft_at_its_edge() -> None:
    opacity = surface().image.get_pixel_array()[..., 3]
    assert opacity[0, 0] == opacity[-1, 0] == opacity[0, -1] == opacity[-1, -1] == 0
    assert opacity[opacity.shape[0] // 2, opacity.shape[1] // 2] == 255
    soft = np.count_nonzero((opacity > 0) & (opacity < 255))
    assert 100 < soft < 0.1 * opacity.size


def test_the_opaque_part_has_no_holes() -> None:
    opaque = surface(BUMPY, elevation=40).image.get_pixel_array()[..., 3] == 255
    for column in opaque.T:
        rows = np.flatnonzero(column)
        assert not len(rows) or column[rows[0] : rows[-1] + 1].all()


@pytest.mark.parametrize("move", [(0.0, 0.0), (0.3, -0.2), (0.0185, 0.0185), (1 / 27, -2 / 27)])
def test_the_stock_camera_shows_the_pixels_as_they_were_drawn(move: tuple[float, float]) -> None:
    picture = surface(axes=False).shift([*move, 0.0])
    frame = filmed(picture)
    pixels = picture.image.get_pixel_array()
    corner = picture.image.points[0]
    top, left = round(108 - 27 * corner[1]), round(192 + 27 * corner[0])
    shown = frame[top : top + pixels.shape[0], left : left + pixels.shape[1]]
    opaque = pixels[..., 3] == 255
    assert opaque.sum() > 5000
    assert (shown[opaque] == pixels[opaque]).mean() > 0.999


def test_it_is_drawn_only_when_something_has_changed() -> None:
    bowl = surface()
    for _ in range(3):
        bowl.image.get_pixel_array()
    assert bowl.image.drawings == 1
    bowl.shift([10 / 27, -5 / 27, 0])
    bowl.image.get_pixel_array()
    assert bowl.image.drawings == 1
    bowl.set_view(azimuth=10)
    bowl.image.get_pixel_array()
    bowl.set_heights(2 * BOWL)
    bowl.image.get_pixel_array()
    assert bowl.image.drawings == 3


def test_its_key_changes_with_its_pixels_and_costs_no_drawing() -> None:
    bowl = surface()
    keys = {bowl.image.content_key(), surface().image.content_key()}
    bowl.shift([10 / 27, -5 / 27, 0])
    keys.add(bowl.image.content_key())
    assert len(keys) == 1, "whole pixels"
    changes = [
        lambda: bowl.shift([0.01, 0, 0]),
        lambda: bowl.set_view(azimuth=10),
        lambda: bowl.set_heights(2 * BOWL),
        lambda: bowl.set_opacity(0.5),
    ]
    for change in changes:
        before = bowl.image.content_key()
        change()
        assert bowl.image.content_key() != before
    assert bowl.image.drawings == 0


def test_it_is_drawn_as_fine_as_it_is_large() -> None:
    bowl = surface(width=4, height=3)
    height, width = bowl.image.get_pixel_array().shape[:2]
    assert (width, height) == (108, 81)
    bowl.scale(2)
    assert bowl.image.get_pixel_array().shape[:2] == (162, 216)


def test_it_fades_in_without_being_drawn_again() -> None:
    bowl = surface()
    bowl.image.get_pixel_array()
    fade = FadeIn(bowl)
    fade.begin()
    fade.rate_func = lambda share: share
    fade.interpolate(0.5)
    assert bowl.image.get_pixel_array()[..., 3].max() == 127
    fade.finish()
    assert bowl.image.get_pixel_array()[..., 3].max() == 255
    assert bowl.image.drawings == 1


def test_a_camera_may_put_the_pixels_at_their_corner_as_they_are() -> None:
    bowl = surface(axes=False).shift([0.33, -0.21, 0])
    pixels = bowl.image.get_pixel_array()
    left, top = bowl.image.corner
    shown = filmed(bowl)[top : top + pixels.shape[0], left : left + pixels.shape[1]]
    opaque = pixels[..., 3] == 255
    assert (shown[opaque] == pixels[opaque]).mean() > 0.999


def test_a_snug_surface_fills_its_box_from_everywhere() -> None:
    pit = 1 - np.exp(-30 * (X**2 + Y**2))
    loose, snug = (surface(pit, width=12.0, axes=False, snug=fits) for fits in (False, True))
    assert snug.image.scale_factor > 1.1 * loose.image.scale_factor
    for azimuth in (-35, 0, 100):
        rows = np.flatnonzero(snug.set_view(azimuth=azimuth).image.get_pixel_array()[..., 3].any(axis=1))
        assert 0 <= rows.min() < 40
        assert 140 < rows.max() < 162


def test_a_snug_surface_keeps_its_size_while_it_turns_and_its_fit_while_it_morphs() -> None:
    bowl = surface(width=12.0, axes=False, snug=True)
    size = bowl.image.scale_factor
    assert bowl.set_view(azimuth=70).image.scale_factor == size
    morphed, made = (
        bowl.set_heights(BUMPY),
        surface(BUMPY, width=12.0, axes=False, snug=True, z_range=(0.0, 8.0)),
    )
    assert morphed.image.scale_factor == pytest.approx(made.image.scale_factor, rel=1e-3) != size


def test_all_code_that_draws_it_counts_for_its_key() -> None:
    folder = Path(landscape_image.__file__).parent
    assert {path.name for path in folder.glob("*.[ch]")} == set(landscape_image._COMPILED)
    of_the_scene = {"__init__", "landscape", "landscape_frame"}
    names = {path.stem for path in folder.glob("*.py")} - of_the_scene
    assert {name.rpartition(".")[2] for name in landscape_image._DRAWING if ".landscape." in name} == names
