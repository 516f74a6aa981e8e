"""What the commands that draw nothing, or little, tell and write."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from aimath.studio.cli import run
from tests.studio.lessons import LESSON, PLAIN, write_lesson

DRAFT = ("-q", "draft")
UNDRAWN = [
    ["--help"],
    ["--version"],
    ["list"],
    ["list", "--json"],
    ["code", "small"],
    ["render", "--help"],
    ["doctor"],
]


@pytest.mark.parametrize("arguments", UNDRAWN, ids=" ".join)
def test_a_command_that_draws_nothing_does_not_import_manim(arguments: list[str], empty_folder: Path) -> None:
    write_lesson(empty_folder)
    program = (
        "import sys; from aimath.studio.cli import run; "
        f"status = run({arguments!r}); assert status == 0, status; assert 'manim' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


def test_importing_the_package_costs_numpy_alone() -> None:
    program = "import sys; import aimath; assert not {'manim', 'pydantic', 'click'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_list_shows_sections_and_numbers_of_each_lesson(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lesson(empty_folder)
    assert run(["list"]) == 0
    out = capsys.readouterr().out
    assert "small  A small film" in out
    assert "sections: word, number" in out
    assert "slope = 0.5  (a number from 0 to 1): rise over run" in out


def test_the_list_as_json_has_everything_and_the_length_once_rendered(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lesson(empty_folder)
    run(["list", "--json"])
    (before,) = (entry for entry in json.loads(capsys.readouterr().out) if entry["name"] == "small")
    assert before["length"] is None
    assert before["description"] == "It shows a word and a number."
    assert [number["name"] for number in before["numbers"]] == ["slope", "count"]
    run(["render", "small", *DRAFT])
    capsys.readouterr()
    run(["list", "--json"])
    (after,) = (entry for entry in json.loads(capsys.readouterr().out) if entry["name"] == "small")
    record = json.loads((empty_folder / "media" / "small" / "small-draft.json").read_text())
    assert after["length"] == record["length"]


def test_a_lesson_here_comes_before_one_of_that_name_that_aimath_brings(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lesson(empty_folder, "gradient_descent", LESSON.replace("A small film", "My own descent"))
    run(["list", "--json"])
    titles = {entry["name"]: entry["title"] for entry in json.loads(capsys.readouterr().out)}
    assert titles["gradient_descent"] == "My own descent"
    assert "vectors" in titles


def test_a_broken_lesson_does_not_hide_the_others(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lesson(empty_folder)
    write_lesson(empty_folder, "broken", "def (:\n")
    assert run(["list"]) == 1
    captured = capsys.readouterr()
    assert "small" in captured.out
    assert "broken.py:1" in captured.err


def test_a_lesson_whose_numbers_cannot_be_read_does_not_hide_the_others(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lesson(empty_folder)
    needing = LESSON.replace("number(0.5,", "number(not_installed_here.half,")
    write_lesson(empty_folder, "odd", f"import not_installed_here\n{needing}")
    assert run(["list", "--json"]) == 1
    captured = capsys.readouterr()
    assert "small" in [entry["name"] for entry in json.loads(captured.out)]
    assert captured.err.startswith("aimath: odd: ") and captured.err.count("\n") == 1


def test_the_code_of_a_lesson_that_cannot_be_read_is_told_so(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lesson(empty_folder, "broken", "def (:\n")
    assert run(["code", "broken"]) == 1
    assert "broken.py:1" in capsys.readouterr().err


def test_the_code_has_the_numbers_filled_in_and_runs(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lesson(empty_folder)
    assert run(["code", "small", "-s", "slope=0.25"]) == 0
    code = capsys.readouterr().out
    assert code.startswith("import numpy")
    ran = subprocess.run([sys.executable, "-"], input=code, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "0.5"


def test_a_sheet_shows_the_middle_and_the_end_of_every_play(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lesson(empty_folder)
    assert run(["sheet", "small", "--width", "900", "--columns", "3", *DRAFT]) == 0
    path = Path(capsys.readouterr().out.strip())
    with Image.open(path) as sheet:
        assert sheet.width == 900
        pixels = np.asarray(sheet.convert("RGB"))
    ground = (np.abs(pixels.astype(int) - [0x0B, 0x11, 0x1E]).max(axis=-1) < 3).mean()
    assert 0.2 < ground < 0.9


def test_a_sheet_can_be_named(empty_folder: Path) -> None:
    write_lesson(empty_folder)
    assert run(["sheet", "small:number", "-o", "look.png", *DRAFT]) == 0
    assert (empty_folder / "look.png").is_file()
    assert not (empty_folder / "media" / "small").exists()


def test_a_scene_that_fails_leaves_the_sheets_of_the_others_alone(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (empty_folder / "mine.py").write_text(f"{PLAIN}\n\nclass Faulty(Scene):\n    construct = 0\n")
    write_lesson(empty_folder, "broken", "def (:\n")
    assert run(["sheet", "broken", "mine.py:Faulty", "mine.py:Square2", *DRAFT]) == 1
    captured = capsys.readouterr()
    assert captured.out == "media/Square2/Square2-draft-sheet.png\n"
    broken, faulty = captured.err.splitlines()
    assert broken.startswith("aimath: broken: ") and faulty.startswith("aimath: Faulty: TypeError: ")


def test_a_new_lesson_renders_at_once(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "my_idea"]) == 0
    assert capsys.readouterr().out.split() == ["scenes/my_idea.py"]
    assert run(["render", "my_idea", "-s", "length=2", *DRAFT]) == 0
    record = json.loads((empty_folder / "media" / "my_idea" / "my_idea-length=2-draft.json").read_text())
    assert any(shown["value"] == pytest.approx(2.0) for shown in record["shown"])


def test_a_new_lesson_gets_golden_frames_where_the_project_keeps_some(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (empty_folder / "tests" / "golden").mkdir(parents=True)
    assert run(["new", "my_idea"]) == 0
    written = capsys.readouterr().out.split()
    assert "tests/golden/my_idea/drawn-wide-dark.png" in written
    assert all((empty_folder / path).is_file() for path in written)


def test_plain_manim_renders_a_lesson_too(empty_folder: Path) -> None:
    path = write_lesson(empty_folder)
    manim = Path(sys.executable).with_name("manim")
    command = [str(manim), "-ql", "--media_dir", "manim_media", str(path), "Small"]
    subprocess.run(command, check=True, capture_output=True)
    assert list((empty_folder / "manim_media").rglob("Small*.mp4"))
