"""Pictures that were drawn by other code are not taken for these."""

from pathlib import Path

import pytest

from aimath.studio.camera import versions


def test_every_module_of_the_camera_counts() -> None:
    folder = Path(versions.__file__).parent
    names = {path.stem for path in folder.glob("*.py")} - {"versions"}
    assert set(versions._MODULES.split()) == names


def test_what_is_described_changes_with_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    before = versions.describe_drawing()
    monkeypatch.setattr(versions, "_source", lambda name: "other code")
    versions.describe_drawing.cache_clear()
    after = versions.describe_drawing()
    versions.describe_drawing.cache_clear()
    assert after != before
