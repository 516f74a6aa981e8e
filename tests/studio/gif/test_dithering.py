"""Colours are mixed in gradients alone, and what rests stays as it is."""

import numpy as np

from aimath.studio.gif.dithering import map_colors, smooth_colors
from aimath.studio.gif.palette import choose_palette, count_colors, pack
from tests.studio.gif.clips import GROUND, gradient, record

FRAME = gradient()
CLIP = record([(FRAME, 1)])
COUNTED = count_colors(CLIP)
PALETTE = choose_palette(COUNTED, 5)
MIXED = map_colors(COUNTED, PALETTE, smooth_colors(CLIP, COUNTED))


def test_a_flat_ground_is_clean() -> None:
    ground = MIXED.indices(FRAME[:, :32], 0, 0)
    assert len(np.unique(ground)) == 1
    assert tuple(PALETTE[ground[0, 0]]) == GROUND
    assert MIXED.share[np.searchsorted(COUNTED.colors, pack(np.array(GROUND, dtype=np.uint8)))] == 0


def test_a_gradient_of_few_colours_is_nearer_on_average_when_mixed() -> None:
    plain = map_colors(COUNTED, PALETTE)
    wanted = FRAME[:, 32:, :3].astype(float)

    def blurred_error(indices: np.ndarray) -> float:
        blocks = (PALETTE[indices].astype(float) - wanted).reshape(8, 4, 8, 4, 3).mean(axis=(1, 3))
        return float(np.abs(blocks).mean())

    assert blurred_error(MIXED.indices(FRAME[:, 32:], 0, 32)) < 0.7 * blurred_error(
        plain.indices(FRAME[:, 32:], 0, 32)
    )


def test_a_part_of_a_frame_is_mixed_as_the_whole_frame_is() -> None:
    whole = MIXED.indices(FRAME, 0, 0)
    assert np.array_equal(MIXED.indices(FRAME[5:20, 33:50], 5, 33), whole[5:20, 33:50])


def test_without_smooth_colours_every_colour_has_one_index() -> None:
    plain = map_colors(COUNTED, PALETTE)
    assert not plain.share.any()
    assert np.array_equal(plain.first, plain.second)
