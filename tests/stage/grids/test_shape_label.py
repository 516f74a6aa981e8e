"""The shapes of a product: what must agree is linked, and the verdict is plain."""

import pytest
from manim import Mobject

from aimath.stage.grids.shape_label import ShapeLabel
from aimath.stage.lettering.text import TypesetMobject
from aimath.stage.theme import theme_color


def values(mobject: Mobject) -> list[float]:
    return [
        figure.value
        for part in mobject.get_family()
        if isinstance(part, TypesetMobject)
        for figure in part.figures
    ]


def test_shapes_that_fit_show_the_shape_of_the_product() -> None:
    label = ShapeLabel((2, 3), (3, 4))
    assert label.fits
    assert values(label) == [2, 3, 3, 4, 2, 4]


def test_shapes_that_do_not_fit_have_no_product() -> None:
    label = ShapeLabel((2, 3), (2, 4))
    assert not label.fits
    assert values(label) == [2, 3, 2, 4]


@pytest.mark.parametrize(("right", "role"), [((3, 4), "target"), ((2, 4), "error")])
def test_the_inner_sizes_and_their_link_have_the_colour_of_the_verdict(
    right: tuple[int, int], role: str
) -> None:
    label = ShapeLabel((2, 3), right)
    for part in (label.left_shape[3], label.right_shape[1], label.sign):
        assert part[0].get_fill_color().to_hex() == theme_color(role)
    assert label.link.get_stroke_color().to_hex() == theme_color(role)


def test_the_sizes_of_the_product_keep_the_colour_of_where_they_come_from() -> None:
    label = ShapeLabel((12, 3), (3, 4))
    assert label.result[1][0].get_fill_color().to_hex() == theme_color("data")
    assert label.result[3][0].get_fill_color().to_hex() == theme_color("parameter")


def test_the_link_joins_the_inner_sizes_from_below() -> None:
    label = ShapeLabel((2, 3), (3, 4))
    assert abs(label.link.get_start()[0] - label.left_shape[3].get_x()) < 1e-6
    assert abs(label.link.get_end()[0] - label.right_shape[1].get_x()) < 1e-6
    assert label.link.get_top()[1] < label.left_shape[3].get_bottom()[1]
    assert label.sign.get_top()[1] < label.link.point_from_proportion(0.5)[1]


def test_everything_stands_on_one_line_without_overlap() -> None:
    label = ShapeLabel((100, 64), (64, 10))
    words = [*label.left_shape, *label.right_shape, label.arrow, *label.result]
    assert max(word.baseline for word in words) - min(word.baseline for word in words) < 1e-6
    for before, after in zip(words, words[1:], strict=False):
        assert before.get_right()[0] < after.get_left()[0]
