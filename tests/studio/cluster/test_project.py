"""The files of a project are found and laid out again on another machine."""

from pathlib import Path

import numpy as np
import pytest

import aimath
from aimath.studio.cluster.project import Project, moved
from tests.studio.lessons import write_lesson


def test_files_arrive_as_they_were_and_the_current_folder_is_there(empty_folder: Path) -> None:
    scene = write_lesson(empty_folder)
    data = empty_folder / "numbers.bin"
    data.write_bytes(bytes(range(256)))
    tree = empty_folder / "tree"
    Project.of([scene, data, empty_folder / "absent.txt"]).unpack(tree)
    assert moved(data, tree).read_bytes() == data.read_bytes()
    assert moved(scene, tree).read_bytes() == scene.read_bytes()
    assert moved(empty_folder, tree).is_dir()


def test_aimath_itself_and_libraries_do_not_travel() -> None:
    assert not Project.of([Path(aimath.__file__), Path(np.__file__)]).files


def test_folders_that_modules_come_from_are_known(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = empty_folder / "shared" / "shapes.py"
    module.parent.mkdir()
    module.touch()
    monkeypatch.syspath_prepend(str(module.parent))
    assert str(module.parent) in Project.of([module]).search_path
