from typing import Any

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import default_rng

from aimath.attention import Attention, attend, multi_head_attention, self_attention
from aimath.checks import Array
from aimath.errors import InputError, ShapeError
from aimath.probability import softmax

some = settings(max_examples=25, deadline=None)
seeds = st.integers(0, 2**32 - 1)
sizes = st.integers(1, 6)


def draw(seed: int, n: int, m: int, d: int, e: int) -> tuple[Array, Array, Array]:
    generator = default_rng(seed)
    return generator.normal(size=(n, d)), generator.normal(size=(m, d)), generator.normal(size=(m, e))


@some
@given(seeds, sizes, sizes, sizes, sizes, st.floats(0.1, 10))
def test_each_step_follows_from_the_one_before(
    seed: int, n: int, m: int, d: int, e: int, temperature: float
) -> None:
    queries, keys, values = draw(seed, n, m, d, e)
    step = attend(queries, keys, values, temperature=temperature)
    for i in range(n):
        for j in range(m):
            assert step.scores[i, j] == pytest.approx(sum(queries[i] * keys[j]), abs=1e-12)
    np.testing.assert_allclose(step.scaled, step.scores / np.sqrt(d) / temperature, rtol=1e-12)
    np.testing.assert_allclose(step.weights, softmax(step.scaled), rtol=1e-12)
    np.testing.assert_allclose(step.output, step.weights @ values, atol=1e-12)
    assert step.allowed.all()


@some
@given(seeds, sizes, sizes, st.booleans())
def test_weights_are_shares_and_no_one_looks_ahead_under_the_mask(
    seed: int, n: int, d: int, causal: bool
) -> None:
    step = attend(*draw(seed, n, n, d, 2), causal=causal)
    np.testing.assert_allclose(step.weights.sum(axis=1), 1)
    assert (step.weights >= 0).all()
    ahead = np.triu(np.ones((n, n), dtype=bool), k=1)
    assert (step.weights[ahead] == 0).all() == causal or n == 1
    assert np.isneginf(step.masked[ahead]).all() == causal or n == 1
    np.testing.assert_array_equal(step.masked[step.allowed], step.scaled[step.allowed])


@some
@given(seeds, st.integers(2, 6))
def test_later_words_do_not_change_what_earlier_ones_see(seed: int, n: int) -> None:
    queries, keys, values = draw(seed, n, n, 3, 2)
    whole = attend(queries, keys, values, causal=True)
    start = attend(queries[:-1], keys[:-1], values[:-1], causal=True)
    np.testing.assert_allclose(whole.output[:-1], start.output, rtol=1e-9)
    np.testing.assert_allclose(whole.output[0], values[0])


@some
@given(seeds, sizes, sizes)
def test_the_order_of_keys_and_values_does_not_matter(seed: int, n: int, m: int) -> None:
    queries, keys, values = draw(seed, n, m, 3, 2)
    order = default_rng(seed).permutation(m)
    plain, shuffled = attend(queries, keys, values), attend(queries, keys[order], values[order])
    np.testing.assert_allclose(shuffled.output, plain.output, atol=1e-12)
    np.testing.assert_allclose(shuffled.weights, plain.weights[:, order], atol=1e-12)


def test_heat_blurs_and_cold_sharpens() -> None:
    queries, keys, values = draw(0, 3, 5, 4, 2)
    cold, hot = (attend(queries, keys, values, temperature=t) for t in (1e-3, 1e6))
    np.testing.assert_allclose(cold.output, values[cold.scores.argmax(axis=1)], atol=1e-9)
    np.testing.assert_allclose(hot.weights, 1 / 5, atol=1e-5)


@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("temperature", [5e-324, 1e-306])
def test_however_cold_it_is_the_best_keys_share_a_query(temperature: float, causal: bool) -> None:
    ones = [[1.0], [1.0], [1.0]]
    step = attend(ones, [[2e3], [1e3], [2e3]], ones, causal=causal, temperature=temperature)
    assert step.weights[-1].tolist() == [0.5, 0, 0.5]


@pytest.mark.parametrize("size", [1e4, -1e4])
def test_extreme_scores_neither_overflow_nor_become_nan(size: float) -> None:
    with np.errstate(all="raise", under="ignore"):
        step = attend([[size], [1.0]], [[1e4], [-1e4]], [[1.0], [2.0]], causal=True)
        alone = attend([[size]], [[1e4], [-1e4]], [[1.0], [2.0]])
    assert step.output[0] == 1
    assert alone.output == (1 if size > 0 else 2)


def test_one_word_attends_to_itself() -> None:
    assert attend([[3.0]], [[2.0]], [[7.0, 8.0]], causal=True).output.tolist() == [[7, 8]]


def multi_head_by_autograd(
    x: Any, wq: Array, wk: Array, wv: Array, wo: Array, heads: int, causal: bool
) -> Any:
    outputs = []
    for q, k, v in zip(*(np.split(w, heads, axis=1) for w in (wq, wk, wv)), strict=True):
        scores = anp.dot(anp.dot(x, q), anp.dot(x, k).T) / np.sqrt(q.shape[1])
        if causal:
            scores = scores + np.triu(np.full((len(x), len(x)), -1e9), k=1)
        grown = anp.exp(scores - anp.max(scores, axis=1, keepdims=True))
        outputs.append(anp.dot(grown / anp.sum(grown, axis=1, keepdims=True), anp.dot(x, v)))
    return anp.dot(anp.concatenate(outputs, axis=1), wo)


@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("heads", [1, 2, 4])
def test_multi_head_attention_agrees_with_its_formula_written_anew(heads: int, causal: bool) -> None:
    generator = default_rng(heads)
    x, wo = generator.normal(size=(5, 6)), generator.normal(size=(4, 3))
    wq, wk, wv = (generator.normal(size=(6, size)) for size in (8, 8, 4))
    step = multi_head_attention(x, wq, wk, wv, wo, heads=heads, causal=causal)
    np.testing.assert_allclose(step.output, multi_head_by_autograd(x, wq, wk, wv, wo, heads, causal))
    assert len(step.heads) == heads
    assert step.concatenated.shape == (5, 4)
    # It also moves with its inputs as ours does: the same function, not the same number by chance.
    slope = autograd.grad(
        lambda inputs: anp.sum(multi_head_by_autograd(inputs, wq, wk, wv, wo, heads, causal))
    )(x)
    nudge = generator.normal(size=x.shape) * 1e-6
    ahead, behind = (
        multi_head_attention(x + way * nudge, wq, wk, wv, wo, heads=heads, causal=causal).output.sum()
        for way in (1, -1)
    )
    assert (ahead - behind) / 2 == pytest.approx((slope * nudge).sum(), rel=1e-6)


def test_one_head_is_self_attention() -> None:
    generator = default_rng(0)
    x, *weights = (generator.normal(size=shape) for shape in ((4, 3), (3, 5), (3, 5), (3, 2)))
    single = self_attention(x, *weights, causal=True, temperature=0.5)
    many = multi_head_attention(x, *weights, np.eye(2), heads=1, causal=True, temperature=0.5)
    np.testing.assert_allclose(many.output, single.output)
    np.testing.assert_allclose(single.queries, x @ weights[0])
    assert isinstance(many.heads[0], Attention)


@pytest.mark.parametrize("causal", [False, True])
def test_attention_agrees_with_pytorch(causal: bool) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed; the formula written anew agrees")
    queries, keys, values = draw(0, 12, 12, 8, 5)
    theirs = torch.nn.functional.scaled_dot_product_attention(
        *(torch.tensor(array)[None, None] for array in (queries, keys, values)), is_causal=causal
    )
    np.testing.assert_allclose(
        attend(queries, keys, values, causal=causal).output, theirs[0, 0].numpy(), rtol=1e-9, atol=1e-12
    )


@pytest.mark.parametrize("causal", [False, True])
def test_multi_head_attention_agrees_with_pytorch(causal: bool) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed; the formula written anew agrees")
    generator = default_rng(1)
    x = generator.normal(size=(7, 8))
    wq, wk, wv, wo = (generator.normal(size=(8, 8)) for _ in range(4))
    theirs = torch.nn.MultiheadAttention(8, 2, bias=False, batch_first=True, dtype=torch.float64)
    with torch.no_grad():
        theirs.in_proj_weight.copy_(torch.tensor(np.concatenate([wq.T, wk.T, wv.T])))
        theirs.out_proj.weight.copy_(torch.tensor(wo.T))
        mask = torch.triu(torch.ones(7, 7, dtype=torch.bool), diagonal=1) if causal else None
        words = torch.tensor(x)[None]
        output, weights = theirs(words, words, words, attn_mask=mask, average_attn_weights=False)
    step = multi_head_attention(x, wq, wk, wv, wo, heads=2, causal=causal)
    np.testing.assert_allclose(step.output, output[0].numpy(), rtol=1e-9, atol=1e-12)
    for head, theirs_of_head in zip(step.heads, weights[0].numpy(), strict=True):
        np.testing.assert_allclose(head.weights, theirs_of_head, rtol=1e-9, atol=1e-12)


def test_shapes_that_do_not_fit_are_refused() -> None:
    two, three = np.ones((2, 2)), np.ones((3, 3))
    with pytest.raises(ShapeError, match="keys: expected the queries' 2 columns"):
        attend(two, three, three)
    with pytest.raises(ShapeError, match="values: expected one for each of the 2 keys"):
        attend(two, two, three)
    with pytest.raises(ShapeError, match="keys: expected one for each of the 1 queries under the mask"):
        attend([[1.0]], [[1.0], [2.0]], [[1.0], [2.0]], causal=True)
    with pytest.raises(ShapeError, match="key_weights: expected 2 rows"):
        self_attention(two, two, three, two)
    with pytest.raises(ShapeError, match="query_weights: expected columns that 3 heads can share"):
        multi_head_attention(two, two, two, two, two, heads=3)
    with pytest.raises(ShapeError, match="output_weights: expected 2 rows"):
        multi_head_attention(two, two, two, two, three, heads=1)
    with pytest.raises(ShapeError, match="queries: expected a matrix"):
        attend([1.0], two, two)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_what_is_not_a_finite_number_is_refused(bad: float) -> None:
    for place, name in enumerate(("queries", "keys", "values")):
        arrays = [np.ones((2, 2)) for _ in range(3)]
        arrays[place][1, 0] = bad
        with pytest.raises(InputError, match=f"{name}: expected finite numbers"):
            attend(*arrays)
    with pytest.raises(InputError, match="temperature"):
        attend([[1.0]], [[1.0]], [[1.0]], temperature=bad)


def test_no_words_are_refused() -> None:
    with pytest.raises(InputError, match="at least one number"):
        attend(np.zeros((0, 2)), np.zeros((0, 2)), np.zeros((0, 2)))
