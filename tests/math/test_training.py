import numpy as np
import pytest
from numpy.random import default_rng

from aimath.datasets import Split, blobs, noisy_line, split, two_moons
from aimath.errors import InputError, ShapeError
from aimath.losses import LOSSES
from aimath.models import least_squares
from aimath.networks import Network, create_network, flatten, forward, unflatten
from aimath.optimizers import OPTIMIZERS, adam, gradient_descent, optimizer
from aimath.training import Stopped, Training, accuracy, fit, measure, output_loss

BINARY = "binary_cross_entropy_from_logits"


def moons() -> Split:
    return split(two_moons(default_rng(0), 200, noise=0.1), default_rng(1))


def train_on_moons(**changes: object) -> Training:
    parts = moons()
    chosen: dict[str, object] = {"loss": BINARY, "optimizer": adam(0.02), "epochs": 150} | changes
    network = create_network([2, 16, 1], default_rng(2))
    return fit(network, parts.training.inputs, parts.training.targets, **chosen)  # type: ignore[arg-type]


def test_a_small_network_learns_two_moons_and_does_well_on_held_out_points() -> None:
    parts = moons()
    run = train_on_moons(held_out=(parts.held_out.inputs, parts.held_out.targets), epochs=300)
    assert run.held_out_losses is not None
    assert run.accuracies is not None
    assert run.held_out_accuracies is not None
    assert run.losses[-1] < 0.1 * run.losses[0]
    assert run.accuracies[-1] >= 0.98
    assert run.held_out_accuracies[-1] >= 0.95
    assert run.stopped is Stopped.EPOCHS_USED_UP


def test_every_epoch_is_kept_as_it_was() -> None:
    parts = moons()
    x, y = parts.training.inputs, parts.training.targets
    run = train_on_moons(epochs=20, held_out=(parts.held_out.inputs, parts.held_out.targets))
    assert run.epochs == 20
    assert run.parameters.shape == (21, run.start.parameter_count)
    assert run.held_out_losses is not None
    assert run.accuracies is not None
    np.testing.assert_array_equal(run.parameters[0], flatten(run.start))
    for epoch in (0, 7, 20):
        outputs = forward(run.network(epoch), x).outputs
        assert run.losses[epoch] == output_loss(outputs, y, BINARY).value
        assert run.accuracies[epoch] == accuracy(outputs, y, BINARY)
        apart = forward(run.network(epoch), parts.held_out.inputs).outputs
        assert run.held_out_losses[epoch] == output_loss(apart, parts.held_out.targets, BINARY).value


def test_an_epoch_of_full_batch_gradient_descent_is_one_step_against_the_gradient() -> None:
    parts = moons()
    run = train_on_moons(optimizer=gradient_descent(0.3), epochs=3)
    for epoch in range(3):
        turn = measure(run.network(epoch), parts.training.inputs, parts.training.targets, BINARY)
        stepped = run.parameters[epoch] - 0.3 * flatten(turn.gradients)
        np.testing.assert_allclose(run.parameters[epoch + 1], stepped, rtol=1e-13, atol=1e-15)


def test_a_network_without_hidden_layers_finds_the_least_squares_line() -> None:
    line = noisy_line(default_rng(0), 50)
    start = create_network([1, 1], default_rng(1))
    run = fit(
        start,
        line.inputs,
        line.targets,
        loss="mean_squared_error",
        optimizer=gradient_descent(0.1),
        epochs=300,
    )
    best = least_squares(line.inputs, line.targets)
    assert run.network().weights[0][0, 0] == pytest.approx(best.weights[0])
    assert run.network().biases[0][0] == pytest.approx(best.bias)
    assert run.accuracies is None
    assert run.held_out_losses is None
    assert run.held_out_accuracies is None


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_lowers_the_loss(name: str) -> None:
    run = train_on_moons(optimizer=optimizer(name, 0.02), epochs=30)
    assert run.losses[-1] < run.losses[0]


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
def test_three_blobs_are_told_apart(activation: str) -> None:
    clouds = blobs(default_rng(0), 90, noise=0.4)
    for loss in ("cross_entropy_from_logits", "multiclass_hinge"):
        network = create_network([2, 8, 3], default_rng(1), activation=activation)
        run = fit(network, clouds.inputs, clouds.targets, loss=loss, optimizer=adam(0.05), epochs=80)
        assert run.accuracies is not None
        assert run.accuracies[-1] == 1


def test_small_batches_learn_too_and_repeat_themselves_with_the_same_seed() -> None:
    first, second, other = (
        train_on_moons(batch_size=32, generator=default_rng(seed), epochs=10) for seed in (0, 0, 1)
    )
    assert first.losses[-1] < 0.6 * first.losses[0]
    np.testing.assert_array_equal(first.parameters, second.parameters)
    assert not np.array_equal(first.parameters, other.parameters)


def test_a_batch_of_all_samples_is_a_full_batch() -> None:
    whole = train_on_moons(epochs=5)
    batched = train_on_moons(epochs=5, batch_size=1000, generator=default_rng(0))
    np.testing.assert_allclose(batched.parameters, whole.parameters, rtol=1e-9)


def test_the_last_batch_may_be_smaller_and_every_sample_is_seen() -> None:
    start = Network((np.zeros((1, 1)),), (np.zeros(1),))
    run = fit(
        start,
        [[1.0], [1.0], [1.0]],
        [1.0, 1.0, 1.0],
        loss="mean_squared_error",
        optimizer=gradient_descent(0.1),
        epochs=1,
        batch_size=2,
        generator=default_rng(0),
    )
    # Two steps against 2 (ŷ − 1) for w and b alike: ŷ goes 0 → 0.4 → 0.64.
    np.testing.assert_allclose(run.parameters[1], [0.32, 0.32])


def test_a_run_stops_when_it_is_good_enough() -> None:
    run = train_on_moons(good_enough=0.3, epochs=300)
    assert run.stopped is Stopped.GOOD_ENOUGH
    assert run.losses[-1] <= 0.3 < run.losses[-2]
    assert run.epochs < 300


def test_good_enough_is_judged_on_the_held_out_points() -> None:
    parts = moons()
    run = train_on_moons(
        good_enough=0.3, epochs=300, held_out=(parts.held_out.inputs, parts.held_out.targets)
    )
    assert run.held_out_losses is not None
    assert run.held_out_losses[-1] <= 0.3 < run.held_out_losses[-2]


def test_no_epochs_only_measure() -> None:
    run = train_on_moons(epochs=0)
    assert run.epochs == 0
    assert run.losses.shape == (1,)


@pytest.mark.parametrize("batch_size", [None, 8])
@pytest.mark.parametrize("learning_rate", [3.0, 1e3, 1e200])
def test_a_run_that_diverges_says_so_and_keeps_finite_numbers(
    learning_rate: float, batch_size: int | None
) -> None:
    line = noisy_line(default_rng(0), 50)
    run = fit(
        create_network([1, 8, 1], default_rng(1), activation="relu"),
        line.inputs,
        line.targets,
        loss="mean_squared_error",
        optimizer=gradient_descent(learning_rate),
        epochs=200,
        batch_size=batch_size,
        generator=None if batch_size is None else default_rng(0),
        held_out=(line.inputs[:5], line.targets[:5]),
    )
    assert run.stopped is Stopped.DIVERGED
    assert run.epochs < 200
    assert np.isfinite(run.parameters).all()
    assert np.isfinite(run.losses).all()


def test_a_network_that_overflows_before_its_first_step_is_refused() -> None:
    start = Network((np.full((1, 1), 1e200),), (np.zeros(1),))
    with pytest.raises(InputError, match="start from smaller weights"):
        fit(
            start,
            [[1e5]],
            [0.0],
            loss="mean_squared_error",
            optimizer=adam(0.1),
            epochs=1,
        )
    huge = Network((np.full((2, 2), 1e300), np.full((2, 1), 1e300)), (np.zeros(2), np.zeros(1)), "relu")
    with pytest.raises(InputError, match="start from smaller weights"):
        fit(huge, [[1.0, 1.0]], [0.0], loss="mean_squared_error", optimizer=adam(0.1), epochs=1)


def test_training_agrees_with_pytorch_step_by_step() -> None:
    torch = pytest.importorskip(
        "torch", reason="PyTorch is not installed; each gradient agrees with autograd"
    )
    parts = moons()
    run = train_on_moons(epochs=25)
    parameters = []
    for weights, biases in zip(run.start.weights, run.start.biases, strict=True):
        parameters += [torch.tensor(array, requires_grad=True) for array in (weights, biases)]
    adam_of_torch = torch.optim.Adam(parameters, lr=0.02)
    x = torch.tensor(parts.training.inputs)
    y = torch.tensor(parts.training.targets, dtype=torch.float64)
    losses = []
    for _ in range(26):
        w1, b1, w2, b2 = parameters
        logits = (torch.tanh(x @ w1 + b1) @ w2 + b2)[:, 0]
        value = torch.nn.functional.binary_cross_entropy_with_logits(logits, y)
        losses.append(value.item())
        adam_of_torch.zero_grad()
        value.backward()
        adam_of_torch.step()
    np.testing.assert_allclose(run.losses, losses, rtol=1e-9)


def test_accuracy_reads_each_kind_of_target() -> None:
    outputs = [[2.0], [-1.0], [0.5], [-3.0]]
    assert accuracy(outputs, [1, 0, 0, 0], BINARY) == 0.75
    assert accuracy(outputs, [1, -1, -1, -1], "hinge") == 0.75
    scores = [[1.0, 2.0], [3.0, 0.0]]
    assert accuracy(scores, [1, 1], "cross_entropy_from_logits") == 0.5
    assert accuracy(scores, [[0.1, 0.9], [0.8, 0.2]], "cross_entropy_from_logits") == 1
    assert accuracy(outputs, [1.0, 2.0, 3.0, 4.0], "mean_squared_error") is None


@pytest.mark.parametrize("loss", [name for name, entry in LOSSES.items() if "probab" in entry.prediction])
def test_a_loss_of_probabilities_is_refused_on_raw_outputs(loss: str) -> None:
    with pytest.raises(InputError, match=f"use {loss}_from_logits"):
        output_loss([[0.5]], [1], loss)


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ShapeError, match="expected one column for these targets"):
        output_loss([[1.0, 2.0]], [1.0], "mean_squared_error")
    with pytest.raises(InputError, match="loss: expected one of .* got 'mse'"):
        output_loss([[1.0]], [1.0], "mse")
    with pytest.raises(InputError, match="give both or neither"):
        train_on_moons(batch_size=8)
    with pytest.raises(InputError, match="give both or neither"):
        train_on_moons(generator=default_rng(0))
    with pytest.raises(InputError, match="epochs: expected a whole number of at least 0"):
        train_on_moons(epochs=-1)
    with pytest.raises(InputError, match="batch_size: expected a whole number of at least 1"):
        train_on_moons(batch_size=0, generator=default_rng(0))
    with pytest.raises(InputError, match="inputs: expected finite numbers"):
        fit(
            create_network([1, 1], default_rng(0)),
            [[np.nan]],
            [0.0],
            loss="mean_squared_error",
            optimizer=adam(0.1),
            epochs=1,
        )


def test_several_outputs_may_have_several_targets() -> None:
    network = unflatten(np.arange(4.0), create_network([1, 2], default_rng(0)))
    turn = measure(network, [[1.0]], [[0.0, 0.0]], "mean_squared_error")
    assert turn.loss.value == pytest.approx((2**2 + 4**2) / 2)
