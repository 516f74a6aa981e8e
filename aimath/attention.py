"""Attention: each word asks a question, every word offers a key, and what matches is mixed.

    scores  = Q Kᵀ                    how well each query matches each key: dot products
    scaled  = scores / (√d · T)       so that longer vectors do not make sharper choices
    weights = softmax(scaled)         a row of weights that add up to 1 for each query
    output  = weights V               each query's mix of the values

A causal mask forbids a word to look at later ones: their scaled scores become −∞, their weights 0.

Source: A. Vaswani et al., Attention Is All You Need (2017).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aimath.checks import Array, as_array, as_count, as_number
from aimath.errors import ShapeError


@dataclass(frozen=True)
class Attention:
    """One head of attention, step by step; n queries look at m keys."""

    queries: Array
    """(n, d) what each word looks for."""
    keys: Array
    """(m, d) what each word can be found by."""
    values: Array
    """(m, e) what each word passes on."""
    scores: Array
    """(n, m) the dot product of each query with each key."""
    scaled: Array
    """(n, m) scores divided by √d and the temperature."""
    allowed: NDArray[np.bool_]
    """(n, m) whether a query may look at a key."""
    masked: Array
    """(n, m) what the softmax sees: the scaled scores, −∞ where looking is forbidden."""
    weights: Array
    """(n, m) how much of each value a query takes; rows add up to 1, forbidden keys get exactly 0."""
    output: Array
    """(n, e) each query's mix of the values."""


@dataclass(frozen=True)
class MultiHeadAttention:
    """Several heads side by side, each looking at its own part of the projected words."""

    heads: tuple[Attention, ...]
    concatenated: Array
    """(n, heads · e) the heads' outputs, side by side."""
    output: Array
    """(n, width) what leaves: the concatenated outputs times the output weights."""


def attend(
    queries: ArrayLike,
    keys: ArrayLike,
    values: ArrayLike,
    *,
    causal: bool = False,
    temperature: float = 1.0,
) -> Attention:
    """Let each query mix the values of the keys it matches.

    weights = softmax(Q Kᵀ / (√d · T))   output = weights V

    Args:
        queries: (n, d) array.
        keys: (m, d) array.
        values: (m, e) array.
        causal: whether query i may look at keys 0 … i only; then n must equal m.
        temperature: T above 0; below 1 sharpens the choice, above 1 blurs it.

    Raises:
        ShapeError: if queries, keys and values do not fit each other.
        InputError: if a number is not finite, or the temperature not above 0.

    Example:
        >>> step = attend([[2.0, 0.0]], keys=[[1.0, 0.0], [0.0, 1.0]], values=[[10.0], [20.0]])
        >>> step.scores, step.weights.round(3), step.output.round(2)
        (array([[2., 0.]]), array([[0.804, 0.196]]), array([[11.96]]))

    Source: A. Vaswani et al., Attention Is All You Need (2017), section 3.2.1.
    """
    q, k, v = (
        as_array(array, name, dimensions=2)
        for array, name in ((queries, "queries"), (keys, "keys"), (values, "values"))
    )
    if q.shape[1] != k.shape[1]:
        raise ShapeError(f"keys: expected the queries' {q.shape[1]} columns, got shape {k.shape}")
    if len(k) != len(v):
        raise ShapeError(f"values: expected one for each of the {len(k)} keys, got shape {v.shape}")
    if causal and len(q) != len(k):
        raise ShapeError(f"keys: expected one for each of the {len(q)} queries under the mask, got {len(k)}")
    scores = q @ k.T
    divisor = np.sqrt(q.shape[1]) * as_number(temperature, "temperature", above=0)
    allowed = np.ones(scores.shape, dtype=np.bool_)
    if causal:
        allowed = np.tril(allowed)
    # Divided after the largest is subtracted, scores may be too far apart for numbers, but never NaN.
    weights = np.where(allowed, scores, -np.inf)
    weights -= weights.max(axis=1, keepdims=True)
    with np.errstate(over="ignore"):
        scaled = scores / divisor
        weights /= divisor
    masked = np.where(allowed, scaled, -np.inf)
    np.exp(weights, out=weights)
    weights /= weights.sum(axis=1, keepdims=True)
    return Attention(q, k, v, scores, scaled, allowed, masked, weights, weights @ v)


def self_attention(
    words: ArrayLike,
    query_weights: ArrayLike,
    key_weights: ArrayLike,
    value_weights: ArrayLike,
    *,
    causal: bool = False,
    temperature: float = 1.0,
) -> Attention:
    """Let words attend to each other: queries, keys and values are three projections of the same vectors.

    Q = X W_Q   K = X W_K   V = X W_V

    Args:
        words: X, (n, width) one vector a word.
        query_weights: W_Q, (width, d) array.
        key_weights: W_K, (width, d) array.
        value_weights: W_V, (width, e) array.
        causal: whether a word may look at itself and earlier words only.
        temperature: above 0; below 1 sharpens the choice, above 1 blurs it.

    Raises:
        ShapeError: if words and weights do not fit each other.
        InputError: if a number is not finite, or the temperature not above 0.

    Example:
        >>> step = self_attention(np.eye(2), np.eye(2), np.eye(2), [[1.0], [3.0]], causal=True)
        >>> step.weights.round(3)
        array([[1.  , 0.  ],
               [0.33, 0.67]])
        >>> step.output.round(2)
        array([[1.  ],
               [2.34]])

    Source: A. Vaswani et al., Attention Is All You Need (2017), section 3.2.3.
    """
    x = as_array(words, "words", dimensions=2)
    projected = [
        x @ _as_weights(weights, name, x.shape[1])
        for weights, name in (
            (query_weights, "query_weights"),
            (key_weights, "key_weights"),
            (value_weights, "value_weights"),
        )
    ]
    return attend(*projected, causal=causal, temperature=temperature)


def multi_head_attention(
    words: ArrayLike,
    query_weights: ArrayLike,
    key_weights: ArrayLike,
    value_weights: ArrayLike,
    output_weights: ArrayLike,
    *,
    heads: int,
    causal: bool = False,
    temperature: float = 1.0,
) -> MultiHeadAttention:
    """Let words attend to each other in several ways at once.

    headᵢ = attention of the i-th equal part of the columns of X W_Q, X W_K and X W_V
    output = [head₁ … headₕ] W_O

    Args:
        words: X, (n, width) one vector a word.
        query_weights: W_Q, (width, heads · d) array.
        key_weights: W_K, (width, heads · d) array.
        value_weights: W_V, (width, heads · e) array.
        output_weights: W_O, (heads · e, anything) array.
        heads: how many; must divide the columns of the weights.
        causal: whether a word may look at itself and earlier words only.
        temperature: above 0; below 1 sharpens the choice, above 1 blurs it.

    Raises:
        ShapeError: if words and weights do not fit each other, or the heads do not divide the columns.
        InputError: if a number is not finite or out of bounds.

    Example:
        >>> words = np.array([[1.0, 0.0], [0.0, 1.0]])
        >>> step = multi_head_attention(words, np.eye(2), np.eye(2), np.eye(2), np.eye(2), heads=2)
        >>> len(step.heads), step.heads[0].weights.round(2)
        (2, array([[0.73, 0.27],
               [0.5 , 0.5 ]]))
        >>> step.output.round(2)
        array([[0.73, 0.5 ],
               [0.5 , 0.73]])

    Source: A. Vaswani et al., Attention Is All You Need (2017), section 3.2.2.
    """
    x = as_array(words, "words", dimensions=2)
    count = as_count(heads, "heads")
    parts = []
    for weights, name in (
        (query_weights, "query_weights"),
        (key_weights, "key_weights"),
        (value_weights, "value_weights"),
    ):
        w = _as_weights(weights, name, x.shape[1])
        if w.shape[1] % count:
            raise ShapeError(f"{name}: expected columns that {count} heads can share, got shape {w.shape}")
        parts.append(np.split(x @ w, count, axis=1))
    each = tuple(
        attend(q, k, v, causal=causal, temperature=temperature) for q, k, v in zip(*parts, strict=True)
    )
    concatenated = np.concatenate([head.output for head in each], axis=1)
    output = concatenated @ _as_weights(output_weights, "output_weights", concatenated.shape[1])
    return MultiHeadAttention(each, concatenated, output)


def _as_weights(weights: ArrayLike, name: str, rows: int) -> Array:
    matrix = as_array(weights, name, dimensions=2)
    if len(matrix) != rows:
        raise ShapeError(f"{name}: expected {rows} rows, got shape {matrix.shape}")
    return matrix
