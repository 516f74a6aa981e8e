"""Numbers that do not say their value are found, by their writing and by what is painted."""

from pathlib import Path

import pytest

from aimath.stage.figures import Figure, figure
from aimath.studio.check.written_numbers import says_its_value
from aimath.studio.check.wrong_number import wrong_number
from tests.studio.check.holding import findings, lesson


@pytest.mark.parametrize(
    "shown",
    [
        figure(0.25, ".0%"),
        figure(1234567),
        figure(-1.5e-9),
        figure(float("inf")),
        Figure("10⁻⁶", 1e-6),
        Figure("−0.12", -0.1249, "+.2f"),
        Figure("2.5", 2.45),
    ],
)
def test_a_rounded_number_says_its_value(shown: Figure) -> None:
    assert says_its_value(shown)


@pytest.mark.parametrize(
    "shown",
    [
        Figure("0.13", 0.1249, ".2f"),
        Figure("25%", 0.5),
        Figure("10⁻⁶", 3e-6),
        Figure("1,000", 1001),
        Figure("3", float("nan")),
        Figure("three", 3),
    ],
)
def test_another_number_does_not(shown: Figure) -> None:
    assert not says_its_value(shown)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            "words = Words('{n} steps', n=3)\nwords.figures = (Figure('3', 4),)\nself.play(FadeIn(words))",
            "shows 3, but the value is 4",
        ),
        (
            "words = Words('{n} steps', n=3)\nself.add(words)\n"
            "self.play(Transform(words, Words('{n} steps', n=8)))",
            "what is painted is not 3",
        ),
        (
            "number = LiveNumber(6)\nself.add(number)\nself.play(number.animate.become(LiveNumber(9)))",
            "what is painted is not 6",
        ),
        (
            "number = LiveNumber(3.5)\nself.add(number)\nself.play(number.animate.become(LiveNumber(10.25)))",
            "what is painted is not 3.5",
        ),
    ],
)
def test_a_number_on_screen_that_is_not_its_value_is_found(tmp_path: Path, body: str, message: str) -> None:
    (finding,) = findings(lesson(tmp_path, body), wrong_number)
    assert finding.message.startswith(message)


@pytest.mark.parametrize(
    "body",
    [
        "number = LiveNumber(3.5)\nself.play(FadeIn(number))\nself.play(number.animate.set_value(100.25))",
        "number = LiveNumber(3.5)\nself.play(Write(number))\nself.play(number.animate.scale(2).shift(UP))",
        "words = Words('{n} steps', n=3)\nself.play(Create(words))\nself.play(Rotate(words, PI / 2))",
        "words = Words('{n} steps', n=3)\nself.add(words)\n"
        "self.play(ReplacementTransform(words, Words('{n} steps', n=88)))",
        "formula = Formula('{{w : parameter}} = {w:.1f}', w=6.9)\nself.play(FadeIn(formula))\n"
        "self.play(formula.animate.stretch(0.7, 0).set_opacity(0.5))",
        "self.add(NumberList([1, 2.5]), Axes2D((0, 5), (0, 3), width=5, height=4, y_title='$y$'))\n"
        "self.wait(1)",
        "number = LiveNumber(0)\nclock = ValueTracker(0)\nself.add(number)\n"
        "number.add_updater(lambda m: m.set_value(clock.get_value()))\n"
        "self.play(clock.animate.set_value(99))",
    ],
)
def test_numbers_that_count_and_move_are_fine(tmp_path: Path, body: str) -> None:
    assert findings(lesson(tmp_path, body), wrong_number) == []
