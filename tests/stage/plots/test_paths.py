import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st
from manim import VMobject

from aimath.stage.plots.paths import (
    circles,
    clip_polygon,
    clip_segments,
    dashes,
    flat,
    points_needed,
    polygon,
    polyline,
    segments,
)

coordinates = st.integers(-300, 300).map(lambda hundredths: hundredths / 100)
points = st.tuples(coordinates, coordinates)


def area(corners: np.ndarray) -> float:
    x, y = corners[:, 0], corners[:, 1]
    return abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2


def test_pieces_that_meet_make_one_path_and_pieces_apart_make_several() -> None:
    path = VMobject().set_points(polyline([[0, 0], [1, 0], [1, 1]]))
    assert len(path.get_subpaths()) == 1
    path.set_points(segments([[0, 0], [0, 1]], [[1, 0], [1, 1]]))
    assert len(path.get_subpaths()) == 2


def test_a_polygon_ends_where_it_begins() -> None:
    path = polygon([[0, 0], [1, 0], [1, 1]])
    assert np.allclose(path[0], path[-1])


def test_no_points_make_an_empty_path() -> None:
    assert segments([], []).shape == polyline(np.zeros((1, 2))).shape == flat([]).shape == (0, 3)


def test_circles_are_round_to_a_thousandth() -> None:
    circle = VMobject().set_points(circles([[2.0, 1.0]], 0.5)[0])
    on_curve = np.array([circle.point_from_proportion(share) for share in np.linspace(0, 1, 50)])
    assert np.allclose(np.linalg.norm(on_curve - [2, 1, 0], axis=1), 0.5, atol=1e-3)


def test_dashes_begin_and_end_with_the_line() -> None:
    path = dashes([[0, 0]], [[1, 2]], dash=0.3, gap=0.1)
    assert np.allclose(path[0], [0, 0, 0])
    assert np.allclose(path[-1], [1, 2, 0])
    assert len(path) // 4 > 3


def test_a_line_without_length_has_no_dashes() -> None:
    assert len(dashes([[1, 1]], [[1, 1]])) == 0


@given(points, points)
def test_what_is_left_of_a_piece_is_its_part_inside_the_box(start: tuple, end: tuple) -> None:
    share = np.linspace(0, 1, 201)[:, None]
    along = np.array(start) + share * (np.array(end) - np.array(start))
    inside = ((along >= 0) & (along <= 1)).all(axis=1)
    first, last = clip_segments(np.array([start]), np.array([end]))
    if not len(first):
        assert inside.sum() <= 1
        return
    assert ((first >= 0) & (first <= 1) & (last >= 0) & (last <= 1)).all()
    length = np.linalg.norm(np.subtract(end, start))
    assert abs(np.linalg.norm(last - first) - inside.mean() * length) <= 0.02 * length + 1e-9


def test_pieces_that_are_not_finite_are_left_out() -> None:
    starts = np.array([[0.2, 0.2], [0.5, np.nan], [np.inf, 0.5]])
    first, last = clip_segments(starts, np.full((3, 2), 0.4))
    assert first.tolist() == [[0.2, 0.2]]
    assert last.tolist() == [[0.4, 0.4]]


@given(st.lists(points, min_size=3, max_size=3))
def test_a_cut_triangle_has_the_area_of_its_part_inside(corners: list) -> None:
    triangle = np.array(corners)
    assume(area(triangle) > 0.05)
    cut = clip_polygon(triangle)
    assert ((cut >= -1e-9) & (cut <= 1 + 1e-9)).all()
    side = (np.arange(60) + 0.5) / 60
    x, y = np.meshgrid(side, side)
    turns = []
    for a, b in zip(triangle, np.roll(triangle, -1, axis=0), strict=True):
        turns.append((b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]) > 0)
    counted = (np.all(turns, axis=0) | ~np.any(turns, axis=0)).mean()
    assert abs((area(cut) if len(cut) else 0.0) - counted) < 0.05


def test_a_way_that_goes_on_slowly_needs_few_of_its_points() -> None:
    turns = np.linspace(0, 6 * np.pi, 20_000)
    spiral = np.stack([np.cos(turns), np.sin(turns)], axis=1) * np.exp(-turns / 4)[:, None]
    needed = points_needed(spiral)
    assert len(needed) < 1500
    assert needed[0] == 0 and needed[-1] == len(spiral) - 1
    drawn = np.stack([np.interp(turns, turns[needed], spiral[needed, axis]) for axis in (0, 1)], axis=1)
    assert np.abs(drawn - spiral).max() < 0.002


def test_what_a_way_needs_at_first_does_not_depend_on_how_it_goes_on() -> None:
    steps = np.random.default_rng(0).normal(scale=0.003, size=(500, 2))
    places = np.cumsum(steps, axis=0)
    needed = points_needed(places)
    for count in (3, 50, 499):
        shorter = points_needed(places[:count])
        assert shorter[:-1].tolist() == needed[needed < count - 1].tolist()
        assert shorter[-1] == count - 1


def test_what_lies_beside_a_gap_is_needed() -> None:
    places = np.zeros((9, 2))
    places[3] = 0.001
    places[4] = np.nan
    places[6:] = 5.0
    assert points_needed(places).tolist() == [0, 3, 4, 5, 6, 8]
