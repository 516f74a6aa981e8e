"""Marks in texts are read in one way: parts with and without a name, math, and dollars that are seen."""

import pytest

from aimath.stage.lettering.markup import Math, Part, split_math, split_parts, unmarked


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("{{x}}", Part("x", None)),
        ("{{x:w}}", Part("x", "w")),
        ("{{ x : w }}", Part(" x", "w")),
        ("{{ a : b : w-1 }}", Part(" a : b", "w-1")),
        ("{{two\nlines : w}}", Part("two\nlines", "w")),
    ],
)
def test_a_part_may_have_a_name_at_its_end(text: str, part: Part) -> None:
    assert split_parts(f"before {text}") == ["before ", part, ""]


@pytest.mark.parametrize("text", ["plain words", "{field} and {{ open", "a $5 bill", "{{a : b}} and $c$, $$"])
def test_no_word_is_lost_between_the_pieces(text: str) -> None:
    bare = text.replace("{{a : b}}", "a")
    assert unmarked(split_parts(text)) == bare
    assert unmarked(split_math(bare)) == bare.replace("$c$", "c").replace("$$", "$")


def test_a_doubled_dollar_encloses_no_math() -> None:
    assert [piece for piece in split_math("from $$1 to $$9, $x$") if isinstance(piece, Math)] == [Math("x")]
