"""Colours of shapes are those that Manim finds."""

from typing import Any

import numpy as np
import pytest
from manim import BLUE, RED, Square, VMobject
from manim.utils.color import HSV

from aimath.studio.quick.in_place import quick_mobjects

COLORS: tuple[Any, ...] = (None, RED, "#12AB9F", "RED", [RED], [RED, BLUE], HSV((0.3, 0.5, 0.7)), 0xFF8800)
OPACITIES: tuple[Any, ...] = (None, 0, 1, 0.25, -0.0, np.float64(0.5), np.float32(0.5), [0.1, 0.9])


@pytest.mark.parametrize("sheen", [0.0, 0.3])
@pytest.mark.parametrize("color", COLORS)
@pytest.mark.parametrize("opacity", OPACITIES)
def test_the_rows_of_a_colour_are_those_of_manim(color: Any, opacity: Any, sheen: float) -> None:
    shape = Square(sheen_factor=sheen)
    expected = shape.generate_rgbas_array(color, opacity)
    with quick_mobjects():
        found = shape.generate_rgbas_array(color, opacity)
        again = shape.generate_rgbas_array(color, opacity)
    assert found.dtype == expected.dtype
    assert found.tobytes() == expected.tobytes()
    # Whoever gets the rows may change them.
    assert not np.shares_memory(found, again)
    assert not isinstance(color, type(RED)) or not np.shares_memory(found, color._internal_value)


def test_what_is_no_colour_is_refused_as_manim_does() -> None:
    with pytest.raises(ValueError) as expected:
        Square().set_fill("no such colour")
    with quick_mobjects(), pytest.raises(ValueError) as found:
        Square().set_fill("no such colour")
    assert str(found.value) == str(expected.value)


def test_a_shape_that_tells_its_sheen_itself_is_asked() -> None:
    class Shiny(VMobject):  # type: ignore[misc]
        def get_sheen_factor(self) -> float:
            return 0.2

    expected = Shiny().generate_rgbas_array(RED, 1.0)
    with quick_mobjects():
        found = Shiny().generate_rgbas_array(RED, 1.0)
    assert len(found) == 2
    assert (found == expected).all()
