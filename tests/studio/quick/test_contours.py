"""Lines along which a function is zero are those that the package `isosurfaces` finds, bit for bit."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from isosurfaces import plot_isoline
from manim import ImplicitFunction

from aimath.studio.quick.contours import isolines
from aimath.studio.quick.in_place import quick_mobjects

Function = Callable[[Any, Any], Any]

SPECIAL: dict[str, Function] = {
    "jumps": lambda x, y: 1 / (x * y) - 1,
    "not defined everywhere": lambda x, y: np.sqrt(x) - y,
    "not defined on one side": lambda x, y: np.nan if x > y else x - 1,
    "nowhere zero": lambda x, y: 1,
    "everywhere zero": lambda x, y: 0.0,
    "zero at corners": lambda x, y: x * y,
    "Python's floats": lambda x, y: math.sin(3 * x) * math.cos(2 * y) - 0.2,
    "now whole, now not": lambda x, y: max(x * x + y * y - 1, 0),
    "steps": lambda x, y: np.floor(x) + np.floor(y),
    "single precision": lambda x, y: np.float32(x) + np.float32(y) ** 2 - 1,
    "single precision here and there": lambda x, y: np.float32(x) if y > 1 else x,
    "an array": lambda x, y: np.asarray(x + y),
    "vast": lambda x, y: 10**400 if x > 0.1 else -1,
    "many lines": lambda x, y: np.tan(x * y) - y,
}
CORNERS = [((-4, -3), (4, 3)), ((-4, -2.5), (4, 2.5)), ((0.0, -1.0), (3.0, 2.0)), ((-1.3, -0.7), (2.1, 3.3))]


def run(way: Callable[..., Any], function: Function, as_one: bool, *rest: Any) -> tuple[Any, list[str]]:
    """Return what a way to find lines finds, or why it cannot, and what it asked."""
    asked: list[str] = []

    def noted(x: Any, y: Any) -> Any:
        asked.append(f"{x!r} {y!r}")
        return function(x, y)

    try:
        with np.errstate(all="ignore"):
            found = way((lambda place: noted(*place)) if as_one else noted, *rest)
    except Exception as error:
        return repr(error), asked
    return [np.array(curve).tobytes() for curve in found], asked


def assert_same(function: Function, *rest: Any) -> None:
    assert run(isolines, function, False, *rest) == run(plot_isoline, function, True, *rest)


@pytest.mark.parametrize("name", SPECIAL)
@pytest.mark.parametrize(("low", "high"), CORNERS)
def test_lines_are_the_same_and_so_is_what_the_function_is_asked(
    name: str, low: tuple[float, float], high: tuple[float, float]
) -> None:
    for depth, quads in [(3, 80), (0, 200), (0, 1), (2, 0)]:
        assert_same(SPECIAL[name], np.array(low), np.array(high), depth, quads)


numbers = st.floats(-3, 3, allow_subnormal=False)


@settings(max_examples=40, deadline=None)
@given(
    factors=st.lists(numbers, min_size=6, max_size=6),
    low=st.tuples(numbers, numbers),
    size=st.tuples(st.floats(0.01, 9), st.floats(0.01, 9)),
    depth=st.integers(0, 4),
    quads=st.integers(0, 200),
    tolerance=st.none() | st.tuples(st.floats(0.001, 0.5), st.floats(0.001, 0.5)),
)
@example([1, 0, 1, 0, 0, -1], (-2, -2), (4, 4), 2, 100, None)
def test_lines_of_any_curve_of_the_second_order_are_the_same(
    factors: list[float],
    low: tuple[float, float],
    size: tuple[float, float],
    depth: int,
    quads: int,
    tolerance: tuple[float, float] | None,
) -> None:
    a, b, c, d, e, f = factors
    start = np.array(low, dtype=float)
    limit = None if tolerance is None else np.array(tolerance)
    assert_same(
        lambda x, y: a * x**2 + b * x * y + c * y**2 + d * x + e * y + f,
        start,
        start + size,
        depth,
        quads,
        limit,
    )


@pytest.mark.parametrize(
    ("low", "high"),
    [((2.0, 0.0), (-2.0, 1.0)), ((0.0, 0.0), (0.0, 1.0)), ((-1.0, -1.0), (math.inf, 1.0))],
)
def test_parts_of_the_plane_that_make_no_sense_end_as_they_would(low: Any, high: Any) -> None:
    assert_same(lambda x, y: x - 0.3 * y, np.array(low), np.array(high), 2, 20)


def test_a_search_that_never_ends_is_given_up() -> None:
    with pytest.raises(RecursionError):
        isolines(lambda x, y: x - 0.3 * y, [-1.0, -1.0], [1.0, 1.0], 2, 20, [0.0, 0.0])


def test_an_error_in_a_function_comes_through_after_as_many_questions() -> None:
    left = 30

    def tired(x: Any, y: Any) -> Any:
        nonlocal left
        left -= 1
        if not left:
            raise KeyError("enough")
        return x + y

    with pytest.raises(KeyError, match="enough"):
        isolines(tired, [-1.0, -1.0], [1.0, 1.0])
    assert left == 0


def test_an_implicit_function_has_the_same_points() -> None:
    for smooth in (True, False):
        options: dict[str, Any] = {"min_depth": 3, "max_quads": 80, "use_smoothing": smooth}
        function: Function = lambda x, y: y**2 - x**3 + x  # noqa: E731
        slow = ImplicitFunction(function, x_range=[-2, 2], y_range=[-2, 2], **options)
        with quick_mobjects():
            quick = ImplicitFunction(function, x_range=[-2, 2], y_range=[-2, 2], **options)
        assert len(slow.points) > 100
        assert quick.points.tobytes() == slow.points.tobytes()
