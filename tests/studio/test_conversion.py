"""Converting only what has changed gives the picture that converting everything gives."""

import numpy as np
import psutil
import pytest

from aimath.studio.camera.snapshots import snapshot_of
from aimath.studio.conversion import Converter, Frame, changed_regions

HEIGHT, WIDTH = 150, 192  # of this width, the rows of a plane have no bytes that mean nothing


def noise(seed: int, shape: tuple[int, int] = (HEIGHT, WIDTH)) -> Frame:
    return np.random.default_rng(seed).integers(0, 256, (*shape, 4), dtype=np.uint8)


@pytest.mark.parametrize("pixel_format", ["yuv420p", "yuva420p", "yuva444p10le"])
def test_a_picture_does_not_depend_on_the_frames_before(pixel_format: str) -> None:
    converter = Converter(pixel_format)
    frame = noise(0)
    for seed in range(60):
        frame = frame.copy()
        choice = np.random.default_rng(seed)
        y, x = int(choice.integers(0, HEIGHT)), int(choice.integers(0, WIDTH))
        part = frame[y : y + 1 + seed * 3, x : x + int(choice.integers(1, WIDTH))]
        part[:] = noise(seed, part.shape[:2])
        picture = converter.convert(frame)
        alone = Converter(pixel_format).convert(frame)
        for plane, expected in zip(picture.planes, alone.planes, strict=True):
            assert bytes(plane) == bytes(expected)


def test_frames_that_are_the_same_have_no_changed_regions() -> None:
    assert changed_regions(noise(1), noise(1)) == []


def test_regions_far_apart_are_told_apart() -> None:
    frame = noise(1)
    changed = frame.copy()
    changed[3, 70:100] ^= 1
    changed[149, 191] ^= 1
    assert changed_regions(frame, changed) == [(64, 0, 128, 32), (160, 128, 192, 150)]


def test_a_frame_that_is_all_new_is_one_region() -> None:
    before, frame = noise(1), noise(2)
    assert changed_regions(before, frame) == [(0, 0, WIDTH, HEIGHT)]
    assert changed_regions(before, frame, [(33, 3, 120, 140)]) == [(32, 0, 128, HEIGHT)]


def test_only_where_frames_may_differ_is_looked_at() -> None:
    frame = noise(1)
    changed = frame.copy()
    changed[[5, 100], [40, 150]] ^= 1
    assert changed_regions(frame, changed, [(33, 3, 60, 20)]) == [(32, 0, 64, 32)]
    assert changed_regions(frame, changed, [(190, 148, 192, 150)]) == []
    assert changed_regions(frame, changed, [(0, 90, 192, 150)]) == [(128, 96, 160, 128)]


def test_snapshots_that_know_where_they_differ_give_the_same_pictures() -> None:
    converter = Converter("yuv420p")
    pixels, before = noise(0), None
    for seed in range(40):
        pixels = pixels.copy()
        choice = np.random.default_rng(seed)
        left, top = int(choice.integers(0, WIDTH)), int(choice.integers(0, HEIGHT))
        box = np.array([[left, top, min(WIDTH, left + 1 + seed), min(HEIGHT, top + 2 * seed + 1)]])
        part = pixels[top : box[0, 3], left : box[0, 2]]
        part[:] = noise(seed, part.shape[:2])
        frame = snapshot_of(pixels, before, box)
        picture, alone = converter.convert(frame), Converter("yuv420p").convert(pixels)
        assert [bytes(plane) for plane in picture.planes] == [bytes(plane) for plane in alone.planes]
        before = frame


def test_conversion_takes_no_core_but_its_own() -> None:
    converter = Converter("yuv420p")
    before = psutil.Process().num_threads()
    converter.convert(noise(0, (1080, 1920)))
    assert psutil.Process().num_threads() == before
