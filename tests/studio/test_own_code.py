"""What is kept is not used once the code is another that made it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aimath.studio import codecs, own_code
from aimath.studio.camera.versions import describe_drawing
from aimath.studio.segments.store import segments_folder
from aimath.studio.settings import FilmSettings

SETTINGS = FilmSettings("draft")


@pytest.fixture
def change(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    read = own_code._source

    def change(name: str) -> None:
        own_code.code_key.cache_clear()
        monkeypatch.setattr(own_code, "_source", lambda module: read(module) + "#" * (module == name))

    yield change
    own_code.code_key.cache_clear()


@pytest.mark.parametrize(
    "name",
    [
        *("conversion", "video", "h264.held_frames", "straight_alpha", "raw_paths"),
        *("camera.painter", "camera/gradient_blending.c"),
    ],
)
def test_segments_that_other_code_made_are_not_found(name: str, change: Callable[[str], None]) -> None:
    before = segments_folder(SETTINGS)
    change(f"aimath.studio.{name}")
    assert segments_folder(SETTINGS) != before


def test_other_code_changes_nothing(change: Callable[[str], None]) -> None:
    before = segments_folder(SETTINGS), describe_drawing(), codecs.describe_encoding(SETTINGS)
    change("aimath.studio.progress")
    assert (segments_folder(SETTINGS), describe_drawing(), codecs.describe_encoding(SETTINGS)) == before


def test_every_module_that_writes_h264_counts() -> None:
    folder = Path(codecs.__file__).parent / "h264"
    names = {f"h264.{path.stem}" for path in folder.glob("*.py")} - {"h264.__init__"}
    assert {name for name in codecs._MODULES.split() if name.startswith("h264.")} == names
