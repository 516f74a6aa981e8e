"""Landscapes: two numbers to choose, one height to lower.

Each landscape gives its height with exact first and second derivatives.
Formulas are written in linear notation (`x^2 + y^2`), which reads as plain text and typesets as Typst math.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from aimath.checks import Array, as_array, as_count, as_number, look_up
from aimath.errors import InputError, ShapeError

Numbers = Array | np.float64
"""One number or an array of them."""


class Grid(NamedTuple):
    """The heights of a landscape on a grid, three read-only arrays: rows run along y, columns along x."""

    x: Array
    y: Array
    z: Array


@dataclass(frozen=True)
class Landscape:
    """A surface over the plane, with what a film or a test needs to know about it."""

    name: str
    """What the registry calls it."""
    title: str
    """What a viewer reads."""
    formula: str
    """The height, in linear notation."""
    x_range: tuple[float, float]
    """The part of the first axis worth drawing."""
    y_range: tuple[float, float]
    """The part of the second axis worth drawing."""
    minima: Array
    """(k, 2) every point where the landscape is lowest."""
    start: Array
    """(2,) where a walk that shows its character may begin."""
    surface: Callable[[Array, Array], Numbers]
    """The height f(x, y), element by element, for arrays whose shapes fit each other."""
    slopes: Callable[[Array, Array], tuple[Numbers, Numbers]]
    """The first derivatives ∂f/∂x and ∂f/∂y."""
    curvatures: Callable[[Array, Array], tuple[Numbers, Numbers, Numbers]]
    """The second derivatives ∂²f/∂x², ∂²f/∂x∂y and ∂²f/∂y²."""
    axes: tuple[str, str] = ("x", "y")
    """What the two numbers are called."""

    def __post_init__(self) -> None:
        """Make the points read-only, for a named landscape is shared by all who look it up."""
        self.minima.setflags(write=False)
        self.start.setflags(write=False)

    def value(self, x: ArrayLike, y: ArrayLike) -> Array:
        """Return the height at (x, y): numbers, or arrays whose shapes fit each other.

        Raises:
            InputError: if a coordinate is not finite.
            ShapeError: if the shapes do not fit each other.

        Example:
            >>> LANDSCAPES["bowl"].value([0, 1], [0, 2])
            array([0. , 2.5])
        """
        across, along = as_array(x, "x", allow_empty=True), as_array(y, "y", allow_empty=True)
        try:
            np.broadcast_shapes(across.shape, along.shape)
        except ValueError:
            raise ShapeError(f"y: expected a shape that fits x's {across.shape}, got {along.shape}") from None
        return np.asarray(self.surface(across, along))

    def gradient(self, point: ArrayLike) -> Array:
        """Return (∂f/∂x, ∂f/∂y), the direction steepest uphill: (2,) at one point, (..., 2) at many.

        Raises:
            InputError: if a coordinate is not finite.
            ShapeError: if the last axis does not hold two coordinates.

        Example:
            >>> LANDSCAPES["bowl"].gradient([1, 2])
            array([1., 2.])
        """
        x, y = _coordinates(point)
        return np.stack(np.broadcast_arrays(*self.slopes(x, y)), axis=-1)

    def hessian(self, point: ArrayLike) -> Array:
        """Return the 2 × 2 matrix of second derivatives at one point; its eigenvalues are the curvatures.

        Raises:
            InputError: if a coordinate is not finite.
            ShapeError: if it is anything but one point.

        Example:
            >>> LANDSCAPES["saddle"].hessian([0, 0])
            array([[ 1.,  0.],
                   [ 0., -1.]])
        """
        x, y = _coordinates(point)
        if x.ndim:
            raise ShapeError(f"point: expected one point of shape (2,), got shape {np.shape(point)}")
        xx, xy, yy = self.curvatures(x, y)
        return np.array([[xx, xy], [xy, yy]], dtype=np.float64)

    def grid(self, resolution: int = 100) -> Grid:
        """Return the heights on `resolution` × `resolution` evenly spaced points of the drawn ranges.

        Raises:
            InputError: if the resolution is below 2.

        Example:
            >>> LANDSCAPES["bowl"].grid(3).z
            array([[9. , 4.5, 9. ],
                   [4.5, 0. , 4.5],
                   [9. , 4.5, 9. ]])
        """
        count = as_count(resolution, "resolution", at_least=2)
        # One row and one column say it all; working with them saves most of the memory traffic.
        row = np.linspace(*self.x_range, count)
        column = np.linspace(*self.y_range, count)[:, np.newaxis]
        return Grid(
            *(np.broadcast_to(part, (count, count)) for part in (row, column, self.surface(row, column)))
        )


def quadratic(
    x_curvature: float = 1.0, y_curvature: float = 1.0, *, name: str = "quadratic", title: str = "Quadratic"
) -> Landscape:
    """Return the bowl f = (a x² + b y²) / 2, whose curvatures a and b are the eigenvalues of its Hessian.

    A step of gradient descent multiplies x by (1 − ηa) and y by (1 − ηb), so the walk converges exactly when
    the learning rate η is below 2 / max(a, b).

    Raises:
        InputError: if a curvature is not above 0.

    Example:
        >>> quadratic(1, 20).gradient([1, 1])
        array([ 1., 20.])

    Source: G. Goh, Why Momentum Really Works, Distill (2017).
    """
    a = as_number(x_curvature, "x_curvature", above=0)
    b = as_number(y_curvature, "y_curvature", above=0)
    factors = [
        "" if factor == 1.0 else np.format_float_positional(factor, trim="-") + " " for factor in (a, b)
    ]
    return Landscape(
        name=name,
        title=title,
        formula=f"1/2 ({factors[0]}x^2 + {factors[1]}y^2)",
        x_range=(-3.0, 3.0),
        y_range=(-3.0, 3.0),
        minima=np.array([[0.0, 0.0]]),
        start=np.array([-2.5, 1.5]),
        surface=lambda x, y: 0.5 * (a * x * x + b * y * y),
        slopes=lambda x, y: (a * x, b * y),
        curvatures=lambda x, y: (np.float64(a), np.float64(0.0), np.float64(b)),
    )


# Two valleys on either side of a pass; without the y^4 the way down would never end.
_SADDLE = Landscape(
    name="saddle",
    title="Saddle",
    formula="1/2 (x^2 - y^2) + 1/4 y^4",
    x_range=(-1.5, 1.5),
    y_range=(-1.5, 1.5),
    minima=np.array([[0.0, -1.0], [0.0, 1.0]]),
    start=np.array([-1.25, 0.01]),
    surface=lambda x, y: 0.5 * (x * x - y * y) + 0.25 * y**4,
    slopes=lambda x, y: (x, y**3 - y),
    curvatures=lambda x, y: (np.float64(1.0), np.float64(0.0), 3.0 * y * y - 1.0),
)

# H. H. Rosenbrock, An automatic method for finding the greatest or least value of a function (1960).
_ROSENBROCK = Landscape(
    name="rosenbrock",
    title="Rosenbrock's valley",
    formula="(1 - x)^2 + 100 (y - x^2)^2",
    x_range=(-2.0, 2.0),
    y_range=(-1.0, 3.0),
    minima=np.array([[1.0, 1.0]]),
    start=np.array([-1.2, 1.0]),
    surface=lambda x, y: (1.0 - x) ** 2 + 100.0 * (y - x * x) ** 2,
    slopes=lambda x, y: (-2.0 * (1.0 - x) - 400.0 * x * (y - x * x), 200.0 * (y - x * x)),
    curvatures=lambda x, y: (2.0 - 400.0 * (y - 3.0 * x * x), -400.0 * x, np.float64(200.0)),
)

# D. M. Himmelblau, Applied Nonlinear Programming (1972). Only (3, 2) makes both brackets 0 in whole numbers.
_HIMMELBLAU = Landscape(
    name="himmelblau",
    title="Himmelblau's four valleys",
    formula="(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    x_range=(-5.0, 5.0),
    y_range=(-5.0, 5.0),
    minima=np.array(
        [
            [3.0, 2.0],
            [-2.805118086952745, 3.131312518250573],
            [-3.779310253377747, -3.283185991286170],
            [3.584428340330492, -1.848126526964404],
        ]
    ),
    start=np.array([-0.5, -1.0]),
    surface=lambda x, y: (x * x + y - 11.0) ** 2 + (x + y * y - 7.0) ** 2,
    slopes=lambda x, y: (
        4.0 * x * (x * x + y - 11.0) + 2.0 * (x + y * y - 7.0),
        2.0 * (x * x + y - 11.0) + 4.0 * y * (x + y * y - 7.0),
    ),
    curvatures=lambda x, y: (
        12.0 * x * x + 4.0 * y - 42.0,
        4.0 * (x + y),
        12.0 * y * y + 4.0 * x - 26.0,
    ),
)

# A wide bowl with ripples, gentler than its model in L. A. Rastrigin, Systems of Extremal Control (1974).
_BUMPY = Landscape(
    name="bumpy",
    title="Bumpy bowl",
    formula="1/10 (x^2 + y^2) + 2 - cos(2 x) - cos(2 y)",
    x_range=(-5.0, 5.0),
    y_range=(-5.0, 5.0),
    minima=np.array([[0.0, 0.0]]),
    start=np.array([-4.4, 3.9]),
    surface=lambda x, y: 0.1 * (x * x + y * y) + 2.0 - np.cos(2.0 * x) - np.cos(2.0 * y),
    slopes=lambda x, y: (0.2 * x + 2.0 * np.sin(2.0 * x), 0.2 * y + 2.0 * np.sin(2.0 * y)),
    curvatures=lambda x, y: (0.2 + 4.0 * np.cos(2.0 * x), np.float64(0.0), 0.2 + 4.0 * np.cos(2.0 * y)),
)

LANDSCAPES: Mapping[str, Landscape] = {
    landscape.name: landscape
    for landscape in (
        quadratic(1.0, 1.0, name="bowl", title="Bowl"),
        quadratic(1.0, 20.0, name="ravine", title="Ravine"),
        _SADDLE,
        _ROSENBROCK,
        _HIMMELBLAU,
        _BUMPY,
    )
}
"""Every named landscape."""


def landscape(name: str) -> Landscape:
    """Return the landscape called `name`.

    Raises:
        InputError: if there is none; the message lists the names.

    Example:
        >>> landscape("rosenbrock").minima
        array([[1., 1.]])
    """
    return look_up(LANDSCAPES, name, "landscape")


def line_fit(inputs: ArrayLike, targets: ArrayLike) -> Landscape:
    """Return the loss of a line ŷ = w x + b over its two numbers: the mean squared error as a landscape.

    L(w, b) = 1/n Σᵢ (w xᵢ + b − yᵢ)²

    This is a quadratic bowl, L(θ) = L* + ½ (θ − θ*)ᵀ H (θ − θ*), so it is kept as its lowest point θ* (the
    least-squares line), the loss L* there and the constant Hessian H = 2 [[mean x², mean x], [mean x, 1]].
    A grid of heights then costs the same however many points there are.
    The walk starts at the flat line w = b = 0.

    Args:
        inputs: (n,) the points' x.
        targets: (n,) the points' y.

    Raises:
        InputError: if all inputs are the same, for then many lines fit equally well.
        ShapeError: if inputs and targets differ in length.

    Example:
        >>> loss = line_fit([0, 1, 2], [1, 3, 5])
        >>> loss.minima
        array([[2., 1.]])
        >>> round(float(loss.value(2, 0)), 9)
        1.0

    Source: G. Strang, Introduction to Linear Algebra, section 4.3.
    """
    x = as_array(inputs, "inputs", dimensions=1)
    y = as_array(targets, "targets", dimensions=1)
    if len(x) != len(y):
        raise ShapeError(f"targets: expected one for each of the {len(x)} inputs, got {len(y)}")
    if np.ptp(x) == 0.0:
        raise InputError(f"inputs: expected at least two different numbers, got only {x[0]:g}")
    x_mean, y_mean = float(x.mean()), float(y.mean())
    best_w = float((x - x_mean) @ (y - y_mean)) / float((x - x_mean) @ (x - x_mean))
    best_b = y_mean - best_w * x_mean
    least = float(np.mean((best_w * x + best_b - y) ** 2))
    ww, wb, bb = 2.0 * float(x @ x) / len(x), 2.0 * x_mean, 2.0

    def surface(w: Array, b: Array) -> Array:
        dw, db = w - best_w, b - best_b
        return least + 0.5 * ww * dw * dw + wb * dw * db + 0.5 * bb * db * db

    def slopes(w: Array, b: Array) -> tuple[Array, Array]:
        dw, db = w - best_w, b - best_b
        return ww * dw + wb * db, wb * dw + bb * db

    # Wide enough to show the start, and so that both axes climb by about as much towards their ends.
    spread = 1.5 * math.sqrt(float(y @ y) / len(y)) or 1.0
    w_reach = max(1.25 * abs(best_w), spread * math.sqrt(2.0 / ww))
    b_reach = max(1.25 * abs(best_b), spread)
    return Landscape(
        name="line_fit",
        title="Loss of a line",
        formula="1/n sum_(i=1)^n (w x_i + b - y_i)^2",
        x_range=(best_w - w_reach, best_w + w_reach),
        y_range=(best_b - b_reach, best_b + b_reach),
        minima=np.array([[best_w, best_b]]),
        start=np.zeros(2),
        surface=surface,
        slopes=slopes,
        curvatures=lambda w, b: (np.float64(ww), np.float64(wb), np.float64(bb)),
        axes=("w", "b"),
    )


def _coordinates(point: ArrayLike) -> tuple[Array, Array]:
    points = as_array(point, "point", allow_empty=True)
    if points.ndim == 0 or points.shape[-1] != 2:
        raise ShapeError(f"point: expected two coordinates along the last axis, got shape {points.shape}")
    return points[..., 0], points[..., 1]
