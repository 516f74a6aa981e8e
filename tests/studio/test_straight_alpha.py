"""What is half transparent has its own colour, without the ground."""

import numpy as np

from aimath.studio.straight_alpha import straight_alpha

GROUND = np.array([11, 17, 30])


def test_what_is_half_transparent_has_its_own_colour_and_nothing_of_the_ground() -> None:
    frame = np.zeros((6, 8, 4), np.uint8)
    frame[..., :3] = GROUND
    alpha, color = np.array([255, 128, 20]), np.array([200, 120, 250])
    mixed = (alpha[:, np.newaxis] * color + (255 - alpha[:, np.newaxis]) * GROUND) / 255
    frame[4, :3] = np.column_stack([mixed.round(), alpha])
    found = straight_alpha(frame).astype(int)
    assert np.abs(found[4, :2, :3] - color).max() <= 1
    assert np.abs(found[4, 2, :3] - color).max() <= 8
    assert not found[0].any()


def test_a_frame_without_a_clear_pixel_stays_as_it_is() -> None:
    frame = np.full((2, 3, 4), 255, np.uint8)
    assert straight_alpha(frame) is frame
