"""The way of a descent, drawn on a landscape and on its map, at the same place in both."""

from typing import Any, Protocol, Self

import numpy as np
from manim import CapStyleType, LineJointType, Mobject, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from aimath.checks import Array
from aimath.errors import ShapeError
from aimath.stage.changes import Step, change
from aimath.stage.contours import ContourMap
from aimath.stage.landscape import LandscapeSurface
from aimath.stage.paths import Points, circles, polygon, segments
from aimath.stage.theme import Role, current_theme, theme_color

_SPACING = 0.006
"""Between points along the way, as a share of the ground's width."""
_DASH = 0.02
_DOT_SPACING = 0.012
_ARROW = 0.16
"""Length of an arrow that only shows a direction, as a share of the ground's width."""
_HEAD = np.array([0.17, 0.075])


class Ground(Protocol):
    """What a way can be drawn on."""

    @property
    def x_range(self) -> tuple[float, float]:
        """The lowest and the highest first number."""
        ...

    @property
    def y_range(self) -> tuple[float, float]:
        """The lowest and the highest second number."""
        ...

    def point(self, x: ArrayLike, y: ArrayLike) -> Points:
        """Return where (x, y) is in the scene."""
        ...

    def attach(self, drawn: Any) -> None:
        """Keep something drawn up to date."""
        ...


class TrajectoryPath(VGroup):
    """The steps of a descent up to a moment, on a landscape or on its map, with a ball at the head.

    On a landscape the way follows the surface from step to step, dashed where the surface is in front.

    Args:
        ground: the landscape or map that it is drawn on.
        points: (k, 2) where the descent was after 0, 1, 2, … steps; beyond the border nothing is drawn.
        directions: (k, 2) a direction at each step, such as the negative gradient or the velocity, or None.
        direction_scale: the arrow is so many times the direction, in numbers of the axes; None for an arrow of
            one length. The negative gradient times the learning rate reaches just to the next step.
        role: whose colour the way takes.
        ball_role: whose colour the ball takes.
        direction_role: whose colour the arrow takes.
        width: of the line, as Manim's stroke width.
        dots: whether each step has a dot, as far as dots stand apart.
        ball: radius of the ball in scene units; 0 for none.

    Raises:
        ShapeError: if there is no point, or the shapes do not fit.

    Example:
        >>> from aimath.landscapes import LANDSCAPES
        >>> bowl = LANDSCAPES["bowl"].grid(32)
        >>> contours = ContourMap(bowl.x, bowl.y, bowl.z, width=4, height=4)
        >>> path = TrajectoryPath(contours, [[2, 2], [1, 1], [0, 5]])
        >>> path.inside.tolist(), path.set_progress(0.5).position.tolist()
        ([True, True, False], [1.5, 1.5])

    `path.animate.set_progress(2)` plays the steps.
    """

    def __init__(
        self,
        ground: Ground,
        points: ArrayLike,
        *,
        directions: ArrayLike | None = None,
        direction_scale: float | None = None,
        role: Role | str = Role.PARAMETER,
        ball_role: Role | str = Role.HIGHLIGHT,
        direction_role: Role | str = Role.GRADIENT,
        width: float = 4.0,
        dots: bool = True,
        ball: float = 0.09,
    ) -> None:
        super().__init__()
        self.ground = ground
        self._steps = _pairs(points, "points")
        self._directions = None if directions is None else _pairs(directions, "directions")
        if self._directions is not None and len(self._directions) != len(self._steps):
            raise ShapeError(
                f"directions: expected one for each of the {len(self._steps)} points, "
                f"got {len(self._directions)}"
            )
        self._direction_scale, self._ball_radius = direction_scale, ball
        self._progress = float(self.steps)
        color, background = theme_color(role), current_theme().background
        self.hidden = VMobject(stroke_color=color, stroke_width=0.7 * width, stroke_opacity=0.6)
        """The part of the way behind the surface, dashed."""
        self.trail = VMobject(
            stroke_color=color, stroke_width=width, joint_type=LineJointType.ROUND, cap_style=CapStyleType.ROUND
        )
        """The part of the way that is seen."""
        self.trail.set_stroke(background, width + 3.5, 0.55, background=True)
        self.dots = VMobject(fill_color=color, fill_opacity=1, stroke_width=0)
        """One dot a step."""
        self.arrow = VMobject(fill_color=theme_color(direction_role), fill_opacity=1, stroke_width=0)
        """The direction at the head, if there is one."""
        self.arrow.set_stroke(background, 3.5, 0.55, background=True)
        self.ball = VMobject(fill_color=theme_color(ball_role), fill_opacity=1, stroke_width=2)
        """The head."""
        self.ball.set_stroke(background, 2)
        self._dot_radius = 0.011 * width if dots else 0.0
        self._prepare()
        self.add(self.hidden, self.trail, self.dots, self.arrow, self.ball)
        ground.attach(self)
        self.redraw()

    @property
    def steps(self) -> int:
        """How many steps there are: one less than points."""
        return len(self._steps) - 1

    @property
    def progress(self) -> float:
        """How many steps are shown, with the part of the current one."""
        return self._progress

    @property
    def inside(self) -> NDArray[np.bool_]:
        """(k,) which of the points lie within the border."""
        return np.asarray(((self._shares >= 0) & (self._shares <= 1)).all(axis=1))

    @property
    def position(self) -> Array:
        """(2,) where the descent is now, in numbers of the axes."""
        return _between(self._steps, self._progress)

    @property
    def head(self) -> Points:
        """(3,) where in the scene the descent is now; beyond the border, where it would be."""
        return self.ground.point(*self.position)

    @change
    def set_progress(self, steps: float) -> Step:
        """Show the way up to this many steps; through `.animate`, the ball goes there step by step."""
        start, end = self._progress, float(np.clip(steps, 0, self.steps))

        def step(share: float) -> None:
            self._progress = end if share == 1 else float(np.clip(start + share * (end - start), 0, self.steps))
            self._show()

        return step

    def redraw(self) -> Self:
        """Draw it where the landscape or map now is."""
        self._scene = self.ground.point(*self._numbers(self._places).T).reshape(-1, 3)
        self._seen = self._visible(self._places)
        self._dot_scene = self.ground.point(*self._numbers(self._shares[self._dotted]).T).reshape(-1, 3)
        self._dot_seen = self._visible(self._shares[self._dotted])
        self._show()
        return self

    def _prepare(self) -> None:
        """Sample the way, as far as it runs within the border, densely enough to follow a surface."""
        (left, right), (low, high) = self.ground.x_range, self.ground.y_range
        self._shares = (self._steps - [left, low]) / [right - left, high - low]
        times, places, joined = [], [], []
        for step in range(max(1, self.steps)):
            ends = self._shares[[step, min(step + 1, self.steps)]]
            enter, leave = _within(ends)
            if enter > leave:
                continue
            length = float(np.linalg.norm(ends[1] - ends[0])) * (leave - enter)
            at = np.linspace(enter, leave, 2 + int(length / _SPACING))
            times.append(step + at)
            places.append(ends[0] + at[:, None] * (ends[1] - ends[0]))
            joined.append(np.arange(len(at)) < len(at) - 1)
        self._times = np.concatenate([np.zeros(0), *times])
        self._places = np.concatenate([np.zeros((0, 2)), *places])
        self._joined = np.concatenate([np.zeros(0, dtype=bool), *joined])
        self._length = np.cumsum(np.linalg.norm(np.diff(self._places, axis=0, prepend=self._places[:1]), axis=1))
        self._dotted = _apart(self._shares, np.flatnonzero(self.inside))

    def _numbers(self, shares: Array) -> Array:
        (left, right), (low, high) = self.ground.x_range, self.ground.y_range
        return np.asarray([left, low] + shares * [right - left, high - low])

    def _visible(self, shares: Array) -> NDArray[np.bool_]:
        if isinstance(self.ground, LandscapeSurface) and len(shares):
            return self.ground.visible(*self._numbers(shares).T)
        return np.ones(len(shares), dtype=bool)

    def _show(self) -> None:
        """Draw the way up to the present moment."""
        head_share = _between(self._shares, self._progress)
        head_inside = bool(((head_share >= 0) & (head_share <= 1)).all())
        head = self.head if head_inside else np.zeros(3)
        head_seen = head_inside and bool(self._visible(head_share[None])[0])
        count = int(np.searchsorted(self._times, self._progress, side="right"))
        scene, seen, joined = self._scene[:count], self._seen[:count], self._joined[:count]
        length = self._length[:count]
        if head_inside and count and joined[-1]:
            scene = np.concatenate([scene, head[None]])
            seen, length = np.append(seen, head_seen), np.append(length, length[-1])
        pieces = np.flatnonzero(joined[: len(scene) - 1])
        clear = seen[pieces] & seen[pieces + 1]
        self.trail.set_points(segments(scene[pieces[clear]], scene[pieces[clear] + 1]))
        dashed = pieces[~clear & (length[pieces] // _DASH % 2 == 0)]
        hidden = [segments(scene[dashed], scene[dashed + 1])]
        reached = self._dot_seen & (self._dotted <= self._progress)
        self.dots.set_points(circles(self._dot_scene[reached], self._dot_radius).reshape(-1, 3))
        ball = circles(head, self._ball_radius).reshape(-1, 3)
        if head_inside and not head_seen:
            hidden.append(ball)
        self.ball.set_points(ball if head_seen else np.zeros((0, 3)))
        self.hidden.set_points(np.concatenate(hidden))
        self.arrow.set_points(self._arrow(head_share) if head_seen else np.zeros((0, 3)))

    def _arrow(self, head: Array) -> Points:
        """Return the outline of the arrow at the head."""
        if self._directions is None:
            return np.zeros((0, 3))
        (left, right), (low, high) = self.ground.x_range, self.ground.y_range
        way = _between(self._directions, self._progress) / [right - left, high - low]
        size = float(np.linalg.norm(way))
        if not size > 0:
            return np.zeros((0, 3))
        way = way * (_ARROW / size if self._direction_scale is None else self._direction_scale)
        leave = _within(np.array([head, head + way]))[1]
        start, end = self.ground.point(*self._numbers(np.array([head, head + leave * way])).T)
        return _arrow_outline(start, end, self._ball_radius)

    def __deepcopy__(self, clone_from_id: dict[int, Mobject]) -> Self:
        """Copy it onto the same ground, or onto the ground's copy when that is copied along."""
        alone = id(self.ground) not in clone_from_id
        if alone:
            clone_from_id[id(self.ground)] = self.ground  # type: ignore[assignment]
        copied = super().__deepcopy__(clone_from_id)
        if alone:
            del clone_from_id[id(self.ground)]
        copied.ground.attach(copied)
        return copied


def _pairs(values: ArrayLike, name: str) -> Array:
    found = np.asarray(values, dtype=float)
    if found.ndim != 2 or found.shape[1] != 2 or not len(found):
        raise ShapeError(f"{name}: expected shape (k, 2) with at least one row, got {found.shape}")
    return found


def _between(rows: Array, at: float) -> Array:
    """Return what is between the rows before and after a moment."""
    before = min(int(at), len(rows) - 1)
    after = min(before + 1, len(rows) - 1)
    return np.asarray(rows[before] if at == before else rows[before] + (at - before) * (rows[after] - rows[before]))


def _within(ends: Array) -> tuple[float, float]:
    """Return where a straight piece enters and leaves the unit square; the first is larger if it does not."""
    if not np.isfinite(ends).all():
        return 1.0, 0.0
    enter, leave = 0.0, 1.0
    for start, way in zip(ends[0], ends[1] - ends[0], strict=True):
        if way == 0:
            if not 0 <= start <= 1:
                return 1.0, 0.0
            continue
        first, second = sorted((-start / way, (1 - start) / way))
        enter, leave = max(enter, first), min(leave, second)
    return float(enter), float(leave)


def _apart(shares: Array, candidates: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return those candidates that keep some distance from the one chosen before."""
    chosen: list[int] = []
    for index in candidates.tolist():
        if not chosen or np.abs(shares[index] - shares[chosen[-1]]).max() > _DOT_SPACING:
            chosen.append(index)
    return np.array(chosen, dtype=np.intp)


def _arrow_outline(start: Points, end: Points, gap: float) -> Points:
    """Return an arrow that begins beside the ball; none if there is no room for it."""
    length = float(np.linalg.norm(end - start)) - gap
    if length <= 0.03:
        return np.zeros((0, 3))
    along = (end - start) / (length + gap)
    side = np.array([-along[1], along[0], 0.0])
    head, half = _HEAD * min(1.0, length / (1.5 * _HEAD[0]))
    tail, neck, thin = start + gap * along, end - head * along, 0.3 * half
    return polygon([tail + thin * side, neck + thin * side, neck + half * side, end,
                    neck - half * side, neck - thin * side, tail - thin * side])
