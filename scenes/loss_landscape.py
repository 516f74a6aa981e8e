"""The film about where loss landscapes come from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

import numpy as np
from manim import (
    DOWN,
    DR,
    LEFT,
    RIGHT,
    UP,
    UR,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    Mobject,
    UpdateFromAlphaFunc,
    UpdateFromFunc,
    VGroup,
    linear,
    smooth,
)

from aimath.checks import Array
from aimath.descent import descend
from aimath.models import least_squares
from aimath.networks import Network, create_network, forward, unflatten
from aimath.optimizers import Optimizer, adam, gradient_descent, rmsprop
from aimath.slices import (
    Plane,
    Slice,
    losses_at,
    path_plane,
    project,
    random_plane,
    slice_loss,
    slice_objective,
)
from aimath.stage import (
    Axes2D,
    ContourMap,
    Graph,
    Guides,
    LandscapeSurface,
    Lesson,
    LineOnData,
    LineTiles,
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
    current_theme,
    number,
    section,
    theme_color,
)
from aimath.training import Stopped, Training, fit

Range = tuple[float, float]
LOSS = "mean_squared_error"
UNIT = (-1.0, 1.0)
LINE = Network((np.zeros((1, 1)),), (np.zeros(1),))
"""A line w x + b is the smallest network: one weight, one bias."""
W_REACH, B_REACH = 2.4, 3.4
"""How far the ground of the line reaches around its best line, at least."""
WAVE = np.linspace(-3.0, 3.0, 24)
"""The x of the network's data."""
FINE = np.linspace(-3.4, 3.4, 160)
"""The x at which the network's curve is drawn."""
REACH = 1.8
"""How far the ground of the network reaches, in sizes of its own weights."""
ANGLES = 2 * np.pi * (np.arange(8) + 0.5) / 8
STARTS = 0.78 * np.column_stack([np.cos(ANGLES), np.sin(ANGLES)])
"""Where walkers start, on ground that runs from -1 to 1 both ways."""
CAREFUL = rmsprop(0.01)
"""How walkers step: about as far on steep ground as on flat."""
HARDLY_ANY = 0.1
"""The share of a training path below which its shadow hardly moves."""
LOG_LEVELS = np.arange(-4.0, 4.0, 0.2)
"""Level lines on the logarithm of the network's loss."""


class LossLandscapeNumbers(Numbers):
    """What a viewer may change."""

    points: int = number(8, low=3, high=20, help="how many points the line is fitted to")
    noise: float = number(0.7, low=0.0, high=1.5, help="how far the points lie from a line")
    outlier: float = number(5.0, low=0.5, high=6.0, help="how far the last point is dragged up")
    data_seed: int = number(19, low=0, high=999, help="which noise the data have")
    width: int = number(16, low=4, high=24, help="how many units each of the network's two hidden layers has")
    network_seed: int = number(15, low=0, high=999, help="which weights the network starts from")

    @property
    def spread(self) -> float:
        """The noise, with so few digits that it fits into a line of code."""
        return round(self.noise, 3)


@dataclass(frozen=True)
class Ground:
    """What a landscape is made of: a model's build, its data, and a plane through its parameters."""

    plane: Plane
    model: Network
    inputs: Array
    targets: Array

    def losses(self, points: Array) -> Array:
        """Return the loss at each of (n, 2) points of the plane."""
        return losses_at(self.plane.parameters(points), self.model, self.inputs, self.targets, loss=LOSS)

    def loss(self, point: Array) -> float:
        """Return the loss at a point of the plane."""
        return float(self.losses(np.reshape(point, (1, 2)))[0])

    def slice(self, x_range: Range = UNIT, y_range: Range = UNIT, path: Array | None = None) -> Slice:
        """Return the loss all over the plane, and the shadow of a path."""
        ranges = {"x_range": x_range, "y_range": y_range, "resolution": 65}
        return slice_loss(self.plane, self.model, self.inputs, self.targets, loss=LOSS, path=path, **ranges)

    def walk(self, start: Array, optimizer: Optimizer[Any] = CAREFUL, steps: int = 400) -> Array:
        """Return the way of a walker who steps downhill within the plane."""
        objective = slice_objective(self.plane, self.model, self.inputs, self.targets, loss=LOSS)
        return descend(objective, start, optimizer, steps).points[::2]


@dataclass(frozen=True)
class LineData:
    """Points, and what lines make of them."""

    x: Array
    y: Array

    @property
    def best(self) -> Array:
        """The w and b with the lowest loss."""
        fitted = least_squares(self.x[:, None], self.y)
        return np.array([fitted.weights[0], fitted.bias])

    @property
    def ground(self) -> Ground:
        """The ground of all lines: w goes across, b up."""
        return Ground(Plane(np.zeros(2), np.eye(2)), LINE, self.x[:, None], self.y)

    def only(self, *kept: int) -> "LineData":
        """Return some of the points."""
        return LineData(self.x[list(kept)], self.y[list(kept)])

    @property
    def pair(self) -> "LineData":
        """The first point and the last."""
        return self.only(0, len(self.x) - 1)

    @property
    def gutter(self) -> Array:
        """Two lines right through the first point, one flatter than the best line and one steeper."""
        slopes = self.best[0] + np.array([-1.3, 1.3])
        return np.column_stack([slopes, self.y[0] - slopes * self.x[0]])

    @property
    def reach(self) -> Array:
        """How far the ground reaches around the best line: beyond the gutter, and where two of them cross."""
        away = np.abs([*self.gutter, self.pair.best] - self.best).max(axis=0)
        return np.maximum([W_REACH, B_REACH], 1.05 * away)

    def lifted(self, last: float) -> "LineData":
        """Return the same points with the last one moved up."""
        return LineData(self.x, np.append(self.y[:-1], self.y[-1] + last))


def line_data(points: int, spread: float, seed: int) -> LineData:
    """Return points around a line, made as the lesson's code makes them."""
    x = np.linspace(-1.5, 2.5, points)
    return LineData(x, 0.8 * x + 0.5 + spread * np.random.default_rng(seed).normal(size=points))


@dataclass(frozen=True)
class NetworkRun:
    """A small network, really trained, and two planes through where it ended."""

    training: Training
    random: Ground
    """Along two random directions, filter-normalised."""
    along: Ground
    """Along the two directions in which training moved most, framed to show its whole path."""
    ways: tuple[Array, ...]
    """How walkers go downhill within the random plane, from each of `STARTS`."""

    @property
    def path(self) -> Array:
        """The parameters at some epochs; early ones, with their longer steps, lie closer."""
        chosen = np.round(self.training.epochs * np.linspace(0, 1, 90) ** 1.5).astype(int)
        return self.training.parameters[np.unique(chosen)]

    def between(self, share: float) -> Ground:
        """Return the ground of a plane that is part of the way from the random one to the path's own."""
        return replace(self.random, plane=self.random.plane.toward(self.along.plane, share))

    def curve(self, parameters: Array) -> Array:
        """Return what a network says at each of `FINE`."""
        return forward(unflatten(parameters, self.random.model), FINE[:, None]).outputs[:, 0]


@cache
def network_run(width: int, network_seed: int, data_seed: int) -> NetworkRun:
    """Train a network on a noisy wave until it is good enough."""
    inputs, noise = WAVE[:, None], np.random.default_rng(data_seed).normal(size=len(WAVE))
    targets = np.sin(2.5 * WAVE) + 0.1 * noise
    generator = np.random.default_rng(network_seed)
    start = create_network([1, width, width, 1], generator)
    training = fit(start, inputs, targets, loss=LOSS, optimizer=adam(0.02), epochs=600, good_enough=0.03)
    trained = training.network()
    random = Ground(
        random_plane(trained, generator).framed((-REACH, REACH), (-REACH, REACH)), trained, inputs, targets
    )
    along = path_plane(training.parameters)
    shadow = project(training.parameters, along)
    middle, half = (shadow.max(axis=0) + shadow.min(axis=0)) / 2, np.ptp(shadow, axis=0) / 2
    half = np.maximum(1.5 * half, 0.6 * half.max())
    x_range, y_range = ((float(m - h), float(m + h)) for m, h in zip(middle, half, strict=True))
    framed = replace(random, plane=along.framed(x_range, y_range))
    return NetworkRun(training, random, framed, tuple(random.walk(start) for start in STARTS))


def resting(ways: Sequence[Array]) -> Array:
    """Return where walkers ended, of those that stayed on the ground shown."""
    ends = np.array([way[-1] for way in ways])
    return ends[np.abs(ends).max(axis=1) <= 1]


def places(ends: Array, apart: float = 0.15) -> int:
    """Return in how many different places walkers ended."""
    found: list[Array] = []
    for end in ends:
        if all(np.linalg.norm(end - other) > apart for other in found):
            found.append(end)
    return len(found)


def long_way_down(run: NetworkRun) -> Array:
    """Return, of the walkers' ways that end lowest, the one that begins highest."""
    tops, ends = (run.random.losses(np.array([way[at] for way in run.ways])) for at in (0, -1))
    return run.ways[int(np.where(ends < 2 * ends.min(), tops, 0).argmax())]


def tour(run: NetworkRun) -> Array:
    """Return a way up from the trained network, and down from there, into another valley if there is one."""
    inside = [way for way in run.ways if np.abs(way).max() <= 1] or run.ways
    tops, ends = (run.random.losses(np.array([way[at] for way in inside])) for at in (0, -1))
    elsewhere = ends > 2 * ends.min()
    drops = np.log(tops / ends) * (elsewhere if elsewhere.any() else 1)
    down = inside[int(drops.argmax())]
    return np.concatenate([np.linspace(0, 1, 40)[:, None] * down[0], down])


class LossLandscape(Lesson):
    """Loss landscape: the ground a model walks on

    Where does that surface come from? From a model and its data: every spot is one choice of the model's
    numbers, its height the loss there. First a line, whose ground is a bowl, built spot by spot and point by
    point; then a small trained network, whose ground is cut along two directions and turned to its own path.
    """

    numbers: LossLandscapeNumbers
    code = """
import numpy as np

rng = np.random.default_rng($data_seed)
x = np.linspace(-1.5, 2.5, $points)
y = 0.8 * x + 0.5
y += $spread * rng.normal(size=$points)

grid = np.linspace(-3, 4, 701)
w, b = np.meshgrid(grid, grid)
loss = np.zeros(w.shape)
for u, v in zip(x, y):
    loss += (w*u + b - v)**2 / $points

i = loss.argmin()
print(f"w {w.flat[i]:.2f}")
print(f"b {b.flat[i]:.2f}")
"""

    @property
    def run(self) -> NetworkRun:
        """The network of this film."""
        n = self.numbers
        return network_run(n.width, n.network_seed, n.data_seed)

    @property
    def data(self) -> LineData:
        """The points of this film."""
        n = self.numbers
        return line_data(n.points, n.spread, n.data_seed)

    @property
    def window(self) -> tuple[Range, Range]:
        """The w and b that are shown: around the best line, with room for where it will be dragged."""
        (left, low), (right, high) = self.spot(-1, -1), self.spot(1, 1)
        return (left, right), (low, high)

    def spot(self, across: float, up: float) -> Array:
        """Return w and b at a place of the map, from -1 to 1 both ways."""
        return self.data.best + [across, up] * self.data.reach

    def panels(self, share: float = 0.38) -> tuple[Region, Region, Region]:
        """Return where the model on its data stands, where its landscape, and where what is written below."""
        if self.layout.aspect == "upright":
            model, below, ground = self.layout.without_footer.content.rows(0.3, 0.26, 0.44, gap=0.4)
            return model, ground, below
        model, ground = self.layout.content.columns(share, 1 - share)
        return model, ground, self.layout.footer

    def write_below(self, formula: WorkedFormula, error: WorkedFormula) -> None:
        """Keep a model's formula and its loss, and place them below the model and its landscape."""
        self.formula, self.error = formula, error
        below = self.panels()[2]
        if self.layout.aspect == "square":
            below.place(VGroup(formula, error).arrange(RIGHT, buff=0.5, aligned_edge=DOWN))
            return
        left, right = below.split(1, 1) if self.layout.aspect == "wide" else below.rows(1, 1)
        left.place(formula)
        right.place(error)

    @section("A walk through mountains", titled=False)
    def opening(self) -> None:
        """A walker on rugged ground, and the question where that ground comes from."""
        run, way = self.run, long_way_down(self.run)
        # Seen from where the walker comes towards the eye.
        toward = float(np.degrees(np.arctan2(way[0, 1], way[0, 0]))) - 90
        surface = log_landscape(self.layout.safe, run.random.slice(), azimuth=toward, elevation=45)
        azimuth = surface.clearest_azimuth(*way.T)
        surface.set_view(azimuth=azimuth - 45, elevation=30)
        path = TrajectoryPath(surface, way, ball=0.14, dots=False).set_progress(0)
        with self.say("Training a model is often drawn as a walk through mountains, into a valley.") as beat:
            self.play(FadeIn(surface), FadeIn(path), run_time=0.8)
            self.play(
                surface.animate(run_time=beat.duration, rate_func=linear).set_view(azimuth - 20, 38),
                path.animate(run_time=beat.duration, rate_func=smooth).set_progress(path.steps),
            )
        with self.say("These mountains are called a loss landscape. But who made the ground?") as beat:
            turn = {"run_time": beat.duration, "rate_func": smooth}
            self.play(surface.animate(**turn).set_view(azimuth, 45))
        self.play(FadeOut(surface), FadeOut(path))
        card = self.title_card("Built spot by spot, from a model and its data")
        with self.say("Let us build one, from nothing but a model and some data."):
            self.play(FadeIn(card, shift=0.2 * UP))

    @section("One line, one spot")
    def one_spot(self) -> None:
        """A line on data is a spot on a map: dragging the spot moves the line."""
        data, (model, ground, _) = self.data, self.panels(0.46)
        spots = np.array([self.spot(-0.6, 0.5), self.spot(0.5, 0.32), self.spot(0.14, -0.42)])
        w, b = spots[0]
        self.show_line(model, w, b)
        fit, formula, error = self.fit, self.formula, self.error
        axes = ground.place(Axes2D(*self.window, grid=True, **map_look(ground)))
        spot = Guides(axes, w, b, radius=0.13)
        # Until the map comes, the line stands in the middle.
        aside = [(part, self.layout.content.x - part.get_x()) for part in (fit, formula)]
        for part, way in aside:
            part.shift(way * RIGHT)
        notes = [loss_note(axes, stop, data.ground.loss(stop)) for stop in spots]
        with self.say(
            "Take some data, {count} points, and the simplest model: a straight line.", count=len(data.x)
        ):
            self.play(FadeIn(fit.axes), run_time=0.6)
            dots = (FadeIn(dot, scale=0.3) for dot in fit.dots)
            self.play(LaggedStart(*dots, lag_ratio=0.12), run_time=1.4)
            self.play(Create(fit.line), run_time=1.0)
        self.add(fit)
        with self.say("A line has two numbers to choose: its slope, w, and its height at zero, b."):
            self.play(FadeIn(formula, shift=0.2 * UP), run_time=0.8)
            for dw, db in ((0.6, 0.0), (0.0, 0.0), (0.0, -1.2), (0.0, 0.0)):
                numbers = {"w": w + dw, "b": b + db}
                self.play(
                    fit.animate.set_line(w + dw, b + db), formula.animate.set_values(numbers), run_time=0.9
                )
        with self.say("So every line is one spot on a map: its slope goes across, its height goes up."):
            self.play(FadeIn(axes), *(part.animate.shift(way * LEFT) for part, way in aside), run_time=1.2)
            self.play(Create(spot.lines), FadeIn(spot.dot, scale=2.0), run_time=1.2)
        self.add(spot)
        with self.say("The gaps to the points are its errors. Square them, average them: that is the loss."):
            self.play(fit.animate.open_gaps(), run_time=1.2)
            self.play(FadeIn(error, shift=0.2 * UP))
        with self.say("Drag the spot, and the line follows. At each stop, we note down the loss."):
            self.play(FadeIn(notes[0]), run_time=0.5)
            for stop, note in zip(spots[1:], notes[1:], strict=True):
                follow = self.following(lambda: spot.data, data)
                self.play(spot.animate.set_point(*stop), follow, run_time=1.8)
                self.play(FadeIn(note), run_time=0.5)
        self.leaving = [fit, axes, spot, formula, error, *notes]

    def show_line(self, region: Region, w: float, b: float) -> None:
        """Make the data with a line, the line's formula, and its loss."""
        data = self.data
        ranges = {"x_range": (-1.8, 2.8), "y_range": (float(data.y.min()) - 1.0, float(data.y.max()) + 1.0)}
        fit = LineOnData(data.x, data.y, w, b, **ranges, **data_look(region))
        self.fit = region.place(fit)
        self.write_below(line_formula(w, b), loss_formula(data.ground.loss(np.array([w, b]))))

    def following(self, spot: Callable[[], Array], data: LineData) -> Animation:
        """Return what keeps the line, its formula and its loss at a spot that moves."""

        def show(_: Mobject) -> None:
            w, b = spot()
            self.fit.set_line(w, b)
            self.formula.set_values({"w": w, "b": b})
            self.error.set_values({"loss": data.ground.loss(np.array([w, b]))})

        return UpdateFromFunc(VGroup(self.fit, self.formula, self.error), show)

    @section("Every spot is a model", continues=True)
    def every_spot(self) -> None:
        """Try every spot: pictures become pixels, pixels a map, and the map a landscape."""
        data, wide, (model, region, _) = self.data, self.layout.without_footer.content, self.panels()
        whole, start = data.ground.slice(*self.window), self.spot(0.75, 0.7)
        levels = rings(whole.losses)
        axes = wide.place(Axes2D(*self.window, **map_look(wide)))
        ground = wide.place(
            ContourMap(whole.x, whole.y, whole.losses, levels=levels, fill_opacity=1.0, **map_look(wide))
        )
        drawn = VGroup(ground.bands, ground.lines)
        columns, rows = round(wide.width / 1.05), round(wide.height / 0.8)
        look = {"loss_range": (float(whole.losses.min()), float(whole.losses.max()))}
        ranges = {"x_range": (-2.2, 3.2), "y_range": (float(data.y.min()) - 2.0, float(data.y.max()) + 2.0)}
        tiles = LineTiles(axes, self.tile_losses(columns, rows), data.x, data.y, **ranges, **look)
        pixels = LineTiles(axes, self.tile_losses(3 * columns, 3 * rows), gap=0.0, heat=1.0, **look)
        with self.say("Now try spots all over the map. Each little picture is a whole model.") as beat:
            self.play(*(FadeOut(mobject) for mobject in self.leaving), FadeIn(axes), run_time=0.8)
            appear = (FadeIn(tile) for tile in tiles)
            self.play(LaggedStart(*appear, lag_ratio=0.06), run_time=beat.duration - 0.8)
        with self.say("Colour each one by its loss: dark where the line fits, bright where it misses."):
            self.play(tiles.animate.set_heat(1.0), run_time=2.0)
        self.mark_poster()
        with self.say("Put the spots closer together, and the pictures shrink to the pixels of a map."):
            self.play(FadeIn(pixels), run_time=1.5)
            self.remove(tiles)
            self.play(FadeIn(drawn), run_time=1.5)
            self.remove(pixels)
        self.surface = surface = region.place(
            LandscapeSurface(
                whole.x,
                whole.y,
                whole.losses,
                width=region.width,
                height=region.height,
                azimuth=-60,
                elevation=42,
                levels=levels,
                z_range=self.shape(data)[1],
                labels=("$w$", "$b$", "loss"),
            )
        )
        with self.say("Now let the loss be height, and stand the map up."):
            self.stand_up(drawn, axes, surface)
        self.show_line(model, *start)
        self.fit.open_gaps()
        way = data.ground.walk(start, gradient_descent(0.08), 80)
        self.ball = ball = TrajectoryPath(surface, way, ball=0.12, dots=False).set_progress(0)
        with self.say("This is a loss landscape: each height is one line, measured on the data.") as beat:
            self.play(*(FadeIn(part) for part in (self.fit, self.formula, self.error, ball)), run_time=0.8)
            follow = self.following(lambda: ball.position, data)
            self.play(ball.animate.set_progress(ball.steps), follow, run_time=beat.duration)
        w, b = data.best
        with self.say(
            "The lowest spot is the best line: w is {w:.2f} there, and b is {b:.2f}.", w=w, b=b
        ) as beat:
            self.play(surface.animate(run_time=beat.duration).set_view(azimuth=-45))

    def tile_losses(self, columns: int, rows: int) -> Array:
        """Return the loss in the middle of each tile of the map."""
        across, up = ((np.arange(count) + 0.5) / count * 2 - 1 for count in (columns, rows))
        data, places = self.data, np.array([(a, u) for u in up for a in across])
        return data.ground.losses(data.best + places * data.reach).reshape(rows, columns)

    def shape(self, data: LineData) -> tuple[Array, Range]:
        """Return the heights of the ground that some points make, and the range in which they are drawn."""
        losses = data.ground.slice(*self.window).losses
        return losses, (0.0, float(losses.max()))

    def stand_up(self, drawn: VGroup, axes: Axes2D, surface: LandscapeSurface) -> None:
        """Turn a map into the landscape that it is the map of."""
        view = surface.view
        surface.set_view(azimuth=0, elevation=90)
        corners = zip(surface.x_range, surface.y_range, strict=True)
        (left, low), (right, high) = (surface.point(*corner)[:2] for corner in corners)
        flat = drawn.copy().stretch_to_fit_width(right - left).stretch_to_fit_height(high - low)
        flat.move_to(((left + right) / 2, (low + high) / 2, 0))
        self.play(FadeOut(axes), drawn.animate.become(flat), run_time=1.2)
        self.play(FadeIn(surface), FadeOut(drawn), run_time=0.4)
        self.play(surface.animate(run_time=2.5).set_view(view.azimuth, view.elevation))

    @section("The data make the ground", continues=True)
    def data_make_the_ground(self) -> None:
        """One point makes a gutter, all points a bowl, and the bowl moves with the data."""
        data, fit, surface, lift = self.data, self.fit, self.surface, self.numbers.outlier
        end, dragged = len(data.x) - 1, data.lifted(lift)
        first, pair, floor = data.only(0), data.pair, data.gutter
        with self.say("Why a bowl? Take away all points but one, and see what ground it makes alone."):
            self.play(*self.count([0]), run_time=2.5)
            self.slide(np.array([data.best, floor[0]]), first, 1.0)
        with self.say("A gutter. Endless lines go right through one point, and lose nothing at all."):
            self.slide(floor, first, 4.0)
        with self.say("A second point alone makes another gutter, in another direction."):
            self.play(*self.count([end]), run_time=2.0)
        with self.say("Count both: only where the two gutters cross is nothing lost."):
            self.play(*self.count([0, end]), run_time=2.0)
            self.slide(np.array([floor[1], pair.best]), pair, 1.5)
        with self.say("All points together make a bowl: one bottom, no bumps. Such ground is called convex."):
            self.play(*self.count(range(len(data.x))), run_time=2.0)
            self.slide(np.array([pair.best, data.best]), data, 1.5)
        low, high = fit.axes.y_range[0], float(max(dragged.y.max(), data.y.max())) + 1.0
        with self.say("Drag one point up by {lift:g}, and the ground moves: the data make it.", lift=lift):
            # One after the other: the axes move the points, too.
            self.play(fit.dots[-1].animate.set_fill(theme_color(Role.HIGHLIGHT)), run_time=0.4)
            self.play(fit.axes.animate.set_range(y_range=(low, high)), run_time=0.8)
            self.play(*self.drag(lift), run_time=3.0)
        (before, _), (after, _) = data.best, dragged.best
        with self.say(
            "The best slope was {before:.2f}. Now it is {after:.2f}.", before=before, after=after
        ) as beat:
            self.play(surface.animate(run_time=beat.duration).set_view(azimuth=-30))

    def count(self, kept: Sequence[int]) -> list[Animation]:
        """Return what lets only these points count, in the picture, in the loss and in the ground."""
        data = self.data.only(*kept)
        loss = data.ground.loss(self.ball.position)
        return [
            self.fit.animate.count_only(kept),
            self.error.animate.set_values({"loss": loss}),
            self.surface.animate.set_heights(*self.shape(data)),
        ]

    def slide(self, way: Array, data: LineData, run_time: float) -> None:
        """Let the ball go this way over the ground, and the line with it."""
        before = self.ball
        self.ball = ball = TrajectoryPath(self.surface, way, ball=0.12, dots=False).set_progress(0)
        self.play(FadeIn(ball), FadeOut(before), run_time=0.3)
        follow = self.following(lambda: ball.position, data)
        self.play(ball.animate.set_progress(ball.steps), follow, run_time=run_time)

    def drag(self, lift: float) -> list[Animation]:
        """Return what moves the last point up, and line, ground and ball with it."""
        data, surface = self.data, self.surface
        self.remove(self.ball)
        # The best line moves in proportion to the point, so that the ball's way is straight.
        way = np.array([data.best, data.lifted(lift).best])
        self.ball = ball = TrajectoryPath(surface, way, ball=0.12, dots=False).set_progress(0)

        def show(_: Mobject) -> None:
            now, (w, b) = data.lifted(lift * ball.progress), ball.position
            self.fit.set_data(now.x, now.y).set_line(w, b)
            self.formula.set_values({"w": w, "b": b})
            self.error.set_values({"loss": now.ground.loss(ball.position)})
            surface.set_heights(*self.shape(now))

        return [
            ball.animate.set_progress(1),
            UpdateFromFunc(Group(surface, self.fit, self.formula, self.error, ball), show),
        ]

    @section("A network has ground, too")
    def network_ground(self) -> None:
        """A small network learns; two random directions cut a slice of its ground."""
        run, (model, region, _) = self.run, self.panels()
        training, count = run.training, run.training.start.parameter_count
        axes = model.place(Axes2D((-3.4, 3.4), (-2.2, 2.2), **data_look(model)))
        self.dots = dots = Scatter(axes, WAVE, run.random.targets)
        self.curve = curve = Graph(axes, x=FINE, y=run.curve(training.parameters[0]), role=Role.PREDICTION)
        room = region
        if self.layout.aspect == "upright":
            _, room = self.layout.without_footer.content.rows(0.3, 0.7, gap=0.4)
        losses = room.place(
            LossCurve(training.losses, width=room.width, height=room.height, scale="log", x_title="epoch")
        )

        def learn(_: Mobject) -> None:
            curve.set_data(FINE, run.curve(between(training.parameters, losses.step)))

        with self.say("Now points that no line can follow, and a small network to follow them."):
            self.play(FadeIn(axes), FadeIn(dots), run_time=0.8)
            self.play(Create(curve), run_time=1.0)
        with self.say(
            "It has {count} numbers instead of two. Training adjusts them all.", count=count
        ) as beat:
            self.play(FadeIn(losses), run_time=0.5)
            grow = losses.animate(run_time=beat.duration, rate_func=linear).set_progress(1)
            self.play(grow, UpdateFromFunc(curve, learn, run_time=beat.duration))
        self.cut_a_slice(region, losses)
        surface, formula, error = self.surface, self.formula, self.error
        ball = TrajectoryPath(surface, tour(run), ball=0.12, dots=False).set_progress(0)
        self.play(FadeIn(ball), run_time=0.3)
        with self.say(rugged(run)) as beat:
            time = 1.4 * beat.duration
            roll = ball.animate(run_time=time, rate_func=smooth).set_progress(ball.steps)
            self.play(roll, self.cut_at(lambda: ball.position, time))
        self.leaving = [ball, formula, error]

    def cut_a_slice(self, region: Region, losses: LossCurve) -> None:
        """Lay two random directions through the trained network, and let their ground stand up."""
        run, ground = self.run, self.run.random.slice()
        self.write_below(slice_formula(), loss_formula(run.training.losses[-1]))
        look = slice_look(region)
        axes = region.place(Axes2D((-REACH, REACH), (-REACH, REACH), grid=True, **look))
        logs = np.log10(ground.losses)
        plan = ContourMap(
            REACH * ground.x,
            REACH * ground.y,
            logs,
            levels=LOG_LEVELS,
            fill_opacity=1.0,
            **slice_look(region),
        )
        drawn = VGroup(region.place(plan).bands, plan.lines)
        self.surface = surface = log_landscape(region, ground, azimuth=-35, elevation=48)
        surface.set_view(azimuth=surface.clearest_azimuth(*tour(run).T))
        spot = Guides(axes, 0.0, 0.0, radius=0.13)
        count = run.training.start.parameter_count
        with self.say(
            "So its ground has {count} directions. Nobody can see that, so we cut a slice.", count=count
        ):
            self.play(FadeOut(losses), run_time=0.6)
            self.play(FadeIn(axes), FadeIn(spot, scale=2.0), FadeIn(self.formula), FadeIn(self.error))
        with self.say(
            "Starting from the trained network, go along two random directions. Alpha and beta say how far."
        ):
            for stop in ((0.7, 0.0), (0.0, 0.0), (0.0, 0.7), (0.0, 0.0)):
                follow = self.cut_at(lambda: np.array(spot.data) / REACH, 1.2)
                self.play(spot.animate(run_time=1.2).set_point(*stop), follow)
        with self.say("Each is scaled, unit by unit, to the weights it moves: filter normalisation."):
            for stop in ((-0.6, 0.5), (0.0, 0.0)):
                follow = self.cut_at(lambda: np.array(spot.data) / REACH, 2.2)
                self.play(spot.animate(run_time=2.2).set_point(*stop), follow)
        with self.say("Again every spot is one model. Its height is the loss, here on a log scale."):
            self.play(FadeIn(drawn), FadeOut(spot), run_time=1.0)
            self.stand_up(drawn, axes, surface)

    def cut_at(self, spot: Callable[[], Array], run_time: float) -> Animation:
        """Return what keeps the network's curve, its place and its loss at a spot of the slice that moves."""
        ground = self.run.random

        def show(_: Mobject) -> None:
            first, second = REACH * spot()
            self.curve.set_data(FINE, self.run.curve(ground.plane.parameters(spot())))
            self.formula.set_values({"first": first, "second": second})
            self.error.set_values({"loss": ground.loss(spot())})

        return UpdateFromFunc(VGroup(self.curve, self.formula, self.error), show, run_time=run_time)

    @section("Turn the slice", continues=True)
    def turn_the_slice(self) -> None:
        """A random slice shows little of the training path; turn the slice until it shows more."""
        run, surface, curve = self.run, self.surface, self.curve
        start, end = (ground.slice(path=run.path) for ground in (run.random, run.along))
        path = TrajectoryPath(surface, start.path, dots=False, ball=0.1)
        turned = log_landscape(self.panels()[1], end, azimuth=28, elevation=42)
        azimuth = turned.clearest_azimuth(*end.path.T)
        walk = partial(surface.view.toward, replace(turned.view, azimuth=azimuth))
        label = "share of the walk in this slice"
        share = Reading("captured", start.captured, ".1%", Role.PARAMETER, label, widest=0.999)
        state = self.panels()[2].place(Readout([share]))

        def turn(_: Mobject, share: float) -> None:
            cut = run.between(share).slice(path=run.path)
            heights, view = np.log10(cut.losses), walk(share)
            with surface.changing():
                surface.set_view(view.azimuth, view.elevation)
                surface.set_heights(heights, (float(heights.min()), float(heights.max())))
                path.set_way(cut.path)
            state.set_values({"captured": cut.captured})

        def learn(_: Mobject) -> None:
            curve.set_data(FINE, run.curve(between(run.path, path.progress)))

        with self.say(first_shadow(start.captured)):
            start_again = curve.animate.set_data(FINE, run.curve(run.path[0]))
            self.play(*(FadeOut(mobject) for mobject in self.leaving), start_again, run_time=0.8)
            self.play(FadeIn(path.set_progress(0)), FadeIn(state), run_time=0.6)
            time = {"run_time": 3.0, "rate_func": linear}
            self.play(path.animate(**time).set_progress(path.steps), UpdateFromFunc(curve, learn, **time))
        with self.say("So turn the slice, towards the two directions in which training moved most.") as beat:
            time = {"run_time": beat.duration + 2, "rate_func": smooth}
            self.play(UpdateFromAlphaFunc(Group(surface, path, state), turn, **time))
        with self.say(
            "Now {share:.1%} of the walk lies in it, and we see where it went.", share=end.captured
        ):
            self.wait(1)
        with self.say(training_walk(run)) as beat:
            self.play(path.animate(run_time=0.8).set_progress(0), UpdateFromFunc(curve, learn, run_time=0.8))
            time = {"run_time": beat.duration + 1, "rate_func": linear}
            self.play(path.animate(**time).set_progress(path.steps), UpdateFromFunc(curve, learn, **time))

    @section("One bottom, or many?")
    def one_or_many(self) -> None:
        """Walkers on the ground of the line and on the network's slice."""
        line = replace(self.data.ground, plane=self.data.ground.plane.framed(*self.window))
        left, right = self.layout.without_footer.content.split(1, 1)
        bowl = self.walkers(left, line, [line.walk(start) for start in STARTS], "the line")
        rugged = self.walkers(right, self.run.random, self.run.ways, "the slice")
        with self.say("Compare the two: the ground of the line, and the network's first slice."):
            self.play(FadeIn(bowl[0]), FadeIn(rugged[0]), run_time=1.2)
        with self.say(
            "On each, {count} walkers start all around, and step downhill.", count=len(STARTS)
        ) as beat:
            self.play(*(FadeIn(walker) for walker in (*bowl[1:-1], *rugged[1:-1])), run_time=0.8)
            self.play(*down([*bowl[1:-1], *rugged[1:-1]], beat.duration + 1.5))
        with self.say("In a convex bowl, no matter where you start, you reach the same bottom."):
            self.play(FadeIn(bowl[-1], shift=0.2 * UP))
        with self.say(ending(self.run)):
            self.play(FadeIn(rugged[-1], shift=0.2 * UP))

    @section("Run it yourself")
    def try_it(self) -> None:
        """The code, and what it really prints."""
        names = {"w": Role.PARAMETER, "b": Role.PARAMETER, "x": Role.DATA, "y": Role.DATA, "loss": Role.ERROR}
        card = self.code_card(names=names)
        with self.say("Here is the ground of the line, in a few lines of NumPy."):
            self.play(FadeIn(card, shift=0.2 * UP))
        w, b = self.data.best
        if card.output != f"w {w:.2f}\nb {b:.2f}":
            with self.say("It tries the spots of a grid. The lowest of these lies beside the best line's."):
                self.wait(1)
        with self.say("Change the points, and you make another ground."):
            self.wait(1)
        with self.say(
            "A loss landscape is no place. It is your model and your data, at every choice at once."
        ):
            self.wait(1)

    def walkers(self, region: Region, ground: Ground, ways: Sequence[Array], name: str) -> list[Mobject]:
        """Return a landscape, walkers on it, and a verdict: in how many places they end."""
        above, below = region.rows(0.82, 0.18)
        view = {"azimuth": -35.0, "elevation": 50.0}
        if ground.model is LINE:
            surface = landscape(above, ground.slice(), ground.slice().losses, **view)
        else:
            surface = log_landscape(above, ground.slice(), **view)
            # Where they end matters most.
            ends = [way[-1:] for way in ways] * 20
            surface.set_view(azimuth=surface.clearest_azimuth(*np.concatenate([*ways, *ends]).T))
        paths = [TrajectoryPath(surface, way, dots=False, width=3).set_progress(0) for way in ways]
        return [surface, *paths, below.place(verdict(name, ways))]


def rings(losses: Array) -> Array:
    """Return level lines that lie evenly spaced on a bowl."""
    low, high = float(losses.min()), float(losses.max())
    return low + (high - low) * np.linspace(0, 1, 12)[1:-1] ** 2


def look(region: Region, x_title: str, y_title: str, role: Role) -> dict[str, Any]:
    """Return size, titles and ticks of a map of two numbers."""
    names = {
        "x_title": Words(x_title, size=Size.SMALL, role=role),
        "y_title": Words(y_title, size=Size.SMALL, role=role),
    }
    return {"width": region.width, "height": region.height, "x_ticks": 4, "y_ticks": 4, **names}


def map_look(region: Region) -> dict[str, Any]:
    """Return size, titles and ticks of a map of all lines."""
    return look(region, "slope $w$", "height at zero $b$", Role.PARAMETER)


def slice_look(region: Region) -> dict[str, Any]:
    """Return size, titles and ticks of a map of a slice."""
    return look(region, "first direction $alpha$", "second direction $beta$", Role.GRADIENT)


def data_look(region: Region) -> dict[str, Any]:
    """Return size and titles of axes with data."""
    x, y = (Words(symbol, size=Size.LABEL, role=Role.DATA) for symbol in ("$x$", "$y$"))
    return {"width": region.width, "height": region.height, "x_title": x, "y_title": y}


def line_formula(w: float, b: float) -> WorkedFormula:
    """Return what a line says, with its two numbers."""
    slope = Term("w", "w", w, role=Role.PARAMETER, widest=-8.88)
    height = Term("b", "b", b, role=Role.PARAMETER, widest=-8.88)
    return WorkedFormula(["{{hat(y) : prediction}} =", slope, "{{x : data}} +", height])


def slice_formula() -> WorkedFormula:
    """Return where in a slice a network is: so far along one direction, so far along the other."""
    first = Term("first", "alpha", 0.0, role=Role.GRADIENT, widest=-8.88)
    second = Term("second", "beta", 0.0, role=Role.GRADIENT, widest=-8.88)
    return WorkedFormula(["{{theta : parameter}} = {{theta^* : parameter}} +", first, "d_1 +", second, "d_2"])


def loss_formula(loss: float) -> WorkedFormula:
    """Return the mean squared error, with its value."""
    value = Term("loss", '"loss"', loss, role=Role.ERROR, widest=88.88)
    return WorkedFormula([value, '= "mean of" ({{hat(y) : prediction}} - {{y : data}})^2'])


def loss_note(axes: Axes2D, spot: Array, loss: float) -> VGroup:
    """Return a dot at a spot of the map, with the loss written beside it."""
    dot = Scatter(axes, spot[:1], spot[1:], role=Role.ERROR, radius=0.1)
    words = Words("{loss:.1f}", size=Size.LABEL, role=Role.ERROR, weight="semibold", loss=loss)
    words.set_stroke(current_theme().background, 8, background=True)
    away_from_axis = UR if spot[1] > 0 else DR
    return VGroup(dot, words.next_to(dot, away_from_axis, buff=0.1))


def landscape(
    region: Region, ground: Slice, heights: Array, *, levels: Array | None = None, **view: float
) -> LandscapeSurface:
    """Return a landscape without axes that fills a region."""
    return region.place(
        LandscapeSurface(
            ground.x,
            ground.y,
            heights,
            width=region.width,
            height=region.height,
            levels=(rings(heights) if levels is None else levels).tolist(),
            height_scale=0.6,
            axes=False,
            snug=True,
            **view,
        )
    )


def log_landscape(region: Region, ground: Slice, **view: float) -> LandscapeSurface:
    """Return the landscape of a network: the logarithm of its loss."""
    return landscape(region, ground, np.log10(ground.losses), levels=LOG_LEVELS, **view)


def down(walkers: list[TrajectoryPath], run_time: float) -> list[Animation]:
    """Return what lets all walkers go to their ends."""
    how = {"run_time": run_time, "rate_func": smooth}
    return [walker.animate(**how).set_progress(walker.steps) for walker in walkers]


def between(rows: Array, at: float) -> Array:
    """Return what is between the rows before and after a moment."""
    before = min(int(at), len(rows) - 2)
    return rows[before] + (at - before) * (rows[before + 1] - rows[before])


def rugged(run: NetworkRun) -> str:
    """Return what is to be said of a tour of the network's slice."""
    if run.random.loss(tour(run)[-1]) > 2 * run.training.losses[-1]:
        return "No bowl any more. Climb out of the valley, and you may roll into a worse one."
    return "No bowl any more, though from up here, the way down leads back to the same valley."


def first_shadow(captured: float) -> str:
    """Return what is to be said of a training path of which a random slice has captured a share."""
    if captured < HARDLY_ANY:
        return "And where did training walk? Its shadow hardly moves: this slice misses the way."
    return "And where did training walk? Its shadow moves, but this slice shows only a part of the way."


def training_walk(run: NetworkRun) -> str:
    """Return what is to be said of the training path in its own slice."""
    if run.training.stopped is Stopped.GOOD_ENOUGH:
        return "From random weights, down the slope, and into the valley, until the curve fits."
    return "From random weights, down the slope, towards a valley, until the time is up."


def verdict(name: str, ways: Sequence[Array]) -> Words:
    """Return in how many places walkers on some ground end, and how many left it, if any."""
    ends = resting(ways)
    count, left = places(ends), len(ways) - len(ends)
    noun = "resting place" if count == 1 else "resting places"
    lines, values = "{name}:\n{count} {noun}", {"count": count}
    if left:
        lines, values = lines + ", {left} left the picture", values | {"left": left}
    return Words(lines, name=name, noun=noun, **values, weight="semibold", align="center")


def ending(run: NetworkRun) -> str:
    """Return what is to be said of the places in which walkers on the network's slice end."""
    ends = resting(run.ways)
    if places(ends) > 1:
        return "They end in different places. On such ground, where you start decides where you arrive."
    if len(ends) == len(run.ways):
        return "Here they meet, too. But nothing promised it: this ground is not convex."
    if len(ends) > 1:
        return "Those that stay in the picture meet, but not all stay. This ground is not convex."
    return "Hardly any stay in the picture. This ground is not convex: nothing promised that they meet."
