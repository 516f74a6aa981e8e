"""Plays become segments, and what is there already is neither drawn nor encoded again."""

from dataclasses import replace
from pathlib import Path

import pytest

from aimath.studio.segments import recording
from aimath.studio.segments.recording import SegmentRecorder
from aimath.studio.segments.segment import Segment
from aimath.studio.segments.store import SegmentStore, segments_folder
from tests.studio.segments.pieces import SMALL, Drawn, greys_of, record_play

WAY = [40, 80, 80, 80, 120, 160]


def test_a_segment_shows_its_frames_as_long_as_they_stand(tmp_path: Path) -> None:
    segment = record_play(tmp_path, WAY, Drawn())
    assert greys_of(segment.video) == pytest.approx(WAY, abs=2)
    assert [frame.repeat for frame in segment.frames] == [1, 3, 1, 1]
    assert segment.frame_count == 6


def test_frames_that_show_the_same_are_drawn_once(tmp_path: Path) -> None:
    drawn = Drawn()
    record_play(tmp_path, WAY, drawn)
    assert drawn.count == 4


def test_a_play_that_was_filmed_before_is_not_drawn_again(tmp_path: Path) -> None:
    first = record_play(tmp_path, WAY, Drawn())
    drawn = Drawn()
    assert record_play(tmp_path, WAY, drawn) == first
    assert drawn.count == 0


@pytest.mark.parametrize("greys", [[40, 80, 80, 80, 120, 161], [40, 80, 80, 120], WAY[:-1], [*WAY, 200]])
def test_a_play_that_differs_anywhere_is_drawn_as_it_is(tmp_path: Path, greys: list[int]) -> None:
    first = record_play(tmp_path, WAY, Drawn())
    again = record_play(tmp_path, greys, Drawn())
    assert again.key != first.key
    assert greys_of(again.video) == pytest.approx(greys, abs=2)


def test_the_same_play_gives_the_same_bytes_in_another_place(tmp_path: Path) -> None:
    assert record_play(tmp_path / "a", WAY, Drawn()) == record_play(tmp_path / "b", WAY, Drawn())


def test_frames_that_would_take_too_much_room_undrawn_are_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = record_play(tmp_path, WAY, Drawn())
    monkeypatch.setattr(recording, "_MOST_KEPT", 2500)
    drawn = Drawn()
    assert record_play(tmp_path, WAY, drawn) == first
    assert drawn.count == 4


def test_other_settings_give_another_segment(tmp_path: Path) -> None:
    faster = replace(SMALL, fps=30)
    folders = segments_folder(SMALL), segments_folder(faster)
    assert len(set(folders)) == 2
    ours, theirs = (
        record_play(tmp_path / folder, WAY, Drawn(), how)
        for folder, how in zip(folders, (SMALL, faster), strict=True)
    )
    assert ours.key != theirs.key


def test_a_segment_that_was_damaged_is_made_again(tmp_path: Path) -> None:
    first = record_play(tmp_path, WAY, Drawn())
    path = next(tmp_path.glob("*.segment"))
    path.write_bytes(path.read_bytes()[:-5])
    drawn = Drawn()
    assert record_play(tmp_path, WAY, drawn) == first
    assert drawn.count == 4
    assert Segment.from_bytes(path.read_bytes()) == first


def test_a_play_without_frames_gives_no_segment(tmp_path: Path) -> None:
    given: list[Segment] = []
    recorder = SegmentRecorder(SegmentStore(tmp_path), SMALL, given.append)
    recorder.end_piece()
    recorder.close()
    assert given == []


def test_what_fails_while_encoding_is_raised(tmp_path: Path) -> None:
    def no_room(segment: Segment) -> None:
        raise OSError(28, "No space left on device")

    recorder = SegmentRecorder(SegmentStore(tmp_path), SMALL, no_room)
    recorder.write(Drawn().frame(9))
    recorder.end_piece()
    with pytest.raises(OSError, match="No space left"):
        recorder.close()
