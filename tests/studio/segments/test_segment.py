"""A segment's file tells what is in it, and whether all of it is there."""

import io

import pytest

from aimath.studio.segments.segment import Segment, Shown, read_frames, read_head, segment_key

FRAMES = (Shown("aa", 3), Shown("bb", 1))
SEGMENT = Segment("key", FRAMES, b"video\nwith lines")


def test_a_segment_comes_back_from_its_file() -> None:
    assert Segment.from_bytes(SEGMENT.to_bytes()) == SEGMENT


def test_the_head_alone_tells_what_the_frames_show() -> None:
    assert read_frames(read_head(io.BytesIO(SEGMENT.to_bytes()))) == FRAMES


@pytest.mark.parametrize("size", range(0, len(SEGMENT.to_bytes()), 7))
def test_a_file_that_is_cut_short_is_noticed(size: int) -> None:
    with pytest.raises(ValueError):
        Segment.from_bytes(SEGMENT.to_bytes()[:size])


def test_a_flipped_bit_of_the_video_is_noticed() -> None:
    content = bytearray(SEGMENT.to_bytes())
    content[-3] ^= 1
    with pytest.raises(ValueError, match="damaged"):
        Segment.from_bytes(bytes(content))


def test_the_key_depends_on_pictures_repeats_order_and_encoding() -> None:
    one, other = FRAMES
    keys = {
        segment_key(FRAMES, "x264"),
        segment_key((other, one), "x264"),
        segment_key((one,), "x264"),
        segment_key((Shown("aa", 2), other), "x264"),
        segment_key(FRAMES, "vp9"),
    }
    assert len(keys) == 5
