"""Vectors: lists of numbers that have a length and a direction."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from aimath.checks import Array, as_array
from aimath.errors import InputError, ShapeError


def norm(vector: ArrayLike) -> float:
    r"""Return the length of the arrow: Pythagoras in any number of dimensions.

    ‖v‖ = √(v₁² + v₂² + … + vₙ²)

    Raises:
        InputError: if the vector is empty or holds anything but finite numbers.

    Example:
        >>> norm([3, 4])
        5.0

    Source: G. Strang, Introduction to Linear Algebra, section 1.2.
    """
    values = as_array(vector, "vector", dimensions=1)
    largest = float(np.abs(values).max())
    if largest == 0.0:
        return 0.0
    # Squaring would overflow beyond 1e154 and vanish below 1e-162; the scaled numbers stay within ±1.
    return largest * math.sqrt(float(np.sum((values / largest) ** 2)))


def unit(vector: ArrayLike) -> Array:
    """Return the vector of length 1 that points the same way: v / ‖v‖.

    Raises:
        InputError: if the vector is all zeros, for then it points nowhere.

    Example:
        >>> unit([3, 4])
        array([0.6, 0.8])
    """
    values = as_array(vector, "vector", dimensions=1)
    largest = float(np.abs(values).max())
    if largest == 0.0:
        raise InputError("vector: expected a number other than 0, got only zeros, which point nowhere")
    scaled = values / largest
    direction: Array = scaled / norm(scaled)
    return direction


@dataclass(frozen=True)
class DotProduct:
    """A dot product with every step that leads to it."""

    left: Array
    """(n,) the first vector."""
    right: Array
    """(n,) the second vector."""
    products: Array
    """(n,) the matching numbers multiplied."""
    running_sums: Array
    """(n,) the total after each product; the last one is the dot product."""

    @property
    def value(self) -> float:
        """The dot product itself."""
        return float(self.running_sums[-1])


def dot_product(left: ArrayLike, right: ArrayLike) -> DotProduct:
    """Multiply matching numbers and add them up, keeping the running sum.

    a · b = a₁b₁ + a₂b₂ + … + aₙbₙ = ‖a‖ ‖b‖ cos(angle between them)

    Raises:
        ShapeError: if the vectors differ in length.

    Example:
        >>> result = dot_product([1, 2, 3], [4, 5, 6])
        >>> result.products
        array([ 4., 10., 18.])
        >>> result.running_sums
        array([ 4., 14., 32.])
        >>> result.value
        32.0
    """
    a, b = _pair(left, right)
    products = a * b
    return DotProduct(left=a, right=b, products=products, running_sums=np.cumsum(products))


def cosine_similarity(left: ArrayLike, right: ArrayLike) -> float:
    """Return how alike two directions are: 1 the same, 0 at right angles, −1 opposite.

    cos = a · b / (‖a‖ ‖b‖)

    Raises:
        InputError: if either vector is all zeros.
        ShapeError: if the vectors differ in length.

    Example:
        >>> round(cosine_similarity([1, 0], [1, 1]), 4)
        0.7071
    """
    a, b = _pair(left, right)
    return float(np.clip(unit(a) @ unit(b), -1.0, 1.0))


def cosine_similarities(query: ArrayLike, rows: ArrayLike) -> Array:
    """Return the cosine similarity of one vector to each row of a matrix, as a ranking needs it.

    Args:
        query: (n,) the vector to compare with.
        rows: (m, n) one vector a row.

    Returns:
        (m,) numbers from −1 to 1.

    Raises:
        InputError: if the query or a row is all zeros.
        ShapeError: if the rows and the query differ in length.

    Example:
        >>> cosine_similarities([1, 0], [[2, 0], [0, 3], [-1, 0]])
        array([ 1.,  0., -1.])
    """
    vector = as_array(query, "query", dimensions=1)
    matrix = as_array(rows, "rows", dimensions=2)
    if matrix.shape[1] != len(vector):
        raise ShapeError(f"rows: expected {len(vector)} columns to match the query, got shape {matrix.shape}")
    largest = np.abs(matrix).max(axis=1)
    if not largest.all():
        place = int(np.argmin(largest))
        raise InputError(f"rows: expected no row of zeros, got one at index {place}; remove it")
    scaled = matrix / largest[:, np.newaxis]
    cosines: Array = np.clip(scaled @ unit(vector) / np.sqrt(np.sum(scaled**2, axis=1)), -1.0, 1.0)
    return cosines


def angle(left: ArrayLike, right: ArrayLike) -> float:
    """Return the angle between two vectors, in radians from 0 to π.

    angle = 2 atan2(‖u − v‖, ‖u + v‖) for the unit vectors u, v. Unlike the arc cosine of the cosine
    similarity, this keeps its digits when the vectors are nearly parallel.

    Raises:
        InputError: if either vector is all zeros.
        ShapeError: if the vectors differ in length.

    Example:
        >>> round(math.degrees(angle([1, 0], [0, 2])), 6)
        90.0

    Source: W. Kahan, How Futile are Mindless Assessments of Roundoff (2006), section 12.
    """
    a, b = _pair(left, right)
    u, v = unit(a), unit(b)
    return 2.0 * math.atan2(norm(u - v), norm(u + v))


@dataclass(frozen=True)
class Projection:
    """A vector split into the part along a direction and the part across it."""

    length: float
    """How far the vector reaches along the direction; negative when it points the other way."""
    along: Array
    """(n,) the shadow of the vector on the direction."""
    across: Array
    """(n,) what is left, at right angles to the direction."""


def projection(vector: ArrayLike, onto: ArrayLike) -> Projection:
    """Drop `vector` at right angles onto the line through `onto`.

    length = a · u, along = (a · u) u, across = a − along, where u = onto / ‖onto‖

    Raises:
        InputError: if `onto` is all zeros.
        ShapeError: if the vectors differ in length.

    Example:
        >>> shadow = projection([2, 3], onto=[5, 0])
        >>> shadow.length, shadow.along, shadow.across
        (2.0, array([2., 0.]), array([0., 3.]))
    """
    a, b = _pair(vector, onto)
    direction = unit(b)
    length = float(a @ direction)
    along = length * direction
    return Projection(length=length, along=along, across=a - along)


def tip_to_tail(vectors: ArrayLike) -> Array:
    """Return where each arrow ends when every one starts at the tip of the one before.

    Args:
        vectors: (m, n) one arrow a row.

    Returns:
        (m + 1, n) the origin, then each tip; the last one is the sum of all arrows.

    Example:
        >>> tip_to_tail([[3, 1], [-1, 2]])
        array([[0., 0.],
               [3., 1.],
               [2., 3.]])
    """
    arrows = as_array(vectors, "vectors", dimensions=2)
    return np.vstack([np.zeros(arrows.shape[1]), np.cumsum(arrows, axis=0)])


def image_to_vector(image: ArrayLike) -> Array:
    """Unroll an image into one long list, row by row from the top.

    Args:
        image: (height, width) brightness, or (height, width, channels) colour.

    Returns:
        (height × width × channels,) the same numbers in reading order.

    Raises:
        ShapeError: if it has neither two nor three axes.

    Example:
        >>> image_to_vector([[1, 2], [3, 4]])
        array([1., 2., 3., 4.])
    """
    pixels = as_array(image, "image")
    if pixels.ndim not in (2, 3):
        raise ShapeError(f"image: expected (height, width), with or without channels, got {pixels.shape}")
    return pixels.reshape(-1).copy()


def vector_to_image(vector: ArrayLike, shape: tuple[int, ...]) -> Array:
    """Roll a list back into an image of this shape: the inverse of `image_to_vector`.

    Args:
        vector: (height × width × channels,) the pixels in reading order.
        shape: (height, width) or (height, width, channels).

    Raises:
        ShapeError: if the list does not fill that shape exactly.

    Example:
        >>> vector_to_image([1, 2, 3, 4, 5, 6], (2, 3))
        array([[1., 2., 3.],
               [4., 5., 6.]])
    """
    pixels = as_array(vector, "vector", dimensions=1)
    if len(shape) not in (2, 3) or min(shape) < 1:
        raise ShapeError(f"shape: expected (height, width), with or without channels, got {shape}")
    if math.prod(shape) != len(pixels):
        needed = " × ".join(str(size) for size in shape)
        raise ShapeError(f"vector: expected {needed} = {math.prod(shape)} numbers, got {len(pixels)}")
    return pixels.reshape(shape).copy()


def _pair(left: ArrayLike, right: ArrayLike) -> tuple[Array, Array]:
    a = as_array(left, "left", dimensions=1)
    b = as_array(right, "right", dimensions=1)
    if len(a) != len(b):
        raise ShapeError(
            f"vectors: expected two of the same length, got {len(a)} and {len(b)} numbers; "
            "each number needs a partner"
        )
    return a, b
