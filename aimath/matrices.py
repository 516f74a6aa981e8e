"""Matrices as grids of numbers: multiplying them, and the layer of a network that does so."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from aimath.checks import Array, as_array
from aimath.errors import ShapeError
from aimath.vectors import DotProduct, dot_product


def product_shape(left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int]:
    """Return the shape of a matrix product, (m, n) @ (n, p) → (m, p), or say which sizes disagree.

    Raises:
        ShapeError: if the left matrix has not as many columns as the right one has rows.

    Example:
        >>> product_shape((2, 3), (3, 4))
        (2, 4)
        >>> product_shape((2, 3), (4, 2))
        Traceback (most recent call last):
        ...
        aimath.errors.ShapeError: (2, 3) @ (4, 2): the 3 columns on the left must be as many as the 4 rows \
on the right; transpose or reshape one of them
    """
    if left[1] != right[0]:
        raise ShapeError(
            f"{left} @ {right}: the {left[1]} columns on the left must be as many as the {right[0]} rows "
            "on the right; transpose or reshape one of them"
        )
    return left[0], right[1]


@dataclass(frozen=True)
class MatrixProduct:
    """A matrix product that can show the dot product behind each of its cells."""

    left: Array
    """(m, n) each row meets each column of the right matrix."""
    right: Array
    """(n, p) each column is met by each row of the left matrix."""
    value: Array
    """(m, p) the product."""

    @property
    def products(self) -> Array:
        """(m, p, n) the products that cell [i, j] adds up."""
        products: Array = self.left[:, np.newaxis, :] * self.right.T[np.newaxis, :, :]
        return products

    @property
    def partial_sums(self) -> Array:
        """(m, p, n) the running sum in cell [i, j] after each of its products."""
        return np.cumsum(self.products, axis=2)

    @property
    def multiplications(self) -> int:
        """How many numbers were multiplied: m · n · p."""
        return int(self.left.size) * int(self.right.shape[1])

    def cell(self, row: int, column: int) -> DotProduct:
        """Return the dot product of one row and one column, step by step."""
        return dot_product(self.left[row], self.right[:, column])


def matrix_product(left: ArrayLike, right: ArrayLike) -> MatrixProduct:
    """Multiply two matrices: every cell is the dot product of a row and a column.

    Cᵢⱼ = Σₖ Aᵢₖ Bₖⱼ

    Args:
        left: (m, n) matrix A.
        right: (n, p) matrix B.

    Raises:
        ShapeError: if the inner sizes disagree; the message names them.

    Example:
        >>> result = matrix_product([[1, 2], [3, 4]], [[5, 6], [7, 8]])
        >>> result.value
        array([[19., 22.],
               [43., 50.]])
        >>> result.partial_sums[0, 1]
        array([ 6., 22.])
        >>> result.multiplications
        8
    """
    a = as_array(left, "left", dimensions=2)
    b = as_array(right, "right", dimensions=2)
    product_shape((a.shape[0], a.shape[1]), (b.shape[0], b.shape[1]))
    return MatrixProduct(left=a, right=b, value=a @ b)


def relu(values: ArrayLike) -> Array:
    """Keep what is positive and replace the rest by 0: the rectified linear unit max(0, x).

    Example:
        >>> relu([-2.0, 0.0, 3.0])
        array([0., 0., 3.])

    Source: V. Nair and G. Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines (2010).
    """
    rectified: Array = np.maximum(as_array(values, "values", allow_empty=True), 0.0)
    return rectified


@dataclass(frozen=True)
class DenseLayer:
    """One dense layer at work on a batch, step by step."""

    product: MatrixProduct
    """The inputs X times the weights W, with its partial sums and its count of multiplications."""
    biases: Array
    """(outputs,) what is added to every row."""
    pre_activations: Array
    """(batch, outputs) X @ W + b."""
    activations: Array
    """(batch, outputs) what the layer hands on: ReLU of the pre-activations."""


def dense_layer(inputs: ArrayLike, weights: ArrayLike, biases: ArrayLike) -> DenseLayer:
    """Send a batch of inputs through a dense layer: ReLU(X @ W + b).

    Args:
        inputs: (batch, features) one example a row.
        weights: (features, outputs) one column for each output.
        biases: (outputs,) one number for each output.

    Raises:
        ShapeError: if the features of inputs and weights disagree, or weights and biases in outputs.

    Example:
        >>> layer = dense_layer([[1, 2], [0, -1]], weights=[[1, 0], [0, 1]], biases=[0.5, -0.5])
        >>> layer.pre_activations
        array([[ 1.5,  1.5],
               [ 0.5, -1.5]])
        >>> layer.activations
        array([[1.5, 1.5],
               [0.5, 0. ]])
        >>> layer.product.multiplications
        8

    Source: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning (2016), chapter 6.
    """
    product = matrix_product(inputs, weights)
    b = as_array(biases, "biases", dimensions=1)
    outputs = product.value.shape[1]
    if len(b) != outputs:
        raise ShapeError(f"biases: expected one for each of the {outputs} columns of weights, got {len(b)}")
    summed = product.value + b
    return DenseLayer(product=product, biases=b, pre_activations=summed, activations=relu(summed))
