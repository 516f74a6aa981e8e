"""`aimath status` tells which films are fresh and why others are not; `aimath render` leaves those alone."""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aimath.studio.cli import run
from aimath.studio.film_files import record_of_film
from aimath.studio.rendering import Plan, leave_fresh, plan
from aimath.studio.settings import FilmSettings
from tests.studio.lessons import LESSON, write_lesson

RENDER = ("render", "small:word", "-q", "draft")
FILM = "media/small/small-word-draft.mp4"


@pytest.fixture(scope="module")
def filmed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a film."""
    folder = tmp_path_factory.mktemp("status")
    write_lesson(folder)
    command = [sys.executable, "-m", "aimath", *RENDER]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture
def here(filmed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the folder, as the current one, for what a test does to it."""
    folder = shutil.copytree(filmed, tmp_path / "here")
    monkeypatch.chdir(folder)
    return folder


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_a_film_is_fresh_or_stale_for_a_reason(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["status", "small"]) == 0
    assert lines(capsys) == [f"small: fresh: {FILM}"]
    write_lesson(here, source=LESSON.replace('"hello"', '"bye"'))
    assert run(["status", "small"]) == 0
    assert lines(capsys) == ["small: stale: scenes/small.py: Small.word changed (small-word-draft.mp4)"]
    write_lesson(here)


def test_a_script_can_read_it(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["status", "small", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"name": "small", "state": "fresh", "film": FILM, "reasons": []}
    ]


def test_without_a_name_all_films_and_unfilmed_lessons_are_told(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lesson(here, "other")
    write_lesson(here, "broken", "class Broken(Lesson:\n")
    assert run(["status"]) == 0
    told = lines(capsys)
    (here / "scenes" / "other.py").unlink()
    (here / "scenes" / "broken.py").unlink()
    assert f"small: fresh: {FILM}" in told
    assert "other: never filmed" in told
    assert any(line.startswith("broken: ") and "broken.py:1" in line for line in told)


def test_a_lesson_that_is_gone_is_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "scenes" / "small.py").unlink()
    assert run(["status", "small"]) == 0
    write_lesson(here)
    assert lines(capsys) == ["small: stale: scenes/small.py is missing (small-word-draft.mp4)"]


def test_an_unknown_lesson_is_refused(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["status", "smal"]) == 2
    captured = capsys.readouterr()
    assert "no lesson is called 'smal': did you mean small?" in captured.err
    assert captured.out == ""


def test_a_section_is_refused_as_films_are_told_by_lesson(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["status", "small:word"]) == 2
    assert "small:word: expected the name of a lesson, as `aimath list` shows it" in capsys.readouterr().err


def test_a_folder_without_films_has_only_lessons(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lesson(empty_folder)
    assert run(["status", "small"]) == 0
    assert lines(capsys) == ["small: never filmed"]
    assert not (empty_folder / "media").exists()


def test_a_fresh_film_is_left_alone_and_said_so(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (here / FILM).stat().st_mtime_ns
    assert run([*RENDER]) == 0
    assert capsys.readouterr().out == f"small: fresh: {FILM}\n"
    assert run([*RENDER, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "films": [],
        "fresh": [{"name": "small", "film": FILM}],
        "errors": [],
    }
    assert (here / FILM).stat().st_mtime_ns == before


def test_a_film_that_went_elsewhere_is_fresh_as_well(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*RENDER, "-o", "films"]) == 0
    capsys.readouterr()
    assert run([*RENDER, "-o", "films"]) == 0
    assert capsys.readouterr().out == "small: fresh: films/small-word-draft.mp4\n"


def planned(file_format: str = "png", theme: str = "dark", **changes: str) -> Plan:
    settings = FilmSettings(quality="draft", format=file_format, theme=theme)
    return plan(["small:word"], changes, settings, output=Path(FILM).with_suffix(f".{file_format}"))


def test_a_damaged_film_is_filmed_again(here: Path) -> None:
    film = here / FILM
    content, stat = film.read_bytes(), film.stat()
    film.write_bytes(content[:-1])
    found = leave_fresh(planned("mp4"))
    film.write_bytes(content)
    assert [job.files.film for job in found.jobs] == [Path(FILM)]
    assert found.reasons == {Path(FILM): (f"{FILM} is not as it was made",)}
    assert leave_fresh(planned("mp4")).jobs == ()
    assert film.stat().st_mtime_ns > stat.st_mtime_ns


def test_films_of_several_formats_stand_side_by_side(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*RENDER, "-f", "png"]) == 0
    capsys.readouterr()
    assert run(["status", "small"]) == 0
    assert set(lines(capsys)) == {f"small: fresh: {FILM}", f"small: fresh: {FILM.replace('.mp4', '.png')}"}
    assert len(leave_fresh(planned()).fresh) == 1


def test_a_record_under_another_name_than_its_films_tells_nothing(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(record_of_film(here / FILM), (here / FILM).with_name("old.json"))
    assert run(["status", "small"]) == 0
    assert lines(capsys) == [f"small: fresh: {FILM}"]
    record_of_film(here / FILM).unlink()
    assert run(["status", "small"]) == 0
    assert lines(capsys) == ["small: never filmed"]


def test_a_record_that_was_left_unfinished_tells_nothing(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = record_of_film(here / FILM)
    shutil.copy(record, record.with_name(f".{record.stem}.partial-999999999.json"))
    assert run(["status", "small"]) == 0
    assert lines(capsys) == [f"small: fresh: {FILM}"]


def test_force_takes_fresh_films_as_well(here: Path) -> None:
    forced = leave_fresh(planned(), force=True)
    assert len(forced.jobs) == 1
    assert forced.fresh == ()


def test_a_name_that_was_used_for_another_film_is_used_again(here: Path) -> None:
    (reasons,) = leave_fresh(planned("mp4", theme="light", slope="0.6")).reasons.values()
    assert reasons == ("theme was dark, is light", "slope was its default, is 0.6")


@pytest.mark.parametrize("words", [["status"], ["render", "small:word", "-q", "draft"]])
def test_nothing_that_is_fresh_costs_more_than_a_moment_or_manim(here: Path, words: list[str]) -> None:
    code = (
        "import sys; from aimath.studio.cli import run; code = run(sys.argv[1:]); "
        "assert 'manim' not in sys.modules; assert code == 0"
    )
    subprocess.run([sys.executable, "-c", code, *words], check=True, capture_output=True)
    began = time.process_time_ns()
    children = _children_time()
    subprocess.run([sys.executable, "-c", code, *words], check=True, capture_output=True)
    assert _children_time() - children < 1.0
    assert time.process_time_ns() - began < 10**9


def _children_time() -> float:
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
