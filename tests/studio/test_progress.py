"""How films are coming along is told in few lines where there is no terminal."""

import pytest

from aimath.studio import progress
from aimath.studio.jobs import FilmResult
from aimath.studio.progress import Lines
from aimath.studio.workers import Finished, Progress


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Give a clock that stands at the last of some seconds."""
    passed = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: passed[-1])
    return passed


def test_a_line_says_that_a_section_begins_even_if_two_are_filmed_at_a_time(
    seconds: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    lines = Lines(["vectors"])
    for frames, section in enumerate(["opening", "arrow", "opening", "arrow", "opening", "length"], start=1):
        lines.notify(Progress(0, section, frames, 60))
    assert capsys.readouterr().err.splitlines() == [
        "vectors:opening: frame 1 of 60",
        "vectors:arrow: frame 2 of 60",
        "vectors:length: frame 6 of 60",
    ]


def test_a_section_that_takes_long_is_told_of_again(
    seconds: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    lines = Lines(["vectors", "plain"])
    for second in (0.0, 5.0, 11.0, 12.0):
        seconds.append(second)
        lines.notify(Progress(0, "opening", round(second), None))
    lines.notify(Progress(1, "", 3, None))
    assert capsys.readouterr().err.splitlines() == [
        "vectors:opening: frame 0",
        "vectors:opening: frame 11",
        "plain: frame 3",
    ]


@pytest.mark.parametrize(("frames", "words"), [(1, "1 frame in 0.5 s"), (90, "90 frames in 0.5 s")])
def test_a_film_that_is_done_is_told_with_its_length(
    capsys: pytest.CaptureFixture[str], frames: int, words: str
) -> None:
    result = FilmResult("vectors", "media/vectors.mp4", frames / 60, frames, 0.5)
    Lines(["vectors"]).notify(Finished(0, result, None))
    assert capsys.readouterr().err == f"vectors: {words}: media/vectors.mp4\n"
