import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import VGroup

from aimath.errors import InputError, ShapeError
from aimath.stage.lettering.text import Words
from aimath.stage.planes.arrow import THICKNESS, VectorArrow, arrow_corners, place_beside
from aimath.stage.plots.coordinates import Coordinates

BOX = Coordinates((-4, 4), (-3, 3), width=8, height=6)


def test_an_arrow_ends_exactly_at_its_tip_and_begins_at_its_tail() -> None:
    arrow = VectorArrow(BOX, 2, 1, tail=(-1, 0.5))
    corners = arrow.body.points[:, :2]
    assert np.isclose(np.linalg.norm(corners - arrow.tip[:2], axis=1).min(), 0)
    assert np.allclose(arrow.tip, BOX.point(1, 1.5))
    tail = BOX.point(-1, 0.5)[:2]
    along = (arrow.tip[:2] - tail) / np.linalg.norm(arrow.tip[:2] - tail)
    assert ((corners - tail) @ along).min() == pytest.approx(0, abs=1e-3)


@given(st.floats(0.6, 9), st.floats(0, 6.28))
def test_the_head_keeps_its_size_whatever_the_arrow(length: float, angle: float) -> None:
    direction = np.array([np.cos(angle), np.sin(angle)])
    corners = arrow_corners(np.zeros(2), length * direction)
    across = corners @ [-direction[1], direction[0]]
    assert across.max() - across.min() == pytest.approx(0.25)
    assert (corners @ direction).max() == pytest.approx(length)


def test_a_short_arrow_has_a_small_head_and_no_arrow_has_none() -> None:
    assert np.ptp(arrow_corners(np.zeros(2), np.array([0.1, 0.0]))[:, 1]) < 0.06
    assert len(arrow_corners(np.zeros(2), np.zeros(2))) == 0


def test_an_arrow_that_leaves_the_box_is_cut_at_its_border() -> None:
    low, high = BOX.place(np.array([[0.0, 0.0], [1.0, 1.0]]))
    points = VectorArrow(BOX, 9, 2).body.points
    assert (points >= low - 1e-9).all()
    assert (points <= high + 1e-9).all()
    assert points[:, 0].max() == pytest.approx(high[0])


def test_an_arrow_along_the_border_is_not_cut() -> None:
    corner = Coordinates((0, 4), (0, 4), width=4, height=4)
    assert VectorArrow(corner, 3, 0).body.height == pytest.approx(0.25)


@given(st.floats(0, 6.28), st.sampled_from(["tip", "side"]))
def test_the_label_stays_beside_the_arrow_as_it_turns(angle: float, place: str) -> None:
    arrow = VectorArrow(BOX, 2 * np.cos(angle), 2 * np.sin(angle), label="v", label_at=place)
    (left, bottom), (right, top) = (arrow.label.get_corner([side, side, 0])[:2] for side in (-1, 1))
    along = arrow.tip[:2] / 2
    # Beyond the tip it is further along than the whole arrow, beside the middle it is off the shaft.
    ahead = along if place == "tip" else np.array([-along[1], along[0]])
    nearest = min(np.array([x, y]) @ ahead for x in (left, right) for y in (bottom, top))
    furthest = max(point @ ahead for point in arrow.body.points[:, :2]) if place == "tip" else THICKNESS / 2
    assert nearest > furthest
    assert nearest - furthest < 0.3


def test_the_label_does_not_leave_the_box() -> None:
    arrow = VectorArrow(BOX, 3.95, 0, label="a long label")
    assert arrow.label.get_right()[0] <= BOX.point(4, 0)[0] + 1e-9


def test_an_arrow_turns_by_its_components() -> None:
    arrow = VectorArrow(BOX, 2, 0)
    change = arrow.animate.set_vector(0, 2).build()
    change.begin()
    change.rate_func = lambda alpha: alpha
    change.interpolate(0.5)
    assert arrow.vector.tolist() == [1, 1]
    change.interpolate(1)
    assert arrow.vector.tolist() == [0, 2]
    assert arrow.set_tail(1, 1).tip.tolist() == BOX.point(1, 3).tolist()


def test_an_arrow_scales_with_its_axes() -> None:
    box = Coordinates((-4, 4), (-3, 3), width=8, height=6)
    arrow = VectorArrow(box, 2, 0)
    VGroup(box, arrow).scale(0.5)
    assert arrow.set_vector(3, 0).body.height == pytest.approx(0.125)


def test_a_label_beside_a_point_touches_neither_it_nor_the_line_through_it() -> None:
    label = Words("label")
    place_beside(label, np.array([1.0, 1.0]), np.array([-1.0, 0.0]), 0.1)
    assert label.get_right()[0] == pytest.approx(0.9)


def test_what_is_no_vector_of_the_plane_is_refused() -> None:
    with pytest.raises(ShapeError, match="two finite numbers"):
        VectorArrow(BOX, np.nan, 1)
    with pytest.raises(InputError, match="tip or side"):
        VectorArrow(BOX, 1, 1, label="v", label_at="middle")
