import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.spatial.distance import cosine as scipy_cosine_distance

from aimath import vectors
from aimath.checks import Array
from aimath.errors import InputError, ShapeError

numbers = st.floats(-1e3, 1e3).filter(lambda x: x == 0 or abs(x) > 1e-6)


def list_of(length: int) -> st.SearchStrategy[Array]:
    return arrays(np.float64, length, elements=numbers)


pairs = st.integers(1, 6).flatmap(lambda n: st.tuples(list_of(n), list_of(n)))
single = st.integers(1, 6).flatmap(list_of)


@given(single)
def test_the_norm_agrees_with_pythagoras(v: Array) -> None:
    assert vectors.norm(v) == pytest.approx(math.hypot(*v), rel=1e-14)


@pytest.mark.parametrize("scale", [1e-300, 1e-170, 1.0, 1e170, 1e300])
def test_the_norm_neither_overflows_nor_vanishes(scale: float) -> None:
    assert vectors.norm([3 * scale, -4 * scale]) == pytest.approx(5 * scale, rel=1e-15)
    assert vectors.unit([3 * scale, -4 * scale]) == pytest.approx([0.6, -0.8], rel=1e-15)


def test_only_the_zero_vector_has_no_length_and_no_direction() -> None:
    assert vectors.norm([0, 0]) == 0
    with pytest.raises(InputError, match="point nowhere"):
        vectors.unit([0, 0])


@given(single)
def test_a_unit_vector_has_length_one_and_keeps_its_direction(v: Array) -> None:
    assume(v.any())
    direction = vectors.unit(v)
    assert vectors.norm(direction) == pytest.approx(1)
    assert direction * vectors.norm(v) == pytest.approx(v)


@given(pairs)
def test_the_dot_product_keeps_its_products_and_running_sums(pair: tuple[Array, Array]) -> None:
    a, b = pair
    result = vectors.dot_product(a, b)
    total = 0.0
    for product, running, x, y in zip(result.products, result.running_sums, a, b, strict=True):
        total += x * y
        assert (product, running) == (x * y, total)
    assert result.value == total
    assert result.value == pytest.approx(float(np.dot(a, b)), abs=1e-6)


@given(pairs)
def test_the_dot_product_is_the_lengths_times_the_cosine_of_the_angle(pair: tuple[Array, Array]) -> None:
    a, b = pair
    assume(a.any() and b.any())
    lengths = vectors.norm(a) * vectors.norm(b)
    assert vectors.dot_product(a, b).value / lengths == pytest.approx(math.cos(vectors.angle(a, b)), abs=1e-9)


@given(pairs, st.floats(0.1, 10))
def test_cosine_similarity_is_symmetric_and_ignores_length(pair: tuple[Array, Array], factor: float) -> None:
    a, b = pair
    assume(a.any() and b.any())
    cosine = vectors.cosine_similarity(a, b)
    assert -1 <= cosine <= 1
    assert vectors.cosine_similarity(b, a) == cosine
    assert vectors.cosine_similarity(factor * a, b) == pytest.approx(cosine, abs=1e-12)
    assert vectors.cosine_similarity(-a, b) == pytest.approx(-cosine, abs=1e-12)


@given(pairs)
def test_cosine_similarity_agrees_with_scipy(pair: tuple[Array, Array]) -> None:
    a, b = pair
    assume(a.any() and b.any())
    assert vectors.cosine_similarity(a, b) == pytest.approx(1 - scipy_cosine_distance(a, b), abs=1e-9)


def test_one_query_against_many_rows_is_the_same_as_one_by_one() -> None:
    generator = np.random.default_rng(0)
    query, rows = generator.normal(size=5), generator.normal(size=(20, 5))
    one_by_one = [vectors.cosine_similarity(query, row) for row in rows]
    assert vectors.cosine_similarities(query, rows) == pytest.approx(one_by_one)


def test_a_row_that_cannot_be_compared_is_named() -> None:
    with pytest.raises(InputError, match="row of zeros, got one at index 1"):
        vectors.cosine_similarities([1, 0], [[1, 1], [0, 0]])
    with pytest.raises(ShapeError, match="expected 2 columns to match the query"):
        vectors.cosine_similarities([1, 0], [[1, 1, 1]])


@pytest.mark.parametrize("turn", [0.0, 1e-12, 1e-5, 1.0, math.pi / 2, 3.0, math.pi - 1e-6])
def test_the_angle_keeps_its_digits_however_small(turn: float) -> None:
    assert vectors.angle([2, 0], [math.cos(turn), math.sin(turn)]) == pytest.approx(turn, rel=1e-9)


@given(pairs)
def test_a_projection_splits_a_vector_into_two_parts_at_right_angles(pair: tuple[Array, Array]) -> None:
    a, onto = pair
    assume(onto.any())
    parts = vectors.projection(a, onto)
    scale = 1 + vectors.norm(a)
    assert parts.along + parts.across == pytest.approx(a, abs=1e-12 * scale)
    assert parts.across @ vectors.unit(onto) == pytest.approx(0, abs=1e-12 * scale)
    assert abs(parts.length) == pytest.approx(vectors.norm(parts.along))
    assert parts.length * vectors.norm(onto) == pytest.approx(
        vectors.dot_product(a, onto).value, abs=1e-9 * scale * vectors.norm(onto)
    )


def test_arrows_tip_to_tail_end_at_their_sum() -> None:
    arrows = np.random.default_rng(1).normal(size=(4, 3))
    tips = vectors.tip_to_tail(arrows)
    assert tips.shape == (5, 3)
    assert not tips[0].any()
    assert np.diff(tips, axis=0) == pytest.approx(arrows)
    assert tips[-1] == pytest.approx(arrows.sum(axis=0))


@given(st.tuples(st.integers(1, 5), st.integers(1, 5)) | st.tuples(*[st.integers(1, 4)] * 3))
def test_an_image_survives_unrolling_and_rolling_back(shape: tuple[int, ...]) -> None:
    image = np.arange(math.prod(shape), dtype=np.float64).reshape(shape)
    unrolled = vectors.image_to_vector(image)
    assert unrolled.tolist() == list(range(math.prod(shape)))
    assert np.array_equal(vectors.vector_to_image(unrolled, shape), image)


def test_unrolling_copies_so_that_the_image_stays_as_it_was() -> None:
    image = np.zeros((2, 2))
    vectors.image_to_vector(image)[0] = 9
    flat = np.zeros(4)
    vectors.vector_to_image(flat, (2, 2))[0, 0] = 9
    assert not image.any()
    assert not flat.any()


def test_images_of_the_wrong_shape_are_refused() -> None:
    with pytest.raises(ShapeError, match=r"expected \(height, width\)"):
        vectors.image_to_vector([1, 2, 3])
    with pytest.raises(ShapeError, match="expected 2 × 3 = 6 numbers, got 5"):
        vectors.vector_to_image([1, 2, 3, 4, 5], (2, 3))
    for shape in [(5,), (0, 5), (-1, -5)]:
        with pytest.raises(ShapeError, match=r"shape: expected \(height, width\)"):
            vectors.vector_to_image([1, 2, 3, 4, 5], shape)


@pytest.mark.parametrize(
    "operation", [vectors.dot_product, vectors.cosine_similarity, vectors.angle, vectors.projection]
)
def test_vectors_of_different_length_are_refused(operation: object) -> None:
    with pytest.raises(ShapeError, match="same length, got 2 and 3 numbers"):
        operation([1, 2], [1, 2, 3])  # type: ignore[operator]
    with pytest.raises(InputError, match="finite"):
        operation([1, np.nan], [1, 2])  # type: ignore[operator]
