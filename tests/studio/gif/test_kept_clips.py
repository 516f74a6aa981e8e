"""A clip is kept as it was, and one that cannot be kept or read is simply drawn again."""

from pathlib import Path

import numpy as np
import pytest

from aimath.studio.freshness.fingerprint import Fingerprint, Taken
from aimath.studio.gif.kept_clips import KEPT_CLIPS, keep_clip, kept_clip
from aimath.studio.gif.spans import Span
from tests.studio.gif.clips import walking_square

FINGERPRINT = Fingerprint({"file": "a.py", "class": "A"}, {}, {"width": 32}, [], {"Python": "3"}, {}, {})
TAKEN = Taken(FINGERPRINT, 0, frozenset())


def test_a_clip_comes_back_for_the_same_scene_and_span_alone(empty_folder: Path) -> None:
    clip = walking_square()
    keep_clip(clip, TAKEN, FINGERPRINT, Span())
    found = kept_clip(TAKEN, Span())
    assert found is not None
    assert (found.fps, found.repeats, found.size) == (clip.fps, clip.repeats, clip.size)
    assert all(np.array_equal(a, b) for a, b in zip(found.frames(), clip.frames(), strict=True))
    assert kept_clip(TAKEN, Span(0.5)) is None


def test_a_clip_that_is_damaged_is_not_there(empty_folder: Path) -> None:
    keep_clip(walking_square(), TAKEN, FINGERPRINT, Span())
    (path,) = KEPT_CLIPS.iterdir()
    path.write_bytes(path.read_bytes()[:300])
    assert kept_clip(TAKEN, Span()) is None


@pytest.mark.parametrize("folder", ["media", "media/.cache"])
def test_a_place_that_cannot_be_written_to_costs_time_alone(folder: str, empty_folder: Path) -> None:
    path = empty_folder / folder
    path.parent.mkdir(exist_ok=True)
    path.write_text("a file, so no folder")
    keep_clip(walking_square(), TAKEN, FINGERPRINT, Span())
    assert kept_clip(TAKEN, Span()) is None
