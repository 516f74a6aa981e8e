"""What is packed comes out as it went in, and takes little room where it is like what was packed before."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from manim import Circle, Square, VGroup

from aimath.studio.camera import BulkCamera
from aimath.studio.camera.picture import Picture
from aimath.studio.frames.packing import Packer, Unpacker

shapes = st.sampled_from([(0,), (0, 4), (7,), (3, 3), (40, 2)])
types = st.sampled_from([np.float64, np.int64, np.bool_, np.uint8, np.float32])
many_arrays = st.lists(arrays(types, shapes), max_size=4).map(tuple)


def through(things: Sequence[Any]) -> list[Any]:
    packer, unpacker = Packer(), Unpacker()
    packed = [packer.pack(thing) for thing in things]
    return [unpacker.unpack(one) for one in packed]


@given(st.lists(many_arrays, max_size=5))
def test_arrays_of_any_kind_come_out_bit_for_bit(things: list[tuple[np.ndarray, ...]]) -> None:
    for thing, out in zip(things, through(things), strict=True):
        for before, after in zip(thing, out, strict=True):
            assert (before.dtype, before.shape) == (after.dtype, after.shape)
            assert before.tobytes() == after.tobytes()


@pytest.mark.parametrize("changed", [0, 1, 50, 99, 100])
def test_one_that_differs_more_or_less_comes_out_as_it_was(changed: int) -> None:
    before = np.arange(100.0)
    after = before.copy()
    after[:changed] *= -2
    out = through([(before,), (after,), (before,)])
    assert [one[0].tolist() for one in out] == [before.tolist(), after.tolist(), before.tolist()]


def test_little_is_kept_of_what_is_like_the_one_before() -> None:
    packer = Packer()
    way = np.zeros((50, 10_000))
    way[np.arange(50), np.arange(50)] = 1.0
    sizes = [packer.pack((row,)).size for row in way]
    assert sizes[0] == 80_000
    assert max(sizes[1:]) < 500


def test_arrays_that_were_not_whole_in_memory_come_out_too() -> None:
    grid = np.arange(24.0).reshape(4, 6)
    out = through([(grid[:, ::2],), (grid.T,)])
    assert out[0][0].tolist() == grid[:, ::2].tolist()
    assert out[1][0].tolist() == grid.T.tolist()


def test_a_picture_comes_out_with_its_key_and_refers_to_the_same_mobjects_and_ground() -> None:
    group = VGroup(Circle(fill_opacity=0.5), *(Square().shift([i, 0, 0]) for i in range(30)))
    camera, pictures = BulkCamera(), list[Picture]()
    for _ in range(3):
        group[3].shift([0.1, 0.2, 0])
        camera.reset()
        camera.capture_mobjects([group])
        assert camera.picture is not None
        pictures.append(camera.picture)
    sizes = [packed.size for packed in map(Packer().pack, pictures)]
    assert sizes[0] > pictures[0].size
    for picture, out in zip(pictures, through(pictures), strict=True):
        assert (picture.key, picture.size) == (out.key, out.size)
        assert out.ground is picture.ground
        assert all(
            one is other
            for one, other in zip(out.layers[0].mobjects, group.family_members_with_points(), strict=True)
        )
        assert np.array_equal(camera.draw(out), camera.draw(picture))
