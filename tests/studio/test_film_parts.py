"""A lesson that is filmed in parts is the same film."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimath.studio import film_parts
from aimath.studio.film_parts import SegmentGoneError, film_in_parts, parts_worth_while, split_plays
from aimath.studio.films import film_video
from aimath.studio.jobs import Shoot
from aimath.studio.outputs import CACHE
from aimath.studio.scene_files import SceneSource
from aimath.studio.settings import FilmSettings
from aimath.studio.shooting import rehearse_plays
from tests.studio.lessons import write_lesson


@given(st.lists(st.integers(0, 500), min_size=1, max_size=30), st.integers(1, 6))
def test_parts_cover_every_play_once_and_in_order(frames: list[int], parts: int) -> None:
    runs = split_plays(frames, parts)
    assert [play for first, end in runs for play in range(first, end)] == list(range(len(frames)))
    assert len(runs) <= parts


def small_lesson(folder: Path) -> Shoot:
    write_lesson(folder)
    path = next((folder / "scenes").glob("*.py"))
    return Shoot(SceneSource(path.stem, path, "Small"), FilmSettings(quality="draft", width=64), {})


def nobody(section: str, frames: int) -> None:
    """Watch nothing."""


def test_a_film_made_in_parts_has_the_same_bytes(empty_folder: Path) -> None:
    job = small_lesson(empty_folder)
    rehearsal = rehearse_plays(job)
    whole, parts = empty_folder / "whole.mp4", empty_folder / "parts.mp4"
    alone = film_video(job, rehearsal, 1, whole, nobody)
    for kept in CACHE.rglob("*.segment"):
        kept.unlink()
    together = film_in_parts(job, rehearsal, 3, parts, nobody)
    assert parts.read_bytes() == whole.read_bytes()
    assert (together.frames, together.title, together.numbers) == (alone.frames, alone.title, alone.numbers)
    assert together.take.beats == alone.take.beats
    assert together.take.poster is not None and alone.take.poster is not None
    assert (together.take.poster == alone.take.poster).all()


def test_a_short_film_is_made_in_one_part(empty_folder: Path) -> None:
    assert parts_worth_while(rehearse_plays(small_lesson(empty_folder)), 4) == 1


def test_a_cache_that_is_emptied_meanwhile_costs_time_and_nothing_else(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = small_lesson(empty_folder)

    def gone(*args: object) -> None:
        raise SegmentGoneError("gone")

    monkeypatch.setattr(film_parts, "join_parts", gone)
    monkeypatch.setattr(film_parts, "WORTH_A_PROCESS", 10)
    path = empty_folder / "film.mp4"
    shot = film_video(job, rehearse_plays(job), 2, path, nobody)
    assert shot.frames > 0
    assert path.stat().st_size > 0
