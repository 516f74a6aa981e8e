"""From numbers to places: a box on screen with a range of numbers along each side."""

from typing import Any

import numpy as np
from manim import VMobject
from numpy.typing import ArrayLike

from aimath.errors import InputError
from aimath.stage.changes import Step, change
from aimath.stage.plots.board import Board, OnBoard, blend
from aimath.stage.plots.paths import Points

Range = tuple[float, float]
SCALES = ("linear", "log")


class Coordinates(Board):
    """A box with a range of numbers along each side, which can be moved and scaled like any mobject.

    Args:
        x_range: the lowest and highest number from left to right.
        y_range: the lowest and highest number from bottom to top.
        width: in scene units.
        height: in scene units.
        x_scale: "linear" or "log".
        y_scale: "linear" or "log".

    Raises:
        InputError: if a range is empty, not finite, or not above 0 on a log scale.

    Example:
        >>> box = Coordinates((0, 10), (0, 1), width=4, height=2).shift([5, 0, 0])
        >>> box.point(10, 0.5).tolist()
        [7.0, 0.0, 0.0]
    """

    def __init__(
        self,
        x_range: Range,
        y_range: Range,
        *,
        width: float,
        height: float,
        x_scale: str = "linear",
        y_scale: str = "linear",
    ) -> None:
        super().__init__(width=width, height=height)
        self._scales = (_checked_scale(x_scale), _checked_scale(y_scale))
        self._ranges = (_checked(x_range, x_scale, "x_range"), _checked(y_range, y_scale, "y_range"))

    @property
    def x_range(self) -> Range:
        """The lowest and highest number from left to right."""
        return self._ranges[0]

    @property
    def y_range(self) -> Range:
        """The lowest and highest number from bottom to top."""
        return self._ranges[1]

    @property
    def scales(self) -> tuple[str, str]:
        """Whether the numbers along x, and along y, are "linear" or "log"."""
        return self._scales

    def point(self, x: ArrayLike, y: ArrayLike) -> Points:
        """Return the place of (x, y) in the scene, shape (3,); of n of them, shape (n, 3)."""
        return self.place(self.shares(x, y))

    def shares(self, x: ArrayLike, y: ArrayLike) -> Points:
        """Return where (x, y) is in the box, from 0 to 1 along each side: shape (2,) or (n, 2)."""
        given = zip((x, y), self._ranges, self._scales, strict=True)
        return np.stack(np.broadcast_arrays(*(share(v, ends, scale) for v, ends, scale in given)), axis=-1)

    @property
    def crossing(self) -> Points:
        """Where the axes cross, in shares of the box: at 0, or at the border nearest to it."""
        return np.asarray(np.clip(np.nan_to_num(self.shares(0, 0), neginf=0.0), 0, 1))

    def numbers_at(self, point: ArrayLike) -> tuple[float, float]:
        """Return the numbers (x, y) at a point of the scene."""
        given = zip(self.shares_at(point), self._ranges, self._scales, strict=True)
        x, y = (float(at_share(along, ends, scale)) for along, ends, scale in given)
        return x, y

    def inside(self, x: ArrayLike, y: ArrayLike) -> Any:
        """Return whether (x, y) lies in the box; for arrays, an array."""
        shares = self.shares(x, y)
        within = ((shares >= 0) & (shares <= 1)).all(axis=-1)
        return within if within.ndim else bool(within)

    @change
    def set_range(self, x_range: Range | None = None, y_range: Range | None = None) -> Step:
        """Change a range; whatever is drawn in the box follows.

        Raises:
            InputError: if the range is empty, not finite, or not above 0 on a log scale.
        """
        return self._step_to(self._new_ranges(x_range, y_range))

    def _step_to(self, ranges: tuple[Range, Range]) -> Step:
        start, goal = self._scaled_ends(), self._scaled_ends(ranges)

        def step(share: float) -> None:
            self._ranges = ranges if share == 1 else self._unscaled(blend(start, goal, share))
            self.redraw()

        return step

    def _new_ranges(self, x_range: Range | None, y_range: Range | None) -> tuple[Range, Range]:
        x = self.x_range if x_range is None else _checked(x_range, self._scales[0], "x_range")
        y = self.y_range if y_range is None else _checked(y_range, self._scales[1], "y_range")
        return x, y

    def _scaled_ends(self, ranges: tuple[Range, Range] | None = None) -> Points:
        """Return the ends of both ranges, shape (2, 2), as logarithms on a log scale."""
        ranges = self._ranges if ranges is None else ranges
        return np.array([_scaled(ends, scale) for ends, scale in zip(ranges, self._scales, strict=True)])

    def _unscaled(self, ends: Points) -> tuple[Range, Range]:
        """Return the ranges whose scaled ends these are."""
        pairs = zip(ends, self._scales, strict=True)
        x, y = ((10**low, 10**high) if scale == "log" else (low, high) for (low, high), scale in pairs)
        return x, y


class OnAxes(OnBoard):
    """Base of what is drawn on axes."""

    board: Coordinates

    @property
    def axes(self) -> Coordinates:
        """What it is drawn on."""
        return self.board

    def keep_inside(self, label: VMobject, center: Points) -> None:
        """Move a label to a place, shape (2,), or as near to it as the borders of the box let it."""
        low, high = self.axes.place(np.array([[0.0, 0.0], [1.0, 1.0]]))[:, :2]
        half = np.array([label.width, label.height]) / 2
        label.move_to(np.append(np.clip(center, low + half, np.maximum(high - half, low + half)), 0.0))


def share(values: ArrayLike, ends: Range, scale: str = "linear") -> Points:
    """Return how far values are along a range: 0 at its low end, 1 at its high end.

    Example:
        >>> share([1, 10, 100], (1, 100), "log").tolist()
        [0.0, 0.5, 1.0]
    """
    low, high = _scaled(ends, scale)
    return np.asarray((_scaled(values, scale) - low) / (high - low))


def at_share(shares: ArrayLike, ends: Range, scale: str = "linear") -> Points:
    """Return the numbers that are this far along a range: the inverse of `share`.

    Example:
        >>> at_share([0, 0.5, 1], (1, 100), "log").tolist()
        [1.0, 10.0, 100.0]
    """
    low, high = _scaled(ends, scale)
    numbers = low + np.asarray(shares, dtype=float) * (high - low)
    return np.asarray(10**numbers if scale == "log" else numbers)


def _scaled(values: ArrayLike, scale: str) -> Points:
    with np.errstate(divide="ignore", invalid="ignore"):
        numbers = np.asarray(values, dtype=float)
        return np.asarray(np.log10(numbers)) if scale == "log" else numbers


def _checked(ends: Range, scale: str, name: str) -> Range:
    low, high = (float(end) for end in ends)
    if not (np.isfinite([low, high]).all() and low < high):
        raise InputError(f"expected {name} from a lower to a higher finite number, got {tuple(ends)}")
    if scale == "log" and low <= 0:
        raise InputError(f"expected {name} above 0 on a log scale, got {tuple(ends)}")
    return low, high


def _checked_scale(scale: str) -> str:
    if scale not in SCALES:
        raise InputError(f"expected a scale out of {', '.join(SCALES)}, got {scale!r}")
    return scale
