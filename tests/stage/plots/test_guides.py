import numpy as np

from aimath.stage.plots.coordinates import Coordinates
from aimath.stage.plots.guides import Guides


def test_dashed_lines_lead_from_the_point_to_both_axes() -> None:
    box = Coordinates((-1, 4), (-1, 4), width=5, height=5)
    guides = Guides(box, 2, 3)
    ends = guides.lines.points
    assert any(np.allclose(end, box.point(2, 0)) for end in ends)
    assert any(np.allclose(end, box.point(0, 3)) for end in ends)
    assert np.allclose(guides.dot.get_center(), box.point(2, 3))


def test_a_point_outside_the_axes_does_not_show() -> None:
    guides = Guides(Coordinates((0, 1), (0, 1), width=1, height=1), 0.5, 0.5)
    assert len(guides.dot.points)
    guides.set_point(2, 0.5)
    assert not len(guides.dot.points)
    assert not len(guides.lines.points)


def test_the_point_glides() -> None:
    guides = Guides(Coordinates((0, 4), (0, 4), width=1, height=1), 1, 1)
    change = guides.animate.set_point(3, 2).build()
    change.begin()
    change.rate_func = lambda alpha: alpha
    change.interpolate(0.5)
    assert guides.data == (2, 1.5)
