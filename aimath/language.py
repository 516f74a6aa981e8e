"""Next-token models by counting: what followed these words so far will follow them again.

A count model remembers, for every sequence of one, two or more tokens in a text, which tokens came next and
how often. To predict, it looks up the longest end of the prompt that it has met, and reads the counts as
probabilities.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from aimath.checks import Array, as_count, as_number
from aimath.errors import InputError, ShapeError
from aimath.probability import as_classes, as_distribution
from aimath.tokens import TokenIds, Vocabulary

Context = tuple[int, ...]


@dataclass(frozen=True)
class CountModel:
    """How often each token followed each context of a text."""

    size: int
    """How many tokens the vocabulary has."""
    length: int
    """How many tokens the longest contexts have."""
    followers: dict[Context, dict[int, int]]
    """For each context of 0 to `length` tokens: the tokens that came next, and how often each."""


@dataclass(frozen=True)
class CountPrediction:
    """What a count model says comes next, and what it counted."""

    context: Context
    """The longest end of the prompt that the model has met."""
    counts: Array
    """(tokens,) how often each token followed that context."""
    probabilities: Array
    """(tokens,) the same as shares of the whole."""


def count_followers(ids: TokenIds, size: int, *, length: int = 2) -> CountModel:
    """Count what follows what in a text.

    Args:
        ids: (tokens,) the text as numbers of the vocabulary, at least one.
        size: how many tokens the vocabulary has.
        length: how many tokens the longest contexts have, at least 0.

    Raises:
        InputError: if a number of the text is not below the size, or the text is empty.

    Example:
        >>> model = count_followers(np.array([1, 2, 1, 2, 1, 3]), 4, length=1)
        >>> model.followers[(1,)], model.followers[()]
        ({2: 2, 3: 1}, {1: 3, 2: 2, 3: 1})

    Source: D. Jurafsky, J. H. Martin, Speech and Language Processing, chapter on n-gram language models.
    """
    text = as_classes(ids, "ids", as_count(size, "size"))
    if not len(text):
        raise InputError("ids: expected at least one token, got none")
    tokens = text.tolist()
    followers: dict[Context, dict[int, int]] = {}
    for used in range(as_count(length, "length", at_least=0) + 1):
        for end in range(used, len(tokens)):
            counts = followers.setdefault(tuple(tokens[end - used : end]), {})
            counts[tokens[end]] = counts.get(tokens[end], 0) + 1
    return CountModel(size, length, followers)


def predict_by_counts(model: CountModel, prompt: Sequence[int] | TokenIds) -> CountPrediction:
    """Predict the next token from what followed the longest end of the prompt that the model has met.

    p(next | context) = count(context, next) / count(context)

    Args:
        model: the counts.
        prompt: the tokens so far, possibly none.

    Raises:
        InputError: if a number of the prompt is not in the vocabulary.

    Example:
        >>> model = count_followers(np.array([1, 2, 1, 2, 1, 3]), 4, length=2)
        >>> predict_by_counts(model, [2, 1]).probabilities
        array([0. , 0. , 0.5, 0.5])
        >>> predict_by_counts(model, [3, 2]).context
        (2,)
    """
    tokens = as_classes(prompt, "prompt", model.size).tolist()
    ends = (tuple(tokens[start:]) for start in range(max(0, len(tokens) - model.length), len(tokens) + 1))
    context = next(end for end in ends if end in model.followers)
    counts = np.zeros(model.size)
    for token, count in model.followers[context].items():
        counts[token] = count
    return CountPrediction(context, counts, counts / counts.sum())


def most_likely(
    probabilities: ArrayLike, vocabulary: Vocabulary, count: int = 5
) -> tuple[tuple[str, float], ...]:
    """Return the most likely tokens with their probabilities, the likeliest first.

    Args:
        probabilities: (tokens,) array.
        vocabulary: what the numbers mean.
        count: how many tokens, at least 1.

    Raises:
        ShapeError: if there are not as many probabilities as tokens.
        InputError: if the probabilities do not add up to 1.

    Example:
        >>> most_likely([0.0, 0.25, 0.75], Vocabulary(("<unknown>", "red", "blue")), 2)
        (('blue', 0.75), ('red', 0.25))
    """
    p = as_distribution(probabilities, "probabilities")
    if p.shape != (len(vocabulary),):
        raise ShapeError(f"probabilities: expected one for each of {len(vocabulary)} tokens, got {p.shape}")
    best = np.argsort(-p, kind="stable")[: as_count(count, "count")]
    return tuple((vocabulary.tokens[i], float(p[i])) for i in best)


def generate(
    predict: Callable[[TokenIds], Array],
    prompt: Sequence[int] | TokenIds,
    count: int,
    generator: np.random.Generator,
    *,
    temperature: float = 1.0,
) -> TokenIds:
    """Continue a prompt, drawing one token after the other from what a model predicts.

    A temperature T reshapes each distribution: p ← p^(1/T) / Σ p^(1/T); below 1 sharpens it, above 1
    flattens it.

    Args:
        predict: the tokens so far → (tokens,) probabilities of the next one.
        prompt: the tokens to begin with.
        count: how many tokens to add, at least 0.
        generator: draws them.
        temperature: T above 0.

    Returns:
        The prompt and what was added.

    Raises:
        InputError: if the temperature is not above 0, or a prediction is not a distribution.

    Example:
        >>> model = count_followers(np.array([1, 2, 1, 2, 1]), 3, length=1)
        >>> predict = lambda tokens: predict_by_counts(model, tokens).probabilities
        >>> generate(predict, [1], 3, np.random.default_rng(0))
        array([1, 2, 1, 2])
    """
    tokens = np.asarray(prompt, dtype=np.int64)
    heat = as_number(temperature, "temperature", above=0)
    for _ in range(as_count(count, "count", at_least=0)):
        p = as_distribution(predict(tokens), "prediction")
        # Relative to the likeliest token, so that no power can vanish for all of them.
        p = (p / p.max()) ** (1.0 / heat)
        tokens = np.append(tokens, generator.choice(len(p), p=p / p.sum()))
    return tokens
