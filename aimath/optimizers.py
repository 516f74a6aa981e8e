"""Optimizers: how a gradient becomes a step.

Each is a pair of functions. `init` makes the memory an optimizer keeps between steps (nothing, a velocity,
running averages); `update` takes the gradient at the current point and returns the step to add to that point,
with the new memory. Below, g is the gradient, η the learning rate and t counts steps from 1.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np

from aimath.checks import Array, as_number, look_up

State = TypeVar("State")


@dataclass(frozen=True)
class Optimizer(Generic[State]):
    """A way to turn gradients into steps, whatever the shape of the parameters."""

    name: str
    """What a viewer reads."""
    init: Callable[[Array], State]
    """(point) → the memory before the first step."""
    update: Callable[[Array, State, Array], tuple[Array, State]]
    """(gradient, memory, point) → (the step to add to the point, the new memory)."""


class NoState(NamedTuple):
    """The memory of an optimizer that remembers nothing."""


class VelocityState(NamedTuple):
    """The memory of an optimizer with momentum."""

    velocity: Array


class SquaresState(NamedTuple):
    """The memory of RMSProp."""

    mean_square: Array


class MomentsState(NamedTuple):
    """The memory of Adam: how many steps, and running averages of the gradient and of its square."""

    steps: int
    mean: Array
    mean_square: Array


def gradient_descent(learning_rate: float) -> Optimizer[NoState]:
    """Step against the gradient: step = −η g.

    Raises:
        InputError: if the learning rate is not above 0.

    Example:
        >>> optimizer = gradient_descent(0.1)
        >>> point, gradient = np.array([1.0]), np.array([2.0])
        >>> step, _ = optimizer.update(gradient, optimizer.init(point), point)
        >>> step
        array([-0.2])

    Source: A.-L. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées (1847).
    """
    rate = _learning_rate(learning_rate)

    def update(gradient: Array, state: NoState, point: Array) -> tuple[Array, NoState]:
        return -rate * gradient, state

    return Optimizer("gradient descent", lambda point: NoState(), update)


def momentum(learning_rate: float, momentum: float = 0.9) -> Optimizer[VelocityState]:
    """Roll like a heavy ball, with friction: v ← β v − η g, step = v.

    Args:
        learning_rate: η, above 0.
        momentum: β, the share of the velocity that survives a step, at least 0 and below 1.

    Raises:
        InputError: if a number is out of its bounds.

    Example:
        >>> optimizer = momentum(0.1, momentum=0.5)
        >>> point, gradient = np.array([1.0]), np.array([2.0])
        >>> first, state = optimizer.update(gradient, optimizer.init(point), point)
        >>> second, state = optimizer.update(gradient, state, point + first)
        >>> first, second
        (array([-0.2]), array([-0.3]))

    Source: B. T. Polyak, Some methods of speeding up the convergence of iteration methods (1964).
    """
    rate = _learning_rate(learning_rate)
    share = _share(momentum, "momentum")

    def update(gradient: Array, state: VelocityState, point: Array) -> tuple[Array, VelocityState]:
        velocity = share * state.velocity - rate * gradient
        return velocity, VelocityState(velocity)

    return Optimizer("momentum", lambda point: VelocityState(np.zeros_like(point)), update)


def nesterov(learning_rate: float, momentum: float = 0.9) -> Optimizer[VelocityState]:
    """Roll on first, then correct by the slope met there: v ← β v − η g, step = β v − η g.

    The points of this walk are the places one velocity ahead, where the method measures its gradient.

    Args:
        learning_rate: η, above 0.
        momentum: β, the share of the velocity that survives a step, at least 0 and below 1.

    Raises:
        InputError: if a number is out of its bounds.

    Example:
        >>> optimizer = nesterov(0.1, momentum=0.5)
        >>> point, gradient = np.array([1.0]), np.array([2.0])
        >>> step, state = optimizer.update(gradient, optimizer.init(point), point)
        >>> step, state.velocity
        (array([-0.3]), array([-0.2]))

    Source: Y. Nesterov, A method of solving a convex programming problem with convergence rate O(1/k²)
    (1983), as written by Y. Bengio and others, Advances in Optimizing Recurrent Networks (2013).
    """
    rate = _learning_rate(learning_rate)
    share = _share(momentum, "momentum")

    def update(gradient: Array, state: VelocityState, point: Array) -> tuple[Array, VelocityState]:
        velocity = share * state.velocity - rate * gradient
        return share * velocity - rate * gradient, VelocityState(velocity)

    return Optimizer("Nesterov momentum", lambda point: VelocityState(np.zeros_like(point)), update)


def rmsprop(learning_rate: float, decay: float = 0.9, epsilon: float = 1e-8) -> Optimizer[SquaresState]:
    """Give every number its own pace: s ← ρ s + (1 − ρ) g², step = −η g / (√s + ε).

    Args:
        learning_rate: η, above 0.
        decay: ρ, how much of the running average survives a step, at least 0 and below 1.
        epsilon: ε above 0, keeps the division finite where the gradient stays 0.

    Raises:
        InputError: if a number is out of its bounds.

    Example:
        >>> optimizer = rmsprop(0.1, decay=0.75)
        >>> point, gradient = np.array([1.0, 1.0]), np.array([2.0, 200.0])
        >>> step, _ = optimizer.update(gradient, optimizer.init(point), point)
        >>> step.round(6)
        array([-0.2, -0.2])

    Source: T. Tieleman and G. Hinton, Neural Networks for Machine Learning, lecture 6.5 (2012).
    """
    rate = _learning_rate(learning_rate)
    kept = _share(decay, "decay")
    small = as_number(epsilon, "epsilon", above=0)

    def update(gradient: Array, state: SquaresState, point: Array) -> tuple[Array, SquaresState]:
        mean_square = kept * state.mean_square + (1.0 - kept) * gradient**2
        return -rate * gradient / (np.sqrt(mean_square) + small), SquaresState(mean_square)

    return Optimizer("RMSProp", lambda point: SquaresState(np.zeros_like(point)), update)


def adam(
    learning_rate: float, mean_decay: float = 0.9, square_decay: float = 0.999, epsilon: float = 1e-8
) -> Optimizer[MomentsState]:
    """Momentum and RMSProp together, both averages corrected for starting from zero.

    m ← β₁ m + (1 − β₁) g, s ← β₂ s + (1 − β₂) g²,
    step = −η (m / (1 − β₁ᵗ)) / (√(s / (1 − β₂ᵗ)) + ε)

    Args:
        learning_rate: η, above 0; about as far as each number moves in one early step.
        mean_decay: β₁, at least 0 and below 1.
        square_decay: β₂, at least 0 and below 1.
        epsilon: ε, above 0.

    Raises:
        InputError: if a number is out of its bounds.

    Example:
        >>> optimizer = adam(0.1)
        >>> point, gradient = np.array([1.0, 1.0]), np.array([2.0, -200.0])
        >>> step, _ = optimizer.update(gradient, optimizer.init(point), point)
        >>> step.round(6)
        array([-0.1,  0.1])

    Source: D. P. Kingma and J. Ba, Adam: A Method for Stochastic Optimization (2015), algorithm 1.
    """
    return _adam("Adam", learning_rate, mean_decay, square_decay, epsilon, weight_decay=0.0)


def adamw(
    learning_rate: float,
    mean_decay: float = 0.9,
    square_decay: float = 0.999,
    epsilon: float = 1e-8,
    weight_decay: float = 0.01,
) -> Optimizer[MomentsState]:
    """Adam that also shrinks every number a little each step: step = Adam's step − η λ x.

    Args:
        learning_rate: η, above 0.
        mean_decay: β₁, at least 0 and below 1.
        square_decay: β₂, at least 0 and below 1.
        epsilon: ε, above 0.
        weight_decay: λ, at least 0; the pull towards zero.

    Raises:
        InputError: if a number is out of its bounds.

    Example:
        >>> optimizer = adamw(0.1, weight_decay=0.5)
        >>> point, gradient = np.array([1.0]), np.array([0.0])
        >>> step, _ = optimizer.update(gradient, optimizer.init(point), point)
        >>> step
        array([-0.05])

    Source: I. Loshchilov and F. Hutter, Decoupled Weight Decay Regularization (2019), algorithm 2.
    """
    return _adam("AdamW", learning_rate, mean_decay, square_decay, epsilon, weight_decay)


OPTIMIZERS: Mapping[str, Callable[[float], Optimizer[Any]]] = {
    "gradient_descent": gradient_descent,
    "momentum": momentum,
    "nesterov": nesterov,
    "rmsprop": rmsprop,
    "adam": adam,
    "adamw": adamw,
}
"""Every optimizer, made from its learning rate."""


def optimizer(name: str, learning_rate: float) -> Optimizer[Any]:
    """Return the optimizer called `name`, with its other numbers at their usual values.

    Raises:
        InputError: if there is none of that name, or the learning rate is not above 0.

    Example:
        >>> optimizer("adam", 0.1).name
        'Adam'
    """
    return look_up(OPTIMIZERS, name, "optimizer")(learning_rate)


def _adam(
    name: str,
    learning_rate: float,
    mean_decay: float,
    square_decay: float,
    epsilon: float,
    weight_decay: float,
) -> Optimizer[MomentsState]:
    rate = _learning_rate(learning_rate)
    mean_kept = _share(mean_decay, "mean_decay")
    square_kept = _share(square_decay, "square_decay")
    small = as_number(epsilon, "epsilon", above=0)
    pull = as_number(weight_decay, "weight_decay", at_least=0)

    def init(point: Array) -> MomentsState:
        return MomentsState(0, np.zeros_like(point), np.zeros_like(point))

    def update(gradient: Array, state: MomentsState, point: Array) -> tuple[Array, MomentsState]:
        t = state.steps + 1
        mean = mean_kept * state.mean + (1.0 - mean_kept) * gradient
        mean_square = square_kept * state.mean_square + (1.0 - square_kept) * gradient**2
        # Both averages start at 0 and so are too small at first, by exactly these factors.
        corrected_mean = mean / (1.0 - mean_kept**t)
        corrected_square = mean_square / (1.0 - square_kept**t)
        step = -rate * (corrected_mean / (np.sqrt(corrected_square) + small) + pull * point)
        return step, MomentsState(t, mean, mean_square)

    return Optimizer(name, init, update)


def _learning_rate(value: float) -> float:
    return as_number(value, "learning_rate", above=0)


def _share(value: float, name: str) -> float:
    return as_number(value, name, at_least=0, below=1)
