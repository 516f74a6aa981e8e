"""A lesson's numbers are checked before anything is drawn, and say what they may be."""

from typing import Literal

import pytest

from aimath.stage.numbers import Numbers, NumbersError, expectation, number


class Walk(Numbers):
    learning_rate: float = number(0.1, low=0.0, high=2.0, help="how far a step goes")
    steps: int = number(20, low=1, help="how many steps")
    ground: Literal["bowl", "ravine"] = number("bowl", help="what is walked on")
    mask: bool = number(True, help="whether the future is hidden")


def test_numbers_have_their_defaults() -> None:
    assert Walk().model_dump() == {"learning_rate": 0.1, "steps": 20, "ground": "bowl", "mask": True}


def test_words_of_the_command_line_become_numbers() -> None:
    given = Walk.parse({"learning_rate": "1e-2", "steps": " 5 ", "ground": "ravine", "mask": "false"})
    assert (given.learning_rate, given.steps, given.ground, given.mask) == (0.01, 5, "ravine", False)


def test_only_what_differs_counts_as_changed() -> None:
    assert Walk(steps=20, learning_rate=0.2).changed() == {"learning_rate": 0.2}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"learning_rate": "3"}, "learning_rate: expected a number from 0 to 2, got '3'"),
        ({"learning_rate": "inf"}, "learning_rate: expected a number from 0 to 2"),
        ({"steps": "0"}, "steps: expected a whole number of at least 1, got '0'"),
        ({"steps": "1.5"}, "steps: expected a whole number"),
        ({"ground": "hill"}, "ground: expected one of bowl, ravine, got 'hill'"),
        ({"mask": "perhaps"}, "mask: expected true or false, got 'perhaps'"),
        ({"learnin_rate": "1"}, "no number is called 'learnin_rate': did you mean learning_rate?"),
        ({"zzz": "1"}, "it has learning_rate, steps, ground, mask"),
    ],
)
def test_a_wrong_number_is_refused_with_what_it_may_be(given: dict[str, str], words: str) -> None:
    with pytest.raises(NumbersError, match="(?s).*") as error:
        Walk.parse(given)
    assert words in str(error.value)


def test_a_lesson_without_numbers_says_so() -> None:
    with pytest.raises(NumbersError, match="no number to change"):
        Numbers.parse({"x": "1"})


def test_each_number_describes_itself() -> None:
    described = {entry["name"]: entry for entry in Walk.described()}
    assert described["learning_rate"] == {
        "name": "learning_rate",
        "type": "number",
        "default": 0.1,
        "low": 0.0,
        "high": 2.0,
        "choices": None,
        "help": "how far a step goes",
    }
    assert described["ground"]["choices"] == ["bowl", "ravine"]
    assert expectation(described["steps"]) == "a whole number of at least 1"


def test_numbers_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Walk().steps = 3  # type: ignore[misc]
