"""What the frame cuts is found; grounds and what passes through are not."""

from pathlib import Path

import pytest

from aimath.studio.check.off_frame import off_frame
from tests.studio.check.holding import findings, lesson, scene

CUT = {
    "text at the side": "self.add(Text('slope').to_edge(RIGHT).shift(0.8 * RIGHT))",
    "text at the top": "self.add(Text('slope').to_edge(UP, buff=-0.1))",
    "a circle": "self.add(Circle(radius=1).move_to(4 * DOWN))",
    "the end of an arrow": "self.add(Arrow(ORIGIN, 8 * RIGHT))",
    "a row that is too long": "self.add(VGroup(*[Square(1.5) for _ in range(12)]).arrange(RIGHT))",
    "a sentence that is too long": "self.add(Text('a sentence too long for the frame', font_size=80))",
}
WHOLE = {
    "text near the edge": "self.add(Text('slope').to_edge(RIGHT, buff=0.1))",
    "a ground": "self.add(Rectangle(width=20, height=12, fill_color=BLUE_E, fill_opacity=1))",
    "a plane": "self.add(NumberPlane())",
    "a curve from side to side": "self.add(FunctionGraph(np.sin, x_range=(-9, 9)))",
    "something that is not seen at all": "self.add(Text('slope').shift(20 * RIGHT))",
}


@pytest.mark.parametrize("body", CUT.values(), ids=CUT)
def test_what_the_frame_cuts_is_found(empty_folder: Path, body: str) -> None:
    assert findings(scene(empty_folder, body), off_frame)


@pytest.mark.parametrize("body", WHOLE.values(), ids=WHOLE)
def test_what_is_whole_or_goes_from_side_to_side_is_left_alone(empty_folder: Path, body: str) -> None:
    assert findings(scene(empty_folder, body), off_frame) == []


def test_the_sides_are_named_once(empty_folder: Path) -> None:
    body = "self.add(Text('slope').to_corner(UR, buff=-0.2))\nself.wait(0.2)\nself.wait(0.2)"
    (finding,) = findings(scene(empty_folder, body), off_frame)
    assert finding.message == "Text “slope” is cut off at the top and the right of the frame"


def test_what_comes_in_and_goes_out_is_left_alone(empty_folder: Path) -> None:
    body = """
text = Text("slope").shift(9 * LEFT)
self.play(text.animate.shift(9 * RIGHT), run_time=0.4)
self.play(text.animate.shift(9 * RIGHT), run_time=0.4)"""
    assert findings(scene(empty_folder, body), off_frame) == []


def test_a_text_that_is_cut_on_its_way_from_one_place_to_another_is_found(empty_folder: Path) -> None:
    body = """
text = Text("slope", font_size=30).move_to(6 * RIGHT + 2 * UP)
self.add(text)
self.wait(0.1)
path = ArcBetweenPoints(6 * RIGHT + 2 * UP, 6 * RIGHT + 2 * DOWN, angle=-PI / 2)
self.play(MoveAlongPath(text, path), run_time=0.4)"""
    assert len(findings(scene(empty_folder, body), off_frame)) == 1


def test_a_camera_that_comes_closer_may_cut(empty_folder: Path) -> None:
    body = "pass"
    above = """
class Closer(MovingCameraScene):
    def construct(self):
        self.add(Text("slope", font_size=200))
        self.play(self.camera.frame.animate.scale(0.3), run_time=0.4)
"""
    shoot = scene(empty_folder, body, above)
    code = shoot.source.path.read_text(encoding="utf-8")
    shoot.source.path.write_text(code.replace("Tested(Scene)", "Other(Scene)").replace("Closer", "Tested"))
    assert findings(shoot, off_frame) == []


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("config.frame_width / 2 * LEFT * 0.93", "margin at the left"),
        ("config.frame_height / 2 * DOWN * 0.85", "band of the captions"),
        ("config.frame_height / 2 * DOWN * 0.7", ""),
        ("config.frame_width / 2 * RIGHT * 0.86", ""),
    ],
)
def test_a_lesson_keeps_margins_and_captions_free(empty_folder: Path, place: str, found: str) -> None:
    body = f"self.add(Dot({place}))\nself.wait(0.1)"
    messages = [finding.message for finding in findings(lesson(empty_folder, body), off_frame)]
    assert len(messages) == bool(found)
    assert all(found in message for message in messages)
