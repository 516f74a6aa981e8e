"""Closures are kept from one run to the next, and never used once their sources have changed."""

from pathlib import Path

import pytest

from aimath.studio.freshness.kept_closures import KeptClosures
from aimath.studio.freshness.sources.outlines import OutlineCache
from tests.studio.freshness.closures import write


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    (tmp_path / "media").mkdir()
    return tmp_path / "media" / ".cache"


def kept(folder: Path, cache: Path) -> KeptClosures:
    return KeptClosures(folder, (), cache, OutlineCache(cache / "outlines"))


def write_scenes(folder: Path, value: int) -> None:
    write(
        folder,
        shared=f"def half():\n    return {value}\n",
        one="from shared import half\n\n\nclass Film:\n    def construct(self):\n        half()\n",
        other="from shared import half\n\n\nclass Film:\n    def construct(self):\n        half() + 1\n",
    )


def test_a_closure_is_found_again_as_long_as_nothing_has_changed(tmp_path: Path, cache: Path) -> None:
    write_scenes(tmp_path, 1)
    closures = kept(tmp_path, cache)
    found = closures.of(tmp_path / "one.py", "Film")
    closures.keep()
    again = kept(tmp_path, cache)
    assert again.of(tmp_path / "one.py", "Film") == found
    write_scenes(tmp_path, 2)
    assert kept(tmp_path, cache).of(tmp_path / "one.py", "Film") != found


def test_a_closure_is_not_kept_if_its_sources_changed_while_others_were_looked_for(
    tmp_path: Path, cache: Path
) -> None:
    write_scenes(tmp_path, 1)
    closures = kept(tmp_path, cache)
    before = closures.of(tmp_path / "one.py", "Film")
    closures.keep()

    opened = kept(tmp_path, cache)
    write_scenes(tmp_path, 2)
    opened.of(tmp_path / "other.py", "Film")
    opened.keep()
    assert kept(tmp_path, cache).of(tmp_path / "one.py", "Film") != before
