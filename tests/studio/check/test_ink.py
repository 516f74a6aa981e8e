"""Paint is told from the soft edges around it."""

import numpy as np

from aimath.studio.check.ink import solid_paint


def test_faint_paint_is_solid_where_nothing_is_stronger() -> None:
    for strongest in (40, 255):
        opacity = np.array([[0, strongest // 3], [strongest // 2, strongest]], dtype=np.uint8)
        assert solid_paint(opacity).tolist() == [[False, False], [True, True]]


def test_nothing_is_solid_where_nothing_is_painted() -> None:
    assert not solid_paint(np.zeros((2, 3), dtype=np.uint8)).any()
    assert solid_paint(np.zeros((0, 3), dtype=np.uint8)).shape == (0, 3)
