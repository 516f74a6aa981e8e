"""Converting only what has changed gives the picture that converting everything gives."""

import numpy as np
import pytest

from aimath.studio.conversion import Converter, Frame, changed_bands

HEIGHT, WIDTH = 150, 64  # of this width, the rows of a plane have no bytes that mean nothing


def noise(seed: int, rows: int = HEIGHT) -> Frame:
    return np.random.default_rng(seed).integers(0, 256, (rows, WIDTH, 4), dtype=np.uint8)


@pytest.mark.parametrize("pixel_format", ["yuv420p", "yuva420p", "yuva444p10le"])
def test_a_picture_does_not_depend_on_the_frames_before(pixel_format: str) -> None:
    converter = Converter(pixel_format)
    frame = noise(0)
    for seed in range(40):
        frame = frame.copy()
        first = int(np.random.default_rng(seed).integers(0, HEIGHT))
        rows = frame[first : first + 1 + seed * 3]
        rows[:] = noise(seed, len(rows))
        picture = converter.convert(frame)
        alone = Converter(pixel_format).convert(frame)
        for plane, expected in zip(picture.planes, alone.planes, strict=True):
            assert bytes(plane) == bytes(expected)


def test_frames_that_are_the_same_have_no_changed_bands() -> None:
    assert changed_bands(noise(1), noise(1)) == []


def test_bands_far_apart_are_told_apart() -> None:
    frame = noise(1)
    changed = frame.copy()
    changed[[3, 149]] ^= 1
    assert changed_bands(frame, changed) == [(0, 16), (144, 150)]
