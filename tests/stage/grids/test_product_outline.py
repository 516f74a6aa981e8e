"""A product as three boxes: in proportion, in place, and the same after a zoom."""

import numpy as np
import pytest

from aimath.errors import InputError, ShapeError
from aimath.stage.grids.product_outline import ProductOutline


def outline(unit: float = 0.5) -> ProductOutline:
    return ProductOutline((4, 3), (3, 6), corner=(1.0, 2.0, 0.0), unit=unit, gap=0.1)


def sizes(boxes: ProductOutline) -> list[tuple[float, float]]:
    return [(round(float(box.height), 6), round(float(box.width), 6)) for box in boxes.boxes]


def test_boxes_are_as_high_and_wide_as_they_have_rows_and_columns() -> None:
    assert sizes(outline()) == [(2.0, 1.5), (1.5, 3.0), (2.0, 3.0)]


def test_the_boxes_stand_like_row_column_and_cell() -> None:
    left, above, product = outline().boxes
    assert left.get_top()[1] == pytest.approx(product.get_top()[1])
    assert above.get_left()[0] == pytest.approx(product.get_left()[0])
    assert product.get_left()[0] - left.get_right()[0] == pytest.approx(0.1)
    assert above.get_bottom()[1] - product.get_top()[1] == pytest.approx(0.1)


def test_a_zoom_keeps_the_corner_and_the_proportions() -> None:
    zoomed = outline().set_unit(0.01)
    assert sizes(zoomed)[2] == (0.04, 0.06)
    assert zoomed.boxes[2].get_corner([-1, 1, 0])[:2] == pytest.approx([1.0, 2.0])


def test_half_of_a_zoom_is_half_of_its_factor() -> None:
    zooming = outline(1.0)
    animation = zooming.animate(rate_func=lambda t: t).set_unit(0.01).build()
    animation.begin()
    animation.interpolate(0.5)
    assert zooming.unit == pytest.approx(0.1)


def test_a_moved_and_scaled_outline_goes_on_where_it_is() -> None:
    moved = outline().shift(np.array([3.0, 0.0, 0.0]))
    assert moved.set_unit(0.25).boxes[2].get_left()[0] == pytest.approx(4.0)
    smaller = outline().scale(0.5)
    height = smaller.boxes[2].height
    assert smaller.set_unit(0.25).boxes[2].height == pytest.approx(height / 2)


def test_the_product_fills_from_its_first_row() -> None:
    filling = outline().set_progress(0.25)
    assert filling.filled.height == pytest.approx(0.5)
    assert filling.filled.get_top()[1] == pytest.approx(filling.boxes[2].get_top()[1])


def test_shapes_are_written_only_where_they_fit() -> None:
    one_line, two_lines = outline(1.0).shapes[2]
    assert (one_line.get_fill_opacity(), two_lines.get_fill_opacity()) == (1, 0)
    assert all(words.get_fill_opacity() == 0 for words in outline(0.01).shapes[2])
    assert [words.figures[0].value for words, _ in outline().shapes] == [4, 3, 4]


def test_in_a_narrow_box_the_shape_takes_two_lines() -> None:
    tall = ProductOutline((40, 6), (6, 40), corner=(0.0, 0.0, 0.0), unit=0.1)
    one_line, two_lines = tall.shapes[0]
    assert (one_line.get_fill_opacity(), two_lines.get_fill_opacity()) == (0, 1)
    assert two_lines.width < tall.boxes[0].width < 1.2 * one_line.width


def test_what_is_no_product_is_refused() -> None:
    with pytest.raises(ShapeError):
        ProductOutline((4, 3), (2, 6), corner=(0, 0, 0), unit=1.0)
    with pytest.raises(InputError, match="unit above 0"):
        outline().set_unit(0.0)
