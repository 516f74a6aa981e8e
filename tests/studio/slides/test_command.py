"""`aimath slides` from a lesson to a file, and what it says to mistakes."""

import io
import json
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from aimath.studio.cli import run
from tests.studio.lessons import LESSON, PLAIN, write_lesson

DRAFT = ("-q", "draft")


def test_a_lesson_becomes_a_talk_and_its_films_are_used_again_for_a_page(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lesson(empty_folder)
    assert run(["slides", "small", "-o", "talk.pptx", "--theme", "light", "-s", "slope=0.25", *DRAFT]) == 0
    assert capsys.readouterr().out.startswith("talk.pptx: 3 slides, ")
    slides = Presentation(empty_folder / "talk.pptx").slides
    assert [slide.shapes.title.text for slide in slides] == ["A word", "A number", "A small film: the code"]
    assert slides[1].notes_slide.notes_text_frame.text == "The slope is 0.25."
    assert slides[2].placeholders[14].text_frame.text.splitlines()[2] == "slope = 0.25"
    assert slides[2].placeholders[15].text_frame.text.splitlines() == ["prints", "0.5"]

    made = {path: path.stat().st_mtime_ns for path in (empty_folder / "media" / "small").glob("*.mp4")}
    assert len(made) == 2
    arguments = ["slides", "small", "-o", "pages/talk.html", "--theme", "light", "-s", "slope=0.25", "--json"]
    assert run([*arguments, *DRAFT]) == 0
    report = json.loads(capsys.readouterr().out)
    page = empty_folder / "pages" / "talk.html"
    assert report["file"] == "pages/talk.html" and report["bytes"] == page.stat().st_size
    assert report["slides"] == ["A word", "A number", "A small film: the code"]
    assert {path: path.stat().st_mtime_ns for path in made} == made


def test_a_section_and_a_plain_scene_become_animated_pictures_that_end_like_their_films(
    empty_folder: Path,
) -> None:
    write_lesson(empty_folder)
    (empty_folder / "mine.py").write_text(PLAIN)
    assert run(["slides", "small:number", "mine.py:Square2", "-o", "talk.pptx", "--gif", *DRAFT]) == 0
    section, code, scene = Presentation(empty_folder / "talk.pptx").slides
    titles = [slide.shapes.title.text for slide in (section, code, scene)]
    assert titles == ["A number", "A small film: the code", "Square2"]
    assert scene.slide_layout.name == "Opening", "its film has no line with a title"
    for slide in (section, scene):
        (picture,) = (shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE)
        with Image.open(io.BytesIO(picture.image.blob)) as animation:
            assert (animation.format, animation.size) == ("GIF", (854, 480))
            assert animation.n_frames > 3
    assert section.notes_slide.notes_text_frame.text == "The slope is 0.50."
    with Image.open(empty_folder / "media" / "small" / "small-number-draft-gif.png") as poster:
        assert np.asarray(poster).std() > 5, "the poster shows the end, and not the empty beginning"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["small:wrd", "-o", "talk.pptx"], "small has no section 'wrd': did you mean word?"),
        (["small:wrd", "-o", "stills/"], "small has no section 'wrd': did you mean word?"),
        (["smal", "-o", "talk.html"], "did you mean small?"),
        (["small", "-o", "talk.key"], "-o talk.key: expected a name ending in .pptx or .html, or a folder"),
        (["small"], "missing option '-o'"),
        (["-o", "talk.pptx"], "name at least one lesson, or --all"),
        (["small", "-o", "talk.pptx", "-s", "slope=7"], "slope: expected a number from 0 to 1, got '7'"),
        (["mine.py:Square2", "-o", "stills/"], "expected a lesson, got a plain scene, which has no sections"),
        (["small", "-o", "mine.py/talk.pptx"], "cannot write to mine.py"),
        (["mine.py:Square2", "other.py:Square2", "-o", "talk.html"], "have the same name"),
        (["small", "copies/small.py", "-o", "stills/"], "have the same name"),
    ],
)
def test_a_mistake_is_one_clear_line_and_exit_2(
    arguments: list[str], words: str, empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lesson(empty_folder)
    (empty_folder / "mine.py").write_text(PLAIN)
    (empty_folder / "other.py").write_text(PLAIN)
    (empty_folder / "copies").mkdir()
    (empty_folder / "copies" / "small.py").write_text(LESSON)
    before = sorted(empty_folder.rglob("*"))
    assert run(["slides", *arguments]) == 2
    captured = capsys.readouterr()
    assert words in captured.err
    assert captured.out == ""
    assert [path for path in sorted(empty_folder.rglob("*")) if path not in before and path.is_file()] == []


@pytest.mark.parametrize(
    ("module", "package", "output"), [("pptx", "python-pptx", "t.pptx"), ("fontTools", "fonttools", "t.html")]
)
def test_a_missing_library_is_one_line_that_says_what_to_install(
    module: str,
    package: str,
    output: str,
    empty_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    import importlib.util

    find_spec = importlib.util.find_spec
    monkeypatch.setattr(
        "aimath.studio.slides.extras.find_spec", lambda name: None if name == module else find_spec(name)
    )
    write_lesson(empty_folder)
    assert run(["slides", "small", "-o", output, *DRAFT]) == 2
    assert f"needs {package}; run: {sys.executable} -m pip install {package}" in capsys.readouterr().err
    assert not (empty_folder / output).exists()


def test_a_section_that_fails_leaves_no_talk(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    faulty = LESSON.replace(
        'live = LiveNumber(self.numbers.slope, ".2f")', "live = 1 / (self.numbers.count - 3)"
    )
    write_lesson(empty_folder, "faulty", faulty)
    assert run(["slides", "faulty:number", "-o", "talk.pptx", "--gif", *DRAFT]) == 1
    assert "faulty:number" in capsys.readouterr().err
    assert not (empty_folder / "talk.pptx").exists()


def test_a_lesson_that_fails_costs_none_of_the_stills_of_others(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lesson(empty_folder)
    write_lesson(empty_folder, "faulty", LESSON.replace("label = Words", "label = 1 / 0\n        Words"))
    write_lesson(empty_folder, "wrong", "class Wrong(")
    assert run(["slides", "faulty", "wrong", "small", "-o", "stills/", "-q", "draft", "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert [Path(file).name for file in report["files"]] == [
        f"small-{section}.{ending}" for section in ("word", "number") for ending in ("png", "svg", "pdf")
    ]
    assert len(report["errors"]) == 2
