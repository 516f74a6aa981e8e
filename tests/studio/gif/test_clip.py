"""A recorder keeps the frames of a span, each once."""

import numpy as np
import pytest

from aimath.studio.errors import UsageError
from aimath.studio.gif.clip import ClipRecorder, SpanEnded
from aimath.studio.gif.spans import Span, parse_time
from tests.studio.gif.clips import plain, record


def numbered(count: int) -> list[np.ndarray]:
    frames = [plain() for _ in range(count)]
    for number, frame in enumerate(frames):
        frame[3, number, :3] = 200
    return frames


def test_frames_come_back_as_they_were() -> None:
    frames = numbered(4)
    clip = record([(frame.copy(), 1) for frame in frames])
    assert all(np.array_equal(a, b) for a, b in zip(clip.frames(), frames, strict=True))
    assert clip.patches[1].pixels.shape == (1, 2, 4)


def test_what_does_not_change_is_kept_once() -> None:
    clip = record([(plain(), 2), (plain(), 3), (numbered(1)[0], 1)])
    assert clip.repeats == (5, 1)
    assert clip.length == 0.6


def test_only_the_span_is_kept_and_the_rest_is_not_asked_for() -> None:
    recorder = ClipRecorder(Span(0.2, 0.5), 10)
    frames = numbered(6)
    recorder.write(frames[0], 1)
    recorder.write(frames[1], 3)
    recorder.write(frames[2], 4)
    with pytest.raises(SpanEnded):
        recorder.write(frames[3], 1)
    clip = recorder.clip()
    assert clip.repeats == (2, 1)
    assert np.array_equal(next(clip.frames()), frames[1])


def test_a_span_after_the_film_is_refused() -> None:
    recorder = ClipRecorder(Span(3.0), 10)
    recorder.write(plain(), 5)
    with pytest.raises(UsageError, match="which takes 0.50 s"):
        recorder.clip()


@pytest.mark.parametrize("text", ["soon", "-1s", "1:2:3", "3 min", "", "1:20ms"])
def test_a_time_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="--from: expected a time such as"):
        parse_time(text, "--from")


def test_a_span_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(UsageError, match="--to: expected a time after 3 s"):
        Span(3.0, 2.0)
