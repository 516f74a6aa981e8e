"""Digits that somebody typed are told from those that belong to the structure of words and formulas."""

import pytest

from aimath.stage.figures import GAP
from aimath.studio.check.literals import was_typed
from aimath.studio.check.typed_digits import typed_numbers
from aimath.studio.check.wording import Style, Wording


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("100 steps", ["100"]),
        ("2000 steps", ["2000"]),
        ("1,000 words, 3.14 each", ["1,000", "3.14"]),
        ("a loss of 10%", ["10"]),
        ("the top 5", ["5"]),
        ("slope $w = 3$", ["3"]),
        ("from $$0 to $$9", ["0", "9"]),
        ("{{ 5 : error }} items", ["5"]),
        (f"{GAP} of 5", ["5"]),
        (f"{GAP} steps", []),
        ("a 2-D walk in 3D", []),
        ("GPT-2, float32, L2 and 8-bit", []),
        ("the 1st and 2nd step", []),
        ("Part 2", []),
        ("Step 3: go", []),
        ("1. Look\n2. Think", []),
        ("Kingma & Ba, 2015", []),
        ("Li et al., arXiv:1712.09913", []),
        ("after 3Blue1Brown", []),
        ("7B numbers in 5 ms", ["7", "5"]),
        ("between 0 and 1", []),
        ("all 0s and 1s", []),
        ("$w_1$ and $w_2$", []),
    ],
)
def test_numbers_in_words(text: str, typed: list[str]) -> None:
    assert list(typed_numbers(Wording(text, Style.WORDS))) == typed


@pytest.mark.parametrize(
    ("math", "typed"),
    [
        ("w = 3", ["3"]),
        ("w = 1", ["1"]),
        ("eta = 10^(-3)", ["10"]),
        ("beta_1 = 0.9", ["0.9"]),
        ("mat(1, 2; 3, 4)", ["1", "2", "3", "4"]),
        ('"loss" = 0.5', ["0.5"]),
        ("a = b = 5", ["5"]),
        (f"{GAP} + 3 = {GAP}", ["3"]),
        (r"y \approx 0.5", ["0.5"]),
        (f"eta < 2 / lambda = {GAP}", []),
        ("1 / (1 + e^(-x))", []),
        ("L'(w) = 2 (w - t)", []),
        ("nabla L = 0", []),
        ("norm(u) = 1", []),
        ("sum_(i = 1)^n x_i^2", []),
        ("x_1, x_2, ..., x_10", []),
        ("i = 1, 2, ..., 9", []),
        ("RR^(3 times 4)", []),
        ("max(0, x)", []),
        ("0 < x < 1", []),
        ("cos theta in [-1, 1]", []),
        ("mat(1, 0; 0, 1)", []),
        ("10^x + 2^n", []),
        (r"\frac{1}{2} x^{10} + w_{12}", []),
    ],
)
def test_numbers_in_formulas(math: str, typed: list[str]) -> None:
    assert list(typed_numbers(Wording(math, Style.MATH))) == typed


def test_numbers_in_code() -> None:
    assert typed_numbers(Wording("[1, 2]", Style.CODE)) == ("1", "2")
    assert typed_numbers(Wording("x[0] @ w1", Style.CODE)) == ()


def test_a_number_that_stands_in_no_piece_of_source_was_not_typed() -> None:
    pieces = ("loss ", " after 3 steps", "0.25")
    assert was_typed("3", "loss 0.5 after 3 steps", pieces)
    assert not was_typed("0.5", "loss 0.5 after 3 steps", pieces)
    assert not was_typed("0.5", "loss 0.5", ("0.5 of all",))
