"""Too much at once is found; much that is of one kind, or comes bit by bit, is not."""

from pathlib import Path

import pytest

from aimath.studio.check.crowding import too_many_new, too_much_prose
from tests.studio.check.holding import findings, lesson, scene

EIGHT = "[Text(word, font_size=24).shift((k - 4) * UP) for k, word in enumerate('abcdefgh')]"


def test_eight_texts_at_once_are_too_many(empty_folder: Path) -> None:
    (finding,) = findings(
        scene(empty_folder, f"self.play(*map(FadeIn, {EIGHT}), run_time=0.2)"), too_much_prose, too_many_new
    )
    assert finding.message.startswith("8 new things")


@pytest.mark.parametrize(
    "body",
    [
        f"for text in {EIGHT}:\n    self.play(FadeIn(text), run_time=0.1)",
        f"self.play(FadeIn(VGroup(*{EIGHT})), run_time=0.2)",
        "self.play(*[FadeIn(Dot(k * UP / 4)) for k in range(12)], run_time=0.2)",
    ],
    ids=["one after the other", "one group", "dots"],
)
def test_what_comes_bit_by_bit_or_as_one_is_left_alone(empty_folder: Path, body: str) -> None:
    assert findings(scene(empty_folder, body), too_much_prose, too_many_new) == []


def test_a_beat_of_a_lesson_counts_as_a_whole(empty_folder: Path) -> None:
    texts = "[Words(word).shift((k - 4) * UP / 2) for k, word in enumerate('abcdefgh')]"
    one = f"with self.say('One.'):\n    for text in {texts}:\n        self.play(FadeIn(text), run_time=0.1)"
    each = f"for text in {texts}:\n    with self.say('One.'):\n        self.play(FadeIn(text), run_time=0.1)"
    assert len(findings(lesson(empty_folder, one), too_much_prose, too_many_new)) == 1
    assert findings(lesson(empty_folder, each), too_much_prose, too_many_new) == []


PROSE = "a line of more than five words is prose"


def test_three_lines_of_prose_are_too_long(empty_folder: Path) -> None:
    body = f"self.add(*[Text('{PROSE}', font_size=24).shift(k * UP) for k in range(3)])"
    (finding,) = findings(scene(empty_folder, body), too_much_prose, too_many_new)
    assert finding.message.startswith("3 lines of prose")
    paragraph = f"self.add(Text('{PROSE}\\n{PROSE}\\n{PROSE}', font_size=24))"
    assert len(findings(scene(empty_folder, paragraph), too_much_prose, too_many_new)) == 1


@pytest.mark.parametrize(
    "body",
    [
        f"self.add(*[Text('{PROSE}', font_size=24).shift(k * UP) for k in range(2)])",
        "self.add(*[Text('a short label', font_size=24).shift(k * UP) for k in range(6)])",
        "self.add(Code(code_string='for step in range ( 5 ) :\\n' * 6, language='python'))",
        "self.add(Text('one sentence of\\neleven words that\\nstands in four\\nnarrow lines', font_size=24))",
    ],
    ids=["two lines", "labels", "code", "a narrow sentence"],
)
def test_two_lines_labels_and_code_are_left_alone(empty_folder: Path, body: str) -> None:
    assert findings(scene(empty_folder, body), too_much_prose, too_many_new) == []
