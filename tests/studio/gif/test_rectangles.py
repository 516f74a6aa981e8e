"""Rectangles drawn over each other give the frames again, with nothing drawn twice."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from aimath.studio.gif.clip import Clip
from aimath.studio.gif.dithering import map_colors
from aimath.studio.gif.palette import choose_palette, count_colors
from aimath.studio.gif.rectangles import indexed_frames, rectangles
from tests.studio.gif.clips import GROUND, plain, record, walking_square

HOLE = 3


@given(st.lists(arrays(np.uint8, (5, 6), elements=st.integers(0, HOLE)), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_any_frames_come_back_even_where_something_vanishes(frames: list[np.ndarray]) -> None:
    shown = np.full((5, 6), HOLE, dtype=np.uint8)
    for frame, part in zip(frames, rectangles(frames, HOLE), strict=True):
        height, width = part.indices.shape
        place = np.s_[part.top : part.top + height, part.left : part.left + width]
        drawn = ~part.unchanged & (part.indices != HOLE)
        assert np.array_equal(shown[place][part.unchanged], part.indices[part.unchanged])
        shown[place] = np.where(drawn, part.indices, shown[place])
        assert np.array_equal(shown, frame)
        if part.cleared:
            shown[place] = HOLE


def test_only_what_changes_is_stored() -> None:
    clip = walking_square()
    palette = choose_palette(count_colors(clip), 255)
    frames = indexed_frames(clip, map_colors(count_colors(clip), palette), palette)
    first, second, *_ = rectangles([frame.indices for frame in frames], len(palette))
    assert first.indices.shape == (24, 32)
    assert second.indices.shape == (6, 9)
    assert not second.cleared


def nudged() -> tuple[Clip, NDArray[np.uint8]]:
    """A clip in which a pixel becomes a little lighter, and a palette whose next colour is too light."""
    second = plain()
    second[5, 5, :3] = (13, 18, 31)
    return record([(plain(), 1), (second, 2)]), np.array([GROUND, (14, 19, 32), (60, 60, 60)], dtype=np.uint8)


def test_a_pixel_that_hardly_changes_stays_and_one_that_changes_does_not() -> None:
    clip, palette = nudged()
    first, second = clip.frames()
    second[9, 9, :3] = (62, 60, 60)
    clip = record([(first, 1), (second, 1)])
    mapping = map_colors(count_colors(clip), palette)
    exact, kept = (indexed_frames(clip, mapping, palette, keep=keep)[1].indices for keep in (0.0, 4.0))
    assert exact[5, 5] == 1
    assert kept[5, 5] == 0
    assert kept[9, 9] == exact[9, 9] == 2


def test_what_has_faded_leaves_no_trace_on_the_ground() -> None:
    faded = plain()
    faded[5:9, 5:9, :3] = (13, 18, 31)
    clip = record([(faded, 1), (plain(), 1)])
    palette = np.array([GROUND, (13, 18, 31)], dtype=np.uint8)
    last = indexed_frames(clip, map_colors(count_colors(clip), palette), palette, keep=8.0)[-1]
    assert (last.indices == 0).all()


def test_frames_in_which_nothing_is_left_to_see_become_one() -> None:
    clip, palette = nudged()
    (frame,) = indexed_frames(clip, map_colors(count_colors(clip), palette), palette, keep=4.0)
    assert frame.repeat == 3
