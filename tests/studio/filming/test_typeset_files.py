"""Manim's files of typeset text are whole, whoever writes them and whatever became of the writer."""

import fcntl
import threading
from pathlib import Path

import pytest
from manim import MarkupText, Mobject, Text, Typst, tempconfig

from aimath.studio.filming.typeset_files import typeset_files_kept_whole

TEXTS = [Text, MarkupText, Typst]


@pytest.fixture(autouse=True)
def media(empty_folder: Path) -> Path:
    return empty_folder / "media"


def write(kind: type[Mobject], media: Path) -> Mobject:
    with tempconfig({"media_dir": str(media)}), typeset_files_kept_whole(media):
        return kind("loss")


def file_of(media: Path) -> Path:
    (path,) = media.rglob("*.svg")
    return path


@pytest.mark.parametrize("kind", TEXTS)
def test_a_file_that_was_left_half_written_is_written_again(kind: type[Mobject], media: Path) -> None:
    first = write(kind, media)
    content = file_of(media).read_bytes()
    for left in (b"", content[: len(content) // 2]):
        file_of(media).write_bytes(left)
        again = write(kind, media)
        assert len(again.get_family()) == len(first.get_family()) > 4
        assert file_of(media).read_bytes().count(b"<") == content.count(b"<")


@pytest.mark.parametrize("kind", TEXTS)
def test_a_file_that_is_there_is_left_alone(kind: type[Mobject], media: Path) -> None:
    write(kind, media)
    changed = file_of(media).stat().st_mtime_ns
    write(kind, media)
    assert file_of(media).stat().st_mtime_ns == changed


def test_a_text_waits_while_somebody_else_writes(media: Path) -> None:
    media.mkdir()
    done = threading.Event()

    def write_text() -> None:
        write(Text, media)
        done.set()

    with (media / "turn").open("wb") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        writer = threading.Thread(target=write_text)
        writer.start()
        assert not done.wait(0.5)
        assert not list(media.rglob("*.svg"))
    writer.join()
    assert done.is_set()
    assert file_of(media).exists()


def test_manim_writes_as_before_afterwards(media: Path) -> None:
    before = Text.__dict__["_text2svg"]
    write(Text, media)
    assert Text.__dict__["_text2svg"] is before
