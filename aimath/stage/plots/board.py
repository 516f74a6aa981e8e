"""What other things are drawn on: a box on screen that knows where it is, and tells them when it changes."""

from typing import Self
from weakref import ref

import numpy as np
from manim import Mobject, VGroup, VMobject
from numpy.typing import ArrayLike

from aimath.errors import InputError, ShapeError
from aimath.stage.plots.paths import Points, polyline, segments


class Board(VGroup):
    """A box on screen, which can be moved and scaled like any mobject; what is drawn on it follows.

    Args:
        width: in scene units.
        height: in scene units.

    Raises:
        InputError: if a length is not above 0.

    Example:
        >>> board = Board(width=4, height=2).shift([5, 0, 0])
        >>> board.place(np.array([1.0, 0.5])).tolist()
        [7.0, 0.0, 0.0]
    """

    def __init__(self, *, width: float, height: float) -> None:
        super().__init__()
        for name, size in (("width", width), ("height", height)):
            if not size > 0:
                raise InputError(f"expected a {name} above 0, got {size}")
        self._drawn: list[ref[OnBoard]] = []
        # Its points move with the group, so they always tell where the box is. It has no area and no stroke:
        # nothing that is done to the group can make it visible.
        self._frame = VMobject(stroke_width=0)
        self._set_frame(np.array([[-width, -height], [width, height]]) / 2)
        self._made_width = width
        self.add(self._frame)

    @property
    def scaling(self) -> float:
        """How many times larger it is on screen than when it was made."""
        left, right = self._outer()[:, 0]
        return float(right - left) / self._made_width

    def place(self, shares: Points) -> Points:
        """Return the places in the scene of shares of the box, 0 to 1: shape (..., 2) gives (..., 3)."""
        origin, right, up = self._frame.points[[0, 3, 11]]
        return np.asarray(origin + shares[..., :1] * (right - origin) + shares[..., 1:] * (up - origin))

    def shares_at(self, points: ArrayLike) -> Points:
        """Return the shares of the box at places in the scene: shape (..., 2) or (..., 3) gives (..., 2)."""
        origin, right, up = self._frame.points[[0, 3, 11], :2]
        sides = np.stack([right - origin, up - origin])
        return np.asarray((np.asarray(points, dtype=float)[..., :2] - origin) @ np.linalg.inv(sides))

    def redraw(self) -> Self:
        """Draw again whatever is drawn on it."""
        self._drawn = [drawn for drawn in self._drawn if drawn() is not None]
        for reference in self._drawn:
            drawn = reference()
            if drawn is not None:
                drawn.redraw()
        return self

    def attach(self, drawn: "OnBoard") -> None:
        """Keep something drawn on it up to date."""
        self._drawn.append(ref(drawn))

    def __deepcopy__(self, clone_from_id: dict[int, Mobject]) -> Self:
        """Copy it with what is drawn on it, as far as that is copied along."""
        copied = super().__deepcopy__(clone_from_id)
        drawn = (clone_from_id.get(id(reference())) for reference in self._drawn)
        copied._drawn = [ref(clone) for clone in drawn if isinstance(clone, OnBoard)]
        return copied

    def _outer(self) -> Points:
        """Return the lower left and the upper right corner of all that belongs to it, shape (2, 2)."""
        return np.asarray(self._frame.points[[12, 15], :2])

    def _set_frame(self, corners: Points, outer: Points | None = None) -> None:
        """Put the lower left and the upper right corner of the box, shape (2, 2), here."""
        low, high = corners
        outer = corners if outer is None else outer
        inner = polyline([low, [high[0], low[1]], low, [low[0], high[1]]])
        self._frame.set_points(np.concatenate([inner, segments(outer[:1], outer[1:])]))


class OnBoard(VGroup):
    """Base of what is drawn on a board: it follows the board, and so does a copy of it."""

    board: Board

    def __init__(self, board: Board) -> None:
        super().__init__()
        self.board = board
        board.attach(self)

    def redraw(self) -> Self:
        """Draw it again from its numbers, where the board now is."""
        raise NotImplementedError

    def __deepcopy__(self, clone_from_id: dict[int, Mobject]) -> Self:
        """Copy it onto the same board, or onto the board's copy when they are copied together."""
        alone = id(self.board) not in clone_from_id
        if alone:
            clone_from_id[id(self.board)] = self.board
        copied = super().__deepcopy__(clone_from_id)
        if alone:
            del clone_from_id[id(self.board)]
        # A board that is just being copied collects what is drawn on it by itself, at the end.
        if "_drawn" in vars(copied.board):
            copied.board.attach(copied)
        return copied


def blend(start: ArrayLike, goal: ArrayLike, share: float) -> Points:
    """Return the numbers that are this share of the way from start to goal, and exactly the goal at its end.

    Raises:
        ShapeError: if there are more or fewer numbers at the end than at the start.

    Example:
        >>> blend([0, 2], [1, 4], 0.5).tolist()
        [0.5, 3.0]
    """
    first, last = np.asarray(start, dtype=float), np.asarray(goal, dtype=float)
    if share == 1:
        return last
    if first.shape != last.shape:
        raise ShapeError(f"expected as many numbers as are shown now, {first.shape}, got {last.shape}")
    return np.asarray((1 - share) * first + share * last)
