"""Pictures that were drawn by other code are not taken for these."""

from pathlib import Path

from aimath.studio.camera import versions


def test_what_is_compiled_counts() -> None:
    assert [path.name for path in Path(versions.__file__).parent.glob("*.c")] == [versions._COMPILED]


def test_every_module_of_the_camera_counts() -> None:
    folder = Path(versions.__file__).parent
    names = {path.stem for path in folder.glob("*.py")} - {"versions"}
    assert set(versions._MODULES.split()) == names
