"""A next-token model as a tiny neural network: it reads the vectors of the last few tokens.

    look up     the vectors of the last tokens, side by side
    network     one hidden layer, then a score (logit) for each token of the vocabulary
    softmax     the scores become probabilities of the next token

Counting needs to have met a context; the network may guess well after one it never met, because tokens that
are used alike get vectors that are alike. Vectors and network are learned together, by the same gradients.

Source: Y. Bengio, R. Ducharme, P. Vincent, C. Jauvin, A Neural Probabilistic Language Model (2003).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from aimath.checks import Array, as_count
from aimath.errors import InputError, ShapeError
from aimath.losses import ProbabilityLoss, cross_entropy_from_logits
from aimath.networks import Forward, Gradients, Network, backward, create_network, flatten, forward, unflatten
from aimath.optimizers import Optimizer
from aimath.probability import as_classes, softmax
from aimath.tokens import TokenIds

EVALUATED_TOGETHER = 2048
"""How many contexts are measured at once: their logits for a thousand tokens take 16 MB."""


@dataclass(frozen=True)
class LanguageNetwork:
    """The parameters of the model."""

    embeddings: Array
    """(tokens, width) the vector of each token."""
    network: Network
    """Takes length · width numbers, gives one logit for each token."""

    @property
    def size(self) -> int:
        """How many tokens the vocabulary has."""
        return len(self.embeddings)

    @property
    def length(self) -> int:
        """How many tokens the model looks back."""
        return self.network.sizes[0] // int(self.embeddings.shape[1])


@dataclass(frozen=True)
class LanguageStep:
    """One forward pass over some contexts, how wrong it was, and which way every parameter should move."""

    looked_up: Array
    """(samples, length · width) the vectors of each context's tokens, side by side."""
    forward: Forward
    loss: ProbabilityLoss
    gradients: Gradients
    embedding_gradients: Array
    """(tokens, width) the derivative of the loss by each token's vector."""


@dataclass(frozen=True)
class LanguageTraining:
    """A whole run, epoch by epoch; entry 0 is the model before its first step."""

    start: LanguageNetwork
    parameters: Array
    """(epochs + 1, parameters) embeddings, then the flattened network, after each epoch."""
    losses: Array
    """(epochs + 1,) the average loss on the text, in nats a token."""
    held_out_losses: Array | None
    """(epochs + 1,) the same on held-out text, if there was any."""

    def model(self, epoch: int = -1) -> LanguageNetwork:
        """Return the model as it was after an epoch, by default the last."""
        return _unflatten(self.parameters[epoch], self.start)


def create_language_network(
    size: int, generator: np.random.Generator, *, length: int = 3, width: int = 16, hidden: int = 64
) -> LanguageNetwork:
    """Make a model with random vectors and weights.

    Args:
        size: how many tokens the vocabulary has.
        generator: where the numbers come from.
        length: how many tokens to look back.
        width: how many numbers a token's vector has.
        hidden: how many units the hidden layer has.

    Raises:
        InputError: if a number is below 1.

    Example:
        >>> model = create_language_network(50, np.random.default_rng(0), length=2, width=8, hidden=16)
        >>> model.embeddings.shape, model.network.sizes
        ((50, 8), (16, 16, 50))
    """
    tokens, numbers = as_count(size, "size"), as_count(width, "width")
    embeddings = generator.standard_normal((tokens, numbers))
    return LanguageNetwork(
        embeddings,
        create_network([as_count(length, "length") * numbers, as_count(hidden, "hidden"), tokens], generator),
    )


def contexts_of(ids: TokenIds, length: int) -> tuple[TokenIds, TokenIds]:
    """Cut a text into contexts of `length` tokens and the token that came after each.

    Returns:
        (samples, length) contexts and (samples,) next tokens.

    Raises:
        InputError: if the text is not longer than a context.

    Example:
        >>> contexts_of(np.array([5, 6, 7, 8]), 2)
        (array([[5, 6],
               [6, 7]]), array([7, 8]))
    """
    if len(ids) <= as_count(length, "length"):
        raise InputError(f"ids: expected more than {length} tokens, got {len(ids)}")
    return np.lib.stride_tricks.sliding_window_view(ids, length)[:-1].copy(), ids[length:]


def predict_by_network(model: LanguageNetwork, prompt: Sequence[int] | TokenIds) -> Array:
    """Return the probability of each token to come next.

    Args:
        model: the parameters.
        prompt: the tokens so far, at least as many as the model looks back.

    Returns:
        (tokens,) probabilities.

    Raises:
        InputError: if the prompt is too short, or a number of it not in the vocabulary.

    Example:
        >>> model = create_language_network(4, np.random.default_rng(0), length=2)
        >>> predict_by_network(model, [0, 3, 1]).sum().round(6)
        np.float64(1.0)
    """
    tokens = as_classes(prompt, "prompt", model.size)
    if len(tokens) < model.length:
        raise InputError(f"prompt: expected at least {model.length} tokens, got {len(tokens)}")
    probabilities: Array = softmax(_forward(model, tokens[None, -model.length :]).outputs)[0]
    return probabilities


def measure_language(model: LanguageNetwork, contexts: TokenIds, targets: TokenIds) -> LanguageStep:
    """Send contexts forward, measure the surprise at what came next, and send its gradient back.

    Args:
        model: the parameters.
        contexts: (samples, length) array of tokens.
        targets: (samples,) array of the tokens that came next.

    Raises:
        ShapeError: if the contexts are not as long as the model looks back.
        InputError: if a number is not in the vocabulary.

    Example:
        >>> model = create_language_network(4, np.random.default_rng(0), length=2, width=3)
        >>> step = measure_language(model, np.array([[0, 1], [1, 1]]), np.array([1, 2]))
        >>> step.embedding_gradients.shape, step.embedding_gradients[3]
        ((4, 3), array([0., 0., 0.]))
    """
    tokens = as_classes(contexts, "contexts", model.size, dimensions=2)
    steps = _forward(model, tokens)
    loss = cross_entropy_from_logits(steps.outputs, targets)
    gradients = backward(model.network, steps, loss.gradient)
    embedding_gradients = np.zeros_like(model.embeddings)
    # A token that stands in several places gets the sum of what each place asks for.
    np.add.at(embedding_gradients, tokens.ravel(), gradients.inputs.reshape(tokens.size, -1))
    return LanguageStep(steps.inputs, steps, loss, gradients, embedding_gradients)


def fit_language_network(
    model: LanguageNetwork,
    ids: TokenIds,
    *,
    optimizer: Optimizer[Any],
    epochs: int,
    generator: np.random.Generator,
    held_out: TokenIds | None = None,
    batch_size: int = 256,
) -> LanguageTraining:
    """Train a model to predict each token of a text from those before it.

    Args:
        model: where to start.
        ids: (tokens,) the text as numbers of the vocabulary.
        optimizer: turns gradients into steps.
        epochs: how many times to read the text, at least 0.
        generator: shuffles the contexts before each epoch.
        held_out: (tokens,) text that is measured but never learned from.
        batch_size: how many contexts a step looks at.

    Raises:
        InputError: if a number is out of bounds, or a text not longer than a context.

    Example:
        >>> from aimath.optimizers import adam
        >>> generator = np.random.default_rng(0)
        >>> model = create_language_network(3, generator, length=1, width=4, hidden=8)
        >>> text = np.array([0, 1, 2] * 20)
        >>> run = fit_language_network(model, text, optimizer=adam(0.05), epochs=30, generator=generator)
        >>> predict_by_network(run.model(), [1]).round(2)
        array([0., 0., 1.])
    """
    contexts, targets = contexts_of(as_classes(ids, "ids", model.size), model.length)
    apart = (
        None if held_out is None else contexts_of(as_classes(held_out, "held_out", model.size), model.length)
    )
    together = as_count(batch_size, "batch_size")
    parameters = _flatten(model.embeddings, model.network)
    state = optimizer.init(parameters)
    path, losses, held_out_losses = [], [], []
    for epoch in range(as_count(epochs, "epochs", at_least=0) + 1):
        order = generator.permutation(len(contexts)) if epoch > 0 else np.arange(0)
        for start in range(0, len(order), together):
            batch = order[start : start + together]
            turn = measure_language(_unflatten(parameters, model), contexts[batch], targets[batch])
            gradient = _flatten(turn.embedding_gradients, turn.gradients)
            step, state = optimizer.update(gradient, state, parameters)
            parameters = parameters + step
        current = _unflatten(parameters, model)
        path.append(parameters)
        losses.append(_average_loss(current, contexts, targets))
        if apart is not None:
            held_out_losses.append(_average_loss(current, *apart))
    return LanguageTraining(
        start=model,
        parameters=np.array(path),
        losses=np.array(losses),
        held_out_losses=None if apart is None else np.array(held_out_losses),
    )


def _forward(model: LanguageNetwork, contexts: TokenIds) -> Forward:
    if contexts.ndim != 2 or contexts.shape[1] != model.length:
        raise ShapeError(f"contexts: expected {model.length} tokens a row, got shape {contexts.shape}")
    return forward(model.network, model.embeddings[contexts].reshape(len(contexts), -1))


def _average_loss(model: LanguageNetwork, contexts: TokenIds, targets: TokenIds) -> float:
    total = 0.0
    for start in range(0, len(contexts), EVALUATED_TOGETHER):
        part = slice(start, start + EVALUATED_TOGETHER)
        total += float(
            cross_entropy_from_logits(_forward(model, contexts[part]).outputs, targets[part]).terms.sum()
        )
    return total / len(contexts)


def _flatten(embeddings: Array, network: Network | Gradients) -> Array:
    return np.concatenate([embeddings.ravel(), flatten(network)])


def _unflatten(parameters: Array, like: LanguageNetwork) -> LanguageNetwork:
    embeddings = parameters[: like.embeddings.size].reshape(like.embeddings.shape)
    return LanguageNetwork(embeddings, unflatten(parameters[like.embeddings.size :], like.network))
