"""What moves is told from what stands, whatever it is that moves."""

from collections.abc import Callable

import av
import numpy as np
import pytest

from aimath.studio.motion import copy_of, much_moves


def picture(width: int = 320, height: int = 180) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (height, width), dtype=np.uint8)


def frames(*pictures: np.ndarray) -> list[av.VideoFrame]:
    return [av.VideoFrame.from_ndarray(each, "gray") for each in pictures]


@pytest.mark.parametrize(
    ("change", "moves"),
    [
        (lambda pixels: np.roll(pixels, 1, axis=1), True),
        (lambda pixels: pixels ^ (np.arange(pixels.shape[0]) < 45).astype(np.uint8)[:, None], True),
        (lambda pixels: pixels ^ (np.arange(pixels.shape[0]) < 14).astype(np.uint8)[:, None], False),
        (lambda pixels: pixels ^ (np.arange(pixels.shape[1]) % 64 == 5).astype(np.uint8), True),
        (lambda pixels: pixels, False),
    ],
    ids=["a moving camera", "a quarter", "a twelfth", "a thin line in a quarter of the blocks", "nothing"],
)
def test_an_eighth_of_the_blocks_is_much(change: Callable[[np.ndarray], np.ndarray], moves: bool) -> None:
    before = picture()
    assert much_moves(frames(before, change(before))) is moves


def test_any_two_neighbours_count_and_no_others() -> None:
    before, after = picture(), 255 - picture()
    assert much_moves(frames(before, before, after))
    steps = [before.copy() for _ in range(8)]
    for number, step in enumerate(steps):
        step[: 16 * number] = after[: 16 * number]
    assert not much_moves(frames(*steps))


@pytest.mark.parametrize("count", [0, 1])
def test_what_has_no_neighbour_does_not_move(count: int) -> None:
    assert not much_moves(frames(picture())[:count])


@pytest.mark.parametrize(("width", "height"), [(320, 180), (322, 182), (66, 34)])
def test_a_copy_stays_when_the_first_one_is_drawn_over(width: int, height: int) -> None:
    rgb = np.random.default_rng(1).integers(0, 256, (height, width, 3), dtype=np.uint8)
    first = av.VideoFrame.from_ndarray(rgb, "rgb24").reformat(format="yuv420p")
    pixels = first.to_ndarray()
    copied = copy_of(first)
    for plane in first.planes:
        np.frombuffer(plane, np.uint8)[:] = 7
    assert np.array_equal(copied.to_ndarray(), pixels)
    assert (first.to_ndarray() != pixels).any()
