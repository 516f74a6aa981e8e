"""Silence without motion, and words that are gone too soon, are found."""

from pathlib import Path

import pytest

from aimath.studio.check.dead_air import dead_air, still_stretches
from aimath.studio.check.readings import note_words
from tests.studio.check.holding import findings, lesson, scene


def found(shoot: object) -> list[tuple[str, float]]:
    return [(f.message, round(f.time, 1)) for f in findings(shoot, note_words, dead_air)]  # type: ignore[arg-type]


def test_only_stretches_over_four_seconds_count() -> None:
    assert list(still_stretches([(0, 1), (5, 6)], 10)) == []
    assert list(still_stretches([(0, 1), (5.1, 6)], 10.2)) == [(1, 5.1), (6, 10.2)]
    assert list(still_stretches([(0, 8), (1, 2)], 9)) == []
    assert list(still_stretches([], 5)) == [(0.0, 5)]


def test_a_long_wait_is_dead_air(tmp_path: Path) -> None:
    body = "self.play(Create(Square()))\nself.wait(5)\nself.play(FadeIn(Circle()))"
    ((message, time),) = found(scene(tmp_path, body))
    assert message.startswith("nothing moves or is said for 5.0 s")
    assert time == 1.0


@pytest.mark.parametrize(
    "body",
    [
        "square = Square()\nself.add(square)\nself.play(Rotate(square, PI / 3), run_time=6)",
        "self.play(FadeIn(Square()))\nself.wait(3.9)\nself.play(FadeIn(Circle()))",
        "dot = Dot().add_updater(lambda m, dt: m.shift(dt * RIGHT))\nself.add(dot)\nself.wait(6)",
    ],
)
def test_motion_is_not_dead_air(tmp_path: Path, body: str) -> None:
    assert found(scene(tmp_path, body)) == []


def test_a_play_that_changes_nothing_is_no_motion(tmp_path: Path) -> None:
    body = "square = Square()\nself.play(FadeIn(square))\nself.play(square.animate(run_time=6).shift(0 * UP))"
    assert len(found(scene(tmp_path, body))) == 1


def test_speech_is_not_dead_air(tmp_path: Path) -> None:
    sentence = "This is a sentence that takes much longer than four seconds to say, calmly, at this speed."
    assert found(lesson(tmp_path, f'with self.say("{sentence}"):\n    self.play(FadeIn(Words("a")))')) == []


SENTENCE = "seven words that nobody can have read"


def test_words_that_go_before_they_can_be_read_are_found(tmp_path: Path) -> None:
    body = "self.play(FadeIn(words), run_time=0.5)\nself.play(FadeOut(words), run_time=0.5)"
    ((message, _),) = found(lesson(tmp_path, f'words = Words("{SENTENCE}")\n{body}'))
    assert message.endswith("but its 7 words take 2.1 s to read")


@pytest.mark.parametrize(
    "body",
    [
        "self.play(FadeIn(words), run_time=0.5)\nself.wait(2.1)\nself.play(FadeOut(words))",
        "self.play(FadeIn(words), run_time=0.5)\nself.play(words.animate(run_time=2.5).shift(UP))\n"
        "self.remove(words)",
    ],
)
def test_words_that_stay_long_enough_are_fine(tmp_path: Path, body: str) -> None:
    assert found(lesson(tmp_path, f'words = Words("{SENTENCE}")\n{body}')) == []


def test_counting_numbers_do_not_make_new_words(tmp_path: Path) -> None:
    body = """
count = ValueTracker(0)
words = always_redraw(lambda: Text(f"after {count.get_value():.0f} steps"))
self.add(words)
for goal in (1, 2, 3):
    self.play(count.animate(run_time=0.4).set_value(goal))
"""
    assert found(scene(tmp_path, body)) == []
