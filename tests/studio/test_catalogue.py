"""Reading what a lesson offers changes nothing."""

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
    lesson = read_lesson(write_lesson(empty_folder, source=f"import to_scenes\n{LESSON}"))
    assert lesson is not None and set(lesson.numbers_type.model_fields) == {"slope", "count"}
    assert Path.cwd() == empty_folder


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
