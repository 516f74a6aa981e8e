"""Workers that start before a request is read: only if something was never filmed here."""

from pathlib import Path

import pytest

from aimath.studio.ahead import is_new


@pytest.fixture(autouse=True)
def filmed_vectors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "media" / "vectors"
    folder.mkdir(parents=True)
    (folder / "vectors-draft.json").touch()


@pytest.mark.parametrize("targets", [["vectors"], ["vectors:length"], ["somewhere/walk.py:vectors"], []])
def test_what_was_filmed_is_not_new(targets: list[str]) -> None:
    assert not is_new(targets)


@pytest.mark.parametrize(
    "targets", [["losses"], ["vectors", "losses:hinge"], ["vectors.py:Walk"], ["C:/scenes/vectors.py:Walk"]]
)
def test_what_was_never_filmed_is_new(targets: list[str]) -> None:
    assert is_new(targets)


@pytest.mark.parametrize(
    "mistake", ["", "/somewhere/else", "**", "a**b", "[", "..", "vectors/..", ":", ".py:"]
)
def test_what_cannot_be_a_lesson_is_no_pattern(mistake: str) -> None:
    assert is_new([mistake, "losses"])


def test_what_was_never_filmed_to_its_end_is_new(tmp_path: Path) -> None:
    folder = tmp_path / "media" / "vectors"
    (folder / "vectors-draft.json").rename(folder / ".vectors-draft.mp4.partial-1.json")
    assert is_new(["vectors"])
    assert is_new([])


def test_where_nothing_was_filmed_every_lesson_is_new(tmp_path: Path) -> None:
    (tmp_path / "media" / "vectors" / "vectors-draft.json").unlink()
    assert is_new([])
