"""Text that crosses something is found; text on its own ground, or near something, is not."""

from pathlib import Path

import pytest

from aimath.studio.check.overlap import overlap
from tests.studio.check.holding import findings, lesson, scene

BROKEN = {
    "a curve behind it": "self.add(FunctionGraph(np.sin, color=YELLOW), Text('slope'))",
    "a curve over it": "self.add(Text('slope'), FunctionGraph(np.sin, color=YELLOW))",
    "another text": "self.add(Text('slope'), Text('height').shift(0.2 * UR))",
    "a dot that hides a letter": "text = Text('slope')\nself.add(text, Dot(text[0].get_center()))",
    "the edge of a plate": (
        "plate = Rectangle(fill_color=BLUE_E, fill_opacity=1).next_to(ORIGIN, LEFT, buff=0)\n"
        "self.add(plate, Text('slope'))"
    ),
    "a formula and a line": "self.add(MathTypst('w - eta g'), Line(LEFT, RIGHT))",
    "a number and a circle": (
        "self.add(Circle(radius=0.4), DecimalNumber(3.14159, num_decimal_places=4, mob_class=Text))"
    ),
    "a text that it covers wholly": (
        "self.add(Text('slope', font_size=24), Rectangle(width=4, height=2, fill_color=RED, fill_opacity=1))"
    ),
}
FINE = {
    "its own plate": "text = Text('slope')\nself.add(BackgroundRectangle(text, color=BLUE_E), text)",
    "a frame around it": "text = Text('slope')\nself.add(text, SurroundingRectangle(text))",
    "a curve whose box it stands in": "self.add(Arc(radius=3, angle=PI / 2), Text('slope', font_size=24))",
    "a quiet grid": "self.add(NumberPlane(background_line_style={'stroke_opacity': 0.25},"
    " axis_config={'stroke_opacity': 0.3}), Text('slope').shift(0.5 * UR))",
    "a plate between it and a curve": (
        "text = Text('slope')\nplate = BackgroundRectangle(text, fill_opacity=1, buff=0.1)\n"
        "self.add(FunctionGraph(np.sin), plate, text)"
    ),
    "a halo around its letters": (
        "text = Text('slope').set_stroke(BLACK, 12, background=True)\n"
        "self.add(FunctionGraph(np.sin, color=YELLOW), text)"
    ),
    "a highlight that lets it through": (
        "text = Text('slope')\n"
        "self.add(text, SurroundingRectangle(text, fill_color=YELLOW, fill_opacity=0.2))"
    ),
    "an underline": "text = Text('pygmy')\nself.add(text, Underline(text))",
    "a number in a node": "self.add(Circle(0.6, fill_color=BLUE_E, fill_opacity=1), Text('7', font_size=30))",
    "the numbers of axes": (
        "self.add(NumberLine((-3, 3), include_numbers=True, label_constructor=Text, font_size=24))"
    ),
    "code on its ground": "self.add(Code(code_string='x = 1\\nprint(x)', language='python'))",
    "texts side by side": "self.add(VGroup(*map(Text, ('one', 'two', 'three'))).arrange(RIGHT, buff=0.15))",
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_text_that_crosses_something_is_found(empty_folder: Path, body: str) -> None:
    assert findings(scene(empty_folder, body), overlap)


@pytest.mark.parametrize("body", FINE.values(), ids=FINE)
def test_text_that_crosses_nothing_is_left_alone(empty_folder: Path, body: str) -> None:
    assert findings(scene(empty_folder, body), overlap) == []


def test_a_finding_tells_what_crosses_where_since_when_and_which_line_did_it(empty_folder: Path) -> None:
    body = """
label = Text("slope")
curve = FunctionGraph(np.sin, color=YELLOW).shift(3 * DOWN)
self.play(FadeIn(label), FadeIn(curve), run_time=0.4)
self.wait(0.2)
self.play(curve.animate.shift(3 * UP), run_time=0.4)
self.wait(0.2)"""
    shoot = scene(empty_folder, body)
    (finding,) = findings(shoot, overlap)
    code = shoot.source.path.read_text(encoding="utf-8").splitlines()
    assert "shift(3 * UP)" in code[finding.line - 1]
    assert finding.time == pytest.approx(1.0)
    assert finding.objects == ("Text “slope”", "curve (FunctionGraph)")
    left, top, right, bottom = finding.boxes[0]
    assert 300 < left < right < 554 and 200 < top < bottom < 280


def test_what_crosses_only_while_it_appears_or_changes_places_is_left_alone(empty_folder: Path) -> None:
    body = """
one, two = Text("one").shift(LEFT), Text("two").shift(RIGHT)
self.add(one, two)
self.play(Swap(one, two, path_arc=0), run_time=0.4)
self.play(ReplacementTransform(one, Text("three").move_to(one)), run_time=0.4)"""
    assert findings(scene(empty_folder, body), overlap) == []


def test_a_text_that_runs_over_one_at_rest_is_found_in_the_middle_of_the_play(empty_folder: Path) -> None:
    body = """
still, moving = Text("still"), Text("moving").shift(3 * UP)
self.add(still, moving)
self.wait(0.1)
self.play(moving.animate.shift(6 * DOWN), run_time=0.4, rate_func=linear)"""
    (finding,) = findings(scene(empty_folder, body), overlap)
    assert finding.time == pytest.approx(0.3)


def test_the_texts_of_the_stage_are_known(empty_folder: Path) -> None:
    body = """
self.add(Words("slope"), Formula("w - eta g").shift(UP), LiveNumber(12.5).shift(2 * UP))
self.add(Line(DOWN, 3 * UP, color=YELLOW, stroke_width=8))
self.wait(0.1)"""
    broken = findings(lesson(empty_folder, body), overlap)
    assert {finding.objects[0].split()[0] for finding in broken} == {"Words", "Formula", "LiveNumber"}
