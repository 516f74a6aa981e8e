import re
from collections.abc import Callable
from typing import Any

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
import sklearn.metrics
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import default_rng

from aimath import losses
from aimath.checks import Array
from aimath.errors import InputError, ShapeError
from aimath.losses import LOSSES, LossEntry
from aimath.probability import one_hot, sigmoid, softmax

CLASSES = 4
seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=15, deadline=None)
every_loss = pytest.mark.parametrize("entry", LOSSES.values(), ids=lambda entry: entry.name)


def make(entry: LossEntry, seed: int, samples: int = 7) -> tuple[Array, Array]:
    """Draw predictions and targets of the kinds that a loss says it takes, away from its kinks."""
    generator = default_rng(seed)
    wide = (samples, CLASSES) if entry.prediction in ("probabilities", "logits", "scores") else samples
    prediction = generator.normal(0, 3, wide)
    if entry.prediction == "probability":
        prediction = sigmoid(prediction)
    if entry.prediction == "probabilities":
        prediction = softmax(prediction)
    target: Any = {
        "numbers": generator.normal(0, 3, samples),
        "yes or no": generator.integers(0, 2, samples),
        "classes": generator.integers(0, CLASSES, samples),
        "signs": generator.choice([-1, 1], samples),
    }[entry.target]
    return prediction, np.asarray(target, dtype=np.float64)


def numeric_gradient(function: Callable[[Array], float], at: Array, step: float = 1e-6) -> Array:
    gradient = np.zeros_like(at)
    for place in np.ndindex(at.shape):
        ahead, behind = at.copy(), at.copy()
        ahead[place] += step
        behind[place] -= step
        gradient[place] = (function(ahead) - function(behind)) / (2 * step)
    return gradient


def rival(s: Any, y: Any) -> Any:
    hidden = anp.where(one_hot(y, CLASSES) > 0, -1e9, s)
    return anp.max(hidden, axis=1)


def of_true(values: Any, y: Any) -> Any:
    return anp.sum(values * one_hot(y, CLASSES), axis=1)


INDEPENDENT: dict[str, Callable[[Any, Any], Any]] = {
    "mean_squared_error": lambda p, y: anp.mean((p - y) ** 2),
    "mean_absolute_error": lambda p, y: anp.mean(anp.abs(p - y)),
    "cross_entropy": lambda p, y: -anp.mean(anp.log(of_true(p, y))),
    "cross_entropy_from_logits": lambda z, y: anp.mean(anp.log(anp.sum(anp.exp(z), axis=1)) - of_true(z, y)),
    "binary_cross_entropy": lambda p, y: -anp.mean(y * anp.log(p) + (1 - y) * anp.log(1 - p)),
    "binary_cross_entropy_from_logits": lambda z, y: anp.mean(anp.log(1 + anp.exp(z)) - y * z),
    "hinge": lambda s, y: anp.mean(anp.maximum(0, 1 - y * s)),
    "multiclass_hinge": lambda s, y: anp.mean(anp.maximum(0, 1 - of_true(s, y) + rival(s, y))),
}


@every_loss
@some
@given(seed=seeds)
def test_value_and_gradient_agree_with_autograd(entry: LossEntry, seed: int) -> None:
    prediction, target = make(entry, seed)
    loss = entry.function(prediction, target)
    value, gradient = autograd.value_and_grad(INDEPENDENT[entry.name])(prediction, target)
    assert loss.value == pytest.approx(value, rel=1e-9)
    np.testing.assert_allclose(loss.gradient, gradient, rtol=1e-6, atol=1e-12)


@every_loss
@pytest.mark.parametrize("seed", range(5))
def test_the_gradient_agrees_with_central_differences(entry: LossEntry, seed: int) -> None:
    prediction, target = make(entry, seed)
    if entry.name == "cross_entropy":
        # A probability cannot move alone: its row would no longer add up to 1. The formula can.
        numeric = numeric_gradient(lambda p: float(INDEPENDENT[entry.name](p, target)), prediction, 1e-7)
    else:
        numeric = numeric_gradient(lambda p: entry.function(p, target).value, prediction, 1e-7)
    np.testing.assert_allclose(
        entry.function(prediction, target).gradient, numeric, rtol=1e-4, atol=1e-6 / prediction.size
    )


@every_loss
@some
@given(seed=seeds)
def test_every_loss_keeps_its_contract(entry: LossEntry, seed: int) -> None:
    prediction, target = make(entry, seed)
    before = prediction.copy(), target.copy()
    loss = entry.function(prediction, target)
    assert LOSSES[entry.name] is entry
    assert isinstance(loss.value, float)
    assert loss.value == pytest.approx(loss.terms.mean())
    assert loss.terms.shape == (len(prediction),)
    assert (loss.terms >= 0).all()
    assert loss.gradient.shape == prediction.shape
    assert (prediction == before[0]).all()
    assert (target == before[1]).all()


@every_loss
@some
@given(seed=seeds)
def test_the_order_of_the_samples_does_not_matter(entry: LossEntry, seed: int) -> None:
    prediction, target = make(entry, seed)
    order = default_rng(seed).permutation(len(target))
    loss, shuffled = entry.function(prediction, target), entry.function(prediction[order], target[order])
    np.testing.assert_array_equal(shuffled.terms, loss.terms[order])
    np.testing.assert_array_equal(shuffled.gradient, loss.gradient[order])


@every_loss
@some
@given(seed=seeds)
def test_each_sample_pays_what_it_pays_alone(entry: LossEntry, seed: int) -> None:
    prediction, target = make(entry, seed, samples=3)
    terms = entry.function(prediction, target).terms
    for i in range(3):
        alone = entry.function(prediction[i : i + 1], target[i : i + 1])
        assert alone.value == pytest.approx(terms[i], rel=1e-14)


@every_loss
@some
@given(seed=seeds)
def test_a_small_step_against_the_gradient_never_costs_more(entry: LossEntry, seed: int) -> None:
    prediction, target = make(entry, seed)
    loss = entry.function(prediction, target)
    if entry.prediction.startswith("probab"):
        return  # such a step would leave the probabilities
    # A billionth of the way is no further than any kink of these losses reaches.
    moved = prediction - 1e-9 * loss.gradient
    assert entry.function(moved, target).value <= loss.value + 1e-15


@every_loss
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_what_is_not_a_finite_number_is_refused(entry: LossEntry, bad: float) -> None:
    prediction, target = make(entry, 0)
    broken = prediction.copy()
    broken[(1,) * broken.ndim] = bad
    with pytest.raises(InputError, match="expected finite numbers"):
        entry.function(broken, target)
    broken = target.copy()
    broken[1] = bad
    with pytest.raises(InputError, match="target: expected finite numbers"):
        entry.function(prediction, broken)


@every_loss
def test_predictions_and_targets_must_be_as_many(entry: LossEntry) -> None:
    prediction, target = make(entry, 0)
    with pytest.raises(ShapeError, match="target: expected"):
        entry.function(prediction, target[:-1])


@every_loss
def test_no_samples_have_no_loss(entry: LossEntry) -> None:
    prediction, target = make(entry, 0)
    with pytest.raises(InputError, match="at least one number"):
        entry.function(prediction[:0], target[:0])


@every_loss
def test_a_loss_of_a_single_number_is_refused(entry: LossEntry) -> None:
    with pytest.raises(ShapeError):
        entry.function(0.5, 1.0)


@every_loss
@pytest.mark.parametrize("seed", range(3))
def test_the_formula_that_a_viewer_reads_is_what_is_computed(entry: LossEntry, seed: int) -> None:
    prediction, target = make(entry, seed)
    many = prediction.ndim == 2
    meanings: dict[str, Any] = {
        "hat(y)": ("guess", prediction),
        "max_(i != y) s_i": ("best", rival(prediction, target) if many else None),
        "sum_i e^(z_i)": ("total", np.exp(prediction).sum(axis=-1)),
        **{f"{name}_y": ("right", of_true(prediction, target) if many else None) for name in "pzs"},
    }
    code = entry.formula
    for shown, (name, _) in meanings.items():
        code = code.replace(shown, name)
    code = re.sub(r"\bln (\w+)", r"ln(\1)", code)
    code = re.sub(r"(?<=[\w)]) (?=[\w(])", " * ", code).replace("^", "**")
    names = dict(meanings.values()) | {name: prediction for name in "pzs"} | {"y": target, "e": np.e}
    terms = eval(code, names | {"ln": np.log, "abs": np.abs, "max": np.maximum})
    np.testing.assert_allclose(entry.function(prediction, target).terms, terms, rtol=1e-9)


@some
@given(seed=seeds)
def test_values_agree_with_scikit_learn(seed: int) -> None:
    def both(name: str) -> tuple[Array, Array, float]:
        prediction, target = make(LOSSES[name], seed)
        return prediction, target, LOSSES[name].function(prediction, target).value

    p, y, value = both("mean_squared_error")
    assert value == pytest.approx(sklearn.metrics.mean_squared_error(y, p))
    p, y, value = both("mean_absolute_error")
    assert value == pytest.approx(sklearn.metrics.mean_absolute_error(y, p))
    p, y, value = both("cross_entropy")
    assert value == pytest.approx(sklearn.metrics.log_loss(y, p, labels=range(CLASSES)))
    p, y, value = both("cross_entropy_from_logits")
    assert value == pytest.approx(sklearn.metrics.log_loss(y, softmax(p), labels=range(CLASSES)))
    p, y, value = both("binary_cross_entropy")
    assert value == pytest.approx(sklearn.metrics.log_loss(y, p, labels=[0, 1]))
    p, y, value = both("hinge")
    assert value == pytest.approx(
        sklearn.metrics.hinge_loss(np.append(y, [-1, 1]), np.append(p, [-9, 9])) * 9 / 7
    )
    p, y, value = both("multiclass_hinge")
    assert value == pytest.approx(sklearn.metrics.hinge_loss(y, p, labels=range(CLASSES)))


@every_loss
def test_value_and_gradient_agree_with_pytorch(entry: LossEntry) -> None:
    torch = pytest.importorskip(
        "torch", reason="PyTorch is not installed; SciPy, scikit-learn and autograd agree"
    )
    functional = torch.nn.functional
    prediction, target = make(entry, 11)
    z, y = torch.tensor(prediction, requires_grad=True), torch.tensor(target)
    value = {
        "mean_squared_error": lambda: functional.mse_loss(z, y),
        "mean_absolute_error": lambda: functional.l1_loss(z, y),
        "cross_entropy": lambda: functional.nll_loss(torch.log(z), y.long()),
        "cross_entropy_from_logits": lambda: functional.cross_entropy(z, y.long()),
        "binary_cross_entropy": lambda: functional.binary_cross_entropy(z, y),
        "binary_cross_entropy_from_logits": lambda: functional.binary_cross_entropy_with_logits(z, y),
        "hinge": lambda: functional.relu(1 - y * z).mean(),
        "multiclass_hinge": lambda: functional.relu(
            1
            - z.gather(1, y.long()[:, None])[:, 0]
            + z.masked_fill(functional.one_hot(y.long(), CLASSES).bool(), -torch.inf).amax(1)
        ).mean(),
    }[entry.name]()
    value.backward()
    loss = entry.function(prediction, target)
    assert loss.value == pytest.approx(value.item(), rel=1e-12)
    np.testing.assert_allclose(loss.gradient, z.grad.numpy(), rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("function", [losses.mean_squared_error, losses.mean_absolute_error])
def test_several_outputs_a_sample_are_averaged(function: Callable[[Any, Any], losses.ResidualLoss]) -> None:
    prediction, target = np.array([[1.0, 2.0], [3.0, 5.0]]), np.zeros((2, 2))
    loss = function(prediction, target)
    assert loss.value == pytest.approx(function(prediction.ravel(), target.ravel()).value)
    assert loss.terms.shape == (2,)
    np.testing.assert_allclose(loss.gradient.ravel(), function(prediction.ravel(), target.ravel()).gradient)
    assert (loss.residuals == prediction).all()


@some
@given(seed=seeds)
def test_a_sure_distribution_is_as_good_as_a_class_number(seed: int) -> None:
    for name in ("cross_entropy", "cross_entropy_from_logits"):
        prediction, target = make(LOSSES[name], seed)
        by_number = LOSSES[name].function(prediction, target)
        by_distribution = LOSSES[name].function(prediction, one_hot(target, CLASSES))
        np.testing.assert_allclose(by_distribution.terms, by_number.terms, rtol=1e-12)
        np.testing.assert_allclose(by_distribution.gradient, by_number.gradient, rtol=1e-12)


def test_a_soft_target_pays_at_least_its_own_entropy() -> None:
    y = np.array([[0.5, 0.3, 0.2]])
    at_truth = losses.cross_entropy(y, y)
    assert at_truth.value == pytest.approx(-(y * np.log(y)).sum())
    assert losses.cross_entropy([[0.4, 0.4, 0.2]], y).value > at_truth.value
    np.testing.assert_allclose(losses.cross_entropy_from_logits(np.log(y), y).gradient, 0, atol=1e-15)


def test_the_gradient_of_logits_is_probability_less_target() -> None:
    logits, labels = np.array([[2.0, -1.0, 0.5], [0.0, 0.0, 3.0]]), [0, 2]
    loss = losses.cross_entropy_from_logits(logits, labels)
    np.testing.assert_allclose(loss.probabilities, softmax(logits))
    np.testing.assert_allclose(loss.gradient * 2, softmax(logits) - one_hot(labels, 3), atol=1e-15)
    single = losses.binary_cross_entropy_from_logits([0.3, -2.0], [1, 0])
    np.testing.assert_allclose(single.gradient * 2, sigmoid([0.3, -2.0]) - [1, 0])


@pytest.mark.parametrize("size", [1e4, -1e4])
def test_extreme_logits_give_exact_losses(size: float) -> None:
    with np.errstate(all="raise", under="ignore"):
        loss = losses.cross_entropy_from_logits([[size, 0.0, 0.0]], [1])
        expected = 1e4 if size > 0 else np.log(2)
        assert loss.value == pytest.approx(expected, rel=1e-15)
        assert np.isfinite(loss.gradient).all()
        yes, no = losses.binary_cross_entropy_from_logits([size, size], [1, 0]).terms
    assert (yes, no) == ((0, 1e4) if size > 0 else (1e4, 0))


def test_a_confident_answer_keeps_its_tiny_loss() -> None:
    assert losses.binary_cross_entropy_from_logits([40.0], [1]).value == pytest.approx(np.exp(-40), rel=1e-12)
    assert losses.cross_entropy_from_logits([[40.0, 0.0]], [0]).value == pytest.approx(np.exp(-40), abs=1e-17)


def test_probability_zero_for_what_happened_is_refused_by_name() -> None:
    with pytest.raises(InputError, match="infinite"):
        losses.cross_entropy([[0.0, 1.0]], [0])
    for p, y in ((0.0, 1), (1.0, 0), (0.0, 0.5)):
        with pytest.raises(InputError, match="infinite"):
            losses.binary_cross_entropy([p], [y])
    assert losses.cross_entropy([[0.0, 1.0]], [1]).value == 0
    assert losses.binary_cross_entropy([0.0, 1.0], [0, 1]).value == 0


def test_binary_answers_lie_between_no_and_yes() -> None:
    with pytest.raises(InputError, match="target: expected numbers from 0 to 1, got 2"):
        losses.binary_cross_entropy([0.5], [2])
    with pytest.raises(InputError, match="probabilities: expected numbers from 0 to 1, got 1.5"):
        losses.binary_cross_entropy([1.5], [1])


def test_a_target_distribution_has_the_shape_of_the_predictions() -> None:
    with pytest.raises(ShapeError, match="expected class numbers or the predictions' shape"):
        losses.cross_entropy([[0.5, 0.5]], [[0.5, 0.25, 0.25]])
    with pytest.raises(ShapeError, match="expected class numbers or the predictions' shape"):
        losses.cross_entropy_from_logits([[0.5, 0.5]], [[0.5, 0.25, 0.25]])


@some
@given(st.floats(-5, 5), st.sampled_from([-1, 1]), st.floats(0.1, 3))
def test_the_hinge_is_free_beyond_its_margin_and_pays_in_proportion_within(
    s: float, y: int, margin: float
) -> None:
    loss = losses.hinge([s], [y], margin=margin)
    assert loss.margins[0] == y * s
    assert loss.value == pytest.approx(max(0, margin - y * s))
    assert loss.gradient[0] == (-y if y * s < margin else 0)


def test_the_multiclass_hinge_of_two_classes_is_the_binary_hinge_of_their_difference() -> None:
    scores = default_rng(0).normal(size=(20, 2))
    labels = default_rng(1).integers(0, 2, 20)
    many = losses.multiclass_hinge(scores, labels, margin=0.7)
    two = losses.hinge(scores[:, 1] - scores[:, 0], 2 * labels - 1, margin=0.7)
    np.testing.assert_allclose(many.terms, two.terms)
    np.testing.assert_allclose(many.margins, two.margins)


def test_a_hinge_says_what_it_cannot_take() -> None:
    with pytest.raises(InputError, match="expected −1 or \\+1, got 0; use 2 · class − 1"):
        losses.hinge([1.0], [0])
    with pytest.raises(InputError, match="at least two classes"):
        losses.multiclass_hinge([[1.0]], [0])
    for margin in (0, np.nan, "wide"):
        with pytest.raises(InputError, match="margin: expected"):
            losses.hinge([1.0], [1], margin=margin)  # type: ignore[arg-type]
        with pytest.raises(InputError, match="margin: expected"):
            losses.multiclass_hinge([[1.0, 2.0]], [1], margin=margin)  # type: ignore[arg-type]
