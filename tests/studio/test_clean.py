"""`aimath clean` removes what aimath wrote and nothing else, and trims the cache by its last use."""

import errno
import json
import os
from pathlib import Path

import pytest

from aimath.studio.cli import run
from aimath.studio.film_files import record_of_film
from aimath.studio.sizes import parse_size, write_size
from tests.studio.lessons import write_lesson


def write(path: Path, content: str | bytes = b"x", age: float = 0.0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    moment = path.stat().st_mtime - age
    os.utime(path, (moment, moment))
    return path


def write_film(name: str, ending: str = ".mp4") -> None:
    stem = Path("media") / name / f"{name}-draft"
    written = [f"{stem.name}{end}" for end in (ending, ".srt", ".vtt", ".png")]
    for file in written:
        write(stem.with_name(file), b"x" * 1000)
    made = {file: {} for file in written}
    told = {
        "scene": {"file": f"scenes/{name}.py", "class": "Film"},
        **dict.fromkeys(("numbers", "settings", "versions", "code", "files", "loaded"), {}),
        **dict.fromkeys(("sections", "unsettled"), []),
    }
    record = {"lesson": name, "film": written[0], "fingerprint": told, "made": made}
    write(record_of_film(stem.with_name(written[0])), json.dumps(record))


def files() -> set[str]:
    return {path.as_posix() for path in Path("media").rglob("*") if path.is_file()}


def test_the_films_of_a_lesson_go_and_the_others_stay(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_film("small")
    write_film("other")
    assert run(["clean", "small"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert {path.split("/")[1] for path in files()} == {"other"}
    assert not Path("media/small").exists()
    assert "media/small/small-draft.mp4  1 kB" in told
    assert told[-1].startswith("removed 5 files, 4")


def test_without_a_name_all_films_go_and_the_cache_stays(empty_folder: Path) -> None:
    write_film("small")
    write_film("other")
    write(Path("media/.cache/outlines/a.json"))
    assert run(["clean"]) == 0
    assert files() == {"media/.cache/outlines/a.json"}


def test_files_that_aimath_did_not_write_stay(empty_folder: Path) -> None:
    write_film("small")
    own = {
        write(Path("media/small") / name).as_posix()
        for name in (
            "notes.txt",
            "cut.mp4",
            "small-draft.psd",
            "small-draft-edited.mp4",
            "settings.json",
            "check/mine.png",
        )
    }
    write(Path("media/small/broken.json"), "{")
    assert run(["clean"]) == 0
    assert files() == own | {"media/small/broken.json"}


def test_a_record_cannot_name_files_elsewhere(empty_folder: Path) -> None:
    outside = write(Path("thesis.mp4"))
    write(Path("media/small/a.json"), json.dumps({"lesson": "small", "film": "../../thesis.mp4"}))
    assert run(["clean"]) == 0
    assert outside.exists()


def test_contact_sheets_frames_pictures_of_findings_and_what_was_left_unfinished_go(
    empty_folder: Path,
) -> None:
    write_film("small")
    write(Path("media/small/small-1080p-sheet.png"))
    write(Path("media/small/small-length-1080p-gif.png"))
    write(Path("media/small/check/16x9-dark-001-overlap.png"))
    frames = Path("media/small/small-draft-frames")
    for number in (1, 2):
        write(frames / f"{number:06}.png")
    record = {"lesson": "small", "film": frames.name}
    write(Path("media/small/small-draft-frames.json"), json.dumps(record))
    write(Path("media/small/.small-draft.partial-999999999.mp4"))
    running = write(Path(f"media/small/.small-draft.partial-{os.getpid()}.mp4"))
    assert run(["clean", "small"]) == 0
    assert files() == {running.as_posix()}


def test_a_film_whose_record_somebody_is_writing_stays(empty_folder: Path) -> None:
    film = write(Path("media/small/small-draft.mp4"))
    record = Path(f"media/small/.{film.name}.partial-{os.getpid()}.json")
    write(record, json.dumps({"lesson": "small", "film": film.name}))
    assert run(["clean", "small"]) == 0
    assert files() == {film.as_posix(), record.as_posix()}


def test_own_pictures_among_frames_stay(empty_folder: Path) -> None:
    frames = Path("media/small/small-draft-frames")
    write(frames / "000001.png")
    own = write(frames / "mine.png")
    write(Path("media/small/small-draft-frames.json"), json.dumps({"lesson": "small", "film": frames.name}))
    assert run(["clean", "small"]) == 0
    assert files() == {own.as_posix()}


def test_where_there_is_nothing_nothing_is_removed(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lesson(empty_folder)
    assert run(["clean"]) == 0
    assert run(["clean", "small"]) == 0
    assert run(["clean", "--cache"]) == 0
    assert capsys.readouterr().out.splitlines() == ["nothing to remove"] * 3
    assert not Path("media").exists()


def test_the_cache_is_trimmed_oldest_use_first(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_film("small")
    films = files()
    for age, name in enumerate(("new", "middle", "old", "oldest")):
        folder = ".manim/texts" if age % 2 else ".cache/outlines"
        write(Path("media") / folder / name, b"x" * 1000, age=age * 100)
    assert run(["clean", "--cache", "--keep", "2kB"]) == 0
    assert files() - films == {"media/.cache/outlines/new", "media/.manim/texts/middle"}
    assert capsys.readouterr().out == "removed 2 files, 2 kB\n"
    assert run(["clean", "--cache", "--keep", "0"]) == 0
    assert files() == films
    assert not Path("media/.cache").exists()


def test_what_somebody_is_writing_to_the_cache_stays(empty_folder: Path) -> None:
    write(Path("media/.cache/segments/a/.b.partial-999999999.segment"))
    running = write(Path(f"media/.cache/segments/a/.b.partial-{os.getpid()}.segment"))
    write(Path("media/.cache/segments/a/b.segment"))
    assert run(["clean", "--cache", "--keep", "0MB"]) == 0
    assert files() == {running.as_posix()}


def test_a_cache_that_is_small_enough_is_left_alone(empty_folder: Path) -> None:
    write(Path("media/.cache/outlines/a.json"))
    assert run(["clean", "--cache"]) == 0
    assert files()


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Names of files that nobody may remove."""
    names: set[str] = set()
    unlink = Path.unlink

    def unlink_others(path: Path, missing_ok: bool = False) -> None:
        if path.name in names:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink_others)
    return names


def test_what_may_not_be_removed_is_one_clear_line_and_the_rest_goes(
    empty_folder: Path, held: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    write_film("other")
    write_film("small")
    held |= {"other-draft.mp4", "other-draft.srt"}
    assert run(["clean"]) == 2
    assert files() == {"media/other/other-draft.mp4", "media/other/other-draft.srt"}
    captured = capsys.readouterr()
    assert captured.out.splitlines()[-1].startswith("removed 8 files, ")
    assert captured.err == (
        "aimath: cannot remove media/other/other-draft.mp4, and 1 more: permission denied; "
        "make sure that you may, and clean again\n"
    )


def test_frames_and_what_is_kept_go_but_for_what_may_not_be_removed(
    empty_folder: Path, held: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    frames = Path("media/small/small-draft-frames")
    for number in (1, 2, 3):
        write(frames / f"{number:06}.png")
    write(Path("media/small/small-draft.json"), json.dumps({"lesson": "small", "film": frames.name}))
    held.add("000002.png")
    assert run(["clean"]) == 2
    assert files() == {"media/small/small-draft-frames/000002.png"}
    write(Path("media/.cache/outlines/a.json"), age=100)
    write(Path("media/.cache/outlines/b.json"))
    held.add("a.json")
    capsys.readouterr()
    assert run(["clean", "--cache", "--keep", "0"]) == 2
    assert files() == {f"{frames}/000002.png", "media/.cache/outlines/a.json"}
    captured = capsys.readouterr()
    assert captured.out.startswith("removed 1 file, ")
    assert captured.err.startswith("aimath: cannot remove media/.cache/outlines/a.json: permission denied; ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["clean", "--cache", "--keep", "lots"], "--keep: expected a size such as 500MB or 5GB, got 'lots'"),
        (["clean", "--cache", "--keep", "-1GB"], "--keep: expected a size such as 500MB or 5GB, got '-1GB'"),
        (["clean", "--cache", "--keep", "5XB"], "--keep: expected a size such as 500MB or 5GB, got '5XB'"),
        (["clean", "--keep", "5GB"], "give --cache with it"),
        (["clean", "small", "--cache"], "give lessons or --cache, not both"),
        (["clean", "smal"], "no lesson is called 'smal': did you mean small?"),
        (["clean", "../small"], "no lesson is called '../small'"),
        (["clean", "small:word"], "small:word: expected the name of a lesson, as `aimath list` shows it"),
        (["clean", "scenes/small.py"], "scenes/small.py: expected the name of a lesson"),
    ],
)
def test_a_mistake_is_one_clear_line_and_removes_nothing(
    words: list[str], said: str, empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lesson(empty_folder)
    write_film("small")
    before = files()
    assert run(words) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert len(captured.err.splitlines()) == 1
    assert captured.out == ""
    assert files() == before


def test_sizes_are_read_in_thousands_and_in_powers_of_two() -> None:
    sizes = ("0", "12", "1kB", "1.5 MB", "2GiB", "3t")
    assert [parse_size(size, "--keep") for size in sizes] == [0, 12, 1000, 1_500_000, 2**31, 3 * 10**12]


@pytest.mark.parametrize(
    ("size", "text"), [(0, "0 B"), (999_499, "999 kB"), (999_500, "1.0 MB"), (5_000_000_000, "5.0 GB")]
)
def test_sizes_are_written_for_people(size: int, text: str) -> None:
    assert write_size(size) == text
