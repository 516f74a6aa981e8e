"""Small lessons and scenes to film in tests."""

from pathlib import Path

LESSON = '''
from manim import RIGHT, Dot, FadeIn

from aimath.stage import Lesson, LiveNumber, Numbers, Words, number, section


class SmallNumbers(Numbers):
    slope: float = number(0.5, low=0, high=1, help="rise over run")
    count: int = number(3, low=1, help="how many")


class Small(Lesson):
    """A small film

    It shows a word and a number.
    """

    numbers: SmallNumbers
    code = """
import numpy as np

slope = $slope
print(np.round(slope * 2, 3))
"""

    @section("A word")
    def word(self) -> None:
        label = Words("hello", size="title")
        with self.say("This is a word."):
            self.play(FadeIn(label), run_time=0.4)
            self.play(label.animate.shift(RIGHT), run_time=0.4)
        self.mark_poster()

    @section("A number")
    def number(self) -> None:
        live = LiveNumber(self.numbers.slope, ".2f")
        with self.say("The slope is {slope:.2f}.", slope=self.numbers.slope):
            self.play(FadeIn(live), run_time=0.4)
'''

PLAIN = """
from manim import *


class Square2(Scene):
    def construct(self):
        square = Square(color=BLUE, fill_opacity=1)
        self.play(Create(square), run_time=0.5)
        self.play(square.animate.shift(RIGHT), run_time=0.5)


class Turning(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=1, theta=0.3)
        self.add(Cube())
        self.wait(0.3)


class Still(Scene):
    def construct(self):
        self.add(Circle())
"""


def write_lesson(folder: Path, name: str = "small", source: str = LESSON) -> Path:
    """Write a lesson to `scenes/` in a folder."""
    path = folder / "scenes" / f"{name}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
    return path
