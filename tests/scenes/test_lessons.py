"""What holds for every lesson by the rules of the house, besides what `aimath check` sees in every look."""

import ast
import itertools
import re
import subprocess
import sys

import pytest

from aimath.stage.figures import write_number
from aimath.stage.pacing import LONGEST_STILL
from aimath.stage.take import Take
from aimath.studio.captions import FASTEST, LINE, captions
from aimath.studio.filming.rehearsing import rehearse
from aimath.studio.settings import FilmSettings
from tests.scenes.shoots import NAMES, SCENES, lesson_named, shoot_of

PLAIN_DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


@pytest.fixture(scope="module")
def takes() -> dict[str, Take]:
    """The notes of each lesson, taken once for all tests in this module."""
    return {name: rehearse(shoot_of(name, FilmSettings(quality="draft"))) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_every_section_of_a_lesson_is_in_its_film(name: str, takes: dict[str, Take]) -> None:
    planned = [part.name for part in lesson_named(name).sections]
    assert [part.section.name for part in takes[name].sections] == planned


@pytest.mark.parametrize("name", NAMES)
def test_every_film_has_the_length_of_a_lesson(name: str, takes: dict[str, Take]) -> None:
    assert 60 <= takes[name].length <= 240


@pytest.mark.parametrize("name", NAMES)
def test_every_number_on_screen_is_its_value_rounded(name: str, takes: dict[str, Take]) -> None:
    assert takes[name].shown
    for seen in takes[name].shown:
        figure = seen.figure
        power = re.fullmatch("10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", figure.text)
        if power:
            # The marks of a logarithmic axis are powers of ten, written as such.
            assert figure.value == pytest.approx(10.0 ** int(power[1].translate(PLAIN_DIGITS)))
        else:
            assert figure.text == write_number(figure.value, figure.spec)


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_is_short_and_its_captions_can_be_read(name: str, takes: dict[str, Take]) -> None:
    beats = takes[name].beats
    for beat in beats:
        assert len(beat.text.split()) <= 20, beat.text
    for caption in captions((beat.text, beat.start, beat.duration) for beat in beats):
        text = caption.text.replace("\n", " ")
        assert max(map(len, caption.text.split("\n"))) <= LINE
        assert len(text) / (caption.end - caption.start) <= FASTEST + 0.5, caption


@pytest.mark.parametrize("name", NAMES)
def test_nobody_waits_long_for_the_next_word(name: str, takes: dict[str, Take]) -> None:
    beats = takes[name].beats
    for one, following in itertools.pairwise(beats):
        assert following.start - (one.start + one.duration) <= 2.5 * LONGEST_STILL, one.text
        assert following.start >= one.start + one.duration - 0.1, one.text


@pytest.mark.parametrize("name", NAMES)
def test_no_digit_is_typed_in_what_is_said_or_shown(name: str) -> None:
    tree = ast.parse((SCENES / f"{name}.py").read_text(encoding="utf-8"))
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        called = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if called not in {"say", "Words", "title_card"} or not call.args:
            continue
        for constant in (node for node in ast.walk(call.args[0]) if isinstance(node, ast.Constant)):
            if isinstance(constant.value, str):
                bare = re.sub(r"\{[^{}]*\}", "", constant.value)
                assert not re.search(r"(?<![\w^_-])\d", bare.replace("2-D", "").replace("3-D", "")), bare


@pytest.mark.parametrize("name", NAMES)
def test_the_code_of_every_lesson_runs_and_is_5_to_15_lines(name: str) -> None:
    lesson = lesson_named(name)
    source = lesson.snippet(lesson.numbers_type())
    lines = [line for line in source.splitlines() if line.strip()]
    assert 5 <= len(lines) <= 15
    ran = subprocess.run([sys.executable, "-"], input=source, capture_output=True, text=True, check=True)
    assert ran.stdout.strip()


@pytest.mark.parametrize("name", NAMES)
def test_every_lesson_describes_itself_and_each_of_its_numbers(name: str) -> None:
    lesson = lesson_named(name)
    assert lesson.title
    assert lesson.description
    assert lesson.numbers_type.described()
    for entry in lesson.numbers_type.described():
        bounded = entry["choices"] or entry["type"] in ("boolean", "string")
        assert entry["help"]
        assert bounded or (entry["low"] is not None and entry["high"] is not None), entry["name"]
