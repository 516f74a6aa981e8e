from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import default_rng
from sklearn.linear_model import LinearRegression, LogisticRegression

from aimath.datasets import blobs, digits, house_prices, split, two_moons
from aimath.errors import InputError, ShapeError
from aimath.losses import LOSSES
from aimath.models import (
    READINGS,
    Model,
    classify,
    least_squares,
    linear_regression,
    logistic_regression,
    predict,
    softmax_regression,
)
from aimath.networks import create_network
from aimath.optimizers import adam, momentum
from aimath.probability import sigmoid, softmax
from aimath.training import fit, measure

some = settings(max_examples=25, deadline=None)


@some
@given(seed=st.integers(0, 1000), features=st.integers(1, 4))
def test_least_squares_agrees_with_scikit_learn(seed: int, features: int) -> None:
    generator = default_rng(seed)
    x, y = generator.normal(5, 2, (20, features)), generator.normal(size=20)
    ours, theirs = least_squares(x, y), LinearRegression().fit(x, y)
    np.testing.assert_allclose(ours.weights, theirs.coef_, rtol=1e-7, atol=1e-10)
    assert ours.bias == pytest.approx(theirs.intercept_, rel=1e-7, abs=1e-9)
    assert ours.determination == pytest.approx(theirs.score(x, y))


def test_the_residuals_of_least_squares_are_at_right_angles_to_everything_known() -> None:
    houses = house_prices(default_rng(0))
    fitted = least_squares(houses.inputs, houses.targets)
    np.testing.assert_allclose(fitted.residuals, fitted.predictions - houses.targets)
    assert fitted.residuals.sum() == pytest.approx(0, abs=1e-4)
    np.testing.assert_allclose(houses.inputs.T @ fitted.residuals, 0, atol=1e-1)
    assert fitted.weights == pytest.approx([210, -5500], rel=0.1)
    np.testing.assert_allclose(predict(fitted.model, houses.inputs)[:, 0], fitted.predictions)


def test_least_squares_survives_large_means_and_copies_of_a_feature() -> None:
    x = np.linspace(0, 1, 30)
    far = least_squares((x + 1e6)[:, None], 3 * x)
    assert far.weights[0] == pytest.approx(3, rel=1e-6)
    twins = least_squares(np.column_stack([x, x]), 3 * x)
    np.testing.assert_allclose(twins.weights, [1.5, 1.5])
    assert least_squares([[1.0]], [5.0]).bias == 5


@pytest.mark.parametrize("target", [0.0, 5.0, 0.1, 1e-200])
def test_targets_that_do_not_vary_leave_nothing_unexplained(target: float) -> None:
    assert least_squares([[0.0], [1.0], [2.0]], [target] * 3).determination == 1


@pytest.mark.parametrize("unit", [1e-200, 1.0, 1e200])
def test_the_explained_share_of_variance_has_no_unit(unit: float) -> None:
    targets = unit * np.array([0.0, 1.0, 0.0])
    assert least_squares([[0.0], [1.0], [2.0]], targets).determination == pytest.approx(0)


def test_least_squares_refuses_what_does_not_fit() -> None:
    with pytest.raises(ShapeError, match="targets: expected one for each of the 2 inputs, got 1"):
        least_squares([[1.0], [2.0]], [1.0])
    with pytest.raises(InputError, match="expected finite numbers"):
        least_squares([[np.inf]], [1.0])
    with pytest.raises(InputError, match="at least one number"):
        least_squares(np.zeros((0, 2)), [])


@pytest.mark.parametrize(
    "model",
    [linear_regression(3, 2), logistic_regression(3), softmax_regression(3, 4)],
    ids=lambda m: m.reading,
)
def test_the_gradient_is_prediction_less_target_averaged(model: Model) -> None:
    generator = default_rng(0)
    moved = tuple(generator.normal(size=w.shape) for w in model.network.weights)
    model = replace(model, network=replace(model.network, weights=moved))
    x = generator.normal(size=(6, 3))
    outputs = model.network.sizes[-1]
    one_hot = np.eye(outputs)[generator.integers(0, outputs, 6)] if outputs > 1 else np.ones((6, 1))
    targets = one_hot[:, 0] if outputs == 1 else one_hot
    turn = measure(model.network, x, targets, model.loss)
    # The mean of squares also averages over the two outputs of the linear model: 2 / 2 = 1.
    np.testing.assert_allclose(turn.gradients.weights[0], x.T @ (predict(model, x) - one_hot) / 6)


def test_logistic_regression_agrees_with_scikit_learn() -> None:
    moons = two_moons(default_rng(0), 100, noise=0.3)
    model = logistic_regression(2)
    run = fit(
        model.network, moons.inputs, moons.targets, loss=model.loss, optimizer=momentum(1.0), epochs=600
    )
    trained = replace(model, network=run.network())
    theirs = LogisticRegression(C=np.inf, tol=1e-10).fit(moons.inputs, moons.targets)
    np.testing.assert_allclose(trained.network.weights[0][:, 0], theirs.coef_[0], rtol=1e-4)
    np.testing.assert_allclose(trained.network.biases[0], theirs.intercept_, rtol=1e-3)
    np.testing.assert_array_equal(classify(trained, moons.inputs), theirs.predict(moons.inputs))


def test_softmax_regression_agrees_with_scikit_learn() -> None:
    clouds = blobs(default_rng(0), 90, distance=1)
    model = softmax_regression(2, 3)
    run = fit(
        model.network, clouds.inputs, clouds.targets, loss=model.loss, optimizer=momentum(1.0), epochs=600
    )
    trained = replace(model, network=run.network())
    theirs = LogisticRegression(C=np.inf, tol=1e-10).fit(clouds.inputs, clouds.targets)
    np.testing.assert_allclose(
        predict(trained, clouds.inputs), theirs.predict_proba(clouds.inputs), atol=1e-3
    )


def test_softmax_regression_reads_handwritten_digits_that_it_has_never_seen() -> None:
    parts = split(digits(), default_rng(0))
    model = softmax_regression(64, 10)
    run = fit(
        model.network,
        parts.training.inputs,
        parts.training.targets,
        loss=model.loss,
        optimizer=adam(0.05),
        epochs=60,
        held_out=(parts.held_out.inputs, parts.held_out.targets),
    )
    assert run.held_out_accuracies is not None
    assert run.held_out_accuracies[0] < 0.2
    assert run.held_out_accuracies[-1] > 0.94
    trained = replace(model, network=run.network())
    right = classify(trained, parts.held_out.inputs) == parts.held_out.targets
    assert right.mean() == run.held_out_accuracies[-1]


def test_a_network_with_hidden_layers_is_read_the_same_ways() -> None:
    network = create_network([2, 4, 3], default_rng(0))
    x = default_rng(1).normal(size=(5, 2))
    raw = predict(Model("linear", network), x)
    np.testing.assert_allclose(predict(Model("softmax", network), x), softmax(raw))
    np.testing.assert_allclose(predict(Model("logistic", network), x), sigmoid(raw))
    np.testing.assert_array_equal(classify(Model("softmax", network), x), raw.argmax(axis=1))


def test_every_reading_has_a_loss_of_raw_outputs() -> None:
    for name, reading in READINGS.items():
        assert LOSSES[reading.loss].prediction in ("numbers", "logit", "logits")
        assert Model(name, create_network([1, 1], default_rng(0))).loss == reading.loss


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(InputError, match="got a linear one; use predict"):
        classify(linear_regression(1), [[1.0]])
    with pytest.raises(InputError, match="reading: expected one of linear, logistic, softmax"):
        predict(Model("probit", create_network([1, 1], default_rng(0))), [[1.0]])
    with pytest.raises(InputError, match="classes"):
        softmax_regression(2, 1)
    with pytest.raises(InputError, match="features"):
        linear_regression(0)
    with pytest.raises(ShapeError, match="inputs: expected 2 columns"):
        predict(logistic_regression(2), [[1.0]])
