"""The training loop: measure how wrong, find the direction, step, repeat.

`measure` is one turn's forward pass, loss and gradients, each kept. `fit` repeats turns for a number of
epochs (an epoch shows the model every sample once) and keeps the parameters and the errors of every epoch,
so that a film can replay the run and see where learning turns into memorising: there the loss on held-out
samples stops falling.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aimath.checks import Array, as_array, as_count, look_up
from aimath.errors import InputError, ShapeError
from aimath.losses import LOSSES, Loss
from aimath.networks import Forward, Gradients, Network, backward, flatten, forward, unflatten
from aimath.optimizers import Optimizer

DIVERGED = 1e6
"""A run has diverged when its loss is this many times what it began with (or 1, if it began below)."""


class Stopped(Enum):
    """Why a training run came to its end."""

    EPOCHS_USED_UP = "epochs used up"
    GOOD_ENOUGH = "good enough"
    DIVERGED = "diverged"


@dataclass(frozen=True)
class Measurement:
    """One forward pass, how wrong it was, and which way every parameter should move."""

    forward: Forward
    loss: Loss
    gradients: Gradients


@dataclass(frozen=True)
class Training:
    """A whole run, epoch by epoch; entry 0 is the network before its first step."""

    start: Network
    """Where the run began; every other network of the run has its build."""
    parameters: Array
    """(epochs + 1, parameters) the flattened network after each epoch."""
    losses: Array
    """(epochs + 1,) the loss on the training samples."""
    held_out_losses: Array | None
    """(epochs + 1,) the loss on the held-out samples, if there were any."""
    accuracies: Array | None
    """(epochs + 1,) the share of training samples classified right; None where targets are numbers."""
    held_out_accuracies: Array | None
    """(epochs + 1,) the same on the held-out samples, if there were any."""
    stopped: Stopped
    """Why the run ended."""

    @property
    def epochs(self) -> int:
        """How many epochs were run."""
        return len(self.losses) - 1

    def network(self, epoch: int = -1) -> Network:
        """Return the network as it was after an epoch, by default the last."""
        return unflatten(self.parameters[epoch], self.start)


def output_loss(outputs: ArrayLike, targets: ArrayLike, loss: str) -> Loss:
    """Return a loss of a network's outputs; one column of outputs meets targets that are one number a sample.

    Args:
        outputs: (samples, outputs) array.
        targets: (samples,) array, or (samples, outputs) where the loss takes that.
        loss: a name in `LOSSES` that takes raw outputs.

    Returns:
        The loss, whose gradient has the outputs' shape.

    Raises:
        InputError: if the loss has no such name, or takes probabilities.
        ShapeError: if outputs and targets do not fit.

    Example:
        >>> output_loss([[1.0], [3.0]], [1.0, 1.0], "mean_squared_error").gradient
        array([[0.],
               [2.]])
    """
    entry = look_up(LOSSES, loss, "loss")
    if entry.prediction.startswith("probab"):
        raise InputError(f"loss: {loss} takes probabilities; use {loss}_from_logits on a network's outputs")
    columns = as_array(outputs, "outputs", dimensions=2)
    if entry.target == "classes" or np.ndim(targets) == 2:
        return entry.function(columns, targets)
    if columns.shape[1] != 1:
        raise ShapeError(f"outputs: expected one column for these targets, got shape {columns.shape}")
    result = entry.function(columns[:, 0], targets)
    return replace(result, gradient=result.gradient[:, None])


def accuracy(outputs: ArrayLike, targets: ArrayLike, loss: str) -> float | None:
    """Return the share of samples that a network's outputs classify right, or None where targets are numbers.

    The decision is the largest output or, where there is one output only, whether it is above 0.

    Args:
        outputs: (samples, outputs) array.
        targets: what the loss takes.
        loss: a name in `LOSSES`.

    Raises:
        InputError: if the loss has no such name.

    Example:
        >>> accuracy([[0.2], [-1.0], [3.0], [0.1]], [1, 1, 1, 0], "binary_cross_entropy_from_logits")
        0.5
    """
    kind = look_up(LOSSES, loss, "loss").target
    columns, truth = as_array(outputs, "outputs", dimensions=2), np.asarray(targets)
    if kind == "numbers":
        return None
    if kind == "classes":
        classes = truth if truth.ndim == 1 else truth.argmax(axis=1)
        return float(np.mean(columns.argmax(axis=1) == classes))
    yes = truth > (0.5 if kind == "yes or no" else 0.0)
    return float(np.mean((columns[:, 0] > 0) == yes))


def measure(network: Network, inputs: ArrayLike, targets: ArrayLike, loss: str) -> Measurement:
    """Send samples forward, measure the loss, and send its gradient back.

    Args:
        network: the parameters.
        inputs: (samples, inputs) array.
        targets: what the loss takes.
        loss: a name in `LOSSES` that takes raw outputs.

    Raises:
        InputError: if the loss has no such name, or takes probabilities.
        ShapeError: if inputs, network and targets do not fit.

    Example:
        >>> line = Network((np.array([[2.0]]),), (np.array([0.0]),))
        >>> turn = measure(line, [[1.0], [2.0]], [3.0, 5.0], "mean_squared_error")
        >>> turn.loss.value, turn.gradients.weights[0], turn.gradients.biases[0]
        (1.0, array([[-3.]]), array([-2.]))
    """
    steps = forward(network, inputs)
    result = output_loss(steps.outputs, targets, loss)
    return Measurement(steps, result, backward(network, steps, result.gradient))


def fit(
    network: Network,
    inputs: ArrayLike,
    targets: ArrayLike,
    *,
    loss: str,
    optimizer: Optimizer[Any],
    epochs: int,
    held_out: tuple[ArrayLike, ArrayLike] | None = None,
    batch_size: int | None = None,
    generator: np.random.Generator | None = None,
    good_enough: float | None = None,
) -> Training:
    """Train a network, keeping its parameters and errors after every epoch.

    A run whose loss is no longer finite, or a million times what it began with, has diverged and stops; the
    last epoch with finite numbers is kept.

    Args:
        network: where to start.
        inputs: (samples, inputs) array.
        targets: what the loss takes.
        loss: a name in `LOSSES` that takes raw outputs.
        optimizer: turns gradients into steps.
        epochs: how many times to show every sample, at least 0.
        held_out: inputs and targets that are measured but never learned from.
        batch_size: how many samples a step looks at; None for all of them.
        generator: shuffles the samples before each epoch; needed with `batch_size`, and only there.
        good_enough: stop as soon as the loss (on the held-out samples, if there are any) is no higher than
            this.

    Raises:
        InputError: if a number is out of bounds, a name unknown, or the generator missing.
        ShapeError: if inputs, network and targets do not fit.

    Example:
        >>> from aimath.optimizers import gradient_descent
        >>> start = Network((np.zeros((1, 1)),), (np.zeros(1),))
        >>> run = fit(start, [[0.0], [1.0]], [1.0, 3.0], loss="mean_squared_error",
        ...           optimizer=gradient_descent(0.5), epochs=100)
        >>> run.network().weights[0].round(3), run.network().biases[0].round(3), run.stopped.value
        (array([[2.]]), array([1.]), 'epochs used up')

    Source: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning (2016), sections 7.8 and 8.1.
    """
    x, y = as_array(inputs, "inputs", dimensions=2), np.asarray(targets)
    most = as_count(epochs, "epochs", at_least=0)
    size = None if batch_size is None else as_count(batch_size, "batch_size")
    if (size is None) != (generator is None):
        raise InputError("generator: expected one with batch_size and none without; give both or neither")
    path: list[Array] = []
    scores: list[_Score] = []
    held_out_scores: list[_Score] = []
    stopped = Stopped.EPOCHS_USED_UP
    try:
        # Overflow on the way is what divergence looks like, and is reported as such.
        with np.errstate(over="ignore", invalid="ignore"):
            turns = _epochs(network, x, y, loss, optimizer, lambda: _batches(len(x), size, generator))
            for parameters, seen in islice(turns, most + 1):
                watched = seen if held_out is None else _see(seen.network, *held_out, loss)
                path.append(parameters)
                scores.append(seen.score)
                held_out_scores.append(watched.score)
                if seen.loss.value > DIVERGED * max(scores[0].loss, 1.0):
                    raise _Overflow
                if good_enough is not None and watched.loss.value <= good_enough:
                    stopped = Stopped.GOOD_ENOUGH
                    break
    except _Overflow:
        stopped = Stopped.DIVERGED
    if not path:
        raise InputError("network: expected a finite loss before the first step; start from smaller weights")
    losses, accuracies = _curves(scores)
    held_out_losses, held_out_accuracies = (None, None) if held_out is None else _curves(held_out_scores)
    return Training(
        start=network,
        parameters=np.array(path),
        losses=losses,
        held_out_losses=held_out_losses,
        accuracies=accuracies,
        held_out_accuracies=held_out_accuracies,
        stopped=stopped,
    )


def _epochs(
    network: Network,
    inputs: Array,
    targets: NDArray[Any],
    loss: str,
    optimizer: Optimizer[Any],
    batches: Callable[[], Iterable[NDArray[np.int64] | None]],
) -> Iterator[tuple[Array, "_Seen"]]:
    """Yield the parameters before the first epoch and after each, with what they make of all samples."""
    parameters = flatten(network)
    state = optimizer.init(parameters)
    while True:
        everything = _see(unflatten(parameters, network), inputs, targets, loss)
        yield parameters, everything
        for batch in batches():
            if batch is None:
                seen = everything
            else:
                seen = _see(unflatten(parameters, network), inputs[batch], targets[batch], loss)
            step, state = optimizer.update(seen.gradient(), state, parameters)
            parameters = parameters + step


class _Overflow(Exception):
    """A number on the way is no longer finite, or absurdly large."""


class _Score(NamedTuple):
    loss: float
    accuracy: float | None


@dataclass(frozen=True)
class _Seen:
    """A network that has looked at samples; the gradient is computed only when asked for."""

    network: Network
    forward: Forward
    loss: Loss
    score: _Score

    def gradient(self) -> Array:
        return flatten(backward(self.network, self.forward, self.loss.gradient))


def _see(network: Network, inputs: ArrayLike, targets: ArrayLike, loss: str) -> _Seen:
    steps = forward(network, inputs)
    if not np.isfinite(steps.outputs).all():
        raise _Overflow
    result = output_loss(steps.outputs, targets, loss)
    if not np.isfinite(result.value):
        raise _Overflow
    return _Seen(network, steps, result, _Score(result.value, accuracy(steps.outputs, targets, loss)))


def _batches(
    samples: int, size: int | None, generator: np.random.Generator | None
) -> Iterator[NDArray[np.int64] | None]:
    """Yield the indices of each batch of one epoch; None stands for all samples at once."""
    if size is None or generator is None:
        yield None
        return
    order = generator.permutation(samples)
    for start in range(0, samples, size):
        yield order[start : start + size]


def _curves(scores: list[_Score]) -> tuple[Array, Array | None]:
    losses = np.array([score.loss for score in scores])
    accuracies = [score.accuracy for score in scores if score.accuracy is not None]
    return losses, np.array(accuracies) if accuracies else None
