"""Smooth curves through points are those that Manim finds, bit for bit."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from manim import VMobject
from manim.utils.bezier import get_smooth_cubic_bezier_handle_points

from aimath.studio.quick.in_place import quick_mobjects


def handles(anchors: np.ndarray) -> list[bytes]:
    with np.errstate(all="ignore"):
        return [array.tobytes() for array in get_smooth_cubic_bezier_handle_points(anchors)]


@settings(max_examples=60, deadline=None)
@given(
    anchors=arrays(
        np.float64,
        st.tuples(st.integers(1, 12), st.just(3)),
        elements=st.floats(-1e9, 1e9, allow_subnormal=False),
    ),
    is_closed=st.booleans(),
)
def test_handles_are_the_same(anchors: np.ndarray, is_closed: bool) -> None:
    if is_closed:
        anchors[-1] = anchors[0]
    slow = handles(anchors)
    with quick_mobjects():
        assert handles(anchors) == slow


def test_handles_of_long_curves_are_the_same_whatever_came_before() -> None:
    turns = np.linspace(0, 2 * np.pi, 300)
    circle = np.stack([np.cos(turns), np.sin(turns), 0 * turns], axis=1)
    for anchors in (circle, circle[:100], circle[:2], np.round(circle).astype(int), circle * np.nan):
        with quick_mobjects():
            quick = handles(anchors)
        assert quick == handles(anchors)


def test_a_curve_is_smoothed_just_as_well() -> None:
    corners = np.array([[0.0, 0, 0], [1, 1, 0], [2, 0, 0], [3, 2, 0]])
    slow = VMobject().set_points_smoothly(corners)
    with quick_mobjects():
        quick = VMobject().set_points_smoothly(corners)
    assert quick.points.tobytes() == slow.points.tobytes()
