"""The way of a descent, drawn on a landscape and on its map, at the same place in both."""

from typing import Any, Protocol, Self

import numpy as np
from manim import CapStyleType, LineJointType, Mobject, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from aimath.checks import Array
from aimath.errors import ShapeError
from aimath.stage.changes import Step, change
from aimath.stage.landscape.landscape import LandscapeSurface
from aimath.stage.plots.board import blend
from aimath.stage.plots.contours import ContourMap
from aimath.stage.plots.paths import Points, circles, points_needed, polygon, segments
from aimath.stage.plots.trajectory_samples import sample_trajectory, stretch_within
from aimath.stage.theme import Role, current_theme, theme_color

_DASH = 0.02
"""Length of a dash, as a share of the ground's width."""
_ARROW = 0.16
"""Length of an arrow that only shows a direction, as a share of the ground's width."""
_HEAD = np.array([0.17, 0.075])
"""Length and half width of an arrow's head, in scene units."""
_NOTHING = np.zeros((0, 3))


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
    """The steps of a descent up to a moment, on a landscape or its map, with a ball at the head.

    On a landscape the way follows the surface from step to step, dashed where the surface is in front.

    Args:
        ground: the landscape or map that it is drawn on.
        points: (k, 2) where the descent was after 0, 1, 2, … steps; beyond the border nothing is drawn.
        directions: (k, 2) a direction at each step, such as the negative gradient or the velocity.
        direction_scale: the arrow is so many times the direction, in numbers of the axes; if None, all arrows
            have one length. The negative gradient times the learning rate reaches just to the next step.
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
        >>> from aimath.stage.plots.contours import ContourMap
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
        self.hidden = VMobject(stroke_color=color, stroke_width=0.7 * width)
        """The part of the way behind the surface, dashed, with a ring where the head is behind it."""
        self.trail = VMobject(stroke_color=color, stroke_width=width, joint_type=LineJointType.ROUND)
        """The part of the way that is seen."""
        self.trail.set_cap_style(CapStyleType.ROUND)
        if isinstance(ground, LandscapeSurface | ContourMap):
            # A rim of the background's colour tells the way from ground of any colour.
            self.hidden.set_stroke(background, 0.7 * width + 3, background=True)
            self.trail.set_stroke(background, width + 3, background=True)
        self.dots = VMobject(fill_color=color, fill_opacity=1, stroke_width=0)
        """One dot a step."""
        self.arrow = VMobject(fill_color=theme_color(direction_role), fill_opacity=1, stroke_width=0)
        """The direction at the head, if there is one."""
        self.arrow.set_stroke(background, 3.5, 0.55, background=True)
        self.ball = VMobject(fill_color=theme_color(ball_role), fill_opacity=1, stroke_width=2)
        """The head."""
        self.ball.set_stroke(background, 2)
        self._dot_radius = 0.011 * width if dots else 0.0
        self._ranges: tuple[Any, Any] | None = None
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
            now = end if share == 1 else start + share * (end - start)
            self._progress = float(np.clip(now, 0, self.steps))
            self._show()

        return step

    @change
    def set_way(self, points: ArrayLike) -> Step:
        """Lead it elsewhere, in as many steps; through `.animate`, each of its points moves there.

        Args:
            points: (k, 2) where the descent is after 0, 1, 2, … steps.

        Raises:
            ShapeError: if there are more or fewer points than before.
        """
        start, goal = self._steps, _pairs(points, "points")
        if goal.shape != start.shape:
            raise ShapeError(f"points: expected {len(start)} as before, got {len(goal)}")

        def step(share: float) -> None:
            self._lead(blend(start, goal, share))
            self.redraw()

        return step

    def redraw(self) -> Self:
        """Draw it where the landscape or map now is; a landscape that goes on changing asks for it later."""
        if isinstance(self.ground, LandscapeSurface) and self.ground.is_changing:
            return self
        ranges = self.ground.x_range, self.ground.y_range
        if ranges != self._ranges:
            self._ranges = ranges
            (left, right), (low, high) = ranges
            self._shares = (self._steps - [left, low]) / [right - left, high - low]
            self._samples = sample_trajectory(self._shares)
        places, dots = self._samples.places, self._shares[self._samples.dots]
        ends = [len(places), len(places) + len(dots)]
        scene, seen = self._placed(np.concatenate([places, dots, self._head()[0]]))
        self._scene, self._dot_scene, head = np.split(scene, ends)
        self._seen, self._dot_seen, head_seen = np.split(seen, ends)
        self._leave_out_what_is_too_fine()
        self._draw(head, head_seen)
        return self

    def _leave_out_what_is_too_fine(self) -> None:
        """Keep of the samples those that make a difference where the landscape or map now is."""
        ends = ~self._samples.joined
        needed = np.union1d(points_needed(self._scene), np.flatnonzero(ends | np.roll(ends, 1)))
        self._scene, self._seen = self._scene[needed], self._seen[needed]
        self._drawn = self._samples.only(needed)

    def _lead(self, steps: Array) -> None:
        """Take the way from step to step."""
        (left, right), (low, high) = self.ground.x_range, self.ground.y_range
        self._steps = steps
        self._shares = (steps - [left, low]) / [right - left, high - low]
        self._samples = sample_trajectory(self._shares)

    def _placed(self, shares: Array) -> tuple[Points, NDArray[np.bool_]]:
        """Return where shares of the ground are in the scene, and which of them are seen."""
        x, y = self._numbers(shares).T
        seen = np.ones(len(shares), dtype=bool)
        if isinstance(self.ground, LandscapeSurface) and len(shares):
            seen = self.ground.visible(x, y)
        return self.ground.point(x, y).reshape(-1, 3), seen

    def _numbers(self, shares: Array) -> Array:
        (left, right), (low, high) = self.ground.x_range, self.ground.y_range
        return np.asarray([left, low] + shares * [right - left, high - low])

    def _head(self) -> tuple[Array, bool]:
        """Return the head as shares of the ground, (1, 2), and whether it is inside; if not, a corner."""
        head = _between(self._shares, self._progress)[None]
        inside = bool(((head >= 0) & (head <= 1)).all())
        return head if inside else np.zeros((1, 2)), inside

    def _show(self) -> None:
        """Draw the way up to the present moment."""
        self._draw(*self._placed(self._head()[0]))

    def _draw(self, places: Points, all_seen: NDArray[np.bool_]) -> None:
        """Draw the way up to the head, whose place is given, (1, 3), and whether it is seen, (1,)."""
        (head,), inside = self._head()
        (place,), seen = places, inside and bool(all_seen[0])
        hidden = [self._show_trail(place if inside else None, seen)]
        reached = self._dot_seen & (self._samples.dots <= self._progress)
        self.dots.set_points(circles(self._dot_scene[reached], self._dot_radius).reshape(-1, 3))
        ball = circles(place, self._ball_radius).reshape(-1, 3)
        if inside and not seen:
            hidden.append(ball)
        self.hidden.set_points(np.concatenate(hidden))
        self.ball.set_points(ball if seen else _NOTHING)
        self.arrow.set_points(self._arrow_from(head) if seen else _NOTHING)

    def _show_trail(self, head: Points | None, head_seen: bool) -> Points:
        """Draw the part of the way that is seen, and return the dashes for the rest."""
        samples = self._drawn
        count = int(np.searchsorted(samples.times, self._progress, side="right"))
        scene, seen, length = self._scene[:count], self._seen[:count], samples.length[:count]
        joined = samples.joined[:count]
        if head is not None and count and joined[-1]:
            scene, seen = np.concatenate([scene, head[None]]), np.append(seen, head_seen)
        lengths = np.linalg.norm(np.diff(scene, axis=0), axis=1)
        pieces = np.flatnonzero(joined[: len(lengths)] & (lengths > 0))
        clear = seen[pieces] & seen[pieces + 1]
        self.trail.set_points(segments(scene[pieces[clear]], scene[pieces[clear] + 1]))
        dashed = pieces[~clear & (length[pieces] // _DASH % 2 == 0)]
        return segments(scene[dashed], scene[dashed + 1])

    def _arrow_from(self, head: Array) -> Points:
        """Return the outline of the arrow at the head."""
        if self._directions is None:
            return _NOTHING
        (left, right), (low, high) = self.ground.x_range, self.ground.y_range
        way = _between(self._directions, self._progress) / [right - left, high - low]
        size = float(np.linalg.norm(way))
        if not 0 < size < np.inf:
            return _NOTHING
        way = way * (_ARROW / size if self._direction_scale is None else self._direction_scale)
        leave = stretch_within(head, head + way)[1]
        (start, end), _ = self._placed(np.array([head, head + leave * way]))
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
    if at == before:
        return np.asarray(rows[before])
    return np.asarray(rows[before] + (at - before) * (rows[after] - rows[before]))


def _arrow_outline(start: Points, end: Points, gap: float) -> Points:
    """Return an arrow that begins beside the ball; none if there is no room for it."""
    length = float(np.linalg.norm(end - start)) - gap
    if length <= 0.03:
        return _NOTHING
    along = (end - start) / (length + gap)
    side = np.array([-along[1], along[0], 0.0])
    head, half = _HEAD * min(1.0, length / (1.5 * _HEAD[0]))
    tail, neck, thin = start + gap * along, end - head * along, 0.3 * half
    upper = [tail + thin * side, neck + thin * side, neck + half * side]
    lower = [neck - half * side, neck - thin * side, tail - thin * side]
    return polygon([*upper, end, *lower])
