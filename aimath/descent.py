"""Descent: step after step downhill, with everything that happened on the way kept."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from aimath.checks import Array, as_array, as_count, as_number
from aimath.errors import InputError, ShapeError
from aimath.functions import Function
from aimath.landscapes import Landscape
from aimath.optimizers import Optimizer

Objective = Landscape | Function | tuple[Callable[[Array], float], Callable[[Array], Array]]
"""What to lower: a landscape, a function of one number, or a pair (loss of a point, gradient at a point)."""


class Stopped(Enum):
    """Why a descent came to its end."""

    CONVERGED = "converged"
    DIVERGED = "diverged"
    STEPS_USED_UP = "steps used up"


@dataclass(frozen=True)
class Trajectory:
    """A descent of n steps among d numbers; every entry is finite, also when the walk diverged."""

    points: Array
    """(n + 1, d) where the walk was, the start first."""
    losses: Array
    """(n + 1,) the loss at each point."""
    gradients: Array
    """(n + 1, d) the gradient at each point."""
    updates: Array
    """(n, d) the step taken from each point but the last: the velocity of the walk."""
    states: tuple[Any, ...]
    """(n + 1) the optimizer's memory at each point, such as `states[i].velocity` of momentum."""
    stopped: Stopped
    """Why the walk ended."""

    @property
    def steps(self) -> int:
        """How many steps were taken."""
        return len(self.updates)


def descend(
    objective: Objective,
    start: ArrayLike,
    optimizer: Optimizer[Any],
    steps: int,
    *,
    tolerance: float = 1e-6,
    limit: float = 1e8,
) -> Trajectory:
    """Walk downhill from `start`: xₖ₊₁ = xₖ + step(gradient at xₖ).

    The walk has converged when neither the gradient nor the last step is longer than `tolerance`: a ball that
    races through the lowest point is still under way. It has diverged when a coordinate, the loss or the
    gradient is no longer finite, or is `limit` times larger than at the start (than 1, if it was smaller).

    Args:
        objective: what to lower; see `Objective`.
        start: (d,) the first point; a plain number for a function of one number.
        optimizer: turns gradients into steps.
        steps: how many steps to take at most, at least 0.
        tolerance: at least 0.
        limit: above 1.

    Raises:
        InputError: if a number is out of bounds, or loss or gradient at the start are not finite.
        ShapeError: if the start or the gradient has the wrong number of coordinates.

    Example:
        >>> from aimath.landscapes import landscape
        >>> from aimath.optimizers import gradient_descent
        >>> walk = descend(landscape("bowl"), [2, 0], gradient_descent(0.5), steps=3)
        >>> walk.points
        array([[2.  , 0.  ],
               [1.  , 0.  ],
               [0.5 , 0.  ],
               [0.25, 0.  ]])
        >>> walk.losses[-1], walk.stopped.value
        (np.float64(0.03125), 'steps used up')
    """
    most = as_count(steps, "steps", at_least=0)
    close = as_number(tolerance, "tolerance", at_least=0)
    bound = as_number(limit, "limit", above=1)
    loss_of, gradient_of = _loss_and_gradient(objective)
    point = np.atleast_1d(as_array(start, "start"))
    if point.ndim != 1:
        raise ShapeError(f"start: expected a vector (one axis), got shape {point.shape}")

    def visit(point: Array, state: Any) -> _Visit:
        return _Visit(point, float(loss_of(point)), np.asarray(gradient_of(point), dtype=np.float64), state)

    # An overflow on the way is what divergence looks like, and is reported as such.
    with np.errstate(all="ignore"):
        here = visit(point, optimizer.init(point))
        if here.gradient.shape != point.shape:
            raise ShapeError(f"gradient: expected the start's shape {point.shape}, got {here.gradient.shape}")
        if not np.isfinite(here.sizes()).all():
            raise InputError(f"start: expected a finite loss and gradient there, got {point}; move it")
        bounds = bound * np.maximum(here.sizes(), 1.0)
        visits = [here]
        stopped = Stopped.CONVERGED if _length(here.gradient) <= close else Stopped.STEPS_USED_UP
        while stopped is Stopped.STEPS_USED_UP and len(visits) <= most:
            update, state = optimizer.update(here.gradient, here.state, here.point)
            if not np.isfinite(here.point + update).all():
                stopped = Stopped.DIVERGED
                break
            here = visit(here.point + update, state)
            if not np.isfinite(here.sizes()).all():
                stopped = Stopped.DIVERGED
                break
            visits.append(here)
            if (here.sizes() > bounds).any():
                stopped = Stopped.DIVERGED
            elif _length(here.gradient) <= close and _length(update) <= close:
                stopped = Stopped.CONVERGED

    points = np.array([visit.point for visit in visits])
    return Trajectory(
        points=points,
        losses=np.array([visit.loss for visit in visits]),
        gradients=np.array([visit.gradient for visit in visits]),
        updates=np.diff(points, axis=0),
        states=tuple(visit.state for visit in visits),
        stopped=stopped,
    )


def stability_limit(hessian: ArrayLike) -> float:
    """Return the learning rate at which gradient descent on a quadratic starts to diverge: 2 / λ.

    λ is the largest eigenvalue of the Hessian. Along its direction each step multiplies the distance to the
    lowest point by (1 − ηλ), and that shrinks only while 0 < η < 2 / λ.

    Args:
        hessian: (d, d) symmetric matrix of second derivatives; a plain number for a function of one number.

    Raises:
        InputError: if no direction curves upward, or the matrix is not symmetric.
        ShapeError: if it is not square.

    Example:
        >>> stability_limit([[1, 0], [0, 20]])
        0.1
        >>> stability_limit(2.0)
        1.0

    Source: Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, Efficient BackProp (1998), section 4.1.
    """
    matrix = np.atleast_2d(as_array(hessian, "hessian"))
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ShapeError(f"hessian: expected as many rows as columns, got shape {matrix.shape}")
    if not np.allclose(matrix, matrix.T):
        raise InputError("hessian: expected a symmetric matrix; average it with its transpose")
    largest = float(np.linalg.eigvalsh(matrix)[-1])
    if largest <= 0.0:
        raise InputError(f"hessian: expected an upward curvature, got {largest:g} as the largest eigenvalue")
    return 2.0 / largest


def _loss_and_gradient(objective: Objective) -> tuple[Callable[[Array], Any], Callable[[Array], Array]]:
    if isinstance(objective, Landscape):
        return lambda point: objective.value(*_of_length(point, 2)), objective.gradient
    if isinstance(objective, Function):
        return lambda point: objective.value(*_of_length(point, 1)), objective.derivative
    return objective


def _of_length(point: Array, length: int) -> Array:
    if len(point) != length:
        raise ShapeError(f"start: expected {length} coordinate(s) for this objective, got {len(point)}")
    return point


def _length(vector: Array) -> float:
    return float(np.sqrt(vector @ vector))


class _Visit(NamedTuple):
    point: Array
    loss: float
    gradient: Array
    state: Any

    def sizes(self) -> Array:
        return np.array([np.abs(self.point).max(), abs(self.loss), np.abs(self.gradient).max()])
