import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from aimath.studio.camera.keys import key_of, on_grid

places = arrays(np.float64, (6, 2), elements=st.floats(-1000, 1000))


@given(places)
def test_places_are_told_apart_by_whole_steps_of_the_grid(found: np.ndarray) -> None:
    steps = np.rint(found * 2.0**20)
    assert np.array_equal(np.diff(on_grid(found), axis=0), np.diff(steps, axis=0) / 2.0**20)


def test_near_a_camera_smaller_steps_count() -> None:
    apart = np.array([[0.25, 0.0], [0.25 + 1e-8, 0.0]])
    far, near = on_grid(apart, 135.0), on_grid(apart, 135e5)
    assert far[0, 0] == far[1, 0]
    assert near[0, 0] != near[1, 0]


@given(places)
def test_zeros_of_either_sign_are_one_place(found: np.ndarray) -> None:
    found[0] = 0.0
    turned = found.copy()
    turned[0] = -0.0
    assert key_of(on_grid(found)) == key_of(on_grid(turned))


def test_parts_are_told_apart_by_where_one_ends_and_the_next_begins() -> None:
    numbers = np.arange(4.0)
    keys = {
        key_of("ab", "c"),
        key_of("a", "bc"),
        key_of(numbers[:1], numbers[1:]),
        key_of(numbers[:2], numbers[2:]),
    }
    assert len(keys) == 4


def test_a_part_that_is_not_in_one_piece_counts_by_its_numbers() -> None:
    table = np.arange(12.0).reshape(4, 3)
    assert key_of(table[:, 1:]) == key_of(table[:, 1:].copy())
