"""What `pip install` gives: the package with its data, fonts, licences and lessons."""

import os
import subprocess
import sys
import zipfile
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def build(kind: str, project: Path, folder: Path, **environment: str) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    subprocess.run(command, cwd=project, env=os.environ | environment, check=True, capture_output=True)
    return next(folder.glob("*.whl" if kind == "wheel" else "*.tar.gz"))


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return contents(build("wheel", ROOT, tmp_path_factory.mktemp("wheel")))


def test_the_wheel_carries_the_whole_package(wheel: dict[str, bytes]) -> None:
    files = [path for path in (ROOT / "aimath").rglob("*") if path.is_file()]
    parts = {path: path.relative_to(ROOT).parts for path in files}
    shipped = [
        path for path in files if not any(part.startswith((".", "__pycache__")) for part in parts[path])
    ]
    assert {ROOT / "aimath" / "py.typed", ROOT / "aimath" / "stage" / "__init__.pyi"} <= set(shipped)
    assert [path for path in shipped if wheel.get("/".join(parts[path])) != path.read_bytes()] == []


def test_the_wheel_carries_the_lessons_as_bundled_scenes(wheel: dict[str, bytes]) -> None:
    bundled = {Path(name).name: content for name, content in wheel.items() if "/bundled_scenes/" in name}
    for lesson in (ROOT / "scenes").glob("*.py"):
        assert bundled[lesson.name] == lesson.read_bytes()


def test_every_folder_of_fonts_has_its_licence_and_the_wheel_lists_it(wheel: dict[str, bytes]) -> None:
    folders = {name.rsplit("/", 1)[0] for name in wheel if name.endswith((".otf", ".ttf"))}
    assert len(folders) == 2
    for folder in folders:
        assert b"SIL OPEN FONT LICENSE Version 1.1" in wheel[f"{folder}/LICENSE"]
        assert any(name.endswith(f".dist-info/licenses/{folder}/LICENSE") for name in wheel)


def test_the_wheel_names_every_licence_and_lists_the_notice_of_the_digits(wheel: dict[str, bytes]) -> None:
    metadata = next(content for name, content in wheel.items() if name.endswith(".dist-info/METADATA"))
    assert b"License-Expression: MIT AND OFL-1.1 AND CC-BY-4.0\n" in metadata
    notice = next(
        content
        for name, content in wheel.items()
        if name.endswith(".dist-info/licenses/aimath/data/digits.md")
    )
    assert b"CC BY 4.0" in notice


def test_the_wheel_has_the_command_and_nothing_beside_the_package(wheel: dict[str, bytes]) -> None:
    entry_points = next(content for name, content in wheel.items() if name.endswith("entry_points.txt"))
    assert b"aimath = aimath.studio.cli:main" in entry_points
    assert {name.split("/")[0].partition("-")[0] for name in wheel} == {"aimath"}


def test_the_wheel_holds_compiled_code_for_this_python(wheel: dict[str, bytes]) -> None:
    sources = sorted((ROOT / "aimath").rglob("*.c"))
    assert len(sources) > 1
    for source in sources:
        assert source.with_suffix(EXTENSION_SUFFIXES[0]).relative_to(ROOT).as_posix() in wheel


def test_without_a_compiler_the_wheel_does_without_and_is_for_every_machine(tmp_path: Path) -> None:
    made = build("wheel", ROOT, tmp_path, CC="false", CXX="false")
    assert made.name.endswith("-py3-none-any.whl")
    assert not any(name.endswith(tuple(EXTENSION_SUFFIXES)) for name in contents(made))


def test_a_wheel_from_the_source_archive_is_the_same(wheel: dict[str, bytes], tmp_path: Path) -> None:
    subprocess.run(["tar", "-xf", build("sdist", ROOT, tmp_path), "-C", tmp_path], check=True)
    unpacked = next(path for path in tmp_path.iterdir() if path.is_dir())
    assert contents(build("wheel", unpacked, tmp_path)) == wheel
