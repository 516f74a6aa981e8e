"""A palette keeps grounds exactly and rare accents at all."""

import numpy as np
import pytest

from aimath.studio.gif.palette import ColorCounts, choose_palette, count_colors, nearest_color, pack, unpack
from aimath.studio.gif.similarity import structural_similarity
from tests.studio.gif.clips import GROUND, gradient, plain, record, walking_square


def test_a_clip_of_few_colours_keeps_each_of_them() -> None:
    palette = choose_palette(count_colors(walking_square()), 255)
    assert {tuple(color) for color in palette.tolist()} == {GROUND, (90, 200, 250), (255, 210, 60)}


def test_colours_are_counted_where_something_is_drawn_anew() -> None:
    frame = plain()
    frame[0, 0, :3] = (200, 0, 0)
    counted = count_colors(record([(plain(), 4), (frame, 1)]))
    found = {
        tuple(color): count
        for color, count in zip(unpack(counted.colors).tolist(), counted.counts, strict=True)
    }
    assert found == {GROUND: 24 * 32, (200, 0, 0): 1}


def test_the_ground_is_exact_and_a_rare_accent_has_its_own_colour() -> None:
    frame = gradient(96, 128)
    frame[40:43, 10:13, :3] = (255, 60, 60)
    palette = choose_palette(count_colors(record([(frame, 1)])), 16)
    assert len(palette) <= 16
    assert list(GROUND) in palette.tolist()
    accent = palette[nearest_color(np.array([[255.0, 60.0, 60.0]]), palette)[0]]
    assert np.abs(accent.astype(int) - [255, 60, 60]).max() <= 2


def test_few_colours_go_where_an_error_is_seen() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (48, 64, 3), dtype=np.uint8)
    frame = np.concatenate([gradient(48, 64), plain(48, 64)])
    frame[48:, :, :3] = noise
    counted = count_colors(record([(frame, 1)]))
    colors, counts = np.unique(pack(frame), return_counts=True)
    alike = ColorCounts(colors, counts.astype(np.float64))

    def similarity(palette: np.ndarray) -> float:
        nearest = nearest_color(frame[..., :3].reshape(-1, 3).astype(float), palette)
        return structural_similarity(frame[..., :3], palette[nearest].reshape(*frame.shape[:2], 3))

    assert similarity(choose_palette(counted, 24)) > similarity(choose_palette(alike, 24)) + 0.01


@pytest.mark.parametrize("size", [3, 15, 63])
def test_more_colours_come_nearer(size: int) -> None:
    counted = count_colors(record([(gradient(), 1)]))

    def error(palette: np.ndarray) -> float:
        nearest = palette[nearest_color(counted.channels, palette)].astype(float)
        return float(counted.counts @ ((nearest - counted.channels) ** 2).sum(axis=1))

    assert error(choose_palette(counted, 2 * size)) < error(choose_palette(counted, size))


def test_a_clip_of_very_many_colours_is_grouped_without_losing_its_range() -> None:
    colors = np.unique(np.random.default_rng(0).integers(0, 1 << 24, 60_000).astype(np.uint32))
    palette = choose_palette(ColorCounts(colors, np.ones(len(colors))), 64)
    assert len(palette) == 64
    assert palette.min() < 40
    assert palette.max() > 215


def test_packing_loses_nothing() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (5, 7, 3), dtype=np.uint8)
    assert np.array_equal(unpack(pack(pixels)), pixels)
