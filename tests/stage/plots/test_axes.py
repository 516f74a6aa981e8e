import numpy as np
import pytest
from manim import FadeIn, VGroup

from aimath.errors import InputError
from aimath.stage.lettering.live import LiveNumber
from aimath.stage.lettering.text import Formula
from aimath.stage.plots.axes import Axes2D
from aimath.stage.plots.graph import Graph
from tests.stage.films import early, last_frame

RANGES = [
    {"x_range": (0, 30), "y_range": (0, 1.2)},
    {"x_range": (-5, 5), "y_range": (-3, 7), "grid": True},
    {"x_range": (1e-9, 1), "y_range": (1e-7, 10), "x_scale": "log", "y_scale": "log"},
    {"x_range": (0, 10_000), "y_range": (1e-3, 100), "y_scale": "log"},
    {"x_range": (0, 1e8), "y_range": (-1e-6, 1e-6)},
    {"x_range": (0, 1), "y_range": (0, 1), "x_ticks": 0, "y_ticks": [0, 1]},
]


def box(mobject: object) -> tuple[float, float, float, float]:
    left, bottom = mobject.get_corner([-1, -1, 0])[:2]
    right, top = mobject.get_corner([1, 1, 0])[:2]
    return left, bottom, right, top


def overlap(first: object, second: object) -> bool:
    a, b = box(first), box(second)
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def written(axes: Axes2D) -> list[str]:
    return [number.figures[0].text for number in axes.numbers]


@pytest.mark.parametrize("size", [(6.0, 4.0), (2.4, 1.8), (3.0, 7.0)])
@pytest.mark.parametrize("ranges", RANGES)
def test_everything_is_within_the_size_and_nothing_written_overlaps(ranges: dict, size: tuple) -> None:
    axes = Axes2D(width=size[0], height=size[1], x_title="step h", y_title=Formula("y"), **ranges)
    assert axes.width == pytest.approx(size[0], abs=0.05)
    assert axes.height == pytest.approx(size[1], abs=0.05)
    texts = [*axes.numbers, *axes.titles]
    for index, text in enumerate(texts):
        assert not any(overlap(text, other) for other in texts[:index])
    corners = np.stack([axes.place(np.array([0.0, 0.0])), axes.place(np.array([1.0, 1.0]))])
    for text in texts:
        left, bottom, right, top = box(text)
        assert right <= corners[0, 0] or top <= corners[0, 1] or bottom >= corners[1, 1]


def test_every_number_stands_at_its_place() -> None:
    axes = Axes2D((-2, 2), (0, 10), width=6, height=4).shift([1.0, 2.0, 0.0])
    for number in axes._ticks[0].labels:
        assert number.get_center()[0] == pytest.approx(axes.point(number.value, 0)[0], abs=0.05)
    for number in axes._ticks[1].labels:
        assert number.get_center()[1] == pytest.approx(axes.point(0, number.value)[1], abs=0.02)


def test_the_axes_cross_at_the_origin_when_it_is_inside() -> None:
    axes = Axes2D((-2, 2), (-1, 3), width=6, height=4)
    assert np.isclose(axes._lines.points[:4, 1], axes.point(0, 0)[1]).all()
    assert np.isclose(axes._lines.points[4:, 0], axes.point(0, 0)[0]).all()


def test_another_range_leaves_no_stale_numbers() -> None:
    axes = Axes2D((0, 10), (0, 1), width=6, height=4)
    axes.set_range((0, 1000), (-50, 50))
    assert written(axes) == written(Axes2D((0, 1000), (-50, 50), width=6, height=4))
    shown = [member for member in axes.get_family() if isinstance(member, LiveNumber)]
    assert len(shown) == len(axes.numbers)


def test_numbers_that_need_more_room_get_it_and_stay_within_the_size() -> None:
    axes = Axes2D((0, 10), (0, 1), width=6, height=4)
    axes.set_range(y_range=(0, 250_000))
    assert axes.get_left()[0] >= -3 - 1e-6
    assert all(number.get_left()[0] >= -3 - 1e-6 for number in axes.numbers)


def test_curves_follow_the_range_the_move_and_the_scale() -> None:
    axes = Axes2D((0, 10), (0, 10), width=6, height=4)
    graph = Graph(axes, lambda x: x)
    axes.set_range((0, 20), (0, 10))
    assert np.allclose(graph.curve.get_end(), axes.point(10, 10))
    VGroup(axes, graph).scale(0.5).shift([2.0, 0.0, 0.0])
    axes.set_range((0, 40))
    assert np.allclose(graph.curve.get_end(), axes.point(10, 10))
    assert axes.width == pytest.approx(3.0, abs=0.05)
    assert all(number.height < 0.15 for number in axes.numbers)


def test_a_range_glides_and_ends_as_if_it_had_been_set() -> None:
    axes = Axes2D((0, 10), (0, 10), width=6, height=4)
    glide = axes.animate.set_range((0, 100)).build()
    glide.begin()
    glide.interpolate(0.5)
    assert 10 < axes.x_range[1] < 100
    glide.interpolate(1)
    assert axes.x_range == (0, 100)
    assert written(axes) == written(Axes2D((0, 100), (0, 10), width=6, height=4))


@pytest.mark.parametrize("ranges", [((0, 70), (0, 30)), ((0, 3.2), (0, 0.35))])
def test_a_film_of_a_gliding_range_ends_on_the_picture_it_draws_anew(ranges: tuple) -> None:
    axes = Axes2D((0, 10), (0, 1), width=8, height=5, grid=True)
    played, anew = last_frame(lambda: axes.animate(rate_func=early).set_range(*ranges), of=axes)
    assert np.abs(played.astype(int) - anew).max() <= 2


def test_axes_fade_in_with_only_the_numbers_of_their_range() -> None:
    axes = Axes2D((0, 10), (0, 1), width=6, height=4)
    fade = FadeIn(axes)
    fade.begin()
    fade.interpolate(1)
    assert axes.numbers
    assert all(number.get_fill_opacity() == pytest.approx(1) for number in axes.numbers)


def test_a_range_that_cannot_be_drawn_is_refused_before_anything_changes() -> None:
    axes = Axes2D((0, 10), (0, 1), width=6, height=4)
    with pytest.raises(InputError, match="x_range"):
        axes.set_range((3, 2))
    assert axes.x_range == (0, 10)
