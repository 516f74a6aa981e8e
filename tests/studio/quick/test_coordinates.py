"""Places on axes and parts of paths are those that Manim finds, bit for bit."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import (
    DOWN,
    OUT,
    RIGHT,
    UP,
    Axes,
    Circle,
    ComplexPlane,
    LinearBase,
    LogBase,
    NumberLine,
    NumberPlane,
    ParametricFunction,
    PolarPlane,
    Square,
    ThreeDAxes,
    VMobject,
)

from aimath.studio.quick.in_place import quick_mobjects

LOG = {"scaling": LogBase(custom_labels=False)}


def turned(axes: Any) -> Any:
    return axes.rotate(0.7).scale(0.3).shift(2 * UP + 0.1 * RIGHT).rotate(0.4, UP).shift(OUT)


class Elsewhere(NumberLine):
    """A line that begins where others do not."""

    def get_start(self) -> Any:
        return super().get_start() + DOWN


AXES: dict[str, Callable[[], Any]] = {
    "with tips": lambda: Axes(x_range=[-4, 4], y_range=[-3, 3]),
    "without tips": lambda: Axes(x_range=[-4, 4], tips=False),
    "away from zero": lambda: Axes(x_range=[2, 5], y_range=[-3, -1, 0.5]),
    "turned": lambda: turned(Axes(x_range=[-1, 6], y_range=[-2, 3])),
    "logarithmic": lambda: turned(
        Axes(x_range=[-2, 2], y_range=[-2, 3], x_axis_config=LOG, y_axis_config=LOG)
    ),
    "stretched": lambda: Axes(
        x_axis_config={"scaling": LinearBase(3.0)}, y_axis_config={"scaling": LinearBase(2)}
    ),
    "a plane": lambda: turned(NumberPlane()),
    "a polar plane": lambda: PolarPlane(),
    "a complex plane": lambda: ComplexPlane(),
    "three axes": lambda: turned(ThreeDAxes()),
}
MADE = {name: make() for name, make in AXES.items()}


def outcome(call: Callable[[], Any]) -> Any:
    try:
        with np.errstate(all="ignore"):
            found = call()
    except Exception as error:
        return repr(error)
    return found.dtype, found.shape, found.tobytes()


def assert_same(call: Callable[[], Any]) -> None:
    slow = outcome(call)
    with quick_mobjects():
        assert outcome(call) == slow


numbers = st.floats(-8, 8) | st.integers(-5, 5) | st.floats(-8, 8).map(np.float64)


@settings(max_examples=25, deadline=None)
@given(coordinates=st.lists(numbers, min_size=1, max_size=4))
@pytest.mark.parametrize("name", MADE)
def test_coordinates_are_at_the_same_places(name: str, coordinates: list[float]) -> None:
    axes = MADE[name]
    assert_same(lambda: axes.c2p(*coordinates))
    assert_same(lambda: axes.x_axis.n2p(coordinates[0]))


@pytest.mark.parametrize("name", MADE)
def test_arrays_of_coordinates_are_at_the_same_places(name: str) -> None:
    axes, places = MADE[name], np.linspace(0.5, 2, 6).reshape(2, 3)
    for coordinates in ([1, 2, 3], [[1, 2]], [[1, 2], [3, 4]], places, places.tolist()):
        assert_same(lambda: axes.c2p(coordinates))  # noqa: B023
        assert_same(lambda: axes.x_axis.n2p(coordinates))  # noqa: B023
    assert_same(lambda: axes.c2p([1, 2], [3, 4]))
    assert_same(lambda: axes.c2p(np.float32(0.1), True))
    assert_same(lambda: axes.c2p())
    assert_same(lambda: axes.c2p(np.inf, np.nan))


def test_lines_that_begin_elsewhere_or_have_other_tips_do_so() -> None:
    line = Elsewhere(x_range=[0, 3])
    both = NumberLine(x_range=[0, 3], include_tip=True)
    both.add_tip(at_start=True)
    without = NumberLine(x_range=[0, 3], include_tip=True)
    without.remove(without.tip)
    flat = NumberLine(x_range=[0, 3])
    flat.x_range = np.array([1.0, 1.0, 1.0])
    gone = NumberLine(x_range=[0, 3]).clear_points()
    for each in (line, both, without, flat, gone):
        assert_same(lambda: each.number_to_point(1.7))  # noqa: B023


def test_a_curve_over_axes_has_the_same_points() -> None:
    for name in ("turned", "logarithmic"):
        axes = MADE[name]
        assert_same(lambda: axes.plot(lambda x: 1.1 + np.sin(3 * x), x_range=[0.1, 2, 0.1]).points)  # noqa: B023
        assert_same(lambda: axes.plot(lambda x: 2**x, use_smoothing=False).points)  # noqa: B023
    parts = {"t_range": (-2, 2, 0.1), "discontinuities": [0.0, 1.0]}
    assert_same(lambda: ParametricFunction(lambda t: np.array([t, 1 / (t - 1.01), 0]), **parts).points)


def test_parts_of_a_path_are_the_same() -> None:
    several = VMobject(stroke_width=3)
    for shape in (Square(), Circle().shift(RIGHT), Square().shift(1e-7 * RIGHT), Circle()):
        several.append_points(shape.points)
    several.append_points([[0.0, 0.0, 0.0]])
    unclear = VMobject().set_points(np.where(np.arange(36).reshape(12, 3) == 12, np.nan, 1.0))
    for path in (several, unclear, VMobject()):
        slow = [part.tobytes() for part in path.get_subpaths()]
        with quick_mobjects():
            assert [part.tobytes() for part in path.get_subpaths()] == slow
    assert len(several.get_subpaths()) > 1
