import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from aimath.checks import Array
from aimath.errors import InputError, ShapeError
from aimath.matrices import dense_layer, matrix_product, product_shape, relu

sizes = st.integers(1, 5)
numbers = st.floats(-100, 100)


def matrix(rows: int, columns: int) -> st.SearchStrategy[Array]:
    return arrays(np.float64, (rows, columns), elements=numbers)


fitting = st.tuples(sizes, sizes, sizes).flatmap(lambda s: st.tuples(matrix(s[0], s[1]), matrix(s[1], s[2])))


@given(fitting)
def test_every_cell_is_the_dot_product_of_its_row_and_column(pair: tuple[Array, Array]) -> None:
    a, b = pair
    result = matrix_product(a, b)
    assert result.value.shape == product_shape(a.shape, b.shape)  # type: ignore[arg-type]
    for i in range(len(a)):
        for j in range(b.shape[1]):
            cell = result.cell(i, j)
            assert result.value[i, j] == pytest.approx(
                sum(a[i, k] * b[k, j] for k in range(len(b))), abs=1e-9
            )
            assert np.array_equal(cell.products, result.products[i, j])
            assert np.array_equal(cell.running_sums, result.partial_sums[i, j])


@given(fitting)
def test_multiplications_are_counted_one_by_one(pair: tuple[Array, Array]) -> None:
    a, b = pair
    result = matrix_product(a, b)
    assert result.multiplications == result.products.size == a.shape[0] * a.shape[1] * b.shape[1]


@given(fitting)
def test_the_transposed_product_is_the_product_of_the_transposed_in_reverse(
    pair: tuple[Array, Array],
) -> None:
    a, b = pair
    assert pytest.approx(matrix_product(b.T, a.T).value, abs=1e-9) == matrix_product(a, b).value.T


def test_the_identity_changes_nothing() -> None:
    a = np.random.default_rng(0).normal(size=(3, 4))
    assert np.array_equal(matrix_product(np.eye(3), a).value, a)
    assert np.array_equal(matrix_product(a, np.eye(4)).value, a)


def test_sizes_that_disagree_are_named() -> None:
    with pytest.raises(ShapeError, match=r"\(2, 3\) @ \(2, 3\): the 3 columns .* as many as the 2 rows"):
        matrix_product(np.ones((2, 3)), np.ones((2, 3)))
    with pytest.raises(ShapeError, match="left: expected a matrix"):
        matrix_product([1, 2], [[1], [2]])
    with pytest.raises(InputError, match=r"right: expected finite numbers, got inf at index \(0, 0\)"):
        matrix_product([[1]], [[np.inf]])


@given(arrays(np.float64, st.integers(0, 5), elements=numbers))
def test_relu_keeps_the_positive_part(values: Array) -> None:
    assert relu(values).tolist() == [x if x > 0 else 0 for x in values]


def test_a_dense_layer_handles_each_example_of_the_batch_alone() -> None:
    generator = np.random.default_rng(2)
    x, w, b = generator.normal(size=(5, 3)), generator.normal(size=(3, 4)), generator.normal(size=4)
    layer = dense_layer(x, w, b)
    for i, example in enumerate(x):
        sums = [sum(example[k] * w[k, j] for k in range(3)) + b[j] for j in range(4)]
        assert layer.pre_activations[i] == pytest.approx(sums)
        assert layer.activations[i] == pytest.approx([max(0.0, value) for value in sums])
    assert layer.product.multiplications == 5 * 3 * 4


def test_a_dense_layer_agrees_with_pytorch() -> None:
    torch = pytest.importorskip(
        "torch", reason="PyTorch is not installed; it is a reference, never a dependency"
    )
    generator = np.random.default_rng(3)
    x, w, b = generator.normal(size=(6, 3)), generator.normal(size=(3, 2)), generator.normal(size=2)
    expected = torch.relu(
        torch.nn.functional.linear(*(torch.from_numpy(part) for part in (x, w.T.copy(), b)))
    )
    assert dense_layer(x, w, b).activations == pytest.approx(expected.numpy())


def test_biases_must_match_the_outputs() -> None:
    with pytest.raises(ShapeError, match="one for each of the 2 columns of weights, got 3"):
        dense_layer([[1, 2]], [[1, 0], [0, 1]], [1, 2, 3])
