"""Reading what a lesson offers changes nothing."""

from pathlib import Path

import pytest

from aimath.studio.catalogue import read_lesson
from tests.studio.lessons import LESSON, write_lesson


def test_reading_numbers_leaves_the_current_folder_whatever_a_lesson_imports(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(empty_folder)
    (empty_folder / "to_scenes.py").write_text('import os\nos.chdir("scenes")\n')
    lesson = read_lesson(write_lesson(empty_folder, source=f"import to_scenes\n{LESSON}"))
    assert lesson is not None and set(lesson.numbers_type.model_fields) == {"slope", "count"}
    assert Path.cwd() == empty_folder
