"""Named functions of one number, each with its exact first and second derivative.

Formulas are written in linear notation (`x^2`), which reads as plain text and typesets as Typst math.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from aimath.checks import Array, as_array, look_up

Curve = Callable[[Array], Array | np.float64]
"""A formula that works element by element."""


@dataclass(frozen=True)
class Function:
    """A function of one number, with what a film or a test needs to know about it."""

    name: str
    """What the registry calls it."""
    title: str
    """What a viewer reads."""
    formula: str
    """f(x), in linear notation."""
    derivative_formula: str
    """f'(x), in linear notation."""
    domain: tuple[float, float]
    """The part of the axis worth drawing."""
    curve: Curve
    """The formula of f."""
    slope: Curve
    """The formula of f'."""
    curvature: Curve
    """The formula of f''."""

    def value(self, x: ArrayLike) -> Array:
        """Return f(x), element by element.

        Raises:
            InputError: if a number is not finite.

        Example:
            >>> FUNCTIONS["square"].value([1, 2, 3])
            array([1., 4., 9.])
        """
        return _evaluate(self.curve, x)

    def derivative(self, x: ArrayLike) -> Array:
        """Return the slope f'(x), element by element.

        Raises:
            InputError: if a number is not finite.

        Example:
            >>> FUNCTIONS["square"].derivative([1, 2, 3])
            array([2., 4., 6.])
        """
        return _evaluate(self.slope, x)

    def second_derivative(self, x: ArrayLike) -> Array:
        """Return f''(x), how fast the slope changes, element by element.

        Raises:
            InputError: if a number is not finite.

        Example:
            >>> FUNCTIONS["square"].second_derivative([1, 2, 3])
            array([2., 2., 2.])
        """
        return _evaluate(self.curvature, x)


def _evaluate(curve: Curve, x: ArrayLike) -> Array:
    points = as_array(x, "x", allow_empty=True)
    return np.broadcast_to(curve(points), points.shape).copy()


def _logistic(x: Array) -> Array:
    # The same as 1 / (1 + e^(-x)), but without an overflow where x is very negative.
    return 0.5 * (1.0 + np.tanh(0.5 * x))


def _logistic_slope(x: Array) -> Array:
    return _logistic(x) * _logistic(-x)


FUNCTIONS: Mapping[str, Function] = {
    function.name: function
    for function in (
        Function(
            name="line",
            title="Line",
            formula="2 x + 3",
            derivative_formula="2",
            domain=(-4.0, 4.0),
            curve=lambda x: 2.0 * x + 3.0,
            slope=lambda x: np.float64(2.0),
            curvature=lambda x: np.float64(0.0),
        ),
        Function(
            name="square",
            title="Square",
            formula="x^2",
            derivative_formula="2 x",
            domain=(-3.0, 3.0),
            curve=lambda x: x * x,
            slope=lambda x: 2.0 * x,
            curvature=lambda x: np.float64(2.0),
        ),
        Function(
            name="cubic",
            title="Cubic",
            formula="x^3 / 3 - x",
            derivative_formula="x^2 - 1",
            domain=(-2.5, 2.5),
            curve=lambda x: x * x * x / 3.0 - x,
            slope=lambda x: x * x - 1.0,
            curvature=lambda x: 2.0 * x,
        ),
        Function(
            name="two_valleys",
            title="Two valleys",
            formula="x^4 / 4 - x^2 + x / 4",
            derivative_formula="x^3 - 2 x + 1/4",
            domain=(-2.25, 2.25),
            curve=lambda x: 0.25 * x**4 - x * x + 0.25 * x,
            slope=lambda x: x**3 - 2.0 * x + 0.25,
            curvature=lambda x: 3.0 * x * x - 2.0,
        ),
        Function(
            name="sine",
            title="Sine",
            formula="sin(x)",
            derivative_formula="cos(x)",
            domain=(-6.5, 6.5),
            curve=np.sin,
            slope=np.cos,
            curvature=lambda x: -np.sin(x),
        ),
        Function(
            name="ripple",
            title="Ripple",
            formula="x^2 / 10 + 1 - cos(2 x)",
            derivative_formula="x / 5 + 2 sin(2 x)",
            domain=(-5.0, 5.0),
            curve=lambda x: 0.1 * x * x + 1.0 - np.cos(2.0 * x),
            slope=lambda x: 0.2 * x + 2.0 * np.sin(2.0 * x),
            curvature=lambda x: 0.2 + 4.0 * np.cos(2.0 * x),
        ),
        Function(
            name="exponential",
            title="Exponential",
            formula="e^x",
            derivative_formula="e^x",
            domain=(-3.0, 2.0),
            curve=np.exp,
            slope=np.exp,
            curvature=np.exp,
        ),
        Function(
            name="logarithm",
            title="Logarithm",
            formula="ln(x)",
            derivative_formula="1 / x",
            domain=(0.1, 5.0),
            curve=np.log,
            slope=lambda x: 1.0 / x,
            curvature=lambda x: -1.0 / (x * x),
        ),
        Function(
            name="bell",
            title="Bell curve",
            formula="e^(-x^2 / 2)",
            derivative_formula="-x e^(-x^2 / 2)",
            domain=(-3.5, 3.5),
            curve=lambda x: np.exp(-0.5 * x * x),
            slope=lambda x: -x * np.exp(-0.5 * x * x),
            curvature=lambda x: (x * x - 1.0) * np.exp(-0.5 * x * x),
        ),
        Function(
            name="sigmoid",
            title="Sigmoid",
            formula="1 / (1 + e^(-x))",
            derivative_formula="sigma(x) (1 - sigma(x))",
            domain=(-6.0, 6.0),
            curve=_logistic,
            slope=_logistic_slope,
            curvature=lambda x: _logistic_slope(x) * (1.0 - 2.0 * _logistic(x)),
        ),
        Function(
            name="tanh",
            title="Hyperbolic tangent",
            formula="tanh(x)",
            derivative_formula="1 - tanh(x)^2",
            domain=(-3.5, 3.5),
            curve=np.tanh,
            slope=lambda x: 1.0 - np.tanh(x) ** 2,
            curvature=lambda x: -2.0 * np.tanh(x) * (1.0 - np.tanh(x) ** 2),
        ),
    )
}
"""Every named function."""


def function(name: str) -> Function:
    """Return the function called `name`.

    Raises:
        InputError: if there is none; the message lists the names.

    Example:
        >>> function("sine").derivative_formula
        'cos(x)'
    """
    return look_up(FUNCTIONS, name, "function")
