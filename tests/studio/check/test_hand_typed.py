"""Numbers typed into texts on screen are found, and those that come from values are not."""

from pathlib import Path

import pytest

from aimath.studio.check.hand_typed import hand_typed, hand_typed_in_captions
from tests.studio.check.holding import findings, lesson, scene


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ('Words("a loss of 0.5")', "0.5"),
        ('Words("{n} of 7", n=3)', "7"),
        ('Words("a loss of {loss}", loss="0.5")', "0.5"),
        ('Formula("w = 3")', "3"),
        ('Mono("[1, 2]")', "1 and 2"),
        ('Words("{{ 4 : error }} words")', "4"),
    ],
)
def test_a_typed_number_in_a_lesson_is_found(tmp_path: Path, text: str, typed: str) -> None:
    (finding,) = findings(lesson(tmp_path, f"self.play(FadeIn({text}))\nself.wait(1)"), hand_typed)
    assert finding.message.startswith(f"{typed} {'are' if ' ' in typed else 'is'} typed by hand")
    assert (finding.section, finding.line) == ("word", 19)


@pytest.mark.parametrize(
    "thing",
    [
        'Words("a loss of {loss:.1f}", loss=0.5)',
        'Words(f"a loss of {write_number(1 / 4)}")',
        'Formula("{{w : parameter}}^2 = {w}", w=9)',
        "LiveNumber(3)",
        "NumberList([1, 2, 3])",
        'CodeCard("print(1 + 2)", "3", width=6)',
        "Axes2D((0, 5), (0, 3), width=5, height=4)",
        "MatrixCells([[1, 2], [3, 4]], width=3, height=2)",
        "ShapeLabel((2, 3), (3, 4))",
        'Axes2D((0.01, 1000), (1e-6, 1), width=5, height=4, x_scale="log", y_scale="log")',
    ],
)
def test_numbers_that_come_from_values_are_fine(tmp_path: Path, thing: str) -> None:
    assert findings(lesson(tmp_path, f"self.play(FadeIn({thing}))"), hand_typed) == []


def test_a_number_in_the_title_of_a_lesson_is_found(tmp_path: Path) -> None:
    shoot = lesson(tmp_path, 'self.play(FadeIn(self.title_card("a promise")))')
    text = shoot.source.path.read_text(encoding="utf-8").replace("A small film", "7 small films")
    shoot.source.path.write_text(text, encoding="utf-8")
    assert len(findings(shoot, hand_typed)) == 1


def test_a_text_is_told_once(tmp_path: Path) -> None:
    body = 'words = Words("5 words")\nself.play(FadeIn(words))\nself.play(words.animate.shift(UP))'
    assert len(findings(lesson(tmp_path, body), hand_typed)) == 1


@pytest.mark.parametrize("text", ['Text("a loss of 0.5")', 'MathTypst("x = 3")', 'Paragraph("one", "or 2")'])
def test_a_typed_number_in_a_plain_scene_is_found(tmp_path: Path, text: str) -> None:
    assert len(findings(scene(tmp_path, f"self.play(FadeIn({text}))"), hand_typed)) == 1


@pytest.mark.parametrize(
    "thing",
    [
        "Text(f'a loss of {1 / 4:.2f}')",
        "Text(str(3))",
        "DecimalNumber(0.5, mob_class=Text)",
        "MathTypst('x^2 + w_1')",
        "Code(code_string='x = 3', add_line_numbers=False)",
    ],
)
def test_numbers_of_a_plain_scene_that_are_not_typed_into_a_text_are_fine(tmp_path: Path, thing: str) -> None:
    assert findings(scene(tmp_path, f"self.play(FadeIn({thing}))"), hand_typed) == []


@pytest.mark.parametrize(
    ("sentence", "typed"),
    [
        ('"It takes 100 steps."', ["100"]),
        ('"It takes {n} of 7 steps, or {n}.", n=3', ["7"]),
        ('"In GPT-2, it takes {n} steps, {part:.0%} of all.", n=2, part=0.5', []),
        ('"It takes {n} steps.", n=-3.5', []),
        ('f"It takes {write_number(12)} steps."', []),
    ],
)
def test_a_typed_number_in_the_narration_is_found(tmp_path: Path, sentence: str, typed: list[str]) -> None:
    body = f'with self.say({sentence}):\n    self.play(FadeIn(Words("a")))'
    found = findings(lesson(tmp_path, body), at_end=hand_typed_in_captions)
    assert [finding.message.split(" is ")[0] for finding in found] == typed


@pytest.mark.parametrize(
    ("head", "encoding"), [("", "utf-8-sig"), ("# -*- coding: latin-1 -*-\n# été\n", "latin-1")]
)
def test_a_number_is_found_in_the_encoding_that_python_reads_a_scene_in(
    head: str, encoding: str, tmp_path: Path
) -> None:
    shoot = scene(tmp_path, 'self.play(FadeIn(Text("a loss of 0.5")))')
    text = shoot.source.path.read_text(encoding="utf-8")
    shoot.source.path.write_bytes(f"{head}{text}".encode(encoding))
    assert len(findings(shoot, hand_typed)) == 1
