"""What `aimath list` tells of a lesson's films."""

import json
from pathlib import Path

import pytest

from aimath.studio.catalogue import read_catalogue
from aimath.studio.film_files import record_of_film
from aimath.studio.listing import rendered_length
from tests.studio.lessons import write_lesson

MP4, WEBM, STILL = (f"small-draft.{ending}" for ending in ("mp4", "webm", "png"))


@pytest.fixture(autouse=True)
def lesson(empty_folder: Path) -> None:
    write_lesson(empty_folder)
    (empty_folder / "media" / "small").mkdir(parents=True)


def write_record(film: str, length: float, made_at: int) -> Path:
    record = {
        "film": film,
        "length": length,
        "settings": {"format": film.rpartition(".")[2]},
        "numbers": {"slope": 0.5, "count": 3},
        "sections": [{"name": "word"}, {"name": "number"}],
        "made": {film: {"changed": made_at}},
    }
    path = record_of_film(Path("media") / "small" / film)
    path.write_text(json.dumps(record), encoding="utf-8")
    return path


def length_told() -> float | None:
    return rendered_length(read_catalogue().lessons["small"])


def test_the_length_is_that_of_the_newest_film() -> None:
    assert length_told() is None
    write_record(MP4, 5.0, made_at=2)
    write_record(WEBM, 4.0, made_at=1)
    assert length_told() == 5.0


def test_a_still_is_no_film_with_a_length() -> None:
    write_record(STILL, 0.067, made_at=2)
    assert length_told() is None
    write_record(MP4, 5.0, made_at=1)
    assert length_told() == 5.0


def test_a_record_that_is_unfinished_or_gone_at_once_is_none() -> None:
    record = write_record(MP4, 5.0, made_at=1)
    record.rename(record.with_name(f".{MP4}.partial-1.json"))
    record_of_film(record.with_name(WEBM)).symlink_to("gone")
    assert length_told() is None
