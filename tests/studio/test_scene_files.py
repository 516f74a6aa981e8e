"""A scene is loaded as Python alone would run its file, whatever other scenes have been loaded before."""

import sys
from pathlib import Path
from typing import Any

import pytest

from aimath.studio.freshness.observation import watching_what_runs
from aimath.studio.scene_files import SceneSource, load_scene, search_path_kept

SCENE = """
{}
class Film:
    color = COLOR
"""


def write_film(folder: Path, color: str, statement: str, module: str = "common.py") -> SceneSource:
    """Write a file with a class that has a color from a module beside the file."""
    (folder / module).parent.mkdir(parents=True)
    (folder / module).write_text(f"COLOR = {color!r}\n")
    (folder / "film.py").write_text(SCENE.format(statement))
    return SceneSource("Film", folder / "film.py", "Film")


def load(source: SceneSource) -> Any:
    with search_path_kept():
        return load_scene(source)


@pytest.mark.parametrize(
    ("module", "statement"),
    [
        ("common.py", "from common import COLOR"),
        ("shades/common.py", "from shades.common import COLOR"),
        ("shades/__init__.py", "from shades import COLOR"),
    ],
)
def test_each_scene_has_the_modules_beside_it(module: str, statement: str, tmp_path: Path) -> None:
    red = write_film(tmp_path / "a", "red", statement, module)
    blue = write_film(tmp_path / "b", "blue", statement, module)
    assert [load(source).color for source in (red, blue, red)] == ["red", "blue", "red"]


def test_a_module_beside_a_scene_is_seen_each_time_the_scene_is_loaded(tmp_path: Path) -> None:
    red = write_film(tmp_path / "a", "red", "from common import COLOR")
    blue = write_film(tmp_path / "b", "blue", "from common import COLOR")
    for source in (red, blue, blue):
        with watching_what_runs() as seen:
            load(source)
        assert seen.modules()["common"] == source.path.parent / "common.py"


def test_modules_of_libraries_stay_when_the_next_scene_is_loaded(tmp_path: Path) -> None:
    source = write_film(tmp_path / "a", "red", "import nturl2path\nfrom common import COLOR")
    load(source)
    before = sys.modules["nturl2path"], sys.modules["aimath.errors"], sys.modules[__name__]
    load(source)
    assert (sys.modules["nturl2path"], sys.modules["aimath.errors"], sys.modules[__name__]) == before
