"""What all tests share."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from manim import config

from aimath.stage.theme import DARK, use_theme

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden frames anew instead of comparing"
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(autouse=True, scope="session")
def media_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Manim writes typeset text where no other process does, as half a file is no text."""
    config.media_dir = str(tmp_path_factory.mktemp("media"))


@pytest.fixture(autouse=True)
def dark_theme() -> Iterator[None]:
    """Every test begins in the dark theme, whatever the lessons of an earlier one were set to."""
    with use_theme(DARK):
        yield


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without lessons of its own, as the current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of its own that holds next to nothing."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("a disk of its own needs the right to mount one")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the test that takes longest, so that no worker is left alone with it at the end."""
    items.sort(key=lambda item: "test_readme" not in item.nodeid)
