"""What code reads and imports is seen, whoever runs it."""

import sqlite3
from pathlib import Path

from aimath.studio.freshness.observation import Sight, watching_what_runs


def test_a_file_that_is_read_is_seen_and_one_that_is_written_is_not(tmp_path: Path) -> None:
    (tmp_path / "data.txt").write_text("1")
    with watching_what_runs() as seen:
        (tmp_path / "copy.txt").write_text((tmp_path / "data.txt").read_text())
        (tmp_path / "copy.txt").read_text()
    assert seen.files() == {tmp_path / "data.txt"}


def test_a_data_base_is_seen(tmp_path: Path) -> None:
    with watching_what_runs() as seen:
        sqlite3.connect(tmp_path / "runs.db").close()
    assert tmp_path / "runs.db" in seen.files()


def test_what_another_process_has_seen_counts_as_well(tmp_path: Path) -> None:
    with watching_what_runs() as seen:
        seen.elsewhere.append(Sight(frozenset({tmp_path / "data.txt"}), {"neighbour": tmp_path / "n.py"}))
    assert tmp_path / "data.txt" in seen.files()
    assert seen.modules()["neighbour"] == tmp_path / "n.py"
    assert seen.sight().files == seen.files()
