"""Each scene has the modules beside its own file, whatever is beside those that ran before in the process."""

from pathlib import Path

import pytest

from aimath.studio.scene_files import SceneSource, load_scene

SCENE = """
import {module}


class Scene:
    value = {value}
"""


def scene(folder: Path, module: str = "tools", value: str = "tools.VALUE") -> SceneSource:
    folder.mkdir(exist_ok=True)
    path = folder / "scene.py"
    path.write_text(SCENE.format(module=module, value=value))
    return SceneSource("scene", path, "Scene")


def value_of(source: SceneSource) -> object:
    return load_scene(source).value  # type: ignore[attr-defined]


def write(path: Path, value: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"VALUE = {value}\nSTATE = []\n")


def test_modules_of_one_name_are_those_beside_each_scene(tmp_path: Path) -> None:
    sources = [scene(tmp_path / name) for name in "ab"]
    for number, source in enumerate(sources):
        write(source.path.with_name("tools.py"), number)
    assert [value_of(source) for source in (*sources, *sources)] == [0, 1, 0, 1]


@pytest.mark.parametrize("is_marked", [True, False])
def test_so_are_modules_in_packages_of_one_name(tmp_path: Path, is_marked: bool) -> None:
    sources = [scene(tmp_path / name, "kit.deep.tools", "kit.deep.tools.VALUE") for name in "ab"]
    for number, source in enumerate(sources):
        write(source.path.parent / "kit/deep/tools.py", number)
        if is_marked:
            (source.path.parent / "kit/__init__.py").touch()
            (source.path.parent / "kit/deep/__init__.py").touch()
    assert [value_of(source) for source in (*sources, *sources)] == [0, 1, 0, 1]


def test_what_the_other_has_not_is_not_there(tmp_path: Path) -> None:
    one, other = (scene(tmp_path / name, "only_here", "only_here.VALUE") for name in "ab")
    write(one.path.with_name("only_here.py"), 3)
    assert value_of(one) == 3
    with pytest.raises(ModuleNotFoundError):
        load_scene(other)


def test_scenes_of_one_folder_share_their_modules(tmp_path: Path) -> None:
    source = scene(tmp_path / "a", value="tools.STATE")
    write(source.path.with_name("tools.py"), 1)
    assert value_of(source) is value_of(source)


def test_a_library_stays_loaded_though_a_folder_has_its_name(tmp_path: Path) -> None:
    one, other = (scene(tmp_path / name, "wave", "wave") for name in "ab")
    (one.path.parent / "wave").mkdir()
    assert value_of(one) is value_of(other)
