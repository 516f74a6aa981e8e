"""Regions keep inside the margins, apart from each other, and above the captions, in every frame."""

import itertools

import pytest
from manim import Square, tempconfig

from aimath.errors import InputError
from aimath.stage.layout import CAPTION_BAND, MARGIN, Region, current_layout, layout_for

FRAMES = {"wide": (14.222, 8.0), "square": (8.0, 8.0), "upright": (8.0, 14.222)}


@pytest.mark.parametrize(("aspect", "frame"), FRAMES.items())
def test_regions_keep_the_margins_and_the_caption_band_free(aspect: str, frame: tuple[float, float]) -> None:
    width, height = frame
    layout = layout_for(width, height)
    assert layout.aspect == aspect
    for region in (layout.title, layout.main, layout.side, layout.footer, layout.content):
        assert region.left >= -width * (0.5 - MARGIN) - 1e-9
        assert region.right <= width * (0.5 - MARGIN) + 1e-9
        assert region.top <= height * (0.5 - MARGIN) + 1e-9
        assert region.bottom >= -height * (0.5 - CAPTION_BAND) - 1e-9


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_regions_do_not_overlap(frame: tuple[float, float]) -> None:
    layout = layout_for(*frame)
    parts = (layout.title, layout.main, layout.side, layout.footer, layout.caption)
    for one, other in itertools.combinations(parts, 2):
        apart_x = one.right <= other.left + 1e-9 or other.right <= one.left + 1e-9
        apart_y = one.top <= other.bottom + 1e-9 or other.top <= one.bottom + 1e-9
        assert apart_x or apart_y


def test_the_side_is_beside_in_a_wide_frame_and_below_in_an_upright_one() -> None:
    wide, upright = layout_for(*FRAMES["wide"]), layout_for(*FRAMES["upright"])
    assert wide.side.left > wide.main.right
    assert upright.side.top < upright.main.bottom


def test_the_layout_follows_manims_frame() -> None:
    with tempconfig({"frame_width": 8.0, "frame_height": 14.222}):
        assert current_layout().aspect == "upright"


def test_a_thing_that_is_too_large_is_made_to_fit() -> None:
    region = Region(1.0, 2.0, 3.0, 2.0)
    square = region.place(Square(10))
    assert square.width == pytest.approx(2.0)
    assert square.get_center() == pytest.approx([1.0, 2.0, 0.0])


def test_a_thing_can_touch_two_sides() -> None:
    region = Region(0.0, 0.0, 6.0, 4.0)
    square = region.place(Square(1), "left bottom")
    assert square.get_corner([-1, -1, 0]) == pytest.approx([-3.0, -2.0, 0.0])


def test_columns_share_the_width_and_rows_go_downwards() -> None:
    region = Region(0.0, 0.0, 9.0, 4.0)
    one, two = region.columns(1, 2, gap=0.0)
    assert (one.left, one.width, two.left, two.width) == pytest.approx((-4.5, 3.0, -1.5, 6.0))
    top, bottom = region.rows(1, 1, gap=1.0)
    assert top.bottom - bottom.top == pytest.approx(1.0)
    assert region.split(1, 1)[0].y == 0.0


def test_an_unknown_side_is_refused() -> None:
    with pytest.raises(InputError, match="expected sides"):
        Region(0, 0, 1, 1).place(Square(), "north")


def test_shares_must_be_positive() -> None:
    with pytest.raises(InputError, match="shares above 0"):
        Region(0, 0, 1, 1).columns(1, 0)


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_without_a_footer_the_content_reaches_down_to_the_captions(frame: tuple[float, float]) -> None:
    layout = layout_for(*frame).without_footer
    assert layout.content.bottom == pytest.approx(layout.caption.top)
    assert min(layout.main.bottom, layout.side.bottom) == pytest.approx(layout.caption.top)
    assert layout.content.top == layout_for(*frame).content.top
    assert max(layout.main.top, layout.side.top) == pytest.approx(layout.content.top)
