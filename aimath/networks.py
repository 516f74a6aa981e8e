"""A small multilayer perceptron, and its gradients by reverse-mode differentiation (backpropagation).

A layer multiplies by weights, adds biases and bends the result with an activation:

    z = a W + b      (pre-activation)
    a' = activation(z)

The last layer does not bend: its z are the network's outputs (predictions, or logits). A network without
hidden layers is linear, logistic or softmax regression, depending on the loss that is put behind it.

Backpropagation walks the layers backwards. With δ = ∂L/∂z of a layer:

    ∂L/∂W = aᵀ δ      ∂L/∂b = Σ over samples of δ      ∂L/∂a = δ Wᵀ

and ∂L/∂a times the activation's slope is the δ of the layer before.

Sources: Rumelhart, Hinton and Williams (1986); Glorot and Bengio (2010) and He et al. (2015) for the starting
weights.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aimath.checks import Array, as_array, as_count, look_up
from aimath.errors import InputError, ShapeError
from aimath.probability import sigmoid


@dataclass(frozen=True)
class Activation:
    """A function that bends each number, and its slope."""

    name: str
    value: Callable[[Array], Array]
    """The activation a of a pre-activation z."""
    slope: Callable[[Array], NDArray[Any]]
    """The derivative of the activation, given the *activation* a: cheaper than from z."""
    gain: float
    """Starting weights have the variance gain / inputs, which keeps the signal's size from layer to layer."""


# Fresh memory costs more than arithmetic on it, so each slope fills one array and no other.
def _relu_slope(a: Array) -> NDArray[np.bool_]:
    return a > 0


def _tanh_slope(a: Array) -> Array:
    slope = a * a
    return np.subtract(1.0, slope, out=slope)


def _sigmoid_slope(a: Array) -> Array:
    slope = 1.0 - a
    slope *= a
    return slope


ACTIVATIONS: Mapping[str, Activation] = {
    entry.name: entry
    for entry in (
        Activation("relu", lambda z: np.maximum(z, 0.0), _relu_slope, 2.0),
        Activation("tanh", np.tanh, _tanh_slope, 1.0),
        Activation("sigmoid", sigmoid, _sigmoid_slope, 1.0),
    )
}
"""Every activation by its name."""


@dataclass(frozen=True)
class Network:
    """The parameters of a multilayer perceptron: one matrix of weights and one vector of biases a layer."""

    weights: tuple[Array, ...]
    """Layer by layer, shape (inputs, outputs): column j holds what feeds unit j."""
    biases: tuple[Array, ...]
    """Layer by layer, shape (outputs,)."""
    activation: str = "tanh"
    """What bends the hidden layers: a name in `ACTIVATIONS`."""

    def __post_init__(self) -> None:
        """Refuse layers that do not fit each other."""
        shapes = [weights.shape for weights in self.weights]
        biases = [biases.shape for biases in self.biases]
        fits = (
            bool(shapes)
            and all(len(shape) == 2 for shape in shapes)
            and all(before[1] == after[0] for before, after in pairwise(shapes))
            and biases == [shape[1:] for shape in shapes]
        )
        if not fits:
            raise ShapeError(
                "network: expected matrices of weights with as many rows as the one before has columns, and "
                f"a bias for each column; got weights {shapes} and biases {biases}"
            )

    @property
    def sizes(self) -> tuple[int, ...]:
        """The number of inputs, of units in each hidden layer, and of outputs."""
        return (self.weights[0].shape[0], *(weights.shape[1] for weights in self.weights))

    @property
    def parameter_count(self) -> int:
        """How many weights and biases there are in all."""
        return sum(array.size for array in (*self.weights, *self.biases))


@dataclass(frozen=True)
class Forward:
    """What each layer computed on the way from inputs to outputs."""

    pre_activations: tuple[Array, ...]
    """z of each layer, shape (samples, units)."""
    activations: tuple[Array, ...]
    """The inputs, then a of each layer: one more than there are layers; the last equals the last z."""

    @property
    def inputs(self) -> Array:
        """What went in, shape (samples, inputs)."""
        return self.activations[0]

    @property
    def outputs(self) -> Array:
        """What came out, shape (samples, outputs)."""
        return self.activations[-1]


@dataclass(frozen=True)
class Gradients:
    """The derivatives of a loss by everything in a network, in the shapes of what they belong to."""

    weights: tuple[Array, ...]
    biases: tuple[Array, ...]
    deltas: tuple[Array, ...]
    """∂L/∂z of each layer, shape (samples, units)."""
    inputs: Array
    """∂L/∂inputs, shape (samples, inputs)."""


def create_network(
    sizes: Sequence[int], generator: np.random.Generator, *, activation: str = "tanh"
) -> Network:
    """Make a network with random starting weights and biases of 0.

    Weights are normal with variance gain / inputs of their layer; the gain is 2 for relu, 1 otherwise.

    Args:
        sizes: inputs, units of each hidden layer, outputs; at least two numbers.
        generator: where the weights come from.
        activation: a name in `ACTIVATIONS`.

    Raises:
        InputError: if there are fewer than two sizes, one is no whole number of at least 1, or the activation
            has no such name.

    Example:
        >>> network = create_network([2, 16, 1], np.random.default_rng(0))
        >>> [weights.shape for weights in network.weights], network.parameter_count
        ([(2, 16), (16, 1)], 65)
    """
    if len(sizes) < 2:
        raise InputError(f"sizes: expected at least two numbers, got {list(sizes)}")
    counts = [as_count(size, "sizes") for size in sizes]
    gain = look_up(ACTIVATIONS, activation, "activation").gain
    weights = tuple(
        generator.standard_normal((before, after)) * np.sqrt(gain / before)
        for before, after in pairwise(counts)
    )
    return Network(weights, tuple(np.zeros(after) for after in counts[1:]), activation)


def forward(network: Network, inputs: ArrayLike) -> Forward:
    """Send inputs through a network, keeping what each layer computes.

    Args:
        network: the parameters.
        inputs: shape (samples, inputs).

    Raises:
        ShapeError: if the inputs have another number of columns than the network takes.

    Example:
        >>> network = Network((np.eye(2), np.ones((2, 1))), (np.zeros(2), np.zeros(1)), "relu")
        >>> steps = forward(network, [[3.0, -1.0]])
        >>> steps.activations[1], steps.outputs
        (array([[3., 0.]]), array([[3.]]))
    """
    a = as_array(inputs, "inputs", dimensions=2, allow_empty=True)
    if a.shape[1] != network.sizes[0]:
        raise ShapeError(f"inputs: expected {network.sizes[0]} columns, got shape {a.shape}")
    bend = look_up(ACTIVATIONS, network.activation, "activation").value
    pre_activations, activations = [], [a]
    last = len(network.weights) - 1
    for layer, (weights, biases) in enumerate(zip(network.weights, network.biases, strict=True)):
        z = activations[-1] @ weights
        z += biases
        pre_activations.append(z)
        activations.append(z if layer == last else bend(z))
    return Forward(tuple(pre_activations), tuple(activations))


def backward(network: Network, steps: Forward, output_gradient: ArrayLike) -> Gradients:
    """Walk back through a network from the gradient of a loss by its outputs.

    Args:
        network: the parameters that `steps` were computed with.
        steps: what `forward` kept.
        output_gradient: ∂L/∂outputs, shape (samples, outputs).

    Raises:
        ShapeError: if the gradient has not the outputs' shape.

    Example:
        >>> network = Network((np.eye(2), np.ones((2, 1))), (np.zeros(2), np.zeros(1)), "relu")
        >>> gradients = backward(network, forward(network, [[3.0, -1.0]]), [[1.0]])
        >>> gradients.weights[1].ravel(), gradients.inputs
        (array([3., 0.]), array([[1., 0.]]))
    """
    delta = as_array(output_gradient, "output_gradient", allow_empty=True)
    if delta.shape != steps.outputs.shape:
        raise ShapeError(f"output_gradient: expected the outputs' {steps.outputs.shape}, got {delta.shape}")
    slope = look_up(ACTIVATIONS, network.activation, "activation").slope
    deltas: list[Array] = [delta]
    for layer in range(len(network.weights) - 1, 0, -1):
        delta = delta @ network.weights[layer].T
        delta *= slope(steps.activations[layer])
        deltas.append(delta)
    deltas.reverse()
    return Gradients(
        tuple(a.T @ delta for a, delta in zip(steps.activations, deltas, strict=False)),
        tuple(delta.sum(axis=0) for delta in deltas),
        tuple(deltas),
        deltas[0] @ network.weights[0].T,
    )


def flatten(network: Network | Gradients) -> Array:
    """Return all weights and biases as one vector: layer by layer, weights row by row, then biases.

    Example:
        >>> flatten(Network((np.array([[1.0, 2.0]]),), (np.array([3.0, 4.0]),)))
        array([1., 2., 3., 4.])
    """
    pairs = zip(network.weights, network.biases, strict=True)
    return np.concatenate([part.ravel() for pair in pairs for part in pair])


def unflatten(parameters: ArrayLike, like: Network) -> Network:
    """Return a network of the same build as `like` with its weights and biases taken from one vector.

    Args:
        parameters: shape (parameter_count,), in the order of `flatten`.
        like: the build: sizes and activation.

    Raises:
        ShapeError: if the vector has another length.

    Example:
        >>> network = create_network([2, 3, 1], np.random.default_rng(0))
        >>> unflatten(np.arange(13), network).biases
        (array([6., 7., 8.]), array([12.]))
    """
    vector = np.asarray(parameters, dtype=np.float64)
    if vector.shape != (like.parameter_count,):
        raise ShapeError(f"parameters: expected a vector of {like.parameter_count}, got shape {vector.shape}")
    weights, biases = [], []
    start = 0
    for before, after in pairwise(like.sizes):
        middle, end = start + before * after, start + before * after + after
        weights.append(vector[start:middle].reshape(before, after))
        biases.append(vector[middle:end])
        start = end
    return Network(tuple(weights), tuple(biases), like.activation)
