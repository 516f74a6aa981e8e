"""A scene that fails is told as it fails, and whatever a scene does, the process goes on where it was."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from aimath.studio.errors import EndOfProcess, FilmError
from aimath.studio.filming.shooting import shoot
from aimath.studio.jobs import Shoot
from aimath.studio.scene_files import SceneSource
from aimath.studio.settings import FilmSettings

SCENE = """
from manim import *


class Mine(Scene):
    def construct(self):
        {}
"""
SMALL = FilmSettings(quality="draft", width=64)


class Nowhere:
    """Takes frames to nowhere."""

    def write(self, frame: Any, repeat: int = 1) -> None:
        """Take a frame."""

    def close(self) -> None:
        """Finish nothing."""

    def abort(self) -> None:
        """Give up nothing."""


def write_scene(folder: Path, statement: str) -> Shoot:
    """Write a scene that executes a statement, and return what is to be filmed."""
    path = folder / "mine.py"
    path.write_text(SCENE.format(statement))
    return Shoot(SceneSource("Mine", path, "Mine"), SMALL, {})


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ('raise RuntimeError("my data file has no rows")', "RuntimeError: my data file has no rows"),
        ("raise NotImplementedError", "NotImplementedError: "),
        ("from xml.etree import ElementTree; ElementTree.XML('')", "ParseError: no element"),
        ("self.construct()", "RecursionError: maximum recursion depth exceeded"),
        ('import sys; sys.exit("no data")', "SystemExit: no data"),
    ],
)
def test_what_fails_before_the_first_play_is_told_with_its_line(
    statement: str, words: str, empty_folder: Path
) -> None:
    job = write_scene(empty_folder, statement)
    with pytest.raises(FilmError) as caught:
        shoot(job, Nowhere())
    head, *places = str(caught.value).splitlines()
    assert head.startswith(f"Mine: {job.source.path}:7: {words}")
    assert places == [f"  {job.source.path}:7 in construct: {statement}"]


def test_a_file_that_ends_python_while_it_is_loaded_is_told_with_its_line(empty_folder: Path) -> None:
    job = write_scene(empty_folder, "self.wait()")
    job.source.path.write_text("import sys\nsys.exit()\n")
    with pytest.raises(FilmError, match=f"Mine: {job.source.path}:2: SystemExit"):
        shoot(job, Nowhere())


def test_the_end_of_a_process_is_no_failure_of_the_scene_that_it_runs(empty_folder: Path) -> None:
    job = write_scene(empty_folder, "self.wait()")

    def end(section: str, frames: int) -> None:
        raise EndOfProcess(3)

    with pytest.raises(EndOfProcess):
        shoot(job, Nowhere(), end)


def test_a_scene_that_plays_nothing_is_told_so(empty_folder: Path) -> None:
    job = write_scene(empty_folder, "self.add(Circle())")
    with pytest.raises(FilmError, match="Mine: the scene plays nothing"):
        shoot(job, Nowhere())


@pytest.mark.parametrize("statement", ["os.chdir('..')", "os.chdir('..'); self.wait()"])
def test_the_current_folder_is_what_it_was_after_a_scene_has_changed_it(
    statement: str, empty_folder: Path
) -> None:
    job = write_scene(empty_folder, f"import os; {statement}")
    with suppress(FilmError):
        shoot(job, Nowhere())
    assert Path.cwd() == empty_folder
