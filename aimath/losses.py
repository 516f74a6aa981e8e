"""Losses: how wrong a model is, as one number, and which way each prediction should move.

Every loss takes what the model said and what was true, one sample a row, and returns what each sample pays
(`terms`), their mean (`value`), and the derivative of that mean by each prediction (`gradient`).
`LOSSES` lists them with what they take, so that a training loop can be told a name.

Sources: Goodfellow, Bengio and Courville (2016), *Deep Learning*, sections 5.5 and 6.2; Cortes and Vapnik
(1995) for the hinge; Crammer and Singer (2001) for its form with many classes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from aimath.checks import Array, as_array, as_number
from aimath.errors import InputError, ShapeError
from aimath.probability import as_classes, as_distribution, log_softmax, one_hot, sigmoid


@dataclass(frozen=True)
class Loss:
    """How wrong a batch of predictions is."""

    value: float
    """The mean of the terms."""
    terms: Array
    """What each sample pays, shape (samples,)."""
    gradient: Array
    """The derivative of the value by each prediction, in the predictions' shape."""


@dataclass(frozen=True)
class ResidualLoss(Loss):
    """A loss of the distance between prediction and target."""

    residuals: Array
    """Prediction less target, in the predictions' shape."""


@dataclass(frozen=True)
class ProbabilityLoss(Loss):
    """A loss of the probability given to what happened."""

    probabilities: Array
    """What the model gives each class (or the yes), in the predictions' shape."""


@dataclass(frozen=True)
class MarginLoss(Loss):
    """A loss of how clearly the right side wins."""

    margins: Array
    """How far each sample's score is on the right side, shape (samples,); negative means misclassified."""


def mean_squared_error(prediction: ArrayLike, target: ArrayLike) -> ResidualLoss:
    """Return the average squared distance of the predictions from their targets.

    L = mean (ŷ − y)²   ∂L/∂ŷ = 2 (ŷ − y) / count

    Args:
        prediction: ŷ, shape (samples,) or (samples, outputs).
        target: y, of the same shape.

    Raises:
        ShapeError: if the shapes differ.
        InputError: if a number is not finite, or there are none.

    Example:
        >>> loss = mean_squared_error([1.0, 4.0], [2.0, 2.0])
        >>> loss.value, loss.terms, loss.gradient
        (2.5, array([1., 4.]), array([-1.,  2.]))
    """
    residuals = _residuals(prediction, target)
    terms = _per_sample(residuals * residuals)
    return ResidualLoss(float(terms.mean()), terms, residuals * (2 / residuals.size), residuals)


def mean_absolute_error(prediction: ArrayLike, target: ArrayLike) -> ResidualLoss:
    """Return the average distance of the predictions from their targets; an outlier pays only in proportion.

    L = mean |ŷ − y|   ∂L/∂ŷ = sign(ŷ − y) / count, taken as 0 at the kink ŷ = y

    Args:
        prediction: ŷ, shape (samples,) or (samples, outputs).
        target: y, of the same shape.

    Raises:
        ShapeError: if the shapes differ.
        InputError: if a number is not finite, or there are none.

    Example:
        >>> loss = mean_absolute_error([1.0, 4.0], [2.0, 2.0])
        >>> loss.value, loss.gradient
        (1.5, array([-0.5,  0.5]))
    """
    residuals = _residuals(prediction, target)
    terms = _per_sample(np.abs(residuals))
    return ResidualLoss(float(terms.mean()), terms, np.sign(residuals) / residuals.size, residuals)


def cross_entropy(probabilities: ArrayLike, target: ArrayLike) -> ProbabilityLoss:
    """Return how surprised a model is by the true classes, on average, in nats.

    L = mean over samples of −Σᵢ yᵢ log pᵢ   ∂L/∂pᵢ = −yᵢ / (pᵢ · samples)

    With a sure target the sum has one term, −log p of the true class.

    Args:
        probabilities: p, shape (samples, classes), each row adding up to 1.
        target: class numbers, shape (samples,), or distributions y, shape (samples, classes).

    Raises:
        ShapeError: if the shapes do not fit each other.
        InputError: if a row is not a distribution, or what happened was given probability 0 (the loss would
            be infinite; `cross_entropy_from_logits` never meets that case).

    Example:
        >>> cross_entropy([[0.5, 0.25, 0.25]], [1]).terms.round(4)
        array([1.3863])
    """
    p = as_array(probabilities, "probabilities", dimensions=2)
    p = as_distribution(p, "probabilities")
    y = _as_target_distribution(target, p.shape)
    happened = y > 0
    _refuse_certain_mistake(p[happened])
    safe = np.where(happened, p, 1.0)
    terms = -(y * np.log(safe)).sum(axis=1) + 0.0
    return ProbabilityLoss(float(terms.mean()), terms, -y / safe / len(p) + 0.0, p)


def cross_entropy_from_logits(logits: ArrayLike, target: ArrayLike) -> ProbabilityLoss:
    """Return the cross-entropy of the softmax of the logits, never taking the logarithm of 0.

    p = softmax(z)   L = mean over samples of −Σᵢ yᵢ log pᵢ   ∂L/∂z = (p − y) / samples

    Args:
        logits: z, any numbers, shape (samples, classes).
        target: class numbers, shape (samples,), or distributions y, shape (samples, classes).

    Raises:
        ShapeError: if the shapes do not fit each other.
        InputError: if a logit is not finite, or a target is no class or distribution.

    Example:
        >>> loss = cross_entropy_from_logits([[0.0, np.log(3)]], [0])
        >>> loss.value.__round__(4), loss.gradient
        (1.3863, array([[-0.75,  0.75]]))
    """
    z = as_array(logits, "logits", dimensions=2)
    logarithms = log_softmax(z)
    p = np.exp(logarithms)
    if np.ndim(target) == 1:
        # A sure target has a single 1, so only its column matters.
        labels, rows = as_classes(target, "target", z.shape[1]), np.arange(len(z))
        _same_length(labels, len(z))
        terms, gradient = -logarithms[rows, labels] + 0.0, p.copy()
        gradient[rows, labels] -= 1.0
    else:
        y = _as_target_distribution(target, z.shape)
        terms, gradient = -(y * logarithms).sum(axis=1) + 0.0, p - y
    gradient /= len(z)
    return ProbabilityLoss(float(terms.mean()), terms, gradient, p)


def binary_cross_entropy(probabilities: ArrayLike, target: ArrayLike) -> ProbabilityLoss:
    """Return how surprised a model is by yes-or-no answers, on average, in nats.

    L = mean of −(y log p + (1 − y) log(1 − p))   ∂L/∂p = (p − y) / (p (1 − p) · samples)

    Args:
        probabilities: p of a yes, shape (samples,).
        target: y from 0 (no) to 1 (yes), shape (samples,).

    Raises:
        ShapeError: if the shapes differ.
        InputError: if a number is not from 0 to 1, or what happened was given probability 0 (the loss would
            be infinite; `binary_cross_entropy_from_logits` never meets that case).

    Example:
        >>> loss = binary_cross_entropy([0.5, 0.8], [0, 1])
        >>> loss.terms.round(4), loss.gradient
        (array([0.6931, 0.2231]), array([ 1.   , -0.625]))
    """
    p = _as_fraction(probabilities, "probabilities")
    y = _as_fraction(target, "target")
    _same_shape(p, y)
    _refuse_certain_mistake(np.concatenate([p[y > 0], (1 - p)[y < 1]]))
    of_yes, of_no = np.where(y > 0, p, 1.0), np.where(y < 1, 1 - p, 1.0)
    terms = -(y * np.log(of_yes) + (1 - y) * np.log(of_no)) + 0.0
    return ProbabilityLoss(float(terms.mean()), terms, ((1 - y) / of_no - y / of_yes) / p.size, p)


def binary_cross_entropy_from_logits(logits: ArrayLike, target: ArrayLike) -> ProbabilityLoss:
    """Return the binary cross-entropy of the sigmoid of the logits, never taking the logarithm of 0.

    p = sigmoid(z)   L = mean of −(y log p + (1 − y) log(1 − p))   ∂L/∂z = (p − y) / samples

    Args:
        logits: z, any numbers, shape (samples,).
        target: y from 0 (no) to 1 (yes), shape (samples,).

    Raises:
        ShapeError: if the shapes differ.
        InputError: if a logit is not finite, or a target is not from 0 to 1.

    Example:
        >>> loss = binary_cross_entropy_from_logits([0.0, -10_000.0], [1, 1])
        >>> loss.terms, loss.gradient
        (array([6.93147181e-01, 1.00000000e+04]), array([-0.25, -0.5 ]))
    """
    z = as_array(logits, "logits", dimensions=1)
    y = _as_fraction(target, "target")
    _same_shape(z, y)
    p = sigmoid(z)
    # Equal to the formula above, but no logarithm of a number near 0 and no difference of nearly equal ones.
    terms = (np.maximum(z, 0.0) - y * z) + np.log1p(np.exp(-np.abs(z)))
    return ProbabilityLoss(float(terms.mean()), terms, (p - y) / z.size, p)


def hinge(scores: ArrayLike, target: ArrayLike, *, margin: float = 1.0) -> MarginLoss:
    """Return how far samples fall short of the right side of a decision line by a margin.

    L = mean of max(0, margin − y s)   ∂L/∂s = −y / samples where y s < margin, else 0

    Args:
        scores: s, the signed distance from the decision line in units of the margin, shape (samples,).
        target: y, −1 or +1, shape (samples,).
        margin: how far on the right side is far enough, above 0.

    Raises:
        ShapeError: if the shapes differ.
        InputError: if a target is not −1 or +1, or the margin is not above 0.

    Example:
        >>> loss = hinge([2.0, 0.5, -1.0], [1, 1, 1])
        >>> loss.terms, loss.margins
        (array([0. , 0.5, 2. ]), array([ 2. ,  0.5, -1. ]))
    """
    s = as_array(scores, "scores", dimensions=1)
    y = as_array(target, "target", dimensions=1)
    _same_shape(s, y)
    if not np.isin(y, (-1, 1)).all():
        raise InputError(f"target: expected −1 or +1, got {y[~np.isin(y, (-1, 1))][0]:g}; use 2 · class − 1")
    margins = y * s
    shortfall = as_number(margin, "margin", above=0) - margins
    terms = np.maximum(shortfall, 0.0)
    return MarginLoss(float(terms.mean()), terms, np.where(shortfall > 0, -y / s.size, 0.0), margins)


def multiclass_hinge(scores: ArrayLike, target: ArrayLike, *, margin: float = 1.0) -> MarginLoss:
    """Return how far the true class falls short of beating its strongest rival by a margin.

    L = mean of max(0, margin − (s_true − max over others of s))

    Of each sample that pays, the gradient is −1/samples for the true class, +1/samples for its strongest
    rival.

    Args:
        scores: s, shape (samples, classes), at least two classes.
        target: class numbers, shape (samples,).
        margin: how large a lead is large enough, above 0.

    Raises:
        ShapeError: if the shapes do not fit each other.
        InputError: if a target is no class, there is only one class, or the margin is not above 0.

    Example:
        >>> loss = multiclass_hinge([[3.0, 1.0, 2.5]], [0])
        >>> loss.terms, loss.gradient
        (array([0.5]), array([[-1.,  0.,  1.]]))
    """
    s = as_array(scores, "scores", dimensions=2)
    samples, classes = s.shape
    if classes < 2:
        raise InputError(f"scores: expected at least two classes, got shape {s.shape}")
    labels = as_classes(target, "target", classes)
    _same_length(labels, samples)
    rows = np.arange(samples)
    others = s.copy()
    others[rows, labels] = -np.inf
    rivals = others.argmax(axis=1)
    margins = s[rows, labels] - s[rows, rivals]
    shortfall = as_number(margin, "margin", above=0) - margins
    terms = np.maximum(shortfall, 0.0)
    paying = np.where(shortfall > 0, 1 / samples, 0.0)
    gradient = np.zeros_like(s)
    gradient[rows, labels] = -paying
    gradient[rows, rivals] = paying
    return MarginLoss(float(terms.mean()), terms, gradient, margins)


@dataclass(frozen=True)
class LossEntry:
    """A loss in the registry, with what it takes."""

    name: str
    title: str
    """What a viewer reads."""
    formula: str
    """What one sample pays, in linear notation, which typesets as Typst math."""
    function: Callable[[ArrayLike, ArrayLike], Loss]
    prediction: Literal["numbers", "probability", "probabilities", "logit", "logits", "score", "scores"]
    """What the first argument holds: singular, one a sample; plural, one for each output or class."""
    target: Literal["numbers", "yes or no", "classes", "signs"]
    """What the second argument holds."""


_ENTRIES = (
    LossEntry(
        "mean_squared_error",
        "mean squared error",
        "(hat(y) - y)^2",
        mean_squared_error,
        "numbers",
        "numbers",
    ),
    LossEntry(
        "mean_absolute_error",
        "mean absolute error",
        "abs(hat(y) - y)",
        mean_absolute_error,
        "numbers",
        "numbers",
    ),
    LossEntry(
        "cross_entropy",
        "cross-entropy",
        "-ln p_y",
        cross_entropy,
        "probabilities",
        "classes",
    ),
    LossEntry(
        "cross_entropy_from_logits",
        "cross-entropy of the softmax",
        "ln(sum_i e^(z_i)) - z_y",
        cross_entropy_from_logits,
        "logits",
        "classes",
    ),
    LossEntry(
        "binary_cross_entropy",
        "binary cross-entropy",
        "-y ln p - (1 - y) ln(1 - p)",
        binary_cross_entropy,
        "probability",
        "yes or no",
    ),
    LossEntry(
        "binary_cross_entropy_from_logits",
        "binary cross-entropy of the sigmoid",
        "ln(1 + e^z) - y z",
        binary_cross_entropy_from_logits,
        "logit",
        "yes or no",
    ),
    LossEntry("hinge", "hinge", "max(0, 1 - y s)", hinge, "score", "signs"),
    LossEntry(
        "multiclass_hinge",
        "multiclass hinge",
        "max(0, 1 - s_y + max_(i != y) s_i)",
        multiclass_hinge,
        "scores",
        "classes",
    ),
)

LOSSES: Mapping[str, LossEntry] = {entry.name: entry for entry in _ENTRIES}
"""Every loss by its name."""


def _residuals(prediction: ArrayLike, target: ArrayLike) -> Array:
    y_hat, y = as_array(prediction, "prediction"), as_array(target, "target")
    if y_hat.ndim == 0:
        raise ShapeError("prediction: expected one row a sample, got a single number; wrap it in a list")
    _same_shape(y_hat, y)
    return y_hat - y


def _per_sample(terms: Array) -> Array:
    return terms if terms.ndim == 1 else terms.reshape(len(terms), -1).mean(axis=1)


def _same_shape(prediction: Array, target: Array) -> None:
    if prediction.shape != target.shape:
        raise ShapeError(f"target: expected the predictions' shape {prediction.shape}, got {target.shape}")


def _same_length(target: ArrayLike, samples: int) -> None:
    count = np.shape(target)[0]
    if count != samples:
        raise ShapeError(f"target: expected one for each of the {samples} predictions, got {count}")


def _as_target_distribution(target: ArrayLike, shape: tuple[int, ...]) -> Array:
    if np.ndim(target) == 1:
        labels = as_classes(target, "target", shape[1])
        _same_length(labels, shape[0])
        return one_hot(labels, shape[1])
    y = as_distribution(target, "target")
    if y.shape != shape:
        raise ShapeError(f"target: expected class numbers or the predictions' shape {shape}, got {y.shape}")
    return y


def _as_fraction(values: ArrayLike, name: str) -> Array:
    fractions = as_array(values, name, dimensions=1)
    wrong = (fractions < 0) | (fractions > 1)
    if wrong.any():
        raise InputError(f"{name}: expected numbers from 0 to 1, got {fractions[wrong][0]:g}")
    return fractions


def _refuse_certain_mistake(probabilities_of_what_happened: Array) -> None:
    if (probabilities_of_what_happened == 0).any():
        raise InputError(
            "probabilities: expected more than 0 for what happened, got 0; the loss would be infinite, "
            "so keep probabilities above 0 or compute the loss from logits"
        )
