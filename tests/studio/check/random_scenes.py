"""Plain Manim scenes with things at random places, and what is wrong with each, known from how it was made.

Every scene is divided into six fields. In each a recipe draws something at a random place, of a random size
and colour: something that breaks one rule, or something that looks like it and does not.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    TAU,
    UP,
    Circle,
    Dot,
    Line,
    ManimColor,
    Mobject,
    Rectangle,
    Scene,
    Square,
    SurroundingRectangle,
    Text,
    Typst,
    Underline,
)

SEEDS = range(36)
_WORDS = (
    "slope",
    "height",
    "model",
    "number",
    "matrix",
    "vector",
    "loss",
    "step",
    "weight",
    "value",
    "ground",
    "truth",
    "line",
    "batch",
    "token",
    "layer",
)
_BRIGHT = ("#FFFFFF", "#FFE066", "#9BE7A0", "#8CC8FF", "#FFB3C1")
_COLUMNS, _ROWS = (-4.4, 0.0, 4.4), (1.9, -1.9)


@dataclass
class Field:
    """A part of a scene, with what is in it.

    Attributes:
        center: its middle.
        generator: where its randomness comes from.
        word: what the text in it says; no other text of the scene says the same.
        mobjects: what is drawn, in order.
        broken: the rule that is broken, if any.
    """

    center: np.ndarray
    generator: np.random.Generator
    word: str
    mobjects: list[Mobject] = field(default_factory=list)
    broken: str = ""

    def text(self, *, color: str | None = None, size: tuple[float, float] = (28, 44)) -> Text:
        """Return a text somewhere near the middle."""
        text = Text(self.word, font_size=self.between(*size), color=color or self.bright())
        return text.move_to(self.center + self.around(0.5))

    def text_or_square(self) -> Mobject:
        """Return a text or a square somewhere near the middle."""
        if self.generator.random() < 0.5:
            return self.text()
        square = Square(self.between(0.6, 1.2), color=self.bright())
        return square.move_to(self.center + self.around(0.5))

    def between(self, low: float, high: float) -> float:
        """Return a random number."""
        return float(self.generator.uniform(low, high))

    def around(self, distance: float) -> np.ndarray:
        """Return a random step, at most this long to each side."""
        return np.array([*self.generator.uniform(-distance, distance, 2), 0.0])

    def bright(self) -> str:
        """Return a colour that stands out from black."""
        return str(self.generator.choice(_BRIGHT))


def crossed_by_a_line(one: Field) -> None:
    text = one.text()
    through = text[one.generator.integers(len(one.word))].get_center()
    angle = one.between(0, TAU)
    along = 1.6 * np.array([np.cos(angle), np.sin(angle), 0])
    line = Line(through - along, through + along, color=one.bright(), stroke_width=one.between(3, 8))
    one.mobjects = [text, line] if one.generator.random() < 0.5 else [line, text]
    one.broken = "overlap"


def below_another_text(one: Field) -> None:
    text = one.text()
    other = Text(one.word[::-1], font_size=one.between(28, 44), color=one.bright())
    other.move_to(text.get_center() + 0.15 * one.around(1))
    one.mobjects = [text, other]
    one.broken = "overlap"


def half_on_a_plate(one: Field) -> None:
    text = one.text(color="#FFFFFF")
    plate = Rectangle(
        width=text.width, height=text.height + 0.6, fill_color="#2F5FA8", fill_opacity=1, stroke_width=0
    )
    plate.move_to(text.get_center() + one.generator.choice([-1, 1]) * 0.5 * text.width * RIGHT)
    one.mobjects = [plate, text]
    one.broken = "overlap"


def partly_hidden(one: Field) -> None:
    text = one.text()
    letter = text[one.generator.integers(len(one.word))]
    one.mobjects = [text, Dot(letter.get_center(), radius=one.between(0.12, 0.25), color=one.bright())]
    one.broken = "overlap"


def on_its_own_plate(one: Field) -> None:
    text = one.text(color="#FFFFFF")
    plate = SurroundingRectangle(
        text, buff=one.between(0.1, 0.3), fill_color="#2B2F3A", fill_opacity=1, stroke_width=0
    )
    one.mobjects = [plate, text]


def framed(one: Field) -> None:
    text = one.text()
    one.mobjects = [text, SurroundingRectangle(text, buff=one.between(0.1, 0.3), color=one.bright())]


def beside_a_line(one: Field) -> None:
    text = one.text()
    side = one.generator.choice([-1, 1])
    at = text.get_center() + side * (text.height / 2 + one.between(0.08, 0.4)) * UP
    one.mobjects = [text, Line(at + 1.5 * LEFT, at + 1.5 * RIGHT, color=one.bright())]


def inside_a_circle(one: Field) -> None:
    text = one.text(size=(26, 32))
    one.mobjects = [Circle(text.width / 2 + one.between(0.2, 0.4), color=one.bright()).move_to(text), text]


def underlined(one: Field) -> None:
    text = one.text()
    one.mobjects = [text, Underline(text, color=one.bright())]


def cut_off(one: Field) -> None:
    """Move something over the edge of the frame that is nearest, so that part of it is still seen."""
    thing = one.text_or_square()
    hidden = one.between(0.15, 0.85)
    if one.center[0] and one.generator.random() < 0.5:
        side = np.sign(one.center[0])
        thing.set_x(side * (7.11 + (hidden - 0.5) * thing.width))
    else:
        side = np.sign(one.center[1])
        thing.set_y(side * (4 + (hidden - 0.5) * thing.height))
    one.mobjects = [thing]
    one.broken = "off-frame"


def near_the_edge(one: Field) -> None:
    thing = one.text_or_square()
    side = np.sign(one.center[1])
    thing.set_y(side * (4 - thing.height / 2 - one.between(0.06, 0.2)))
    one.mobjects = [thing]


def from_side_to_side(one: Field) -> None:
    y = one.center[1] + one.between(1.2, 1.4)
    one.mobjects = [Line(8 * LEFT + y * UP, 8 * RIGHT + y * UP, color=one.bright())]


def too_dark(one: Field) -> None:
    grey = int(one.between(40, 100))
    text = one.text(color=ManimColor.from_rgb((grey, grey, grey)).to_hex())
    one.mobjects = [text]
    one.broken = "contrast"


def like_its_plate(one: Field) -> None:
    text = one.text(color="#FFFFFF")
    light = one.generator.choice(["#B8C4D6", "#E3C18F", "#9FD3A8"])
    plate = SurroundingRectangle(text, buff=0.2, fill_color=light, fill_opacity=1, stroke_width=0)
    one.mobjects = [plate, text]
    one.broken = "contrast"


def a_dark_shape(one: Field) -> None:
    dark = one.generator.choice(["#23263A", "#33261F", "#1F3324", "#2E2E2E"])
    shape = Circle(one.between(0.4, 1.0), color=dark, fill_opacity=one.generator.choice([0.0, 1.0]))
    shape.move_to(one.center + one.around(0.5))
    one.mobjects = [shape]
    one.broken = "contrast"


def dark_on_light(one: Field) -> None:
    text = one.text(color="#101418")
    plate = SurroundingRectangle(text, buff=0.2, fill_color=one.bright(), fill_opacity=1, stroke_width=0)
    one.mobjects = [plate, text]


def a_bright_shape(one: Field) -> None:
    shape = Circle(one.between(0.4, 1.0), color=one.bright(), fill_color="#23263A", fill_opacity=1)
    one.mobjects = [shape.move_to(one.center + one.around(0.5))]


def tiny(one: Field) -> None:
    text = one.text(size=(7, 12))
    if one.generator.random() < 0.5:
        text = Typst(one.word, font_size=one.between(9, 16), color=one.bright()).move_to(text)
    one.mobjects = [text]
    one.broken = "too-small"


def small(one: Field) -> None:
    text = one.text(size=(14, 18))
    if one.generator.random() < 0.5:
        text = Typst(one.word, font_size=one.between(18.5, 24), color=one.bright()).move_to(text)
    one.mobjects = [text]


Recipe = Callable[[Field], None]
BREAKING: tuple[Recipe, ...] = (
    crossed_by_a_line,
    below_another_text,
    half_on_a_plate,
    partly_hidden,
    cut_off,
    cut_off,
    too_dark,
    like_its_plate,
    a_dark_shape,
    tiny,
    tiny,
)
FINE: tuple[Recipe, ...] = (
    on_its_own_plate,
    framed,
    beside_a_line,
    inside_a_circle,
    underlined,
    near_the_edge,
    dark_on_light,
    a_bright_shape,
    small,
    from_side_to_side,
)


class RandomScene(Scene):
    """Six fields, each with something that breaks a rule or something that looks like it."""

    seed = 0

    def construct(self) -> None:
        generator = np.random.default_rng(self.seed)
        words = generator.permutation(_WORDS)
        for number, (x, y) in enumerate((x, y) for y in _ROWS for x in _COLUMNS):
            one = Field(x * RIGHT + y * UP, generator, str(words[number]))
            recipes = BREAKING if generator.random() < 0.5 else FINE
            recipe = recipes[generator.integers(len(recipes))]
            # What spans the frame would cross the fields beside it.
            if recipe is from_side_to_side and (y < 0 or x < 0):
                recipe = small
            recipe(one)
            if recipe is not from_side_to_side and recipe not in (cut_off, near_the_edge):
                _keep_in_field(one)
            for place, mobject in enumerate(one.mobjects):
                setattr(self, f"field_{number}_{place}", mobject)
                mobject.number, mobject.broken = number, one.broken  # type: ignore[attr-defined]
            self.add(*one.mobjects)


def _keep_in_field(one: Field) -> None:
    """Move what is in a field back into it, as a whole."""
    lowest = np.min([mobject.get_corner(DOWN + LEFT) for mobject in one.mobjects], axis=0)
    highest = np.max([mobject.get_corner(UP + RIGHT) for mobject in one.mobjects], axis=0)
    middle = (lowest + highest) / 2
    room = np.maximum(np.array([2.1, 1.7, 0]) - (highest - lowest) / 2, 0)
    back = np.clip(middle, one.center - room, one.center + room) - middle
    for mobject in one.mobjects:
        mobject.shift(back)


for _seed in SEEDS:
    globals()[f"Random{_seed}"] = type(f"Random{_seed}", (RandomScene,), {"seed": _seed})
