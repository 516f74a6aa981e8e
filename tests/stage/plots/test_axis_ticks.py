import numpy as np

from aimath.stage.plots.axis_ticks import AxisTicks
from aimath.stage.plots.coordinates import Coordinates
from aimath.stage.plots.ticks import Ticks

TICKS = Ticks((0.0, 1.0, 2.0, 3.0), ",.0f")


def test_numbers_beyond_the_range_do_not_show() -> None:
    row = AxisTicks(0, TICKS, size=0.2)
    row.draw(Coordinates((0, 2), (0, 1), width=4, height=2), 0.2)
    assert [label.get_fill_opacity() > 0 for label in row.labels] == [True, True, True, False]


def test_numbers_that_close_up_fade_before_they_touch() -> None:
    row = AxisTicks(0, TICKS, size=0.2)
    row.draw(Coordinates((0, 3), (0, 1), width=0.2, height=2), 0.2)
    assert all(label.get_fill_opacity() == 0 for label in row.labels)


def test_a_narrow_number_beside_a_wide_one_leaves_room_for_it() -> None:
    wide, narrow = (AxisTicks(0, Ticks(ends, ",.0f"), size=0.2) for ends in ((2000.0, 9000.0), (0.0, 9000.0)))
    opacities = []
    for row in (wide, narrow):
        row.draw(Coordinates((row.ticks.values[0], 9000), (0, 1), width=0.55, height=2), 0.2)
        opacities.append(row.labels[0].get_fill_opacity())
    assert opacities[0] < 0.1
    assert opacities[1] == 1


def test_marks_sit_on_the_axis_and_grid_lines_cross_the_box() -> None:
    axes = Coordinates((0, 3), (-1, 1), width=3, height=2)
    marked, ruled = AxisTicks(0, TICKS, size=0.2), AxisTicks(0, TICKS, size=0.2, grid=True)
    for row in (marked, ruled):
        row.draw(axes, 0.2)
    assert np.isclose(marked.marks.get_center()[1], axes.point(0, 0)[1])
    assert np.isclose(ruled.grid.height, 2)
