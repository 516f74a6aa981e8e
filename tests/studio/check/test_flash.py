"""Flashing scenes are found on real frames, however the flashing is made."""

from dataclasses import replace
from pathlib import Path

import pytest

from aimath.studio.check.flash import flash
from tests.studio.check.holding import findings, scene

SQUARE = "square = Square({side}, fill_opacity=1, stroke_width=0, fill_color={color})\n"
BLINKING = (
    SQUARE
    + """
clock = ValueTracker(0)
def show(mobject):
    mobject.set_fill(opacity=int(clock.get_value() * 2 * {rhythm}) % 2)
self.add(square.add_updater(show))
self.play(clock.animate(rate_func=linear, run_time=1.5).set_value(1.5))
"""
)


def flashes(folder: Path, body: str) -> list[str]:
    return [finding.message for finding in findings(scene(folder, body), at_end=flash)]


@pytest.mark.parametrize("color", ["WHITE", "'#A00000'"])
def test_five_flashes_a_second_are_found_and_two_are_not(tmp_path: Path, color: str) -> None:
    (message,) = flashes(tmp_path, BLINKING.format(side=8, color=color, rhythm=5))
    assert message.startswith(f"more than 3 {'general' if color == 'WHITE' else 'red'} flashes a second")
    assert flashes(tmp_path, BLINKING.format(side=8, color=color, rhythm=2)) == []


def test_a_small_thing_may_flash(tmp_path: Path) -> None:
    assert flashes(tmp_path, BLINKING.format(side=1, color="WHITE", rhythm=5)) == []


def test_what_may_flash_in_one_shape_is_found_in_another_where_it_fills_more_of_the_view(
    tmp_path: Path,
) -> None:
    wide = scene(tmp_path, BLINKING.format(side=2, color="WHITE", rhythm=5))
    square = replace(wide, settings=replace(wide.settings, aspect="1:1"))
    assert [len(findings(shoot, at_end=flash)) for shoot in (wide, square, wide)] == [0, 1, 0]


def test_a_flash_in_the_rhythm_of_the_frames_is_found(tmp_path: Path) -> None:
    assert len(flashes(tmp_path, BLINKING.format(side=8, color="WHITE", rhythm=30))) == 1


def test_short_plays_one_after_the_other_flash(tmp_path: Path) -> None:
    turn = "self.add(square)\n    self.wait(0.1)\n    self.remove(square)\n    self.wait(0.1)"
    body = SQUARE.format(side=8, color="WHITE") + f"for _ in range(6):\n    {turn}"
    assert len(flashes(tmp_path, body)) == 1


def test_an_animation_that_swings_flashes(tmp_path: Path) -> None:
    blink = "self.play(Blink(square, time_on=0.1, time_off=0.1, blinks=6))"
    assert len(flashes(tmp_path, SQUARE.format(side=8, color="WHITE") + blink)) == 1


def test_calm_plays_do_not_flash(tmp_path: Path) -> None:
    calm = "self.play(FadeIn(square))\nself.play(Indicate(square))\nself.play(FadeOut(square))"
    assert flashes(tmp_path, SQUARE.format(side=8, color="WHITE") + calm) == []
