"""Captions beside a film are those of its narration, and of no other."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from aimath.studio.caption_files import remove_old_captions, write_captions
from aimath.studio.captions import Caption
from aimath.studio.cli import run
from aimath.studio.film_files import FilmFiles
from aimath.studio.freshness.records import sign
from tests.studio.lessons import LESSON, write_lesson

CAPTIONS = {"small.srt", "small.vtt"}


@pytest.fixture
def files(tmp_path: Path) -> FilmFiles:
    """A film with captions and a record that tells of them."""
    files = FilmFiles(tmp_path, "small", "mp4")
    written = write_captions(files, [Caption(0.0, 1.0, "This is a word.")])
    record = {
        "lesson": "small",
        "film": files.film.name,
        "made": {path.name: sign(path) for path in written},
    }
    files.record.write_text(json.dumps(record), encoding="utf-8")
    return files


def captions_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.suffix in (".srt", ".vtt")}


@pytest.mark.parametrize("file_format", ["mp4", "webm"])
def test_captions_of_an_earlier_film_of_the_name_go(files: FilmFiles, file_format: str) -> None:
    assert captions_in(files.folder) == CAPTIONS
    remove_old_captions(replace(files, format=file_format), {f"small.{file_format}"})
    assert captions_in(files.folder) == set()


def test_captions_that_were_written_anew_stay(files: FilmFiles) -> None:
    remove_old_captions(files, {"small.mp4", *CAPTIONS})
    assert captions_in(files.folder) == CAPTIONS


def test_captions_that_somebody_else_wrote_or_changed_stay(files: FilmFiles) -> None:
    files.beside(".srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nMy own words.\n")
    remove_old_captions(files, {"small.mp4"})
    assert captions_in(files.folder) == {"small.srt"}
    files.record.unlink()
    files.beside(".vtt").write_text("WEBVTT\n")
    remove_old_captions(files, {"small.mp4"})
    assert captions_in(files.folder) == CAPTIONS


def test_a_film_that_lost_its_narration_loses_its_captions_and_a_still_leaves_them(
    empty_folder: Path,
) -> None:
    film = ("render", "small:number", "-q", "draft")
    folder, captions = empty_folder / "media" / "small", {"small-number-draft.srt", "small-number-draft.vtt"}
    write_lesson(empty_folder)
    assert run([*film]) == 0
    assert captions_in(folder) == captions
    spoken = 'with self.say("The slope is {slope:.2f}.", slope=self.numbers.slope):'
    write_lesson(empty_folder, source=LESSON.replace(spoken, "if True:"))
    assert run([*film, "-f", "png"]) == 0
    assert captions_in(folder) == captions
    assert run([*film]) == 0
    assert captions_in(folder) == set()
