"""Reading what a lesson offers changes nothing."""

import sys
from pathlib import Path

import pytest

from aimath.studio.catalogue import read_lesson
from aimath.studio.errors import FilmError
from tests.studio.lessons import LESSON, write_lesson


def test_reading_numbers_leaves_the_current_folder_whatever_a_lesson_imports(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(empty_folder)
    (empty_folder / "to_scenes.py").write_text('import os\nos.chdir("scenes")\n')
    source = f"import to_scenes\n{LESSON}".replace("low=0, high=1", "low=0 * len(to_scenes.__name__), high=1")
    lesson = read_lesson(write_lesson(empty_folder, source=source))
    assert lesson is not None and set(lesson.numbers_type.model_fields) == {"slope", "count"}
    assert Path.cwd() == empty_folder


NEEDING = {
    "a constant": "HIGHEST = 1\n",
    "a constant made from others": "from math import pi\n\nHALF = pi / pi\nHIGHEST = HALF\n",
    "a module beside it, in a block": "import contextlib\n\nwith contextlib.suppress(ImportError):\n"
    "    from limits import HIGHEST\n",
    "types of later": "from __future__ import annotations\n\nHIGHEST = 1\n",
    "a condition": "import sys\n\nif sys.version_info > (3,):\n    HIGHEST = 1\nelse:\n    HIGHEST = 0\n",
    "what may be missing": "try:\n    import absent\nexcept ImportError:\n    HIGHEST = 1\n",
    "a constant that changes": "HIGHEST = 2\nHIGHEST -= 1\n",
    "a function": "def _one():\n    return 1\n\nHIGHEST = _one()\n",
    "a module beside it": "from limits import HIGHEST\n",
    "all of a module beside it": "from limits import *\n",
    "a module beside it, by another name": "import limits as l\n\nHIGHEST = l.HIGHEST\n",
}


@pytest.mark.parametrize("head", NEEDING.values(), ids=NEEDING)
def test_numbers_are_read_with_what_they_need_and_nothing_else(head: str, empty_folder: Path) -> None:
    path = write_lesson(
        empty_folder,
        source=f"import not_there\nfrom manim import nothing\n\n{head}\nWRONG = 1 / 0\n{LESSON}".replace(
            "high=1", "high=HIGHEST"
        ),
    )
    path.with_name("limits.py").write_text("HIGHEST = 1\n")
    before = list(sys.path)
    lesson = read_lesson(path)
    assert lesson is not None
    assert [entry["high"] for entry in lesson.numbers_type.described()] == [1, None]
    assert sys.path == before
    assert "limits" not in sys.modules


@pytest.mark.parametrize("annotation", ["SmallNumbers", "'SmallNumbers'", "shared.SmallNumbers"])
def test_the_numbers_are_those_that_the_lesson_names_wherever_they_are(
    annotation: str, empty_folder: Path
) -> None:
    numbers = "class SmallNumbers(Numbers):"
    other = "class OtherNumbers(Numbers):\n    other: int = number(1, help='other')\n\n\nclass Small(Lesson)"
    source = LESSON.replace("class Small(Lesson)", other).replace("numbers: Small", f"numbers: {annotation}")
    source = source.replace(f"{annotation}Numbers", annotation)
    path = write_lesson(empty_folder, source=f"import shared\n{source}")
    body = LESSON[LESSON.index(numbers) : LESSON.index("class Small(")]
    path.with_name("shared.py").write_text(f"from aimath.stage.numbers import Numbers, number\n\n\n{body}")
    lesson = read_lesson(path)
    assert lesson is not None and set(lesson.numbers_type.model_fields) == {"slope", "count"}


DRAWING = """
from manim import RIGHT

UNIT = 0.5 * RIGHT
slope = 2 * UNIT


"""


def test_what_only_methods_of_numbers_need_may_draw(empty_folder: Path) -> None:
    method = "class SmallNumbers(Numbers):\n    def at(self):\n        return self.slope * UNIT\n\n"
    source = f"{DRAWING}{LESSON}".replace("class SmallNumbers(Numbers):\n", method)
    lesson = read_lesson(write_lesson(empty_folder, source=source))
    assert lesson is not None and set(lesson.numbers_type.model_fields) == {"slope", "count"}


def test_what_a_module_says_is_not_said_where_a_command_is_read(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = f"from limits import HIGHEST\n{LESSON}".replace("high=1", "high=HIGHEST")
    path = write_lesson(empty_folder, source=source)
    path.with_name("limits.py").write_text("HIGHEST = 1\nprint('loading')\n")
    lesson = read_lesson(path)
    assert lesson is not None and lesson.numbers_type
    assert capsys.readouterr() == ("", "loading\n")


def test_numbers_of_a_base_are_those_of_the_lesson(empty_folder: Path) -> None:
    source = LESSON.replace(
        "class Small(Lesson):", "class Shared:\n    numbers: SmallNumbers\n\n\nclass Small(Shared, Lesson):"
    ).replace("    numbers: SmallNumbers\n    code", "    code")
    lesson = read_lesson(write_lesson(empty_folder, source=source))
    assert lesson is not None and set(lesson.numbers_type.model_fields) == {"slope", "count"}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("numbers: SmallNumbers", "numbers: 'Small Numbers'", "invalid syntax"),
        ("low=0, high=1", "low=0, high=len(RIGHT)", "name 'RIGHT' is not defined"),
    ],
)
def test_numbers_that_are_no_python_or_need_what_draws_are_told(
    old: str, new: str, words: str, empty_folder: Path
) -> None:
    lesson = read_lesson(write_lesson(empty_folder, source=LESSON.replace(old, new)))
    assert lesson is not None
    with pytest.raises(FilmError, match=f"its numbers cannot be read: {words}"):
        _ = lesson.numbers_type


@pytest.mark.parametrize(
    ("head", "encoding"), [("", "utf-8-sig"), ("# -*- coding: latin-1 -*-\n", "latin-1"), ("", "utf-8")]
)
def test_a_lesson_is_read_in_the_encoding_that_python_reads_it_in(
    head: str, encoding: str, empty_folder: Path
) -> None:
    path = write_lesson(empty_folder)
    source = LESSON.replace("A small film", "Un été").replace("rise over run", "pente à gré")
    path.write_bytes(f"{head}{source}".encode(encoding))
    lesson = read_lesson(path)
    assert lesson is not None and lesson.title == "Un été"
    assert [entry["help"] for entry in lesson.numbers_type.described()] == ["pente à gré", "how many"]


@pytest.mark.parametrize(
    ("source", "words"),
    [(b"x = '\xe9'\n", "can't decode byte 0xe9"), (b"# coding: klingon\n", "unknown encoding: klingon")],
)
def test_a_lesson_in_no_encoding_that_python_reads_is_told_with_its_line(
    source: bytes, words: str, empty_folder: Path
) -> None:
    path = write_lesson(empty_folder)
    path.write_bytes(source)
    with pytest.raises(FilmError, match=f"^small: {path}:1: .*{words}"):
        read_lesson(path)
