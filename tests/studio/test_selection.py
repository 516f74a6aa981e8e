"""What the words of a command line choose, however they say it."""

from pathlib import Path

import pytest

from aimath.studio.errors import UsageError
from aimath.studio.selection import select
from tests.studio.lessons import LESSON, PLAIN, write_lesson


@pytest.mark.parametrize(
    ("targets", "sections"),
    [
        (["small", "scenes/small.py"], ()),
        (["small:word", "scenes/small.py:number", "small:word"], ("word", "number")),
    ],
)
def test_a_lesson_that_is_named_in_two_ways_is_chosen_once(
    targets: list[str], sections: tuple[str, ...], empty_folder: Path
) -> None:
    write_lesson(empty_folder)
    (chosen,) = select(targets, {}).chosen
    assert (chosen.source.name, chosen.sections) == ("small", sections)


def test_two_scenes_of_one_file_are_two(empty_folder: Path) -> None:
    (empty_folder / "mine.py").write_text(PLAIN)
    chosen = select(["mine.py:Square2", "mine.py:Turning"], {}).chosen
    assert [one.source.name for one in chosen] == ["Square2", "Turning"]


def test_what_shares_a_name_with_something_else_is_refused_with_both_places(empty_folder: Path) -> None:
    write_lesson(empty_folder)
    (empty_folder / "copies").mkdir()
    (empty_folder / "copies" / "small.py").write_text(LESSON)
    places = r"scenes/small\.py:Small and copies/small\.py:Small have the same name"
    with pytest.raises(UsageError, match=places):
        select(["small", "copies/small.py:word"], {})


@pytest.mark.parametrize(
    ("head", "encoding"), [("", "utf-8-sig"), ("# -*- coding: latin-1 -*-\n# été\n", "latin-1")]
)
def test_a_plain_scene_is_found_in_the_encoding_that_python_reads_it_in(
    head: str, encoding: str, empty_folder: Path
) -> None:
    (empty_folder / "mine.py").write_bytes(f"{head}{PLAIN}".encode(encoding))
    (chosen,) = select(["mine.py:Square2"], {}).chosen
    assert chosen.source.class_name == "Square2"


@pytest.mark.parametrize(
    ("head", "slope", "words"),
    [
        ("from absent import half", "half", "No module named 'absent'"),
        ("from quits import half", "half", "no data"),
        ("half = 0.5", "twice(half)", "name 'twice' is not defined"),
        ("", "7", "slope: expected a number from 0 to 1, got 7"),
    ],
)
def test_a_lesson_whose_numbers_cannot_be_read_leaves_the_others_alone(
    head: str, slope: str, words: str, empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(empty_folder)
    (empty_folder / "quits.py").write_text('raise SystemExit("no data")')
    write_lesson(empty_folder)
    write_lesson(empty_folder, "odd", f"{head}\n{LESSON}".replace("number(0.5,", f"number({slope},"))
    selection = select([], {}, everything=True)
    assert "small" in [one.source.name for one in selection.chosen]
    (error,) = selection.broken
    assert str(error).startswith("odd: ") and str(error).endswith(f"its numbers cannot be read: {words}")
