"""How far a mobject reaches, measured as Manim does but without its detours."""

import numpy as np
from manim import VMobject
from numpy.typing import NDArray

Points = NDArray[np.float64]


def reach(mobject: VMobject, axis: int) -> tuple[float, float]:
    """Return the lowest and the highest coordinate of the points that its curves and its parts' go through.

    They are 0 for what has no points. Live numbers and labels that follow something are measured in every
    frame: for them Manim's own `get_left` and the like take more time than all the rest.

    Args:
        mobject: what is measured.
        axis: 0 from left to right, 1 from bottom to top.

    Example:
        >>> from manim import RIGHT, Square
        >>> reach(Square(side_length=2.0).shift(RIGHT), axis=0)
        (0.0, 2.0)
    """
    low, high = float("inf"), float("-inf")
    for part in mobject.get_family() if mobject.submobjects else (mobject,):
        if len(part.points):
            for ends in (part.points[0::4, axis], part.points[3::4, axis]):
                low, high = min(low, float(ends.min())), max(high, float(ends.max()))
    return (low, high) if low <= high else (0.0, 0.0)


def center_and_size(mobject: VMobject) -> tuple[Points, Points]:
    """Return the centre, (2,), and width and height, (2,), that Manim finds; 0 for what has no points.

    The size is that of all points, the handles of curves among them; the centre is that of what is drawn.

    Example:
        >>> from manim import RIGHT, Square
        >>> center, size = center_and_size(Square(side_length=2.0).shift(RIGHT))
        >>> center.tolist(), size.tolist()
        ([1.0, 0.0], [2.0, 2.0])
    """
    parts = [part.points for part in mobject.get_family() if len(part.points)]
    if not parts:
        return np.zeros(2), np.zeros(2)
    points = np.concatenate(parts)[:, :2]
    ends = np.concatenate([part[end::4] for part in parts for end in (0, 3)])[:, :2]
    return (ends.min(axis=0) + ends.max(axis=0)) / 2, points.max(axis=0) - points.min(axis=0)


def room_of(mobject: VMobject) -> VMobject:
    """Return a shape without paint that reaches as far as a mobject does now.

    As a part of the mobject, it keeps the room of what will be shown there.

    Example:
        >>> from manim import Square
        >>> float(room_of(Square(side_length=2.0)).width)
        2.0
    """
    corners = [(*ends, 0.0) for ends in zip(reach(mobject, 0), reach(mobject, 1), strict=True)]
    return VMobject(stroke_width=0).set_points_as_corners(np.array(corners))
