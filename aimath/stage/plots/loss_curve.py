"""The loss, step by step: curves that grow, with the number of the moment at their heads."""

from collections.abc import Mapping
from typing import Self

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import ArrayLike

from aimath.errors import InputError, ShapeError
from aimath.stage.changes import Step, change
from aimath.stage.lettering.live import LiveNumber
from aimath.stage.plots.axes import Axes2D
from aimath.stage.plots.board import blend
from aimath.stage.plots.coordinates import OnAxes, Range, at_share
from aimath.stage.plots.curve_head import HEAD_GAP, CurveHead
from aimath.stage.plots.graph import Graph
from aimath.stage.plots.paths import Points, segments
from aimath.stage.plots.spread import spread
from aimath.stage.theme import Role

# A linear axis ends at most at so many times the largest loss at the start: divergence leaves at the top.
_HIGHEST = 3.0
_WIDEST, _TALLEST = 0.34, 0.6  # Of the whole: the room that names and numbers may take.


class LossCurve(VGroup):
    """Axes with one or more curves that grow from left to right, all within a width and a height.

    Each curve carries its name and its latest value at its head, right of everything drawn so far.

    Args:
        losses: the values at steps 0, 1, 2, …; or several such lists by name.
        width: of everything, in scene units.
        height: likewise.
        roles: whose colour each named curve takes; those not named, and a single curve, that of `role`.
        role: whose colour a curve takes.
        scale: "linear" or "log", of the loss.
        y_range: the lowest and highest loss on the axis; by default what the losses need.
        x_title: what is counted.
        y_title: what is measured.
        spec: how the values are written; by default as the losses need.
        step: how many steps are done at first; by default none.

    Raises:
        InputError: if there is no finite loss to draw.

    Example:
        >>> curve = LossCurve([4.0, 2.0, 1.0], width=5, height=3)
        >>> curve.set_progress(1.0).numbers[0].value
        1.0

    Let it grow with `curve.animate.set_progress(1)`, or from step to step with `curve.animate.set_step(20)`.
    """

    def __init__(
        self,
        losses: ArrayLike | Mapping[str, ArrayLike],
        *,
        width: float,
        height: float,
        roles: Mapping[str, Role | str] | None = None,
        role: Role | str = Role.ERROR,
        scale: str = "linear",
        y_range: Range | None = None,
        x_title: str = "step",
        y_title: str = "loss",
        spec: str | None = None,
        step: float = 0.0,
    ) -> None:
        super().__init__()
        curves = {str(name): _values(values) for name, values in _named(losses).items()}
        found = np.concatenate(list(curves.values()))
        found = found[np.isfinite(found)]
        if not len(found):
            raise InputError("expected at least one finite loss")
        ends = y_range or _ends(found, max(values[0] for values in curves.values()), scale)
        spec = _spec(found, ends, scale) if spec is None else spec
        heads = [
            CurveHead(name, values, role=(roles or {}).get(name, role), spec=spec)
            for name, values in curves.items()
        ]
        crowded = max(head.text_width for head in heads) > _WIDEST * width
        if crowded and 2 * sum(head.text_height for head in heads) < _TALLEST * height:
            heads = [head.stack() for head in heads]
        gutter = max(head.text_width for head in heads) + 2 * HEAD_GAP
        last = max(len(values) for values in curves.values()) - 1
        self.axes = Axes2D(
            (0.0, float(max(last, 1))),
            ends,
            width=width - gutter,
            height=height,
            x_title=x_title,
            y_title=y_title,
            y_scale=scale,
        )
        """The axes that the curves are drawn on."""
        self._runs = _Runs(self.axes, list(curves.values()), heads)
        self.last_step = last
        """The number of the last step of the longest curve."""
        self.add(self.axes, self._runs)
        # The room for the heads belongs to it from the start, so that it keeps its place while it grows.
        self._bounds = VMobject(stroke_width=0)
        self._bounds.set_points(segments([[-width / 2, -height / 2]], [[width / 2, height / 2]]))
        self.add(self._bounds)
        self.axes.shift(-gutter / 2 * np.array([1.0, 0.0, 0.0]))
        self.set_step(step)

    @property
    def step(self) -> float:
        """How many steps are done."""
        return self._runs.step

    @property
    def numbers(self) -> tuple[LiveNumber, ...]:
        """The latest values, at the heads of the curves."""
        return tuple(head.number for head in self._runs.heads)

    @property
    def curves(self) -> tuple[Graph, ...]:
        """The curves."""
        return self._runs.graphs

    @change
    def set_step(self, step: float) -> Step:
        """Let the curves end at this step; between two steps they are on their way to the next."""
        return self._step_to(step)

    @change
    def set_progress(self, progress: float) -> Step:
        """Let the curves end at this share, 0 to 1, of the longest one."""
        return self._step_to(progress * self.last_step)

    def _step_to(self, goal: float) -> Step:
        start = self.step

        def step(share: float) -> None:
            self._runs.set_step(float(blend(start, goal, share)))

        return step


class _Runs(OnAxes):
    """The curves on the axes, up to a step."""

    def __init__(self, axes: Axes2D, losses: list[Points], heads: list[CurveHead]) -> None:
        super().__init__(axes)
        self.losses, self.heads, self.step = losses, tuple(heads), 0.0
        pairs = zip(losses, heads, strict=True)
        self.graphs = tuple(Graph(axes, x=[0.0], y=values[:1], role=head.role) for values, head in pairs)
        self.add(*self.graphs, *self.heads)

    def set_step(self, step: float) -> Self:
        """End the curves here."""
        self.step = float(np.clip(step, 0, max(len(values) for values in self.losses) - 1))
        return self.redraw()

    def redraw(self) -> Self:
        """Draw them again where the axes now are."""
        scaling = self.axes.scaling
        pairs = zip(self.graphs, self.losses, strict=True)
        ends = [self._draw_curve(graph, values) for graph, values in pairs]
        shares = self.axes.shares(*np.array(ends).T)
        bounded = np.clip(np.nan_to_num(shares), 0, 1)
        places = self.axes.place(bounded)
        left = float(places[:, 0].max()) + HEAD_GAP * scaling
        low, high = self.axes.place(np.array([[0.0, 0.0], [0.0, 1.0]]))[:, 1]
        heights = spread(places[:, 1], [head.text_height * scaling for head in self.heads], low, high)
        inside = (shares == bounded).all(axis=1)
        each = zip(self.heads, self.losses, places, heights, inside, strict=True)
        for head, values, place, height, within in each:
            head.set_value(values[min(int(self.step), len(values) - 1)])
            head.place(place, left, float(height), scaling, dot=bool(within))
        return self

    def _draw_curve(self, graph: Graph, values: Points) -> tuple[float, float]:
        """Draw a curve up to the step, and return where it ends."""
        end = min(self.step, len(values) - 1.0)
        done = int(end)
        x, y = np.arange(done + 1.0), values[: done + 1]
        if end > done and np.isfinite(values[done : done + 2]).all():
            before, after = self.axes.shares(done, values[done : done + 2])[:, 1]
            between = blend(before, after, end - done)
            x = np.append(x, end)
            y = np.append(y, at_share(between, self.axes.y_range, self.axes.scales[1]))
        graph.set_data(x, y)
        finite = np.flatnonzero(np.isfinite(y))
        last = finite[-1] if len(finite) else 0
        # A loss that is no number any more has left through the top.
        return float(x[-1]), float(y[last]) if last == len(y) - 1 else np.inf


def _named(losses: ArrayLike | Mapping[str, ArrayLike]) -> Mapping[str, ArrayLike]:
    return losses if isinstance(losses, Mapping) else {"": losses}


def _values(losses: ArrayLike) -> Points:
    values = np.asarray(losses, dtype=float)
    if values.ndim != 1 or not len(values):
        raise ShapeError(f"expected a list of losses, got shape {values.shape}")
    return values


def _ends(found: Points, first: float, scale: str) -> Range:
    """Return the range of the loss axis: for these losses, where `first` is the largest at the start."""
    if scale == "log":
        found = found[found > 0]
        if not len(found):
            raise InputError("expected a loss above 0 on a log scale")
        return float(found.min()) / 1.4, float(found.max()) * 1.4
    high = float(found.max())
    if np.isfinite(first) and first > 0:
        high = min(high, _HIGHEST * first)
    low = min(0.0, float(found.min()))
    return low, low + (1.06 * (high - low) or 1.0)


def _spec(found: Points, ends: Range, scale: str) -> str:
    if scale == "log" or found.max() > 10 * ends[1]:
        return ""
    decimals = 2 - int(np.floor(np.log10(max(abs(ends[1]), 1e-9))))
    return f",.{int(np.clip(decimals, 0, 4))}f"
