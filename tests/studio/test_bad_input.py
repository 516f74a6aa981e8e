"""A mistake gets one clear line, the right exit code, and leaves nothing half-written."""

from pathlib import Path

import pytest

from aimath.studio.cli import run
from tests.studio.lessons import LESSON, PLAIN, write_lesson

DRAFT = ("-q", "draft")
LONG_NAME, MANY_DIGITS = "n" * 300, "1" * 400


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["render", "smal"], "no lesson is called 'smal': did you mean small?"),
        (["render", "zzzz"], "the lessons are"),
        (["render", "small:wrd"], "small has no section 'wrd': did you mean word?"),
        (["render", "small", "-s", "slop=1"], "no number is called 'slop': did you mean slope?"),
        (["render", "small", "-s", "slope=7"], "slope: expected a number from 0 to 1, got '7'"),
        (["render", "small", "-s", "slope=steep"], "slope: expected a number from 0 to 1, got 'steep'"),
        (["render", "small", "-s", "count=2.5"], "count: expected a whole number of at least 1, got '2.5'"),
        (["render", "small", "-s", "slope"], "expected NAME=VALUE, got 'slope'"),
        (["render", "small", "-s", "slope=nan"], "slope: expected a number from 0 to 1"),
        (["render", "small", "-q", "8k"], "'8k' is not one of"),
        (["render", "small", "--fps", "0"], "0 is not in the range"),
        (["render", "small", "--transparent"], "mp4 cannot leave out the ground"),
        (["render", "small", "-o", "film.avi"], "expected a name ending in .mp4"),
        (["render", "small", "--all"], "give lessons or --all, not both"),
        (["render"], "name at least one lesson, or --all"),
        (["render", "nowhere.py:Scene"], "no file nowhere.py"),
        (["render", "mine.py:Sqare2"], "did you mean Square2?"),
        (["render", "mine.py"], "say which scene"),
        (["render", "mine.py:Square2", "-s", "x=1"], "a plain Manim scene declares no numbers"),
        (["code", "smal"], "did you mean small?"),
        (["sheet", "smal"], "did you mean small?"),
        (["new", "small"], "exists already"),
        (["new", "Not a name"], "expected"),
        (["new", LONG_NAME], "the name is too long for a file; choose a shorter one"),
        (["new", LONG_NAME[:245]], "the name is too long for a file"),
        (["render", f"{LONG_NAME}.py:Scene"], "the name is too long for a file"),
        (["render", "small", "-o", LONG_NAME], "the name is too long for a file"),
        (["render", "small", "-o", f"{LONG_NAME}.mp4"], "the name is too long for a file"),
        (["sheet", "small", "-o", LONG_NAME], "the name is too long for a file"),
        (["clean", "--cache", "--keep", MANY_DIGITS], "expected a size such as 500MB"),
        (["gif", "small", "--from", MANY_DIGITS], "expected a time such as 3.5s"),
        (["rendr", "small"], "no such command 'rendr'"),
    ],
)
def test_a_mistake_is_one_clear_line_and_exit_2(
    arguments: list[str], words: str, empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lesson(empty_folder)
    (empty_folder / "mine.py").write_text(PLAIN)
    before = sorted(empty_folder.rglob("*"))
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert words in captured.err
    assert captured.err.startswith("aimath: ") and captured.err.count("\n") == 1
    assert captured.out == ""
    assert sorted(empty_folder.rglob("*")) == before


def test_two_lessons_of_one_name_are_refused(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_lesson(empty_folder)
    write_lesson(empty_folder, "more/small")
    assert run(["render", "small"]) == 2
    assert "two lessons are called 'small'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("output", "words"),
    [
        (
            [],
            "a.py:Square2 and b.py:Square2 have the same name, and so would their films; rename one of them",
        ),
        (["-o", "films"], "a.py:Square2 and b.py:Square2 have the same name"),
    ],
)
def test_two_scenes_of_one_name_are_refused_by_where_they_are(
    output: list[str], words: str, empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (empty_folder / "a.py").write_text(PLAIN)
    (empty_folder / "b.py").write_text(PLAIN)
    assert run(["render", "a.py:Square2", "b.py:Square2", *output, *DRAFT]) == 2
    assert capsys.readouterr().err.startswith(f"aimath: {words}")
    assert not (empty_folder / "media").exists()


def test_one_file_for_two_films_is_refused(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_lesson(empty_folder)
    (empty_folder / "mine.py").write_text(PLAIN)
    assert run(["render", "small", "mine.py:Square2", "-o", "film.mp4", *DRAFT]) == 2
    words = "-o film.mp4: several films cannot have one name; give a folder"
    assert capsys.readouterr().err == f"aimath: {words}\n"


def test_a_folder_that_cannot_be_written_is_refused(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lesson(empty_folder)
    (empty_folder / "taken").write_text("a file")
    assert run(["render", "small", "-o", "taken/films", *DRAFT]) == 2
    assert "cannot write to taken/films" in capsys.readouterr().err


def test_a_media_folder_that_cannot_be_written_is_told_before_filming_wherever_films_go(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lesson(empty_folder)
    (empty_folder / "media").write_text("a file")
    assert run(["render", "small", "-o", "films", *DRAFT]) == 2
    words = "make media a folder that can be written to, or a link to one elsewhere"
    assert capsys.readouterr().err == f"aimath: cannot write to media/.cache: not a directory; {words}\n"
    assert not (empty_folder / "films").exists()


def test_a_syntax_error_is_exit_1_with_its_line_and_the_others_still_render(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lesson(empty_folder)
    write_lesson(empty_folder, "broken", "class Broken(Lesson:\n    pass\n")
    assert run(["render", "small:word", "broken", *DRAFT]) == 1
    captured = capsys.readouterr()
    assert "broken.py:1" in captured.err
    assert (empty_folder / "media" / "small" / "small-word-draft.mp4").is_file()


def test_a_lesson_that_raises_is_exit_1_with_section_line_and_its_own_frames(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lesson(empty_folder)
    faulty = LESSON.replace(
        'live = LiveNumber(self.numbers.slope, ".2f")', "live = 1 / (self.numbers.count - 3)"
    )
    path = write_lesson(empty_folder, "faulty", faulty)
    line = 1 + faulty.splitlines().index("        live = 1 / (self.numbers.count - 3)")
    assert run(["render", "faulty", "small:word", *DRAFT]) == 1
    captured = capsys.readouterr()
    assert f"faulty:number: {path}:{line}: ZeroDivisionError" in captured.err
    assert "live = 1 / (self.numbers.count - 3)" in captured.err
    assert "site-packages" not in captured.err
    assert list((empty_folder / "media" / "faulty").iterdir()) == []
    assert (empty_folder / "media" / "small" / "small-word-draft.mp4").is_file()


def test_a_file_that_a_lesson_misses_is_exit_1_with_section_and_line(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = LESSON.replace('live = LiveNumber(self.numbers.slope, ".2f")', 'open("numbers.csv").close()')
    path = write_lesson(empty_folder, "missing", missing)
    line = 1 + missing.splitlines().index('        open("numbers.csv").close()')
    assert run(["render", "missing", *DRAFT]) == 1
    told = capsys.readouterr().err
    assert f"missing:number: {path}:{line}: FileNotFoundError" in told
    assert "bug" not in told


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('@section("A word")', "@section()", "expected a title that is written out"),
        ('@section("A word")', "@section(TITLE)", "expected a title that is written out"),
        ('@section("A word")', '@section("A word", loud=True)', "expected a title that is written out"),
        ('code = """', 'code = ADDED + """', "expected code that is written out"),
    ],
)
def test_a_lesson_that_has_to_be_run_to_be_known_is_told_with_its_line_and_the_others_are_listed(
    old: str, new: str, words: str, empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lesson(empty_folder)
    assert old in LESSON
    path = write_lesson(empty_folder, "odd", LESSON.replace(old, new))
    line = 1 + next(n for n, text in enumerate(LESSON.splitlines()) if old in text)
    assert run(["render", "odd", *DRAFT]) == 1
    assert f"aimath: odd: {path}:{line}: {words}" in capsys.readouterr().err
    run(["list"])
    assert "small" in capsys.readouterr().out


def test_what_editors_leave_beside_lessons_is_no_lesson(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_lesson(empty_folder)
    path.with_name(".#small.py").symlink_to("ada@host.1234")
    path.with_name("folder.py").mkdir()
    assert run(["list"]) == 0
    assert capsys.readouterr().err == ""


def test_a_folder_with_the_name_of_a_film_is_left_alone(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lesson(empty_folder)
    own = empty_folder / "media" / "small" / "small-word-draft.mp4" / "notes.txt"
    own.parent.mkdir(parents=True)
    own.write_text("mine")
    assert run(["render", "small:word", *DRAFT]) == 2
    assert "a folder has this name" in capsys.readouterr().err
    assert own.read_text() == "mine"


def test_a_full_disk_is_exit_1_and_leaves_no_film(
    empty_folder: Path, capsys: pytest.CaptureFixture[str], tiny_disk: Path
) -> None:
    write_lesson(empty_folder)
    assert run(["render", "small", "-f", "frames", "-o", str(tiny_disk), *DRAFT]) == 1
    assert "no space left" in capsys.readouterr().err
    assert list(tiny_disk.iterdir()) == []


def test_a_process_that_is_killed_is_reported_with_its_signal(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deadly = LESSON.replace(
        'live = LiveNumber(self.numbers.slope, ".2f")', "import os; os.kill(os.getpid(), 9)"
    )
    write_lesson(empty_folder, "deadly", deadly)
    write_lesson(empty_folder)
    assert run(["render", "deadly", "small:word", *DRAFT]) == 1
    assert "deadly: its process was ended by SIGKILL" in capsys.readouterr().err
    assert (empty_folder / "media" / "small" / "small-word-draft.mp4").is_file()
