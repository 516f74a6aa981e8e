"""`aimath gif` makes files that are what was asked for, and leaves nothing behind when it cannot."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from aimath.studio.cli import run
from aimath.studio.settings import FilmSettings
from tests.studio.lessons import LESSON, PLAIN, write_lesson

SMALL = ("--width", "160", "--fps", "5")


@pytest.fixture
def lesson(empty_folder: Path) -> Path:
    write_lesson(empty_folder)
    (empty_folder / "mine.py").write_text(PLAIN)
    return empty_folder


def test_a_section_becomes_a_gif_at_the_width_that_was_asked_for(
    lesson: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["gif", "small:word", "--width", "161", "--fps", "5", "--loop", "once", "--json"]) == 0
    (made,) = json.loads(capsys.readouterr().out)["files"]
    path = lesson / "media" / "small" / "small-word-161px5.gif"
    assert (lesson / made["path"]).samefile(path)
    assert made["size"] == path.stat().st_size
    assert made["similarity"] > 0.99
    with Image.open(path) as picture:
        assert picture.size == (161, 91)
        assert "loop" not in picture.info
        assert picture.n_frames == made["frames"] > 3
        picture.seek(picture.n_frames - 1)
        last = np.asarray(picture.convert("RGB"))
    assert last[2, 2].tolist() == [0x0B, 0x11, 0x1E]
    assert last.std() > 2


def test_a_second_file_from_the_same_frames_draws_nothing_but_an_edit_does(
    lesson: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["gif", "small:word", *SMALL]) == 0

    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError("drawn again")

    monkeypatch.setattr("aimath.studio.filming.shooting.shoot", refuse)
    assert run(["gif", "small:word", *SMALL, "-o", "talk.webp", "--loop", "boomerang"]) == 0
    with Image.open("talk.webp") as picture:
        assert picture.format == "WEBP"
    write_lesson(lesson, source=LESSON.replace('"hello"', '"howdy"'))
    with pytest.raises(AssertionError, match="drawn again"):
        run(["gif", "small:word", *SMALL])


def test_a_span_of_a_plain_scene_takes_as_long_as_asked(lesson: Path) -> None:
    arguments = ["gif", "mine.py:Square2", *SMALL, "--from", "400ms", "--to", "0.8s", "--hold", "1s"]
    assert run([*arguments, "-o", "square.apng"]) == 0
    with Image.open("square.apng") as picture:
        times = []
        for number in range(picture.n_frames):
            picture.seek(number)
            times.append(picture.info["duration"])
    assert sum(times) == pytest.approx(1400)
    assert times[-1] == pytest.approx(1200)


def test_a_budget_is_kept_and_what_was_given_up_is_told(
    lesson: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["gif", "small:word", "--width", "200", "--fps", "10", "-o", "large.gif"]) == 0
    budget = int(0.6 * Path("large.gif").stat().st_size)
    capsys.readouterr()
    options = ["--width", "200", "--fps", "10", "--max-size", str(budget), "-o", "small.gif", "--json"]
    assert run(["gif", "small:word", *options]) == 0
    (made,) = json.loads(capsys.readouterr().out)["files"]
    assert made["size"] == Path("small.gif").stat().st_size <= budget
    assert made["tried"][0]["size"] > budget
    assert made["look"]["dither"] is False


def test_a_budget_that_nothing_fits_is_exit_1_and_says_what_would_help(
    lesson: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["gif", "small", "--width", "400", "--max-size", "1kB", "-o", "tiny.gif"]) == 1
    message = capsys.readouterr().err.splitlines()[-1]
    assert "the smallest acceptable version (160 px" in message
    assert "more than 1 kB; a part of about" in message
    assert not list(lesson.glob("*.gif"))


def test_a_destination_narrows_what_is_too_wide_for_it(lesson: Path) -> None:
    wide = ["--width", "1400", "--fps", "1", "--to", "1s"]
    assert run(["gif", "small:word", *wide, "--for", "x", "-o", "x.gif"]) == 0
    with Image.open("x.gif") as picture:
        assert 1200 < picture.width <= 1280


def test_what_is_left_out_is_transparent(lesson: Path) -> None:
    assert run(["gif", "small:word", *SMALL, "--transparent", "-o", "clear.gif"]) == 0
    with Image.open("clear.gif") as picture:
        picture.seek(picture.n_frames - 1)
        alpha = np.asarray(picture.convert("RGBA"))[..., 3]
    assert alpha[2, 2] == 0
    assert alpha.max() == 255


def test_cleaning_a_lesson_removes_its_pictures(lesson: Path) -> None:
    assert run(["gif", "small:word", *SMALL]) == 0
    (lesson / "media" / "small" / "holiday.gif").write_text("mine")
    assert run(["clean", "small"]) == 0
    assert [path.name for path in (lesson / "media" / "small").iterdir()] == ["holiday.gif"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["small:wrd"], "did you mean word?"),
        ([], "name at least one lesson"),
        (["small", "--width", "20"], "20 is not in the range"),
        (["small", "--max-size", "huge"], "--max-size: expected a size such as"),
        (["small", "--max-size", "10"], "--max-size: expected at least 1000 bytes"),
        (["small", "--loop", "always"], "--loop: expected a number of plays"),
        (["small", "--hold", "61:00"], "--hold: expected at most 3600 s"),
        (["small", "--from", "noon"], "--from: expected a time such as"),
        (["small", "--from", "4s", "--to", "3s"], "--to: expected a time after 4 s"),
        (["small", "--fps", "60"], "expected at most 50 for a GIF"),
        (["small", "--colors", "1"], "1 is not in the range"),
        (["small", "-f", "webp", "--colors", "9"], "has no palette"),
        (["small", "-f", "avif", "--loop", "2"], "goes on for ever"),
        (["small", "-f", "webp", "--for", "powerpoint"], "powerpoint shows -f gif moving"),
        (["small", "-f", "gif", "-o", "a.webp"], "expected a name ending in .gif for -f gif"),
        (["small", "-o", "a.mp4"], "expected a name ending in .gif, .webp"),
        (["small", "mine.py:Square2", "-o", "a.gif"], "several pictures cannot have one name"),
        (["small", "-s", "slope=7"], "slope: expected a number from 0 to 1"),
    ],
)
def test_a_mistake_is_one_clear_line_and_exit_2(
    arguments: list[str], words: str, lesson: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(lesson.rglob("*"))
    assert run(["gif", *arguments]) == 2
    captured = capsys.readouterr()
    assert words in captured.err
    assert "Traceback" not in captured.err
    assert captured.out == ""
    assert sorted(lesson.rglob("*")) == before


def test_a_span_outside_the_film_is_exit_2_and_leaves_no_file(
    lesson: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["gif", "small:word", *SMALL, "--to", "1:00", "-o", "far.gif"]) == 2
    assert "expected times within small, which takes" in capsys.readouterr().err
    assert not list(lesson.glob("*.gif"))


def test_a_width_is_exact_and_the_height_keeps_the_shape() -> None:
    assert FilmSettings(width=801).pixels == (801, 451)
    assert FilmSettings(width=450, aspect="9:16").pixels == (450, 800)
