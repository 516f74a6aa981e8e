"""The formula that a viewer reads is the formula that is computed: both are evaluated and compared."""

import math
import re
from typing import Any

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from aimath.distributions import bernoulli, binomial, exponential, log_normal, normal, poisson, uniform
from aimath.functions import FUNCTIONS, Function
from aimath.landscapes import LANDSCAPES, Landscape, line_fit, quadratic

MEANINGS = {
    "sin": anp.sin,
    "cos": anp.cos,
    "tanh": anp.tanh,
    "ln": anp.log,
    "sqrt": anp.sqrt,
    "e": math.e,
    "pi": math.pi,
    "binom": math.comb,
}
TOKEN = re.compile(r"\s*(\d+(?:\.\d+)?|[a-z]+|[-+*/^()!,])")


def evaluate(formula: str, **symbols: Any) -> Any:
    """Work out a formula in linear notation, in which things that stand side by side are multiplied."""
    names = MEANINGS | {name.rstrip("_"): value for name, value in symbols.items()}
    code, previous = "", ""
    for token in TOKEN.findall(formula):
        starts_a_factor = token == "(" or token[0].isalnum()
        after_a_factor = previous in (")", "!") or previous[:1].isalnum()
        is_a_call = token == "(" and callable(names.get(previous))
        if starts_a_factor and after_a_factor and not is_a_call:
            code += "*"
        if token == "!":
            code = re.sub(r"(names\['\w+'\])$", r"math.factorial(\1)", code)
        elif token.isalpha():
            code += f"names[{token!r}]"
        else:
            code += token.replace("^", "**")
        previous = token
    return eval(code, {"names": names, "math": math})


@pytest.mark.parametrize(
    ("formula", "value"),
    [("2 x + 3", 7), ("x^2 / 10", 0.4), ("3 (x + 1) x", 18), ("-x e^(-x)", -2 * math.exp(-2)), ("x! / 2", 1)],
)
def test_the_reader_of_formulas_reads_them_as_people_do(formula: str, value: float) -> None:
    assert evaluate(formula, x=2) == pytest.approx(value)


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=lambda f: f.name)
def test_a_function_and_its_derivatives_are_what_its_formulas_say(function: Function) -> None:
    def shown(x: Any) -> Any:
        # The zero keeps autograd from warning that the slope of a line does not depend on x.
        return evaluate(function.formula, x=x) + 0 * x * x

    def logistic(x: Any) -> Any:
        return 1 / (1 + anp.exp(-x))

    slope, curvature = autograd.grad(shown), autograd.grad(autograd.grad(shown))
    for x in np.linspace(*function.domain, 17):
        assert function.value(x) == pytest.approx(shown(x), abs=1e-12)
        assert function.derivative(x) == pytest.approx(slope(x), abs=1e-12)
        assert function.second_derivative(x) == pytest.approx(curvature(x), abs=1e-12)
        by_formula = evaluate(function.derivative_formula, x=x, sigma=logistic)
        assert function.derivative(x) == pytest.approx(by_formula, abs=1e-12)


@pytest.mark.parametrize("landscape", [*LANDSCAPES.values(), quadratic(0.5, 3)], ids=lambda a: a.name)
def test_a_landscape_and_its_derivatives_are_what_its_formula_says(landscape: Landscape) -> None:
    def shown(point: Any) -> Any:
        return evaluate(landscape.formula, x=point[0], y=point[1])

    generator = np.random.default_rng(4)
    for point in generator.uniform(*zip(landscape.x_range, landscape.y_range, strict=True), size=(15, 2)):
        assert landscape.value(*point) == pytest.approx(shown(point))
        assert landscape.gradient(point) == pytest.approx(autograd.grad(shown)(point))
        assert landscape.hessian(point) == pytest.approx(autograd.hessian(shown)(point))


def test_the_loss_of_a_line_is_what_its_formula_says() -> None:
    generator = np.random.default_rng(5)
    x, y = generator.normal(3, 2, size=(2, 30))
    loss = line_fit(x, y)

    def shown(line: Any) -> Any:
        return anp.mean((line[0] * x + line[1] - y) ** 2)

    for line in generator.normal(size=(10, 2)):
        assert loss.value(*line) == pytest.approx(shown(line))
        assert loss.gradient(line) == pytest.approx(autograd.grad(shown)(line))
        assert loss.hessian(line) == pytest.approx(autograd.hessian(shown)(line))


@pytest.mark.parametrize(
    ("distribution", "symbols", "places"),
    [
        (normal(1, 2), {"mu": 1, "sigma": 2}, [-4, 0, 1, 5.5]),
        (uniform(2, 6), {"a": 2, "b": 6}, [2, 3, 5.9]),
        (exponential(3), {"lambda_": 3}, [0, 0.1, 2]),
        (log_normal(0.5, 0.7), {"mu": 0.5, "sigma": 0.7}, [0.1, 1, 4]),
        (bernoulli(0.3), {"p": 0.3}, [0, 1]),
        (binomial(7, 0.3), {"n": 7, "p": 0.3}, range(8)),
        (poisson(2.5), {"lambda_": 2.5}, range(12)),
    ],
)
def test_a_density_is_what_its_formula_says(
    distribution: Any, symbols: dict[str, float], places: Any
) -> None:
    for place in places:
        shown = evaluate(distribution.formula, **symbols, **{"k" if distribution.discrete else "x": place})
        assert distribution.density(place) == pytest.approx(shown)
