"""Derivatives: how fast the answer changes when the question is nudged.

Differences approximate what calculus knows exactly; their error has a floor, because a computer rounds.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from aimath.checks import Array, as_array, as_number
from aimath.errors import InputError
from aimath.functions import Function

EPSILON = float(np.finfo(np.float64).eps)
"""The gap between 1 and the next larger double-precision number, 2⁻⁵²."""


@dataclass(frozen=True)
class Secant:
    """The line through two points of a curve, with the rise and the run that make its slope."""

    x: tuple[float, float]
    """Where the two points are."""
    y: tuple[float, float]
    """How high they are."""

    @property
    def run(self) -> float:
        """How far the second point lies to the right of the first."""
        return self.x[1] - self.x[0]

    @property
    def rise(self) -> float:
        """How far the second point lies above the first."""
        return self.y[1] - self.y[0]

    @property
    def slope(self) -> float:
        """Rise over run."""
        return self.rise / self.run


def secant(function: Callable[[float], float], point: float, step: float) -> Secant:
    """Return the line through the curve at `point` and at `point + step`.

    Its slope is the forward difference (f(x + h) − f(x)) / h, which closes in on f'(x) as h shrinks.

    Raises:
        InputError: if the step is 0, or too small to change the point at all.

    Example:
        >>> line = secant(lambda x: x * x, 1.0, 0.5)
        >>> line.rise, line.run, line.slope
        (1.25, 0.5, 2.5)
    """
    x, h = as_number(point, "point"), as_number(step, "step")
    # A step that is no power of two is rounded when it is added: the run is what really came of it.
    return _line_between(function, x, x + h)


def forward_difference(function: Callable[[float], float], point: float, step: float) -> float:
    """Return the slope from `point` one step ahead: (f(x + h) − f(x)) / h, off by about h |f''| / 2.

    Raises:
        InputError: if the step is 0, or too small to change the point at all.

    Example:
        >>> forward_difference(lambda x: x * x, 1.0, 0.5)
        2.5

    Source: R. Burden and J. D. Faires, Numerical Analysis, section 4.1.
    """
    return secant(function, point, step).slope


def central_difference(function: Callable[[float], float], point: float, step: float) -> float:
    """Return the slope from one step behind to one ahead: (f(x + h) − f(x − h)) / 2h.

    It is off by about h² |f'''| / 6, a far smaller error than the forward difference makes.

    Raises:
        InputError: if the step is 0, or too small to change the point at all.

    Example:
        >>> central_difference(lambda x: x * x, 1.0, 0.5)
        2.0

    Source: R. Burden and J. D. Faires, Numerical Analysis, section 4.1.
    """
    x, h = as_number(point, "point"), as_number(step, "step")
    return _line_between(function, x - h, x + h).slope


@dataclass(frozen=True)
class DifferenceErrors:
    """How wrong differences are as their step shrinks: a V on log axes, its sides calculus and rounding."""

    steps: Array
    """(n,) the steps h that were tried."""
    exact: float
    """The true slope f'(x)."""
    forward: Array
    """(n,) the forward difference at each step."""
    central: Array
    """(n,) the central difference at each step."""
    truncation: Array
    """(n,) what the forward difference leaves out, h |f''(x)| / 2: the falling side of its V."""
    rounding: Array
    """(n,) how far rounding f to 16 digits may throw it, ε |f(x)| / h: the rising side of its V."""

    @property
    def forward_errors(self) -> Array:
        """(n,) how far each forward difference is from the true slope."""
        return np.abs(self.forward - self.exact)

    @property
    def central_errors(self) -> Array:
        """(n,) how far each central difference is from the true slope."""
        return np.abs(self.central - self.exact)


def difference_errors(function: Function, point: float, steps: ArrayLike) -> DifferenceErrors:
    """Measure the errors of forward and central differences against the exact slope, for every step.

    Args:
        function: a function that knows its exact derivatives.
        point: where to take the slope.
        steps: (n,) steps h, for instance `10.0 ** -np.arange(1, 16)`.

    Raises:
        InputError: if a step is not above 0, or too small to change the point at all.

    Example:
        >>> from aimath.functions import function
        >>> errors = difference_errors(function("sine"), 1.0, [1e-1, 1e-8, 1e-15])
        >>> bool(errors.forward_errors[0] > errors.forward_errors[1] < errors.forward_errors[2])
        True

    Source: N. J. Higham, Accuracy and Stability of Numerical Algorithms (2002), section 1.14.
    """
    x = as_number(point, "point")
    sizes = as_array(steps, "steps", dimensions=1)
    if (sizes <= 0).any():
        raise InputError(f"steps: expected numbers above 0, got {sizes.min():g}")

    def height(where: float) -> float:
        return float(function.value(where))

    return DifferenceErrors(
        steps=sizes,
        exact=float(function.derivative(x)),
        forward=np.array([forward_difference(height, x, float(h)) for h in sizes]),
        central=np.array([central_difference(height, x, float(h)) for h in sizes]),
        truncation=sizes * abs(float(function.second_derivative(x))) / 2.0,
        rounding=EPSILON * abs(height(x)) / sizes,
    )


def gradient(function: Callable[[Array], float], point: ArrayLike) -> Array:
    """Return the slope along every axis, by central differences: the arrow that points steepest uphill.

    Args:
        function: takes a point of shape (d,) and returns a number.
        point: (d,) where to stand.

    Raises:
        InputError: if the function is not finite around the point.
        ShapeError: if it returns anything but a number.

    Example:
        >>> gradient(lambda p: p[0] ** 2 + 3 * p[1], [2, 5]).round(6)
        array([4., 3.])
    """
    slopes: Array = jacobian(lambda where: [as_number(function(where), "function")], point)[0]
    return slopes


def jacobian(function: Callable[[Array], ArrayLike], point: ArrayLike) -> Array:
    """Return every slope of every output, by central differences: Jᵢⱼ = ∂fᵢ/∂xⱼ.

    Args:
        function: takes a point of shape (d,) and returns (m,) numbers.
        point: (d,) where to stand.

    Returns:
        (m, d) one row an output, one column an input.

    Raises:
        InputError: if the function is not finite around the point.

    Example:
        >>> jacobian(lambda p: np.array([p[0] * p[1], p[1] ** 2]), [2, 3]).round(6)
        array([[3., 2.],
               [0., 6.]])
    """
    where = as_array(point, "point", dimensions=1)
    columns = []
    for axis, h in enumerate(_steps(where, power=1 / 3)):
        ahead, behind = where.copy(), where.copy()
        ahead[axis] += h
        behind[axis] -= h
        rise = as_array(function(ahead), "function", dimensions=1) - as_array(function(behind), "function")
        columns.append(rise / (ahead[axis] - behind[axis]))
    return np.stack(columns, axis=1)


def hessian(function: Callable[[Array], float], point: ArrayLike) -> Array:
    """Return how every slope changes along every axis, by second differences: Hᵢⱼ = ∂²f/∂xᵢ∂xⱼ.

    Hᵢⱼ ≈ (f(+hᵢ, +hⱼ) − f(+hᵢ, −hⱼ) − f(−hᵢ, +hⱼ) + f(−hᵢ, −hⱼ)) / 4 hᵢ hⱼ, good to about 7 digits.

    Args:
        function: takes a point of shape (d,) and returns a number.
        point: (d,) where to stand.

    Returns:
        (d, d) a symmetric matrix; its eigenvalues are the curvatures.

    Raises:
        InputError: if the function is not finite around the point.
        ShapeError: if it returns anything but a number.

    Example:
        >>> hessian(lambda p: p[0] ** 2 + p[0] * p[1], [1, 2]).round(4)
        array([[2., 1.],
               [1., 0.]])

    Source: J. Nocedal and S. Wright, Numerical Optimization (2006), section 8.1.
    """
    where = as_array(point, "point", dimensions=1)
    nudges = np.diag(_steps(where, power=1 / 4))
    second = np.empty((len(where), len(where)))
    for i, along in enumerate(nudges):
        for j, across in enumerate(nudges[: i + 1]):
            ahead, behind = where + along, where - along
            corners = [ahead + across, ahead - across, behind + across, behind - across]
            heights = np.array([as_number(function(corner), "function") for corner in corners])
            second[i, j] = second[j, i] = (heights @ [1, -1, -1, 1]) / (4.0 * along[i] * across[j])
    return second


def _line_between(function: Callable[[float], float], left: float, right: float) -> Secant:
    if left == right:
        raise InputError(f"step: expected one that moves the point, got {left:g} twice; enlarge it")
    y = as_array([function(left), function(right)], "function", dimensions=1)
    return Secant(x=(left, right), y=(float(y[0]), float(y[1])))


def _steps(point: Array, power: float) -> Array:
    # Balances what differences leave out against rounding: ε^(1/3) for first, ε^(1/4) for second derivatives.
    sizes: Array = EPSILON**power * np.maximum(np.abs(point), 1.0)
    return sizes
