"""Probabilities out of scores: sigmoid, softmax, and how surprised, uncertain or different distributions are.

A model computes scores, any numbers at all, called *logits*. Sigmoid turns one logit into the probability of
a yes; softmax turns a row of logits into probabilities that add up to 1. Both are written so that a logit of
10,000 neither overflows nor becomes NaN: only differences between logits matter, so the largest is
subtracted.

Everything here works on the last axis: a vector is one distribution, a matrix is one distribution a row.
Logarithms are natural, so information is measured in nats.

Source: Goodfellow, Bengio and Courville (2016), *Deep Learning*, sections 3.13, 4.1 and 6.2.2.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aimath.checks import Array, as_array, as_number
from aimath.errors import InputError, ShapeError

Classes = NDArray[np.int64]
"""Class numbers 0, 1, 2 …"""

SUM_TOLERANCE = 1e-6
"""How far from 1 the sum of a distribution may be."""


@dataclass(frozen=True)
class Softmax:
    """Softmax with each of its steps, all of the logits' shape but `totals`."""

    logits: Array
    shifted: Array
    """Logits less the largest of their row, divided by the temperature: at most 0."""
    exponentials: Array
    totals: Array
    """The sum of each row's exponentials; its last axis has length 1."""
    probabilities: Array


def sigmoid(logits: ArrayLike) -> Array:
    """Return the probability of a yes for each logit.

    sigmoid(z) = 1 / (1 + e^(−z)), for negative z computed as e^z / (1 + e^z), so that nothing overflows.

    Args:
        logits: any shape.

    Returns:
        Probabilities in [0, 1], of the same shape.

    Raises:
        InputError: if a logit is not a finite number.

    Example:
        >>> sigmoid([-10_000, 0, 10_000])
        array([0. , 0.5, 1. ])
    """
    z = as_array(logits, "logits", allow_empty=True)
    small = np.exp(-np.abs(z))
    return np.asarray(np.where(z >= 0, 1.0, small) / (1.0 + small))


def softmax_steps(logits: ArrayLike, *, temperature: float = 1.0) -> Softmax:
    """Turn each row of logits into probabilities, keeping every step.

    softmax(z)ᵢ = e^(zᵢ/T) / Σⱼ e^(zⱼ/T), with the row's largest zⱼ subtracted from all of them first.

    Args:
        logits: shape (..., classes).
        temperature: T > 0; below 1 sharpens the distribution, above 1 flattens it.

    Raises:
        InputError: if a logit is not a finite number, or the temperature is not above 0.

    Example:
        >>> steps = softmax_steps([2.0, 1.0, 0.0])
        >>> steps.exponentials.round(3), steps.totals.round(3)
        (array([1.   , 0.368, 0.135]), array([1.503]))
        >>> steps.probabilities.round(3)
        array([0.665, 0.245, 0.09 ])
    """
    z = _rows(logits, "logits")
    divisor = as_number(temperature, "temperature", above=0)
    # What lies too far below the largest to be a number is −∞ then, of which nothing is left.
    with np.errstate(over="ignore"):
        shifted = z - z.max(axis=-1, keepdims=True)
        shifted /= divisor
    exponentials = np.exp(shifted)
    totals = exponentials.sum(axis=-1, keepdims=True)
    return Softmax(z, shifted, exponentials, totals, exponentials / totals)


def softmax(logits: ArrayLike, *, temperature: float = 1.0) -> Array:
    """Turn each row of logits into probabilities that add up to 1.

    softmax(z)ᵢ = e^(zᵢ/T) / Σⱼ e^(zⱼ/T)

    Args:
        logits: shape (..., classes).
        temperature: T > 0; below 1 sharpens the distribution, above 1 flattens it.

    Returns:
        Probabilities of the same shape.

    Raises:
        InputError: if a logit is not a finite number, or the temperature is not above 0.

    Example:
        >>> softmax([0.0, np.log(3)])
        array([0.25, 0.75])
        >>> softmax([10_000, 0])
        array([1., 0.])
    """
    return softmax_steps(logits, temperature=temperature).probabilities


def log_softmax(logits: ArrayLike) -> Array:
    """Return the logarithms of the softmax probabilities without ever taking the logarithm of 0.

    log softmax(z)ᵢ = zᵢ − log Σⱼ e^(zⱼ)

    Args:
        logits: shape (..., classes).

    Raises:
        InputError: if a logit is not a finite number.

    Example:
        >>> log_softmax([10_000, 0])
        array([     0., -10000.])
    """
    z = _rows(logits, "logits")
    logarithms = z - z.max(axis=-1, keepdims=True)
    logarithms -= np.log(np.exp(logarithms).sum(axis=-1, keepdims=True))
    return np.asarray(logarithms)


def entropy(distribution: ArrayLike) -> Array:
    """Return how uncertain each distribution is, in nats: 0 if sure, log(classes) if all are alike.

    H(p) = −Σᵢ pᵢ log pᵢ, where an outcome of probability 0 adds nothing.

    Args:
        distribution: probabilities, shape (..., classes).

    Returns:
        One number a row, shape (...).

    Raises:
        InputError: if a row is not a distribution.

    Example:
        >>> entropy([[0.5, 0.5], [1.0, 0.0]]).round(4)
        array([0.6931, 0.    ])
    """
    p = as_distribution(distribution, "distribution")
    return np.asarray(-(p * np.log(np.where(p > 0, p, 1.0))).sum(axis=-1)) + 0.0


def kl_divergence(truth: ArrayLike, model: ArrayLike) -> Array:
    """Return how many nats it costs to believe in `model` where `truth` holds: 0 only when they agree.

    KL(p ‖ q) = Σᵢ pᵢ log(pᵢ / qᵢ)

    Args:
        truth: p, probabilities, shape (..., classes).
        model: q, probabilities of the same shape.

    Returns:
        One number a row, shape (...), never below 0.

    Raises:
        ShapeError: if the shapes differ.
        InputError: if a row is not a distribution, or the model rules out what the truth holds possible
            (the divergence would be infinite).

    Example:
        >>> kl_divergence([0.5, 0.5], [0.25, 0.75]).round(4)
        np.float64(0.1438)
    """
    p, q = as_distribution(truth, "truth"), as_distribution(model, "model")
    if p.shape != q.shape:
        raise ShapeError(f"model: expected the shape of truth {p.shape}, got {q.shape}")
    possible = p > 0
    if (q[possible] == 0).any():
        raise InputError(
            "model: expected a probability above 0 wherever truth has one, got 0; "
            "the divergence would be infinite, so give that outcome a little probability"
        )
    logarithms = np.log(np.where(possible, p, 1.0)) - np.log(np.where(possible, q, 1.0))
    return np.asarray(np.maximum((p * logarithms).sum(axis=-1), 0.0))[()]


def one_hot(classes: ArrayLike, count: int) -> Array:
    """Return each class number as the distribution that is sure of it: a 1 in its place, 0 elsewhere.

    Args:
        classes: class numbers 0 … count − 1, shape (samples,).
        count: the number of classes.

    Returns:
        Shape (samples, count).

    Raises:
        InputError: if a class is not a whole number from 0 to count − 1.

    Example:
        >>> one_hot([2, 0], 3)
        array([[0., 0., 1.],
               [1., 0., 0.]])
    """
    numbers = as_classes(classes, "classes", count)
    rows = np.zeros((len(numbers), count))
    rows[np.arange(len(numbers)), numbers] = 1.0
    return rows


def as_classes(classes: ArrayLike, name: str, count: int, *, dimensions: int = 1) -> Classes:
    """Return `classes` as whole numbers from 0 to count − 1, in a vector unless `dimensions` says otherwise.

    Raises:
        InputError: if one of them is anything else.
        ShapeError: if they have another number of axes.

    Example:
        >>> as_classes([0, 2.0], "labels", 3)
        array([0, 2])
        >>> as_classes([0, 3], "labels", 3)
        Traceback (most recent call last):
        ...
        aimath.errors.InputError: labels: expected whole numbers from 0 to 2, got 3.0 at index 1
    """
    numbers = as_array(classes, name, dimensions=dimensions, allow_empty=True)
    wrong = (numbers < 0) | (numbers >= count) | (numbers != np.floor(numbers))
    if wrong.any():
        place = tuple(int(index) for index in np.argwhere(wrong)[0])
        at = place[0] if len(place) == 1 else place
        raise InputError(
            f"{name}: expected whole numbers from 0 to {count - 1}, got {numbers[place]} at index {at}"
        )
    return numbers.astype(np.int64)


def as_distribution(distribution: ArrayLike, name: str) -> Array:
    """Return `distribution` as an array whose rows are at least 0 and add up to 1.

    Raises:
        InputError: if a row does not.

    Example:
        >>> as_distribution([0.5, 0.6], "p")
        Traceback (most recent call last):
        ...
        aimath.errors.InputError: p: expected probabilities that add up to 1, got a sum of 1.1; divide by it
    """
    p = _rows(distribution, name)
    if (p < 0).any():
        raise InputError(f"{name}: expected probabilities of at least 0, got {p.min():.6g}")
    sums = p.sum(axis=-1).ravel()
    wrong = np.abs(sums - 1) > SUM_TOLERANCE
    if wrong.any():
        total = sums[int(np.argmax(wrong))]
        raise InputError(
            f"{name}: expected probabilities that add up to 1, got a sum of {total:.6g}; divide by it"
        )
    return p


def _rows(values: ArrayLike, name: str) -> Array:
    array = as_array(values, name, allow_empty=True)
    if array.ndim == 0:
        raise ShapeError(f"{name}: expected at least one axis, got a single number; wrap it in a list")
    if array.shape[-1] == 0:
        raise InputError(f"{name}: expected at least one class, got shape {array.shape}")
    return array
