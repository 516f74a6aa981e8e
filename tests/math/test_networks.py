from typing import Any

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import default_rng

from aimath.checks import Array
from aimath.errors import InputError, ShapeError
from aimath.losses import LOSSES
from aimath.networks import (
    ACTIVATIONS,
    Network,
    backward,
    create_network,
    flatten,
    forward,
    unflatten,
)
from aimath.training import measure

some = settings(max_examples=20, deadline=None)
every_activation = pytest.mark.parametrize("activation", ACTIVATIONS)
seeds = st.integers(0, 2**32 - 1)
sizes = st.lists(st.integers(1, 5), min_size=2, max_size=5)
BENDS: dict[str, Any] = {
    "relu": lambda z: anp.maximum(z, 0),
    "tanh": anp.tanh,
    "sigmoid": lambda z: 1 / (1 + anp.exp(-z)),
}


def outputs_by_autograd(parameters: Any, like: Network, inputs: Array) -> Any:
    a, start = inputs, 0
    for layer, weights in enumerate(like.weights):
        rows, columns = weights.shape
        w = anp.reshape(parameters[start : start + rows * columns], (rows, columns))
        start += rows * columns
        a = anp.dot(a, w) + parameters[start : start + columns]
        start += columns
        if layer < len(like.weights) - 1:
            a = BENDS[like.activation](a)
    return a


@every_activation
@some
@given(sizes=sizes, seed=seeds)
def test_all_gradients_agree_with_autograd(activation: str, sizes: list[int], seed: int) -> None:
    generator = default_rng(seed)
    network = create_network(sizes, generator, activation=activation)
    # Biases other than 0 keep the units off the kink of relu.
    network = unflatten(flatten(network) + generator.normal(0, 0.1, network.parameter_count), network)
    inputs, wanted = generator.normal(size=(6, sizes[0])), generator.normal(size=(6, sizes[-1]))

    def loss(parameters: Any, x: Any) -> Any:
        return anp.sum(wanted * outputs_by_autograd(parameters, network, x))

    gradients = backward(network, forward(network, inputs), wanted)
    by_parameters, by_inputs = (autograd.grad(loss, place)(flatten(network), inputs) for place in (0, 1))
    np.testing.assert_allclose(flatten(gradients), by_parameters, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(gradients.inputs, by_inputs, rtol=1e-9, atol=1e-12)


@every_activation
@pytest.mark.parametrize(
    "loss", ["mean_squared_error", "cross_entropy_from_logits", "multiclass_hinge"], ids=str
)
def test_gradients_of_a_loss_agree_with_central_differences(activation: str, loss: str) -> None:
    generator = default_rng(3)
    network = create_network([3, 5, 4, 3], generator, activation=activation)
    inputs = generator.normal(size=(8, 3))
    of_numbers = LOSSES[loss].target == "numbers"
    targets = generator.normal(size=(8, 3)) if of_numbers else generator.integers(0, 3, 8)
    parameters = flatten(network)
    gradient = flatten(measure(network, inputs, targets, loss).gradients)
    for place in range(len(parameters)):
        step = np.zeros_like(parameters)
        step[place] = 1e-6
        ahead, behind = (
            measure(unflatten(parameters + way * step, network), inputs, targets, loss).loss.value
            for way in (1, -1)
        )
        assert gradient[place] == pytest.approx((ahead - behind) / 2e-6, rel=1e-5, abs=1e-8)


@every_activation
def test_forward_and_backward_agree_with_pytorch(activation: str) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed; autograd agrees")
    generator = default_rng(5)
    network = create_network([4, 6, 5, 2], generator, activation=activation)
    inputs, wanted = generator.normal(size=(9, 4)), generator.normal(size=(9, 2))
    a = x = torch.tensor(inputs, requires_grad=True)
    tensors = []
    for layer, (weights, biases) in enumerate(zip(network.weights, network.biases, strict=True)):
        w, b = (torch.tensor(array, requires_grad=True) for array in (weights, biases))
        tensors += [w, b]
        a = a @ w + b
        if layer < 2:
            a = getattr(torch, activation)(a)
    (a * torch.tensor(wanted)).sum().backward()
    steps = forward(network, inputs)
    gradients = backward(network, steps, wanted)
    np.testing.assert_allclose(steps.outputs, a.detach().numpy(), rtol=1e-12, atol=1e-14)
    by_torch = np.concatenate([tensor.grad.numpy().ravel() for tensor in tensors])
    np.testing.assert_allclose(flatten(gradients), by_torch, rtol=1e-9, atol=1e-13)
    np.testing.assert_allclose(gradients.inputs, x.grad.numpy(), rtol=1e-9, atol=1e-13)


@every_activation
def test_an_activation_keeps_its_contract(activation: str) -> None:
    entry = ACTIVATIONS[activation]
    z = np.linspace(-4.05, 4.05, 50)
    a = entry.value(z)
    np.testing.assert_allclose(a, BENDS[activation](z))
    np.testing.assert_allclose(
        entry.slope(a), (entry.value(z + 1e-6) - entry.value(z - 1e-6)) / 2e-6, rtol=1e-6, atol=1e-9
    )
    assert (np.diff(a) >= 0).all()
    assert entry.name == activation


@some
@given(sizes=sizes, seed=seeds)
def test_each_step_of_the_forward_pass_follows_from_the_one_before(sizes: list[int], seed: int) -> None:
    generator = default_rng(seed)
    network = create_network(sizes, generator)
    inputs = generator.normal(size=(3, sizes[0]))
    steps = forward(network, inputs)
    assert (steps.inputs == inputs).all()
    assert steps.outputs is steps.pre_activations[-1]
    for layer, z in enumerate(steps.pre_activations):
        expected = steps.activations[layer] @ network.weights[layer] + network.biases[layer]
        np.testing.assert_allclose(z, expected)
        if layer < len(sizes) - 2:
            np.testing.assert_array_equal(steps.activations[layer + 1], np.tanh(z))


def test_the_deltas_are_the_gradients_of_the_pre_activations() -> None:
    network = create_network([2, 3, 1], default_rng(0))
    steps = forward(network, default_rng(1).normal(size=(4, 2)))
    gradients = backward(network, steps, np.ones((4, 1)))
    assert [delta.shape for delta in gradients.deltas] == [(4, 3), (4, 1)]
    for a, delta, by_weights, by_biases in zip(
        steps.activations, gradients.deltas, gradients.weights, gradients.biases, strict=False
    ):
        np.testing.assert_allclose(by_weights, a.T @ delta)
        np.testing.assert_allclose(by_biases, delta.sum(axis=0))


@some
@given(sizes=sizes, seed=seeds)
def test_flattening_and_unflattening_give_the_same_network(sizes: list[int], seed: int) -> None:
    network = create_network(sizes, default_rng(seed), activation="relu")
    parameters = flatten(network)
    again = unflatten(parameters, network)
    assert len(parameters) == network.parameter_count
    assert again.sizes == network.sizes == tuple(sizes)
    assert again.activation == "relu"
    np.testing.assert_array_equal(flatten(again), parameters)


@every_activation
def test_starting_weights_keep_the_size_of_the_signal(activation: str) -> None:
    network = create_network([200, 200, 200, 200, 200], default_rng(0), activation=activation)
    steps = forward(network, default_rng(1).normal(size=(50, 200)))
    spreads = [z.std() for z in steps.pre_activations]
    assert min(spreads) > 0.05
    assert max(spreads) < 3


def test_the_same_seed_gives_the_same_network() -> None:
    first, second = (flatten(create_network([2, 4, 1], default_rng(7))) for _ in range(2))
    np.testing.assert_array_equal(first, second)
    assert not np.array_equal(first, flatten(create_network([2, 4, 1], default_rng(8))))


def test_no_samples_give_no_outputs_and_no_gradients() -> None:
    network = create_network([2, 3, 1], default_rng(0))
    steps = forward(network, np.zeros((0, 2)))
    assert steps.outputs.shape == (0, 1)
    assert not flatten(backward(network, steps, np.zeros((0, 1)))).any()


@pytest.mark.parametrize("wrong", [[], [3], [3, 0, 1], [3, -1], [2.5, 1], [2, "one"]])
def test_a_network_needs_inputs_and_outputs_in_whole_numbers(wrong: list[int]) -> None:
    with pytest.raises(InputError, match="sizes: expected"):
        create_network(wrong, default_rng(0))


def test_an_unknown_activation_is_refused_by_name() -> None:
    with pytest.raises(InputError, match="expected one of relu, tanh, sigmoid; got 'swish'"):
        create_network([1, 1], default_rng(0), activation="swish")


@pytest.mark.parametrize(
    ("weights", "biases"),
    [
        ((), ()),
        ((np.ones((2, 3)),), (np.ones(2),)),
        ((np.ones((2, 3)), np.ones((2, 1))), (np.ones(3), np.ones(1))),
        ((np.ones((2, 3)),), ()),
        ((np.ones(3),), (np.ones(3),)),
        ((np.ones(()),), (np.ones(()),)),
        ((np.ones((2, 3, 4)),), (np.ones((3, 4)),)),
    ],
)
def test_layers_that_do_not_fit_each_other_are_refused(weights: Any, biases: Any) -> None:
    with pytest.raises(ShapeError, match="network: expected matrices of weights"):
        Network(weights, biases)


def test_shapes_that_do_not_fit_the_network_are_refused() -> None:
    network = create_network([2, 3, 1], default_rng(0))
    with pytest.raises(ShapeError, match="inputs: expected 2 columns"):
        forward(network, [[1.0, 2.0, 3.0]])
    with pytest.raises(ShapeError, match="output_gradient"):
        backward(network, forward(network, [[1.0, 2.0]]), [[1.0, 2.0]])
    with pytest.raises(ShapeError, match="expected a vector of 13, got shape"):
        unflatten(np.zeros(12), network)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_inputs_that_are_not_finite_are_refused(bad: float) -> None:
    with pytest.raises(InputError, match="inputs: expected finite numbers"):
        forward(create_network([2, 1], default_rng(0)), [[1.0, bad]])
