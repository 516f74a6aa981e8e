"""Rectangles of pixels."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from aimath.studio.camera.regions import MOST_REGIONS, Region, area, covering

WIDTH, HEIGHT = 60, 40


def ends(boxes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return boxes[:, :2], boxes[:, 2:]


CORNERS = hnp.arrays(np.int64, st.tuples(st.integers(0, 100), st.just(4)), elements=st.integers(-20, 80))
BOXES = CORNERS.map(
    lambda boxes: np.concatenate([np.minimum(*ends(boxes)), np.maximum(*ends(boxes))], axis=1)
)


def mask(regions: list[Region]) -> np.ndarray:
    """How often each pixel of the frame is covered."""
    covered = np.zeros((HEIGHT, WIDTH), dtype=int)
    for left, top, right, bottom in regions:
        covered[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)] += 1
    return covered


@given(BOXES)
def test_regions_cover_every_box_and_no_pixel_twice(boxes: np.ndarray) -> None:
    regions = covering(boxes, WIDTH, HEIGHT)
    covered = mask(regions)
    assert len(regions) <= MOST_REGIONS
    assert covered.max(initial=0) <= 1
    assert (covered[mask(boxes.tolist()) > 0] == 1).all()


@given(BOXES)
def test_regions_go_no_farther_than_the_boxes_and_the_frame(boxes: np.ndarray) -> None:
    wanted = mask(boxes.tolist()) > 0
    for left, top, right, bottom in covering(boxes, WIDTH, HEIGHT):
        assert 0 <= left < right <= WIDTH and 0 <= top < bottom <= HEIGHT
        inside = wanted[top:bottom, left:right]
        assert inside[0].any() and inside[-1].any() and inside[:, 0].any() and inside[:, -1].any()


def test_an_area_is_never_negative() -> None:
    assert area((5, 5, 2, 9)) == 0
