from typing import Any

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from numpy.random import default_rng

from aimath.datasets import opticks
from aimath.errors import InputError, ShapeError
from aimath.language_network import (
    LanguageNetwork,
    contexts_of,
    create_language_network,
    fit_language_network,
    measure_language,
    predict_by_network,
)
from aimath.networks import flatten
from aimath.optimizers import adam
from aimath.probability import softmax
from aimath.tokens import build_vocabulary, split_words


def small_model() -> LanguageNetwork:
    return create_language_network(5, default_rng(0), length=2, width=3, hidden=4)


CONTEXTS, TARGETS = np.array([[0, 1], [1, 1], [4, 2]]), np.array([2, 0, 1])


def loss_by_autograd(embeddings: Any, w1: Any, b1: Any, w2: Any, b2: Any) -> Any:
    looked_up = anp.concatenate([embeddings[CONTEXTS[:, 0]], embeddings[CONTEXTS[:, 1]]], axis=1)
    logits = anp.dot(anp.tanh(anp.dot(looked_up, w1) + b1), w2) + b2
    return anp.mean(anp.log(anp.sum(anp.exp(logits), axis=1)) - logits[np.arange(3), TARGETS])


def test_all_gradients_agree_with_autograd() -> None:
    model = small_model()
    (w1, w2), (b1, b2) = model.network.weights, model.network.biases
    step = measure_language(model, CONTEXTS, TARGETS)
    parameters = model.embeddings, w1, b1, w2, b2
    assert step.loss.value == pytest.approx(loss_by_autograd(*parameters))
    theirs = [autograd.grad(loss_by_autograd, place)(*parameters) for place in range(5)]
    np.testing.assert_allclose(step.embedding_gradients, theirs[0], rtol=1e-9, atol=1e-12)
    by_network = np.concatenate([gradient.ravel() for gradient in theirs[1:]])
    np.testing.assert_allclose(flatten(step.gradients), by_network, rtol=1e-9, atol=1e-12)


def test_the_gradient_of_the_vectors_agrees_with_central_differences() -> None:
    model = small_model()
    gradient = measure_language(model, CONTEXTS, TARGETS).embedding_gradients
    for place in np.ndindex(gradient.shape):
        step = np.zeros_like(gradient)
        step[place] = 1e-6
        ahead, behind = (
            measure_language(
                LanguageNetwork(model.embeddings + way * step, model.network), CONTEXTS, TARGETS
            ).loss.value
            for way in (1, -1)
        )
        assert gradient[place] == pytest.approx((ahead - behind) / 2e-6, rel=1e-5, abs=1e-9)


def test_all_gradients_agree_with_pytorch() -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed; autograd agrees")
    model = small_model()
    (w1, w2), (b1, b2) = model.network.weights, model.network.biases
    tensors = [torch.tensor(array, requires_grad=True) for array in (model.embeddings, w1, b1, w2, b2)]
    embeddings, *rest = tensors
    looked_up = torch.nn.functional.embedding(torch.tensor(CONTEXTS), embeddings).reshape(3, -1)
    logits = torch.tanh(looked_up @ rest[0] + rest[1]) @ rest[2] + rest[3]
    torch.nn.functional.cross_entropy(logits, torch.tensor(TARGETS)).backward()
    step = measure_language(model, CONTEXTS, TARGETS)
    np.testing.assert_allclose(step.embedding_gradients, embeddings.grad.numpy(), rtol=1e-9, atol=1e-13)
    by_network = np.concatenate([tensor.grad.numpy().ravel() for tensor in rest])
    np.testing.assert_allclose(flatten(step.gradients), by_network, rtol=1e-9, atol=1e-13)


def test_a_prediction_looks_at_the_last_tokens_only() -> None:
    model = small_model()
    p = predict_by_network(model, [3, 3, 0, 1])
    np.testing.assert_array_equal(p, predict_by_network(model, [0, 1]))
    step = measure_language(model, CONTEXTS, TARGETS)
    np.testing.assert_allclose(p, softmax(step.forward.outputs)[0])
    np.testing.assert_array_equal(step.looked_up[2], model.embeddings[[4, 2]].ravel())
    assert p.sum() == pytest.approx(1)


def test_the_network_learns_which_word_follows_which() -> None:
    words = split_words(opticks())[:3000]
    vocabulary = build_vocabulary(words, most=80)
    ids = vocabulary.encode(words)
    generator = default_rng(0)
    model = create_language_network(len(vocabulary), generator, length=2, width=8, hidden=16)
    run = fit_language_network(
        model, ids[:2500], optimizer=adam(0.01), epochs=10, generator=generator, held_out=ids[2500:]
    )
    assert run.held_out_losses is not None
    assert run.losses[-1] < 0.8 * run.losses[0]
    assert run.held_out_losses[-1] < 0.8 * run.held_out_losses[0]
    shares = np.bincount(ids[:2500], minlength=len(vocabulary)) / 2500
    blind = -np.log(shares[ids[2:2500]]).mean()
    assert run.losses[-1] < 0.9 * blind


def test_every_epoch_is_kept_and_the_same_seed_gives_the_same_run() -> None:
    text = default_rng(0).integers(0, 5, 60)
    runs = [
        fit_language_network(
            small_model(), text, optimizer=adam(0.02), epochs=4, generator=default_rng(1), batch_size=16
        )
        for _ in range(2)
    ]
    np.testing.assert_array_equal(runs[0].parameters, runs[1].parameters)
    assert runs[0].held_out_losses is None
    contexts, targets = contexts_of(text, 2)
    for epoch in (0, 2, -1):
        model = runs[0].model(epoch)
        assert runs[0].losses[epoch] == pytest.approx(measure_language(model, contexts, targets).loss.value)
    np.testing.assert_array_equal(runs[0].model(0).embeddings, small_model().embeddings)
    assert runs[0].losses[-1] < runs[0].losses[0]


def test_sizes_are_what_was_asked_for() -> None:
    model = create_language_network(7, default_rng(0), length=3, width=4, hidden=6)
    assert (model.size, model.length) == (7, 3)
    assert model.network.sizes == (12, 6, 7)


@pytest.mark.parametrize("wrong", [-1, 5, 0.5])
def test_a_context_holds_numbers_of_the_vocabulary_only(wrong: float) -> None:
    expected = rf"contexts: expected whole numbers from 0 to 4, got {float(wrong)} at index \(1, 0\)"
    with pytest.raises(InputError, match=expected):
        measure_language(small_model(), np.array([[0, 1], [wrong, 1]]), np.array([1, 2]))


def test_what_does_not_fit_is_refused() -> None:
    model = small_model()
    with pytest.raises(InputError, match="prompt: expected at least 2 tokens, got 1"):
        predict_by_network(model, [1])
    with pytest.raises(InputError, match="prompt: expected whole numbers from 0 to 4"):
        predict_by_network(model, [1, 5])
    with pytest.raises(InputError, match="ids: expected more than 2 tokens, got 2"):
        contexts_of(np.array([1, 2]), 2)
    with pytest.raises(ShapeError, match="contexts: expected 2 tokens a row"):
        measure_language(model, np.array([[1, 2, 3]]), np.array([1]))
    with pytest.raises(InputError, match="width"):
        create_language_network(5, default_rng(0), width=0)
