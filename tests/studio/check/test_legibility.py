"""Weak contrast is found, as anybody sees it; what is quiet on purpose is not."""

from pathlib import Path

import numpy as np
import pytest

from aimath.stage.color_vision import VISIONS, contrast, linear, luminance
from aimath.studio.check.legibility import legibility
from tests.studio.check.holding import findings, lesson, scene

WEAK = {
    "grey text on black": "self.add(Text('slope', color='#666666'))",
    "text that is nearly transparent": "self.add(Text('slope', fill_opacity=0.3))",
    "white text on a light plate": (
        "text = Text('slope')\nself.add(BackgroundRectangle(text, color='#CCCCCC', fill_opacity=1), text)"
    ),
    "one word of several": "self.add(Text('a dark word', t2c={'dark': '#444444'}))",
    "a dark line": "self.add(Line(LEFT, RIGHT, color='#333333'))",
    "a dark disc": "self.add(Circle(radius=1, color='#222244', fill_opacity=1))",
    "red text for those who see no red": "self.add(Text('slope', color='#FF0000'))",
}
STRONG = {
    "white text": "self.add(Text('slope'))",
    "dark text on a light plate": (
        "text = Text('slope', color=BLACK)\n"
        "self.add(BackgroundRectangle(text, color=WHITE, fill_opacity=1, buff=0.2), text)"
    ),
    "a dark plate below text": (
        "text = Text('slope')\nself.add(BackgroundRectangle(text, color='#222222', fill_opacity=1), text)"
    ),
    "a dark fill with a bright edge": "self.add(Square(fill_color='#222222', fill_opacity=1))",
    "a halo on a bright ground": (
        "text = Text('slope').set_stroke(BLACK, 12, background=True)\n"
        "self.add(Square(4, color=WHITE, fill_opacity=1), text)"
    ),
    "faint lines of a plane": "self.add(NumberPlane(background_line_style={'stroke_opacity': 0.2}))",
    "tiles of a colour map": (
        "colors = [ManimColor.from_rgb((k / 12, k / 20, k / 9)) for k in range(12)]\n"
        "tiles = [Square(0.5, fill_color=c, fill_opacity=1, stroke_width=0) for c in colors]\n"
        "self.add(VGroup(*tiles).arrange(RIGHT, buff=0.02))"
    ),
    "a tint behind a curve": (
        "self.add(Square(4, fill_color=RED, fill_opacity=0.15, stroke_width=0), FunctionGraph(np.sin))"
    ),
    "a dark line below a card": (
        "self.add(Line(LEFT, RIGHT, color='#333333'), Square(3, fill_color=BLUE, fill_opacity=1))"
    ),
    "a white dot on a yellow line": "self.add(Line(LEFT, RIGHT, color=YELLOW), Dot(radius=0.2))",
}


@pytest.mark.parametrize("body", WEAK.values(), ids=WEAK)
def test_weak_contrast_is_found(empty_folder: Path, body: str) -> None:
    assert len(findings(scene(empty_folder, body), legibility)) == 1


@pytest.mark.parametrize("body", STRONG.values(), ids=STRONG)
def test_what_stands_out_or_is_quiet_on_purpose_is_left_alone(empty_folder: Path, body: str) -> None:
    assert findings(scene(empty_folder, body), legibility) == []


def test_a_finding_tells_the_ratio_and_for_whom(empty_folder: Path) -> None:
    (grey,) = findings(scene(empty_folder, "self.add(Text('slope', color='#666666'))"), legibility)
    assert grey.message == "Text “slope” has a contrast of 3.6:1, below 4.5:1"
    (red,) = findings(scene(empty_folder, "self.add(Text('slope', color='#FF0000'))"), legibility)
    assert "as seen with protanopia" in red.message


def test_what_fades_is_left_alone_until_it_rests(empty_folder: Path) -> None:
    body = (
        "text = Text('slope')\nself.play(FadeIn(text), run_time=0.4)\nself.play(FadeOut(text), run_time=0.4)"
    )
    assert findings(scene(empty_folder, body), legibility) == []


def test_the_quiet_colours_of_a_theme_are_for_structure(empty_folder: Path) -> None:
    quiet = "self.add(Line(LEFT, RIGHT, color=self.theme.grid))\nself.wait(0.1)"
    loud = "self.add(Words('slope').set_color(self.theme.grid))\nself.wait(0.1)"
    assert findings(lesson(empty_folder, quiet), legibility) == []
    assert len(findings(lesson(empty_folder, loud), legibility)) == 1


def test_contrast_is_that_of_the_guidelines() -> None:
    grey, white = luminance(linear([119 / 255] * 3)), luminance(linear([1.0, 1, 1]))
    assert float(contrast(grey, white)) == pytest.approx(4.48, abs=0.005)


def test_nobody_sees_greys_differently_and_a_protanope_sees_red_darker() -> None:
    for vision in VISIONS:
        assert luminance(linear([0.5, 0.5, 0.5]), vision) == pytest.approx(float(linear(0.5)), abs=1e-3)
    red = linear(np.array([1.0, 0, 0]))
    assert luminance(red, "protanopia") < 0.6 * luminance(red)
