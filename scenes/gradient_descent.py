"""The film about following the slope downhill."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from math import ceil, floor, log10
from typing import Literal

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    Mobject,
    VGroup,
    linear,
    smooth,
)

from aimath.checks import Array
from aimath.descent import Trajectory, descend, stability_limit
from aimath.functions import FUNCTIONS
from aimath.landscapes import LANDSCAPES, Landscape, quadratic
from aimath.optimizers import Optimizer, adam, gradient_descent, momentum
from aimath.stage import (
    Axes2D,
    ContourMap,
    Formula,
    Graph,
    LandscapeSurface,
    Lesson,
    LineOnAxes,
    LossCurve,
    Numbers,
    Reading,
    Readout,
    Region,
    Role,
    Scatter,
    Size,
    Term,
    TrajectoryPath,
    Words,
    WorkedFormula,
    contour_levels,
    number,
    section,
    write_number,
)

CURVE = FUNCTIONS["square"]
"""The curve that the ball rolls on: L(w) = w², lowest at 0, with slope 2w."""

LIMIT = stability_limit(CURVE.second_derivative(0.0))
"""The learning rate at which descent on the curve stops to settle: 2 / λ."""


class GradientDescentNumbers(Numbers):
    """What a viewer may change."""

    learning_rate: float = number(0.15, low=0.001, high=1.2, help="how far each step goes")
    start: float = number(-2.6, low=-3.0, high=-0.5, help="where the ball starts on the curve")
    steps: int = number(24, low=6, high=60, help="how many steps are taken on the curve and the landscape")
    momentum: float = number(0.8, low=0.5, high=0.97, help="how much of its speed the heavy ball keeps")
    landscape: Literal["himmelblau", "bumpy", "bowl"] = number(
        "himmelblau", help="the landscape that is seen from three sides"
    )


@dataclass(frozen=True)
class Walk:
    """A descent on the curve, and what is to be said of it."""

    learning_rate: float
    trajectory: Trajectory

    @property
    def factor(self) -> float:
        """By what each step multiplies the distance to the bottom: 1 − ηλ."""
        return 1 - self.learning_rate * float(CURVE.second_derivative(0.0))

    @property
    def arrives(self) -> bool:
        """Whether the walk would come to the bottom, given steps enough."""
        return abs(self.factor) < 1 - 1e-9

    @property
    def settles(self) -> bool:
        """Whether the walk comes near the bottom within its steps."""
        return abs(self.factor) ** self.trajectory.steps <= 0.2

    @property
    def verdict(self) -> tuple[str, Role]:
        """How the walk went, in two words, and the colour of that."""
        if not self.arrives:
            return ("moves away" if abs(self.factor) > 1 + 1e-9 else "never settles"), Role.ERROR
        if not self.settles:
            return ("overshoots, slow" if self.factor < 0 else "too slow"), Role.MUTED
        return ("overshoots, settles" if self.factor < 0 else "settles"), Role.TARGET

    @property
    def spec(self) -> str:
        """How places are written: with decimals enough to tell those of the first, single steps apart."""
        places = self.trajectory.points[:4, 0]
        for spec in (".2f", ".3f", ".4f"):
            written = [write_number(place, spec) for place in places]
            if all(before != after for before, after in pairwise(written)):
                return spec
        # The walk is at the bottom before the last of them.
        return ".2f"

    @property
    def ending(self) -> str:
        """The sentence that tells how the walk ended."""
        share = self.trajectory.losses[-1] / self.trajectory.losses[0]
        if share >= 1 - 1e-9:
            return (
                "But look: with this learning rate, every step lands on the other side, no lower than before."
            )
        if share <= 0.04:
            return "Step by step, the loss goes to nearly nothing. Nobody told the ball where the bottom is."
        if self.factor < 0:
            return "Each step jumps across, and the ball comes down only slowly: its steps are too long."
        if share > 0.75:
            return "After all these steps the ball has hardly come down. Its steps are too short."
        return "After all these steps the ball is still on its way down. Its steps are too short."


def walk(learning_rate: float, start: float, steps: int) -> Walk:
    """Return the descent on the curve with a learning rate."""
    return Walk(learning_rate, descend(CURVE, start, gradient_descent(learning_rate), steps, tolerance=0.0))


def three_rates(ours: float, steps: int) -> tuple[float, float, float]:
    """Return a rate that is too small for so many steps, a right and a too large one, ours among them."""
    # The more steps there are, the smaller a rate has to be to be too small.
    small, right, large = LIMIT * min(0.02, 0.48 / steps), 0.15 * LIMIT, 1.02 * LIMIT
    one = walk(ours, 1.0, steps)
    if one.settles:
        return small, ours, large
    return (ours, right, large) if one.factor > 0 else (small, right, ours)


AT_REST = 0.015
"""The share of its steepness at the start below which the ground is level to a walk that comes to rest."""

STARTS = {"himmelblau": np.array([0.4, 4.8])}
"""Where a walk starts on a landscape whose own start is not high enough to see it go down."""


@dataclass(frozen=True)
class Ground:
    """A landscape in the units of this film: as steep at its bottom as the curve is."""

    landscape: Landscape

    @property
    def scale(self) -> float:
        """What heights are multiplied by, so that one learning rate means the same everywhere."""
        steepest = np.linalg.eigvalsh(self.landscape.hessian(self.landscape.minima[0]))[-1]
        return float(CURVE.second_derivative(0.0)) / float(steepest)

    def heights(self, resolution: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return x, y and the loss on a grid."""
        x, y, z = self.landscape.grid(resolution)
        return x, y, self.scale * z

    def descend(self, learning_rate: float, steps: int) -> Trajectory:
        """Return the plain descent from the landscape's start."""
        land, scale = self.landscape, self.scale
        objective = (lambda p: float(scale * land.value(*p)), lambda p: scale * land.gradient(p))
        return descend(objective, STARTS.get(land.name, land.start), gradient_descent(learning_rate), steps)

    def landing(self, taken: Trajectory) -> str:
        """Return the sentence that tells how a descent on this ground ended."""
        steepness = np.linalg.norm(taken.gradients, axis=1)
        rises = np.diff(taken.losses) > 0
        # The last step went by the gradient before the last one, so both have to be slight.
        if not rises[-2:].any() and (steepness[-2:] <= AT_REST * steepness[0]).all():
            bends = np.linalg.matrix_rank(taken.updates, tol=1e-6) > 1
            way = "The path bends as the ground bends" if bends else "On this ground the path is straight"
            lowest = self.scale * float(self.landscape.value(*self.landscape.minima[0]))
            if taken.losses[-1] - lowest > 0.05 * (taken.losses[0] - lowest):
                return f"{way}, and comes to rest in a valley, but this valley is not the lowest."
            return f"{way}, and comes to rest at the bottom of a valley."
        late = taken.updates[taken.steps // 2 :]
        if (np.sum(late[1:] * late[:-1], axis=1) >= 0).all():
            return "With this learning rate, the walk is still on the slope when its steps run out."
        if not rises.any() and taken.losses[-1] < (1 - 1e-9) * taken.losses[-2]:
            return (
                "With this learning rate the steps overshoot: "
                "the walk still jumps to and fro when its steps run out."
            )
        return "With this learning rate the steps overshoot: the walk is thrown about and does not settle."


@dataclass(frozen=True)
class Race:
    """Three optimizers on one landscape, from one start."""

    landscape: Landscape
    optimizers: dict[str, Optimizer]
    learning_rates: dict[str, float]
    steps: int

    def heights_above(self, taken: Trajectory) -> np.ndarray:
        """Return how far above the lowest point of the ground each step is."""
        return taken.losses - float(self.landscape.value(*self.landscape.minima[0]))

    def arrival(self, taken: Trajectory) -> int | None:
        """Return the first step after which a runner stays within NEAR of its height at the start."""
        above = self.heights_above(taken)
        late = np.flatnonzero(above > NEAR * above[0])
        return None if late[-1] == len(above) - 1 else int(late[-1]) + 1

    @cached_property
    def first(self) -> tuple[str, int] | None:
        """Who was the first near the bottom, and after how many steps; None if nobody is."""
        arrivals = {name: self.arrival(taken) for name, taken in self.walks.items()}
        home = {name: step for name, step in arrivals.items() if step is not None}
        return min(home.items(), key=lambda each: each[1], default=None)

    @cached_property
    def walks(self) -> dict[str, Trajectory]:
        """Each optimizer's descent; a walk that ends early waits at its end."""
        land = self.landscape
        return {
            name: descend(land, land.start, chosen, self.steps) for name, chosen in self.optimizers.items()
        }


NEAR = 0.01
"""The share of its height at the start at which a runner counts as down."""

_LEAST = 1e-12
"""Lower heights are no more than what rounding leaves of the loss."""

RACE_ROLES = {"plain": Role.PARAMETER, "momentum": Role.TEXT, "Adam": Role.PREDICTION}
"""Whose colour each runner has."""


GROUNDS = {
    "ravine": (quadratic(1, 60, name="ravine", title="Ravine"), (0.031, 0.012, 0.15), 80),
    "saddle": (LANDSCAPES["saddle"], (0.1, 0.06, 0.1), 48),
    "rosenbrock": (LANDSCAPES["rosenbrock"], (0.001, 0.0005, 0.02), 4000),
}
"""Where the races are: the ground, the learning rates of plain descent, momentum and Adam, and the steps."""


@cache
def race(name: str, mass: float) -> Race:
    """Return a race on a named ground, each runner with a learning rate that suits it."""
    land, rates, steps = GROUNDS[name]
    plain, heavy, adaptive = rates
    runners = {"plain": gradient_descent(plain), "momentum": momentum(heavy, mass), "Adam": adam(adaptive)}
    return Race(land, runners, dict(zip(runners, rates, strict=True)), steps)


class GradientDescent(Lesson):
    """Gradient descent: follow the slope downhill

    One rule, one ball, one number that decides everything: how far each step goes. The update rule with live
    numbers, the learning rate and its real stability limit, three views of one descent, and a race between
    plain descent, momentum and Adam.
    """

    numbers: GradientDescentNumbers
    code = """
import numpy as np

def loss(w):
    return w**2

def slope(w):
    return 2 * w

w = $start
for step in range($steps):
    w = w - $learning_rate * slope(w)

print("w    =", np.round(w, 4))
print("loss =", f"{loss(w):.2g}")
"""

    @section("In the fog", titled=False)
    def opening(self) -> None:
        """A ball on a hillside rolls down, and the film's question is asked."""
        ground = Ground(LANDSCAPES[self.numbers.landscape])
        descent = ground.descend(min(0.15, LIMIT / 4), 30)
        region = self.layout.safe
        surface = LandscapeSurface(
            *ground.heights(96), width=region.width, height=region.height, azimuth=-60, axes=False
        )
        region.place(surface)
        path = TrajectoryPath(surface, descent.points, ball=0.13).set_progress(0)
        with self.say("Imagine standing on a hillside in thick fog, and wanting to reach a valley.") as beat:
            self.play(FadeIn(surface), FadeIn(path), run_time=1.2)
            self.play(surface.animate(run_time=beat.duration - 1, rate_func=smooth).set_view(azimuth=-40))
        with self.say(
            "You cannot see the way. But your feet feel the slope, so you step downhill, again and again."
        ) as beat:
            self.play(
                surface.animate(run_time=beat.duration, rate_func=smooth).set_view(azimuth=-15),
                path.animate(run_time=beat.duration, rate_func=smooth).set_progress(descent.steps),
            )
        self.play(FadeOut(surface), FadeOut(path))
        card = self.title_card("How a model finds better numbers, one small step at a time")
        with self.say("That is gradient descent, and it is how neural networks learn."):
            self.play(FadeIn(card, shift=0.2 * UP))

    @section("One step")
    def one_step(self) -> None:
        """The update rule, with live numbers, and a ball on a curve that obeys it."""
        n = self.numbers
        one = walk(n.learning_rate, n.start, self._steps_in_sight())
        taken = one.trajectory
        slopes = taken.gradients[:, 0]
        points = taken.points[:, 0]
        picture, above, below = self._picture_and_two()
        axes = self._curve_axes(picture, x_title=_symbol("w"))
        curve = Graph(axes, CURVE.value, role=Role.ERROR)
        goal = Scatter(axes, [0.0], CURVE.value([0.0]), role=Role.TARGET, hollow=True, radius=0.22)
        ball = TrajectoryPath(axes, np.column_stack([points, taken.losses]), ball=0.15).set_progress(0)
        rule = above.place(self._rule(one))
        highest = float(taken.losses.max())
        loss = Reading("loss", taken.losses[0], ".3f", Role.ERROR, widest=highest)
        state = below.place(Readout([Reading("step", 0, widest=taken.steps), loss]))
        tangent = LineOnAxes(axes, 0.0, 0.0, role=Role.GRADIENT, dashed=True)
        tangent.set_tangent(points[0], taken.losses[0], slopes[0])

        def follow(_: Mobject) -> None:
            """Show the numbers of the step that the ball has reached, and of no moment in between."""
            done = int(ball.progress + 1e-6)
            state.set_values({"step": done, "loss": float(taken.losses[done])})
            # The rule is that of the step under way, and stays until the next one begins.
            rule.set_values(self._rule_values(taken, max(0, ceil(ball.progress - 1e-6) - 1)))
            tangent.set_tangent(points[done], taken.losses[done], slopes[done])

        def step_to(last: int, run_time: float, **how: object) -> Animation:
            return ball.animate(run_time=run_time, **how).set_progress(last)

        with self.say("Here is a model with a single number, w. The curve is its loss: how wrong it is."):
            self.play(FadeIn(axes), run_time=0.8)
            self.play(Create(curve), run_time=1.5)
        with self.say("The ball is where the model stands now. We want it at the bottom."):
            self.play(FadeIn(ball), FadeIn(state), run_time=0.8)
            self.wait(1.0)
            self.add(goal, curve, ball)
            self.play(FadeIn(goal, scale=3.0), run_time=0.8)
        with self.say(
            "First, feel the slope. Here it is {slope:.2f}: downhill is to the right.", slope=slopes[0]
        ):
            self.play(Create(tangent), run_time=1.2)
        with self.say("Then step against the slope: by the slope, times a small number, the learning rate."):
            self.play(FadeIn(rule, shift=0.2 * UP))
        spec = one.spec
        taking = f"That takes w from {{before:{spec}}} to {{after:{spec}}}."
        with self.say(taking, before=points[0], after=points[1]):
            ball.add_updater(follow)
            self.play(step_to(1, 1.6))
        with self.say(
            "Feel the slope again, and step again. Where the ground is flatter, steps get shorter."
        ):
            for step in (2, 3):
                self.play(step_to(step, 1.6))
        self.play(FadeOut(tangent), run_time=0.4)
        reach = float(np.abs(points).max())
        with self.say(one.ending):
            last = [step_to(taken.steps, 4.0, rate_func=linear)]
            if reach > axes.x_range[1]:
                # A walk that flies off leaves the picture unless the picture grows with it.
                grown = axes.animate(run_time=4.0).set_range(*_range_for(taken))
                last.insert(0, grown)
            self.play(*last)
        ball.remove_updater(follow)

    def _steps_in_sight(self) -> int:
        """Return how many steps are taken before a walk that flies off is too far away."""
        n = self.numbers
        growth = abs(walk(n.learning_rate, n.start, 1).factor)
        return n.steps if growth <= 1 else min(n.steps, int(np.log(100 / abs(n.start)) / np.log(growth)))

    def _picture_and_two(self) -> tuple[Region, Region, Region]:
        """Return where a picture stands, and two things that go with it: beside it, or below it."""
        layout = self.layout.without_footer
        if layout.aspect == "square":
            picture, under = layout.content.rows(0.7, 0.3)
            left, right = under.columns(0.62, 0.38)
            return picture, left, right
        _, above, below, _ = layout.side.rows(0.3, 1, 1, 0.3)
        return layout.main, above, below

    def _rule(self, one: Walk) -> WorkedFormula:
        values = self._rule_values(one.trajectory, 0)
        widest = -88.88
        return WorkedFormula(
            [
                Term("after", "w", values["after"], one.spec, Role.PARAMETER, widest),
                "arrow.l",
                Term("before", "w", values["before"], one.spec, Role.PARAMETER, widest),
                "-",
                Term("rate", "eta", self.numbers.learning_rate, "", Role.HIGHLIGHT),
                "dot.c",
                Term("slope", "L'(w)", values["slope"], role=Role.GRADIENT, widest=2 * widest),
            ]
        )

    def _rule_values(self, taken: Trajectory, step: int) -> dict[str, float]:
        """Return the numbers of the step that comes next; at the end, of the last one."""
        before = min(step, taken.steps - 1)
        return {
            "before": float(taken.points[before, 0]),
            "slope": float(taken.gradients[before, 0]),
            "after": float(taken.points[before + 1, 0]),
        }

    def _curve_axes(self, region: Region, **titles: Words) -> Axes2D:
        size = {"width": region.width, "height": region.height}
        y_title = Words("loss", size=Size.SMALL, role=Role.ERROR)
        return region.place(Axes2D(*_ranges(3.4), y_title=y_title, **size, **titles))

    @section("How far should a step go?")
    def learning_rates(self) -> None:
        """Too small, right and too large, in lockstep."""
        n = self.numbers
        walks = [walk(rate, n.start, n.steps) for rate in three_rates(n.learning_rate, n.steps)]
        panels = [self._panel(region, one) for region, one in zip(self._three_regions(), walks, strict=True)]
        for panel in panels:
            panel.verdict.align_baseline(
                panel.label if self.layout.aspect == "upright" else panels[0].verdict
            )
        with self.say("How far each step goes is up to the learning rate. Let us try three, side by side."):
            self.play(*(FadeIn(panel.axes, panel.curve, panel.ball, panel.label) for panel in panels))
        with self.say("Same curve, same start, same number of steps. Watch them go.") as beat:
            self.play(*(panel.ball.animate(run_time=beat.duration).set_progress(2) for panel in panels))
        with self.say("The first creeps, the second gets there, and the third jumps across, to and fro."):
            length = max(panel.ball.steps for panel in panels)
            growing = [
                panel.axes.animate(run_time=6).set_range(*_range_for(one.trajectory))
                for panel, one in zip(panels, walks, strict=True)
                if np.abs(one.trajectory.points).max() > panel.axes.x_range[1]
            ]
            self.play(
                *growing,
                *(panel.ball.animate(run_time=6, rate_func=linear).set_progress(length) for panel in panels),
            )
        too_large = "wastes it, too" if walks[-1].arrives else "never arrives"
        with self.say("Too small wastes your time. Too large {too_large}.", too_large=too_large):
            self.play(*(FadeIn(panel.verdict, shift=0.15 * UP) for panel in panels))

    def _three_regions(self) -> list[Region]:
        content = self.layout.without_footer.content
        return content.columns(1, 1, 1) if content.is_wide else content.rows(1, 1, 1)

    def _panel(self, region: Region, one: Walk) -> "Panel":
        if self.layout.aspect == "upright":
            top, middle = region.rows(0.16, 0.84, gap=0.1)
            label_region, verdict_region = top.columns(1, 1)
        else:
            label_region, middle, verdict_region = region.rows(0.13, 0.74, 0.13, gap=0.1)
        taken = one.trajectory
        axes = self._curve_axes(middle, x_title=_symbol("w"))
        way = np.column_stack([taken.points[:, 0], taken.losses])
        words, role = one.verdict
        return Panel(
            axes,
            Graph(axes, CURVE.value, role=Role.ERROR, stroke_width=3.5),
            TrajectoryPath(axes, way, width=3, ball=0.12).set_progress(0),
            label_region.place(Words("$eta$ = {rate}", rate=one.learning_rate, weight="semibold")),
            verdict_region.place(Words(words, role=role, weight="semibold")),
        )

    @section("Where the line is")
    def stability(self) -> None:
        """The distance to the bottom is multiplied by 1 − ηλ, and 2/λ is the limit."""
        n = self.numbers
        curvature, limit = float(CURVE.second_derivative(0.0)), LIMIT
        main, above, below = self._picture_and_two()
        rates = three_rates(n.learning_rate, n.steps)
        # Room for every dot and what is written beside it.
        widest = max(1.25 * limit, 1.2 * max(rates))
        axes = main.place(
            Axes2D(
                (-0.04 * widest, widest),
                (0.0, 1.6),
                width=main.width,
                height=main.height,
                x_title="learning rate $eta$",
                y_title="each step multiplies the distance by",
            )
        )
        curve = Graph(
            axes, lambda rate: np.abs(1 - rate * curvature), x_range=(0.0, widest), role=Role.PARAMETER
        )
        one = LineOnAxes(axes, 0.0, 1.0, role=Role.MUTED, dashed=True, stroke_width=3)
        beyond = Graph(
            axes,
            lambda rate: np.full_like(rate, 1.6),
            x_range=(limit, widest),
            role=Role.ERROR,
            stroke_width=0,
        )
        beyond.shade()
        roles = {"rate": Role.HIGHLIGHT, "bend": Role.TEXT}
        bend = Formula(
            "{{lambda : bend}} = L''({{w : parameter}}) = {curvature}",
            roles=roles,
            size=Size.TITLE,
            curvature=curvature,
        )
        formula = Formula("abs(1 - {{eta : rate}} {{lambda : bend}})", roles=roles, size=Size.TITLE)
        bound = Formula(
            "{{eta : rate}} < 2 / {{lambda : bend}} = {limit}", roles=roles, size=Size.TITLE, limit=limit
        )
        upper, middle = above.rows(1, 1)
        upper.place(bend)
        middle.place(formula)
        below.place(bound)
        dots = Scatter(
            axes, rates, [abs(1 - rate * curvature) for rate in rates], role=Role.HIGHLIGHT, radius=0.12
        )
        labels = VGroup()
        for rate, dot in zip(rates, dots, strict=True):
            beside = UP + LEFT if rate == rates[-1] else RIGHT + (UP if rate < limit / 2 else DOWN)
            label = Words("$eta$ = {rate}", rate=rate, size=Size.SMALL).next_to(dot, beside, buff=0.08)
            if label.get_bottom()[1] < one.get_y() < label.get_top()[1]:
                label.next_to(one, beside[1] * UP, buff=0.08, coor_mask=[0, 1, 0])
            labels.add(label)
        small, right, _ = labels
        if small.get_right()[0] > right.get_left()[0] and small.get_bottom()[1] < right.get_top()[1]:
            # One above the other, as their dots are.
            small.next_to(right, UP, buff=0.08, coor_mask=[0, 1, 0])
        with self.say(
            "How large is too large? Call the bend of the curve lambda. Here it is {bend:g}.", bend=curvature
        ):
            self.play(FadeIn(axes), FadeIn(bend), run_time=1.0)
        with self.say(
            "Each step multiplies the distance to the bottom by the size of one minus eta times lambda."
        ):
            self.play(FadeIn(formula, shift=0.2 * UP))
            self.play(Create(curve), run_time=2.0)
        with self.say("Below one, the distance shrinks. Above one, it grows, and the walk flies apart."):
            self.play(FadeIn(one), run_time=0.6)
            self.play(FadeIn(beyond), run_time=1.2)
        with self.say("So the learning rate must stay below two over lambda: {limit:g}.", limit=limit):
            self.play(FadeIn(bound, shift=0.2 * UP), FadeIn(dots), FadeIn(labels))

    @section("Two numbers, three views")
    def three_views(self) -> None:
        """Surface, contour map and loss curve, locked to the same step."""
        n = self.numbers
        ground = Ground(LANDSCAPES[n.landscape])
        taken = ground.descend(n.learning_rate, 2 * n.steps)
        x, y, z = ground.heights(96)
        layout = self.layout.without_footer
        main, side = layout.content.split(0.56, 0.44)
        upper, lower = side.rows(0.6, 0.4) if layout.content.is_wide else side.columns(1, 1)
        names = ("$w_1$", "$w_2$", "loss")
        levels = contour_levels(z, 14, "quantile")
        surface = main.place(
            LandscapeSurface(
                x, y, z, width=main.width, height=main.height, azimuth=-60, labels=names, levels=levels
            )
        )
        # A ball at the border of the map stays within the margin.
        square = min(upper.width, upper.height) - 0.25
        plan = upper.place(
            ContourMap(
                x,
                y,
                z,
                width=square,
                height=square,
                x_title=_symbol("w_1"),
                y_title=_symbol("w_2"),
                levels=levels,
            )
        )
        losses = lower.place(LossCurve(taken.losses, width=lower.width, height=min(lower.height, square)))
        # Arrows of one length, but for the last stretch, where the ground is level and they vanish.
        sizes = np.linalg.norm(taken.gradients, axis=1, keepdims=True)
        downhill = -taken.gradients / (sizes + 0.1)
        reach = 0.15 * (x[0, -1] - x[0, 0])
        on_surface = TrajectoryPath(
            surface, taken.points, directions=downhill, direction_scale=reach, ball=0.11
        ).set_progress(0)
        on_plan = TrajectoryPath(plan, taken.points, directions=downhill, direction_scale=reach).set_progress(
            0
        )

        def step_to(last: float, run_time: float, **how: object) -> list[Animation]:
            return [
                on_surface.animate(run_time=run_time, **how).set_progress(last),
                on_plan.animate(run_time=run_time, **how).set_progress(last),
                losses.animate(run_time=run_time, **how).set_step(last),
            ]

        with self.say("With two numbers to choose, the loss becomes a landscape.") as beat:
            self.play(FadeIn(surface), run_time=1.2)
            self.play(surface.animate(run_time=beat.duration - 1.2).set_view(azimuth=-50))
        with self.say("From above, it is a map: each line joins places of the same loss."):
            self.play(FadeIn(plan), surface.animate(run_time=2.5).set_view(azimuth=-35))
        with self.say(
            "The slope becomes a direction. The gradient points uphill; this arrow is its opposite."
        ):
            self.play(FadeIn(on_surface), FadeIn(on_plan), FadeIn(losses))
        with self.say("The rule is the same: step against the gradient. All three views show the same step."):
            for step in (1, 2, 3):
                self.play(*step_to(step, 1.3))
        with self.say(ground.landing(taken)):
            self.play(
                *step_to(taken.steps, 5.0, rate_func=linear),
                surface.animate(run_time=5.0, rate_func=smooth).set_view(azimuth=-20),
            )
        self.mark_poster()

    @section("A race")
    def race(self) -> None:
        """Plain descent, momentum and Adam on a ravine, a saddle and Rosenbrock's valley."""
        stories = {
            "ravine": (
                "A ravine is steep across and almost level along. Plain descent zigzags between its walls.",
                "Momentum keeps part of its speed. Adam gives each direction a step size of its own.",
            ),
            "saddle": (
                "Here the ground is level at a saddle, which is no valley. Watch who is held up.",
                "Where the slope is slight, plain steps are tiny. Speed, or longer strides, help.",
            ),
            "rosenbrock": (
                "This last valley is curved, and its floor is almost level: easy to enter, hard to follow.",
                "Now in fast motion: {steps} steps.",
            ),
        }
        before: list[Mobject] = []
        for name, (first, second) in stories.items():
            before = self._run_race(race(name, self.numbers.momentum), first, second, before)

    def _run_race(self, contest: Race, first: str, second: str, before: list[Mobject]) -> list[Mobject]:
        walks = contest.walks
        main, name_row, clock_row, aside, below = self._race_regions()
        ground = self._plan(main, contest.landscape)
        lowest = Scatter(ground, *contest.landscape.minima.T, role=Role.TARGET, hollow=True, radius=0.13)
        paths = {name: _runner(ground, name, taken, contest.steps < 200) for name, taken in walks.items()}
        title = name_row.place(Words(contest.landscape.title, role=Role.MUTED), "left")
        size = Size.BODY if self.layout.aspect == "upright" else Size.TITLE
        step = Reading("step", 0, widest=contest.steps)
        clock = clock_row.place(Readout([step], size=size), "left")
        rates = aside.place(_rates(contest), "left")
        above = {name: contest.heights_above(taken) for name, taken in walks.items()}
        highest = max(float(heights[0]) for heights in above.values())
        losses = below.place(
            LossCurve(
                above,
                width=below.width,
                height=below.height,
                roles=RACE_ROLES,
                scale="log",
                y_range=(_floor(above), 3 * highest),
                spec=".2g",
            )
        )

        def advance(step: int, run_time: float) -> None:
            how = {"run_time": run_time, "rate_func": linear}
            self.play(
                *(path.animate(**how).set_progress(step) for path in paths.values()),
                losses.animate(**how).set_step(step),
                clock.animate(**how).set_values({"step": step}),
            )

        with self.say(first):
            arriving = [
                FadeIn(mobject) for mobject in (title, ground, lowest, clock, rates, losses, *paths.values())
            ]
            if before:
                self.play(*(FadeOut(mobject) for mobject in before), run_time=0.6)
            self.play(*arriving, run_time=0.8)
            advance(contest.steps // 5 if contest.steps < 200 else 40, 4.0)
        with self.say(second, **({"steps": contest.steps} if "{steps}" in second else {})):
            advance(contest.steps, 5.5)
        near = LineOnAxes(losses.axes, 0.0, NEAR * highest, role=Role.MUTED, stroke_width=2, dashed=True)
        marks = VGroup(near)
        if contest.first is not None:
            winner, at = contest.first
            look = {"role": RACE_ROLES[winner], "hollow": True, "radius": 0.11}
            marks.add(Scatter(losses.axes, [at], [above[winner][at]], **look))
        with self.say(_result(contest)):
            self.play(FadeIn(marks), run_time=0.5)
        return [title, ground, lowest, clock, rates, losses, marks, *paths.values()]

    def _race_regions(self) -> tuple[Region, Region, Region, Region, Region]:
        """Return where the ground stands, its name, the clock, the learning rates, and the losses."""
        content = self.layout.without_footer.content
        if self.layout.aspect == "square":
            upper, losses = content.rows(0.55, 0.45)
            ground, side = upper.columns(0.62, 0.38)
            return ground, *side.rows(0.4, 0.2, 0.4), losses
        if self.layout.aspect == "wide":
            ground, side = content.columns(0.56, 0.44)
            words, losses = side.rows(0.2, 0.8)
            names, rates = words.columns(0.62, 0.38)
        else:
            ground, lower = content.rows(0.52, 0.48)
            words, losses = lower.rows(0.27, 0.73)
            names, rates = words.columns(0.5, 0.5)
        return ground, *names.rows(1, 1), rates, losses

    def _plan(self, region: Region, land: Landscape) -> ContourMap:
        x, y, z = land.grid(192)
        spacing = "log" if land.name == "rosenbrock" else "quantile"
        width = min(region.width, 1.35 * region.height)
        return region.place(
            ContourMap(
                x,
                y,
                z,
                width=width,
                height=region.height,
                levels=11,
                spacing=spacing,
                x_title=_symbol("w_1"),
                y_title=_symbol("w_2"),
            )
        )

    @section("Run it yourself")
    def try_it(self) -> None:
        """The code, and what it really prints."""
        card = self.code_card()
        with self.say("Here is the whole rule, in a few lines. The output is what this code just printed."):
            self.play(FadeIn(card, shift=0.2 * UP))
        with self.say("Change the learning rate, run it again, and see where the ball ends."):
            rate = next(k for k, line in enumerate(card.source.splitlines(), 1) if "w = w -" in line)
            self.play(card.animate.highlight_lines(rate, rate))
        with self.say("Measure the slope. Take a small step down. Repeat. That is how machines learn."):
            slope = next(k for k, line in enumerate(card.source.splitlines(), 1) if "def slope" in line)
            self.play(card.animate.highlight_lines(slope, slope + 1), run_time=0.8)
            self.play(card.animate.highlight_lines(rate, rate), run_time=0.8)
            self.play(card.animate.highlight_lines(rate - 1, rate), run_time=0.8)


@dataclass(frozen=True)
class Panel:
    """One of three pictures side by side."""

    axes: Axes2D
    curve: Graph
    ball: TrajectoryPath
    label: Words
    verdict: Words


def _range_for(taken: Trajectory) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return ranges of w and of the loss that hold a whole walk on the curve."""
    return _ranges(1.1 * float(np.abs(taken.points).max()))


def _symbol(symbol: str) -> Words:
    """Return the name of an axis along which a number of the model lies."""
    return Words(f"${symbol}$", size=Size.LABEL, role=Role.PARAMETER)


def _ranges(reach: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return ranges of w and of the loss; a ball at the bottom stands clear of the numbers below it."""
    top = float(CURVE.value(reach))
    return (-reach, reach), (-0.06 * top, top)


def _rates(contest: Race) -> Words:
    """Return each runner's learning rate, a line each."""
    lines = (f"{{{{{name} : {RACE_ROLES[name]}}}}} $eta$ = {{{name}}}" for name in contest.learning_rates)
    return Words("\n".join(lines), size=Size.SMALL, role=Role.MUTED, **contest.learning_rates)


def _runner(ground: ContourMap, name: str, taken: Trajectory, dots: bool) -> TrajectoryPath:
    """Return a runner's path, with its velocity as an arrow: the step it is about to take."""
    role = RACE_ROLES[name]
    velocities = np.vstack([taken.updates, np.zeros(2)])
    return TrajectoryPath(
        ground,
        taken.points,
        directions=velocities,
        role=role,
        ball_role=role,
        direction_role=role,
        dots=dots,
        width=3,
        ball=0.1,
    ).set_progress(0)


def _result(contest: Race) -> str:
    """Return the sentence that tells how a race ended."""
    if contest.first is None:
        return "None of them is near the bottom yet."
    winner, steps = contest.first
    left = [name for name, taken in contest.walks.items() if contest.arrival(taken) is None]
    sentence = f"First to lose {write_number(1 - NEAR, '.0%')} of the height for good: {winner}"
    sentence += f", after {write_number(steps)} steps."
    lowest = min(contest.walks, key=lambda name: float(contest.heights_above(contest.walks[name])[-1]))
    if lowest != winner:
        return f"{sentence} In the end, {lowest} is lowest."
    return sentence + (f" Still on the way: {' and '.join(left)}." if left else "")


def _floor(heights: Mapping[str, Array]) -> float:
    """Return the power of ten below all heights, where there is one that shows more than rounding."""
    lowest = max(_LEAST, min(float(each.min()) for each in heights.values()))
    return float(10.0 ** floor(log10(lowest)))
