"""Linear, logistic and softmax regression: one layer, three ways to read its outputs.

All three compute the same thing, z = X W + b. They differ in how z is read and in the loss that fits it:

    linear    ŷ = z             mean squared error      predicts a number
    logistic  p = sigmoid(z)    binary cross-entropy    predicts the probability of a yes
    softmax   p = softmax(z)    cross-entropy           predicts a probability for each class

With these pairs the gradient by z is the same each time: prediction less target (times 2 for squared
errors), averaged over the samples. A network with hidden layers is read in the same three ways, so a
`Model` may hold one.

For linear regression the best weights need no training: `least_squares` finds them at once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from aimath.checks import Array, as_array, as_count, look_up
from aimath.errors import InputError, ShapeError
from aimath.networks import Network, forward
from aimath.probability import Classes, sigmoid, softmax
from aimath.vectors import norm


@dataclass(frozen=True)
class Reading:
    """A way to read a network's outputs, with the loss that fits it."""

    loss: str
    """The name in `LOSSES` of the loss, taken on the raw outputs."""
    predict: Callable[[Array], Array]
    """Outputs to predictions, in the same shape."""


READINGS: Mapping[str, Reading] = {
    "linear": Reading("mean_squared_error", lambda outputs: outputs),
    "logistic": Reading("binary_cross_entropy_from_logits", sigmoid),
    "softmax": Reading("cross_entropy_from_logits", softmax),
}
"""Every way to read outputs, by its name."""


@dataclass(frozen=True)
class Model:
    """A network together with the way its outputs are read."""

    reading: str
    """A name in `READINGS`."""
    network: Network

    @property
    def loss(self) -> str:
        """The name of the loss to train it with."""
        return look_up(READINGS, self.reading, "reading").loss


@dataclass(frozen=True)
class LeastSquares:
    """The plane through points that makes the sum of squared residuals smallest."""

    weights: Array
    """(features,) the slope along each feature."""
    bias: float
    """The height where all features are 0."""
    predictions: Array
    """(samples,) the plane's height at each sample."""
    residuals: Array
    """(samples,) prediction less target."""
    determination: float
    """R², the share of the targets' variance that the plane explains, at most 1; 1 if they do not vary."""

    @property
    def model(self) -> Model:
        """The same plane as a model with a network of one layer."""
        return Model("linear", Network((self.weights[:, None],), (np.array([self.bias]),)))


def linear_regression(features: int, outputs: int = 1) -> Model:
    """Return a linear regression that predicts 0 everywhere: ŷ = X W + b.

    Example:
        >>> predict(linear_regression(2), [[3.0, 4.0]])
        array([[0.]])

    Source: C. M. Bishop, Pattern Recognition and Machine Learning (2006), section 3.1.
    """
    return _one_layer("linear", features, outputs)


def logistic_regression(features: int) -> Model:
    """Return a logistic regression that is undecided everywhere: p = sigmoid(X w + b).

    Example:
        >>> predict(logistic_regression(2), [[3.0, 4.0]])
        array([[0.5]])

    Source: C. M. Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.2.
    """
    return _one_layer("logistic", features, 1)


def softmax_regression(features: int, classes: int) -> Model:
    """Return a softmax regression that finds all classes equally likely: p = softmax(X W + b).

    Example:
        >>> predict(softmax_regression(2, 4), [[3.0, 4.0]])
        array([[0.25, 0.25, 0.25, 0.25]])

    Source: C. M. Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.4.
    """
    return _one_layer("softmax", features, as_count(classes, "classes", at_least=2))


def predict(model: Model, inputs: ArrayLike) -> Array:
    """Return what a model predicts: numbers, the probability of a yes, or the probability of each class.

    Args:
        model: the network and how to read it.
        inputs: (samples, features) array.

    Returns:
        (samples, outputs) array.

    Raises:
        ShapeError: if the inputs have another number of columns than the model takes.
        InputError: if the model's reading has no such name.

    Example:
        >>> predict(Model("logistic", Network((np.array([[np.log(3)]]),), (np.zeros(1),))), [[1.0]])
        array([[0.75]])
    """
    outputs = forward(model.network, inputs).outputs
    return look_up(READINGS, model.reading, "reading").predict(outputs)


def classify(model: Model, inputs: ArrayLike) -> Classes:
    """Return the class that a logistic or softmax model finds most likely for each sample.

    Args:
        model: the network and how to read it.
        inputs: (samples, features) array.

    Returns:
        (samples,) class numbers; of a logistic model 0 (no) or 1 (yes).

    Raises:
        ShapeError: if the inputs have another number of columns than the model takes.
        InputError: if the model predicts numbers, not classes.

    Example:
        >>> classify(Model("softmax", Network((np.array([[1.0, 2.0]]),), (np.zeros(2),))), [[1.0], [-1.0]])
        array([1, 0])
    """
    if model.reading == "linear":
        raise InputError("model: expected one that predicts classes, got a linear one; use predict")
    probabilities = predict(model, inputs)
    chosen = probabilities[:, 0] > 0.5 if model.reading == "logistic" else probabilities.argmax(axis=1)
    return chosen.astype(np.int64)


def least_squares(inputs: ArrayLike, targets: ArrayLike) -> LeastSquares:
    """Fit a plane to points at once, without training: minimise Σ (X w + b − y)².

    Where several planes fit equally well, the one with the smallest weights is returned.

    Args:
        inputs: (samples, features) array.
        targets: (samples,) array.

    Raises:
        ShapeError: if there are not as many targets as inputs.
        InputError: if a number is not finite, or there are none.

    Example:
        >>> fitted = least_squares([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0])
        >>> fitted.weights.round(6), round(fitted.bias, 6), round(fitted.determination, 6)
        (array([2.]), 1.0, 1.0)

    Source: G. H. Golub, C. F. Van Loan, Matrix Computations (2013), section 5.5.
    """
    x, y = as_array(inputs, "inputs", dimensions=2), as_array(targets, "targets", dimensions=1)
    if len(x) != len(y):
        raise ShapeError(f"targets: expected one for each of the {len(x)} inputs, got {len(y)}")
    # Around their means the samples need no bias, and large means cannot cost precision.
    x_mean, y_mean = x.mean(axis=0), y.mean()
    weights = np.asarray(np.linalg.lstsq(x - x_mean, y - y_mean, rcond=None)[0], dtype=np.float64)
    bias = float(y_mean - x_mean @ weights)
    predictions = x @ weights + bias
    residuals = predictions - y
    # Rounding can leave targets that do not vary with a mean that is not quite theirs.
    varies = np.ptp(y) > 0
    determination = 1.0 - (norm(residuals) / norm(y - y_mean)) ** 2 if varies else 1.0
    return LeastSquares(weights, bias, predictions, residuals, determination)


def _one_layer(reading: str, features: int, outputs: int) -> Model:
    shape = as_count(features, "features"), as_count(outputs, "outputs")
    return Model(reading, Network((np.zeros(shape),), (np.zeros(outputs),)))
