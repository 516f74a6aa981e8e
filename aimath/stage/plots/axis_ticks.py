"""The numbers along one axis, with their marks or grid lines."""

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from aimath.stage.lettering.type_sizes import Size
from aimath.stage.plots.coordinates import Coordinates, share
from aimath.stage.plots.paths import Points, segments
from aimath.stage.plots.ticks import Ticks, tick_number
from aimath.stage.theme import Role, current_theme, theme_color

# Lengths in em of the numbers.
GAP = 0.5
CAP_HEIGHT = 0.73
_MARK = 0.22


class AxisTicks(VGroup):
    """The numbers along one axis of a box, with their marks or grid lines.

    Args:
        axis: 0 for those along x, 1 for those along y.
        ticks: the numbers.
        size: size of type.
        scaling: how many times larger than that they are.
        grid: whether lines run through the box, instead of marks on the axis.

    Example:
        >>> axes = Coordinates((0, 2), (0, 1), width=4, height=2)
        >>> ticks = AxisTicks(0, Ticks((0.0, 1.0, 2.0), ",.0f"), size=0.2)
        >>> ticks.draw(axes, 0.2)
        >>> bool(ticks.labels[1].get_top()[1] < axes.point(1, 0)[1])
        True
    """

    def __init__(
        self, axis: int, ticks: Ticks, *, size: Size | float, scaling: float = 1.0, grid: bool = False
    ) -> None:
        super().__init__()
        self.axis, self.ticks, self.strength = axis, ticks, 1.0
        made = (tick_number(value, ticks.spec, size, Role.MUTED) for value in ticks.values)
        self.labels = [label.scale(scaling) for label in made]
        self.grid = VMobject(stroke_color=current_theme().grid, stroke_width=1.2) if grid else None
        self.marks = VMobject(stroke_color=theme_color(Role.MUTED), stroke_width=1.8)
        self.add(*(() if self.grid is None else (self.grid,)), self.marks, *self.labels)

    def draw(self, axes: Coordinates, em_length: float) -> None:
        """Put everything where the box has it now; what is beyond its range does not show."""
        ends, scale = (axes.x_range, axes.y_range)[self.axis], axes.scales[self.axis]
        along = share(self.ticks.values, ends, scale)
        seen = (along >= -1e-6) & (along <= 1 + 1e-6)
        along = np.clip(along, 0, 1)
        opacity = self.strength * self._sparseness(axes, along, seen)
        border = np.insert(np.zeros((len(along), 1)), self.axis, along, axis=1)
        places = axes.place(border)
        for label, place, shown in zip(self.labels, places, seen, strict=True):
            label.set_opacity(opacity if shown else 0.0)
            if self.axis == 0:
                label.move_to(place).align_baseline(place[1] - (GAP + CAP_HEIGHT) * em_length)
            else:
                label.move_to(place - [label.width / 2 + GAP * em_length, 0, 0])
                label.align_baseline(place[1] - CAP_HEIGHT / 2 * em_length)
        across = border[seen]
        across[:, 1 - self.axis] = 1
        if self.grid is not None:
            self.grid.set_points(segments(places[seen], axes.place(across))).set_stroke(opacity=opacity)
            return
        across[:, 1 - self.axis] = axes.crossing[1 - self.axis]
        reach = np.insert(np.zeros(2), 1 - self.axis, _MARK / 2 * em_length)
        middle = axes.place(across)
        self.marks.set_points(segments(middle - reach, middle + reach)).set_stroke(opacity=opacity)

    def _sparseness(self, axes: Coordinates, along: Points, seen: NDArray[np.bool_]) -> float:
        """Return 1 where the numbers stand apart, falling to 0 as two neighbours close up."""
        if seen.sum() < 2:
            return 1.0
        side = axes.place(np.eye(2)[self.axis]) - axes.place(np.zeros(2))
        extents = np.array([label.width if self.axis == 0 else label.height for label in self.labels])
        extents, along = extents[seen], along[seen]
        between = (extents[1:] + extents[:-1]) / 2
        apart = (np.diff(along) * np.linalg.norm(side) / between).min()
        return float(np.clip((apart - 1.05) / 0.3, 0, 1))
