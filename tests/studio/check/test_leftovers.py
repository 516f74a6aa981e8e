"""What a scene holds without showing it, or shows twice, is found."""

from pathlib import Path

import pytest

from aimath.studio.check.leftovers import drawn_twice, never_seen
from tests.studio.check.holding import findings, scene

LEFT = {
    "is invisible": "self.play(square.animate.set_opacity(0), run_time=0.2)",
    "is outside the frame": "self.play(square.animate.shift(20 * RIGHT), run_time=0.2)",
    "is empty": "self.add(VGroup())",
    "is drawn twice": "self.add(square.copy())",
}
USED = {
    "hidden and shown again": (
        "self.play(square.animate.set_opacity(0), run_time=0.2)\n"
        "self.play(square.animate.set_opacity(1), run_time=0.2)"
    ),
    "faded out": "self.play(FadeOut(square), run_time=0.2)",
    "moved out and taken away": "square.shift(20 * RIGHT)\nself.wait(0.1)\nself.remove(square)",
    "hidden and taken away": ("self.play(square.animate.set_opacity(0), run_time=0.2)\nself.remove(square)"),
    "a value": "self.add(ValueTracker(3))",
    "something that updates itself": "self.add(always_redraw(VGroup))",
    "a copy elsewhere": "self.add(square.copy().shift(3 * RIGHT))",
    "a copy of another colour": "self.add(square.copy().set_color(RED))",
}
_SCENE = "square = Square()\nself.add(square)\nself.wait(0.1)\n{}\nself.add(Dot(3 * LEFT))\nself.wait(0.1)"


@pytest.mark.parametrize(("why", "body"), LEFT.items(), ids=LEFT)
def test_what_is_left_over_is_found(empty_folder: Path, why: str, body: str) -> None:
    (finding,) = findings(scene(empty_folder, _SCENE.format(body)), drawn_twice, never_seen)
    assert why in finding.message


@pytest.mark.parametrize("body", USED.values(), ids=USED)
def test_what_is_used_is_left_alone(empty_folder: Path, body: str) -> None:
    assert findings(scene(empty_folder, _SCENE.format(body)), drawn_twice, never_seen) == []


def test_the_play_that_left_it_is_named(empty_folder: Path) -> None:
    shoot = scene(empty_folder, _SCENE.format(LEFT["is invisible"]))
    (finding,) = findings(shoot, drawn_twice, never_seen)
    line = shoot.source.path.read_text(encoding="utf-8").splitlines()[finding.line - 1]
    assert "set_opacity(0)" in line
    assert finding.objects == ("square (Square)",)
