import numpy as np
import pytest
from manim import VMobject

from aimath.errors import InputError, ShapeError
from aimath.stage.plots.axes import Axes2D
from aimath.stage.plots.coordinates import Coordinates
from aimath.stage.plots.graph import Graph
from tests.stage.films import early, last_frame

BOX = Coordinates((-2, 2), (-1, 3), width=4, height=4)


def numbers(path: VMobject, axes: Coordinates = BOX) -> np.ndarray:
    """The ends of all pieces of a path, in numbers of the axes."""
    ends = np.concatenate([path.points[0::4], path.points[3::4]])
    return np.array([axes.numbers_at(end) for end in ends])


def filled(path: VMobject) -> float:
    total = 0.0
    for part in path.get_subpaths():
        x, y = part[0::4, 0], part[0::4, 1]
        total += abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2
    return total


def test_a_curve_runs_through_the_values_of_its_function() -> None:
    x, y = numbers(Graph(BOX, np.sin).curve).T
    assert np.allclose(y, np.sin(x), atol=1e-9)
    assert (x.min(), x.max()) == pytest.approx((-2, 2))


def test_a_curve_is_cut_exactly_at_the_borders() -> None:
    x, y = numbers(Graph(BOX, lambda x: x**2).curve).T
    assert y.max() == pytest.approx(3.0)
    assert np.abs(x).max() == pytest.approx(np.sqrt(3), abs=1e-3)


def test_a_pole_leaves_a_gap_instead_of_an_upright_line() -> None:
    curve = Graph(BOX, lambda x: 1 / x).curve
    assert len(curve.get_subpaths()) == 2
    x, y = numbers(curve).T
    assert (np.sign(x) == np.sign(y)).all()


def test_a_function_can_be_drawn_on_part_of_the_axes() -> None:
    x, _ = numbers(Graph(BOX, np.cos, x_range=(-0.5, 9)).curve).T
    assert (x.min(), x.max()) == pytest.approx((-0.5, 2))


def test_data_have_gaps_where_they_are_not_finite() -> None:
    graph = Graph(BOX, x=[-2, -1, 0, 1, 2], y=[0, 1, np.nan, np.inf, 1])
    assert numbers(graph.curve).tolist() == [pytest.approx([-2, 0]), pytest.approx([-1, 1])]


def test_data_below_zero_leave_a_log_axis_without_a_word() -> None:
    axes = Coordinates((0, 3), (0.1, 10), width=3, height=2, y_scale="log")
    assert len(Graph(axes, x=[0, 1, 2, 3], y=[1, 0, -1, 1]).curve.points) == 0


def test_the_area_is_the_integral_of_what_is_seen() -> None:
    graph = Graph(BOX, lambda x: 0.5 * x + 1).shade(x_range=(-1, 1))
    assert filled(graph.area) == pytest.approx(2.0, rel=1e-6)
    graph.set_function(lambda x: 0 * x + 100)
    assert filled(graph.area) == pytest.approx(2 * 3.0, rel=1e-6)


def test_the_area_begins_and_ends_where_it_is_asked_to_between_data_points() -> None:
    graph = Graph(BOX, x=[-2, 2], y=[1, 1]).shade(base=0.5, x_range=(-0.25, 0.5))
    assert filled(graph.area) == pytest.approx(0.75 * 0.5)


def test_data_glide_to_as_many_others_and_refuse_to_glide_to_more() -> None:
    graph = Graph(BOX, x=[0, 1], y=[0, 0])
    change = graph.animate.set_data([0, 1], [2, 2]).build()
    change.begin()
    change.rate_func = lambda alpha: alpha
    change.interpolate(0.5)
    assert graph.data[1].tolist() == [1, 1]
    assert Graph(BOX, x=[0, 1], y=[0, 0]).set_data([0, 1, 2], [1, 1, 1]).data[0].tolist() == [0, 1, 2]
    with pytest.raises(ShapeError, match="as many numbers"):
        graph.animate.set_data([0, 1, 2], [1, 1, 1]).build().begin()


def test_changing_the_data_keeps_the_mobjects() -> None:
    graph = Graph(BOX, np.sin).shade()
    before = [id(member) for member in graph.get_family()]
    graph.set_function(np.cos).set_data([0, 1], [0, 1])
    assert [id(member) for member in graph.get_family()] == before


def test_a_film_of_changing_data_ends_on_the_picture_it_draws_anew() -> None:
    axes = Axes2D((0, 3), (0, 3), width=6, height=4)
    graph = Graph(axes, x=[0, 1, 3], y=[1, 2, 0])
    axes.add(graph)
    played, anew = last_frame(lambda: graph.animate(rate_func=early).set_data([0, 1, 3], [3, 0, 2]), of=axes)
    assert np.abs(played.astype(int) - anew).max() <= 2


def test_a_graph_needs_a_function_or_data_of_equal_lengths() -> None:
    with pytest.raises(InputError, match="function, or data"):
        Graph(BOX)
    with pytest.raises(InputError, match="function, or data"):
        Graph(BOX, np.sin, x=[1], y=[1])
    with pytest.raises(ShapeError, match="as many x as y"):
        Graph(BOX, x=[1, 2], y=[1])
