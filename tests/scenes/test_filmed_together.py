"""A lesson shows the same whether one process goes through all of it or several through some frames each."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aimath.studio.branching import branch_crew, film_branches
from aimath.studio.branching.branches import CAN_BRANCH
from aimath.studio.branching.cores import Cores
from aimath.studio.branching.film_parts import FilmedPart
from aimath.studio.filming.rehearsing import rehearse_plays
from aimath.studio.filming.shooting import record
from aimath.studio.frames.film_frame import FilmFrame
from aimath.studio.jobs import Shoot
from aimath.studio.segments.segment import Segment, Shown
from aimath.studio.settings import FilmSettings
from tests.scenes.shoots import NAMES, shoot_of


class KeysOnly:
    """In place of a recorder: draws nothing, and hands over one segment whose key tells what frames show."""

    def __init__(self, store: Any, settings: FilmSettings, give: Callable[[Segment], None], *_: Any) -> None:
        self._give = give
        self._shown: list[str] = []

    def write(self, frame: FilmFrame, repeat: int = 1) -> None:
        self._shown += [frame.key.hex()] * repeat

    def end_piece(self) -> None:
        pass

    def abort(self) -> None:
        pass

    def close(self) -> None:
        if self._shown:
            self._give(Segment(" ".join(self._shown), (Shown("first", len(self._shown)),), b""))


def joined(parts: list[FilmedPart], *_: Any) -> list[str]:
    return [key for part in parts for note in part.segments for key in note.key.split()]


def keys_of(shoot: Shoot, plays: tuple[int, int] | None = None) -> list[str]:
    """Return the key of every frame, or of those of some plays, as one process goes through the lesson."""
    given: list[Segment] = []
    recorder: Any = KeysOnly(None, shoot.settings, given.append)
    record(shoot, recorder, plays=plays)
    recorder.close()
    return given[0].key.split()


@pytest.mark.skipif(not CAN_BRANCH, reason="processes cannot be copied here")
@pytest.mark.parametrize("name", NAMES)
def test_frames_show_the_same_whoever_goes_through_those_before(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(branch_crew, "SegmentRecorder", KeysOnly)
    monkeypatch.setattr(film_branches, "join_parts", joined)
    shoot = shoot_of(name, FilmSettings(quality="draft"))
    rehearsal = rehearse_plays(shoot)
    together: Any = film_branches.film_in_branches(
        shoot, rehearsal, Cores(tmp_path, 2), tmp_path / "film.mp4", lambda *_: None
    )
    alone = keys_of(shoot)
    assert len(together) == len(alone) > 900
    assert [at for at, (one, other) in enumerate(zip(alone, together, strict=True)) if one != other] == []
    # A film may begin with what was filmed before, so the rest is the same without it.
    ends = list(rehearsal.section_ends.values())
    later = ends[len(ends) // 2]
    rest = keys_of(shoot, (later, ends[-1]))
    assert alone[sum(rehearsal.plays[:later]) :] == rest
