"""The film about vectors: lists of numbers that have a length and a direction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import degrees, isclose
from typing import Literal, Self

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    Mobject,
    ReplacementTransform,
    SurroundingRectangle,
    UpdateFromAlphaFunc,
    VGroup,
    linear,
    smooth,
)
from numpy.typing import ArrayLike
from pydantic import field_validator, model_validator

from aimath.concordance import Occurrence, concordance
from aimath.datasets import opticks
from aimath.pictures import WHITE, lit_ball
from aimath.stage import (
    ColorMap,
    Facet,
    Formula,
    HeatMap,
    Lesson,
    LiveNumber,
    NumberList,
    Numbers,
    Picture,
    Reading,
    Readout,
    Region,
    Role,
    Size,
    Space3D,
    SpaceArc,
    SpaceLabel,
    SpaceLine,
    VectorArrow3D,
    Words,
    component_color,
    em,
    grayscale,
    mix,
    number,
    section,
    theme_color,
)
from aimath.tokens import build_vocabulary, split_words
from aimath.vectors import angle, image_to_vector, norm, tip_to_tail, unit
from aimath.word_vectors import WordVectors, word_vectors


class VectorsNumbers(Numbers):
    """What a viewer may change."""

    x: float = number(3, low=-5, high=5, help="the first number of the list: how far the arrow goes along x")
    y: float = number(1, low=-5, high=5, help="the second number: how far it goes along y")
    z: float = number(4, low=-5, high=5, help="the third number: how far it goes up")
    add_x: float = number(2, low=-5, high=5, help="the first number of the list that is added")
    add_y: float = number(3, low=-5, high=5, help="the second number of the list that is added")
    add_z: float = number(-1, low=-5, high=5, help="the third number of the list that is added")
    scale: float = number(2, low=-2, high=2, help="what every number is multiplied by")
    word: Literal["red", "blue", "green", "violet", "inches", "feet", "water", "oil", "salt", "orange"] = (
        number("red", help="the word whose company in Newton's Opticks is looked at")
    )

    @field_validator("x", "y", "z", "add_x", "add_y", "add_z", "scale")
    @classmethod
    def _to_tenths(cls, value: float) -> float:
        return round(value, 1)

    @model_validator(mode="after")
    def _are_long_enough_to_be_seen(self) -> Self:
        for names, entries in (("x, y, z", self.vector), ("add_x, add_y, add_z", self.other)):
            if norm(entries) < 1:
                raise ValueError(f"{names}: expected a length of 1 or more, got {norm(entries):.2g}")
        return self

    @property
    def vector(self) -> list[float]:
        """The list that the film is about."""
        return self._written(self.x, self.y, self.z)

    @property
    def other(self) -> list[float]:
        """The list that is added to it."""
        return self._written(self.add_x, self.add_y, self.add_z)

    @property
    def factor(self) -> float:
        """What every number is multiplied by."""
        return self._written(self.scale)[0]

    @staticmethod
    def _written(*entries: float) -> list[float]:
        """Return whole numbers as such, so that they are written without decimals."""
        return [int(entry) if entry == int(entry) else entry for entry in entries]


@dataclass(frozen=True)
class Book:
    """A text, and what its words mean by their company."""

    words: tuple[str, ...]
    vectors: WordVectors

    def direction(self, word: str) -> np.ndarray:
        """Return the vector of a word, scaled to length 1."""
        return unit(self.vectors.vector(word))

    def telling_places(self, word: str, count: int, reach: int) -> list[Occurrence]:
        """Return the places of a word where its company says most about it, no two of which begin alike."""
        known = self.vectors.vocabulary
        tells = self.vectors.information[known.find(word)]

        def telling(place: Occurrence) -> float:
            return float(sum(tells[known.numbers.get(near, 0)] for near in set(place.company) - {word}))

        best: dict[tuple[str, ...], Occurrence] = {}
        for place in sorted(concordance(self.words, word, window=reach), key=telling, reverse=True):
            best.setdefault(place.before, place)
        return list(best.values())[:count]


@cache
def newton() -> Book:
    """Return Newton's Opticks, with a vector of 20 numbers for each word that occurs in it 30 times."""
    words = split_words(opticks())
    vocabulary = build_vocabulary(words, least=30)
    return Book(words, word_vectors(vocabulary.encode(words), vocabulary, width=20))


FAMILIES = (["red", "yellow", "green", "blue"], ["inches", "feet"], ["water", "oil", "spirit", "salt"])
"""Words that belong together; two such families are set against the word of the film."""


def families(word: str) -> list[list[str]]:
    """Return a word with the three nearest to it, and two families that are not like it."""
    vectors = newton().vectors
    own = [word, *(near for near, _ in vectors.nearest(word, 3))]
    strangers = [
        family
        for family in FAMILIES
        if vectors.similarity(word, family[0]) < 0.4 and not set(family) & set(own)
    ]
    return [own, *strangers[:2]]


ARROW_LENGTH = 4.0
"""How long the arrow of a word is drawn; only its direction counts."""

NOT_READ_YET = "numbers that are not being read are dimmed"

PHOTOGRAPH = lit_ball(100)
"""The picture that becomes a list: 100 × 100 cells of brightness."""

EDGE = 19, 30
"""The row and the column where the edge of the ball is looked at closely."""


class Vectors(Lesson):
    """Vectors: a list of numbers with direction

    A list of three numbers is an arrow in space, with a length, a sum, and multiples. A picture is a list of
    ten thousand numbers, and a word is a list too: words that are used alike point alike.
    """

    numbers: VectorsNumbers
    code = """
import numpy as np

v = np.array($vector)
w = np.array($other)
length = np.sqrt(np.sum(v**2))
print(f"length {length:.2f}")
print("sum", v + w)
print("scaled", $factor * v)

picture = np.zeros((100, 100))
pixels = picture.ravel()
print("pixels", pixels.shape)
"""

    @section("What they have in common", titled=False)
    def opening(self) -> None:
        """A picture, a word and an arrow turn out to be lists, and the film's question is asked."""
        n, safe = self.numbers, self.layout.safe
        parts = [part.split(0.58, 0.42) for part in safe.split(1, 1, 1)]
        picture = self._photograph(parts[0][0])
        word = parts[1][0].place(Words(f"“{n.word}”", size=2 * em(Size.TITLE), weight="semibold"))
        space = self._space(parts[2][0], [n.vector], (-55, -15))
        arrow = VectorArrow3D(space, n.vector, drop_lines=False)
        subjects = [picture, word, VGroup(space, arrow)]
        heads = [image_to_vector(PHOTOGRAPH)[:4], newton().direction(n.word)[:4], n.vector]
        lists = [
            below.place(NumberList(head, size=1.1 * em(Size.BODY), role=Role.DATA, goes_on=len(head) > 3))
            for (_, below), head in zip(parts, heads, strict=True)
        ]
        with self.say("What do a picture, a word, and an arrow have in common?") as beat:
            self.play(
                LaggedStart(*(FadeIn(subject, shift=0.3 * UP) for subject in subjects), lag_ratio=0.5),
                space.animate(run_time=beat.duration, rate_func=linear).set_view(azimuth=-35),
            )
        with self.say("To a computer, each of them is the same thing: a list of numbers.") as beat:
            self.play(
                LaggedStart(*(FadeIn(numbers, shift=0.4 * DOWN) for numbers in lists), lag_ratio=0.5),
                space.animate(run_time=beat.duration, rate_func=linear).set_view(azimuth=-15),
            )
        card = self.title_card("Why a picture and a word can point somewhere")
        with self.say("Such a list is called a vector. And a list of numbers points somewhere."):
            self.play(*(FadeOut(gone) for gone in (*subjects, *lists)), run_time=0.6)
            self.play(FadeIn(card, shift=0.2 * UP))

    @section("One list, one arrow")
    def arrow(self) -> None:
        """The list is walked along x, y and up; the tip is dragged and the list follows."""
        x, y, z = v = self.numbers.vector
        turned = [z, x, y]
        reordered = turned != v
        if not reordered:
            turned = [x, y, -z]
        layout = self.layout.without_footer
        space = self._space(layout.main, [v, turned], (-45, -12))
        arrow = VectorArrow3D(space, [0, 0, 0], numbers=True, decimals=1)
        colors = [component_color(axis) for axis in range(3)]
        numbers = layout.side.place(NumberList(v, colors=colors, size=1.9 * em(Size.TITLE), decimals=1))
        with self.say("Take a list of three numbers."):
            self.play(FadeIn(numbers, shift=0.3 * LEFT))
        with self.say("Read it as a walk through space: {x} along x,", x=x):
            self.allow("contrast", NOT_READ_YET)
            self.play(FadeIn(space), numbers.animate.set_strengths([1, 0.4, 0.4]), run_time=0.8)
            self.add(arrow)
            self.play(arrow.animate(run_time=1.6).set_vector([x, 0, 0]))
        with self.say("{y} along y,", y=y):
            self.allow("contrast", NOT_READ_YET)
            self.play(
                numbers.animate.set_strengths([0.4, 1, 0.4]),
                arrow.animate(run_time=1.2).set_vector([x, y, 0]),
            )
        with self.say("and {z} {way}.", z=abs(z), way="up" if z >= 0 else "down"):
            self.play(numbers.animate.set_strengths([0.4, 0.4, 1]), arrow.animate(run_time=1.6).set_vector(v))
        with self.say("The arrow from the start to the end of that walk is the list, as a picture.") as beat:
            self.play(
                numbers.animate.set_strengths([1, 1, 1]),
                space.animate(run_time=beat.duration).set_view(azimuth=-12),
            )
        with self.say("Drag its tip, and the list follows."):
            numbers.follow(lambda: arrow.vector)
            self.play(arrow.animate(run_time=3).set_vector(turned))
        moral = (
            "The same numbers in another order: another arrow. Order matters."
            if reordered
            else "One number has changed, and the arrow points elsewhere."
        )
        with self.say(moral) as beat:
            self.play(space.animate(run_time=beat.duration).set_view(azimuth=-32))
        with self.say("List and arrow are two views of one thing: a vector.") as beat:
            self.play(
                arrow.animate(run_time=2).set_vector(v),
                space.animate(run_time=beat.duration).set_view(azimuth=-45),
            )

    @section("How long is it?")
    def length(self) -> None:
        """Pythagoras twice: along the floor, then up."""
        x, y, z = v = self.numbers.vector
        on_floor, square = x**2 + y**2, x**2 + y**2 + z**2
        about = _equals_or_about(norm(v))
        layout = self.layout.without_footer
        space = self._space(layout.main, [v], (-45, -12))
        arrow = VectorArrow3D(space, v, numbers=True)
        lying = Facet(space, [[0, 0, 0], [x, 0, 0], [x, y, 0]], opacity=0.45)
        long_side = SpaceLine(space, [0, 0, 0], [x, y, 0], role=Role.HIGHLIGHT, stroke_width=6)
        standing = Facet(space, [[0, 0, 0], [x, y, 0], v], role=Role.DATA, opacity=0.2)
        sums = [
            _formula(f"{_squared('x', x)} + {_squared('y', y)} = {{sum:.4g}}", x=x, y=y, sum=on_floor),
            _formula(f"{{below:.4g}} + {_squared('z', z)} = {{sum:.4g}}", below=on_floor, z=z, sum=square),
            _formula(f"sqrt({{square:.4g}}) {about} {{length:.2f}}", square=square, length=norm(v)),
            _formula("norm(v) = sqrt({{x : x}}^2 + {{y : y}}^2 + {{z : z}}^2)"),
        ]
        for region, row in zip(layout.side.rows(1, 1, 1, 1), sums, strict=True):
            region.place(row)
        with self.say("How long is this arrow? Pythagoras tells us, twice."):
            self.play(FadeIn(space, arrow), run_time=1.0)
        with self.say(_floor_in_words(x, y)) as beat:
            self.play(FadeIn(lying), space.animate(run_time=beat.duration).set_view(azimuth=-34))
        with self.say(_floor_squared_in_words(x, y), sum=on_floor):
            self.play(FadeIn(long_side), FadeIn(sums[0], shift=0.2 * UP))
        with self.say(_height_in_words(x, y, z)) as beat:
            self.play(FadeIn(standing), space.animate(run_time=beat.duration).set_view(azimuth=-22))
        with self.say("Square and add once more, and take the root: {length:.2f}.", length=norm(v)):
            self.play(FadeIn(sums[1], shift=0.2 * UP))
            self.play(FadeIn(sums[2], shift=0.2 * UP))
        with self.say("Square each number, add, take the root. It works for any list.") as beat:
            self.play(
                FadeIn(sums[3], shift=0.2 * UP), space.animate(run_time=beat.duration).set_view(azimuth=-12)
            )

    @section("Adding: tip to tail")
    def adding(self) -> None:
        """Number by number in the lists, tip to tail in space."""
        v, w = self.numbers.vector, self.numbers.other
        total = tip_to_tail([v, w])[-1]
        layout = self.layout.without_footer
        space = self._space(layout.main, [v, w, total], (50, 70))
        first, other_first = (VectorArrow3D(space, v, drop_lines=False) for _ in range(2))
        second, other_second = (
            VectorArrow3D(space, w, role=Role.PARAMETER, drop_lines=False) for _ in range(2)
        )
        third = VectorArrow3D(space, 0.001 * total, role=Role.PREDICTION, drop_lines=False)
        size = 1.7 * em(Size.TITLE)
        lists = [
            NumberList(values, role=role, size=size)
            for values, role in ((v, Role.DATA), (w, Role.PARAMETER), (total, Role.PREDICTION))
        ]
        plus, equals = (Formula(sign, size=size, role=Role.MUTED) for sign in ("+", "="))
        layout.side.place(VGroup(lists[0], plus, lists[1], equals, lists[2]).arrange(RIGHT, buff=0.22))
        lists[2].set_strengths([0, 0, 0])
        with self.say("Here is a second list, of the same size, with an arrow of its own."):
            self.play(FadeIn(space, first, lists[0]), run_time=0.8)
            self.play(FadeIn(second, lists[1]))
        with self.say("To add two lists, add the numbers that stand side by side."):
            self.play(FadeIn(plus, equals, lists[2]), run_time=0.5)
            for shown in ([1, 0, 0], [1, 1, 0], [1, 1, 1]):
                self.play(lists[2].animate(run_time=0.8).set_strengths(shown))
        with self.say("For arrows that means: put the tail of one on the tip of the other.") as beat:
            self.play(
                second.animate(run_time=2).set_tail(v),
                space.animate(run_time=beat.duration).set_view(azimuth=57),
            )
        with self.say(_sum_in_words(total)):
            self.add(third)
            self.play(third.animate(run_time=2).set_vector(total))
        with self.say("Walk them in the other order, and you arrive at the same place.") as beat:
            self.add(other_first, other_second.set_tail(v))
            self.play(
                other_first.animate(run_time=2.5).set_tail(w),
                other_second.animate(run_time=2.5).set_tail([0, 0, 0]),
                space.animate(run_time=beat.duration).set_view(azimuth=70),
            )
        self.mark_poster()

    @section("Scaling: one factor for all")
    def scaling(self) -> None:
        """One factor stretches the whole list, and never moves the arrow off its line."""
        v, c = np.array(self.numbers.vector), self.numbers.factor
        turned = -0.5 if c >= 0 else 0.5
        ends = np.array([min(0, c, turned), max(1, c, turned)])[:, np.newaxis] * v
        beyond = np.array([[1.2, -0.2], [-0.2, 1.2]]) @ ends
        layout = self.layout.without_footer
        space = self._space(layout.main, beyond, (-45, -12))
        line = SpaceLine(space, *beyond, dashed=True)
        before = VectorArrow3D(space, v, drop_lines=False)
        after = VectorArrow3D(space, v, role=Role.PREDICTION, drop_lines=False)
        size = 1.6 * em(Size.TITLE)
        factor = LiveNumber(-1.5, ".1f", size=size, role=Role.PARAMETER, anchor=1)
        given = NumberList(v, role=Role.DATA, size=size)
        decimals = 1 if np.allclose(10 * ends, np.round(10 * ends)) else 2
        products = [
            NumberList(share * v, role=Role.PREDICTION, size=size, decimals=decimals, steady=False)
            for share in (1.0, c, turned, -1.5)
        ]
        # The row is placed with the widest that it will hold, and the left of the list stays in place.
        result = max(products, key=lambda product: float(product.width))
        times, equals = (Formula(sign, size=size, role=Role.MUTED) for sign in ("times", "="))
        length = Readout([Reading("length", norm(v), ".2f", Role.PREDICTION)], size=Size.TITLE)
        above, below = layout.side.rows(0.65, 0.35)
        above.place(VGroup(factor, times, given, equals, result).arrange(RIGHT, buff=0.3))
        below.place(length)
        factor.set_value(1.0)
        apart = float(result.get_left()[0] - equals.get_right()[0])

        def show(product: np.ndarray) -> None:
            result.set_values(product).next_to(equals, RIGHT, buff=apart)

        show(v)

        def multiply_by(share: float) -> None:
            start = float(factor.value)

            def multiply(_: Mobject, part: float) -> None:
                exact = start + part * (share - start)
                # The numbers go with the factor as it is written, so that the equation holds at every moment.
                written = share if part == 1 else round(exact, 1)
                factor.set_value(float(written))
                show(written * v)
                length.set_values({"length": norm(written * v)})
                after.set_vector(exact * v)

            moving = Group(after, factor, result, length)
            self.play(UpdateFromAlphaFunc(moving, multiply, run_time=2.2, rate_func=smooth))

        with self.say("You can also multiply a list by a factor: every number in it."):
            self.play(FadeIn(space, before, given), run_time=0.8)
            self.play(FadeIn(after, factor, times, equals, result, length))
        with self.say("Multiply by {factor:g}, and {result}.", factor=c, result=_scaled_in_words(c)):
            multiply_by(c)
        with self.say(
            "Its length goes from {before:.2f} to {after:.2f}.", before=norm(v), after=norm(c * v)
        ) as beat:
            self.play(space.animate(run_time=beat.duration).set_view(azimuth=-28))
        with self.say(
            "A negative factor turns it around." if c >= 0 else "A positive one keeps the way it points."
        ):
            multiply_by(turned)
        with self.say("Whatever the factor, the arrow stays on one line.") as beat:
            self.play(FadeIn(line), space.animate(run_time=beat.duration).set_view(azimuth=-12))

    @section("A picture is a vector")
    def picture(self) -> None:
        """Cells of brightness, unrolled row by row."""
        content = self.layout.without_footer.content
        if content.is_wide:
            upper, strip = content.rows(0.78, 0.22)
            left, right = upper.columns(0.55, 0.45)
        else:
            left, strip, right = content.rows(0.48, 0.12, 0.4)
        whole = self._photograph(left)
        self._look_closely(whole, right, 6 if content.is_wide else 4)
        self._unroll(whole, left, right, strip)

    def _look_closely(self, whole: Picture, room: Region, size: int) -> None:
        part = whole.crop(*(range(start, start + size) for start in EDGE))
        darkest, brightest = (
            np.unravel_index(at, part.shape) for at in (part.values.argmin(), part.values.argmax())
        )
        frame = SurroundingRectangle(part, buff=0, color=theme_color(Role.HIGHLIGHT), stroke_width=3)
        # Whatever the shade of the picture is, either the frame or its edges stand out from it.
        frame.set_stroke(self.theme.background, 8, background=True)
        with self.say(
            "Now take a picture: {rows} rows of {columns} cells.", rows=whole.shape[0], columns=whole.shape[1]
        ):
            self.play(FadeIn(whole))
        with self.say("Look closely, and every cell is a number: its brightness."):
            self.play(Create(frame), run_time=0.6)
            self.add(part)
            side = 0.95 * min(room.width, room.height)
            self.play(part.animate(run_time=1.5).scale_to_fit_width(side).move_to(room.center))
            self.play(part.animate.show_numbers())
        with self.say(
            "From {low} in the shade to {high} in the light. {white} would be white.",
            low=part.values.min(),
            high=part.values.max(),
            white=WHITE,
        ):
            self.play(part.animate.highlight_cell(*darkest))
            self.play(part.animate.highlight_cell(*brightest))
        self.play(FadeOut(part, frame), run_time=0.5)

    def _unroll(self, whole: Picture, left: Region, right: Region, strip: Region) -> None:
        head = image_to_vector(PHOTOGRAPH)[:5]
        size = 2.4 * em(Size.TITLE)
        count = LiveNumber(whole.values.size, ",d", size=size, role=Role.DATA, weight="bold", anchor=0)
        label = Words("numbers in one list", size=Size.BODY, role=Role.MUTED)
        beginning = NumberList(head / 2, orientation="row", role=Role.DATA, decimals=1, goes_on=True)
        right.place(VGroup(count, label, beginning).arrange(DOWN, buff=0.45))
        beginning.set_values(head)
        count.set_value(0).add_updater(lambda shown: shown.set_value(whole.unrolled))
        black, white = (mix(shade, self.theme.background, 0.82) for shade in grayscale().anchors)
        faint = replace(grayscale(), anchors=(black, white))
        self.add(self._photograph(left, faint), whole)
        with self.say("Read it row by row, and lay the rows end to end."):
            self.play(FadeIn(count, label), run_time=0.6)
            self.play(
                whole.animate(run_time=8, rate_func=_gathering_speed).unroll(
                    start=(strip.left, strip.y, 0),
                    spacing=strip.width / whole.values.size,
                    thickness=0.7 * strip.height,
                    overlap=8,
                )
            )
        with self.say("The whole picture is now a single list: a vector."):
            self.play(FadeIn(beginning, shift=0.2 * UP))
        again = self._photograph(left)
        with self.say("And what works for three numbers works here. Halve them all, and the picture dims."):
            self.play(FadeIn(again), run_time=0.8)
            self.wait(1.2)
            self.play(
                again.animate(run_time=2.5).set_values(PHOTOGRAPH / 2),
                whole.animate(run_time=2.5).set_values(whole.values / 2),
                beginning.animate(run_time=2.5).set_values(head / 2),
            )

    @section("Words that point alike")
    def words(self) -> None:
        """Company becomes a list, the list an arrow."""
        groups = families(self.numbers.word)
        rows = self._lists_in_rows(groups)
        self._show_company(self.numbers.word, rows)
        self._show_lists(groups, rows)
        self._show_arrows(groups, rows)

    def _show_company(self, word: str, rows: dict[str, VGroup]) -> None:
        content = self.layout.without_footer.content
        places = newton().telling_places(word, 5, reach=3 if content.is_wide else 2)
        size = 1.25 * em(Size.BODY)
        lines = VGroup()
        for row, place in enumerate(places):
            middle = Words(word, size=size, role=Role.DATA, weight="semibold")
            before, after = (
                Words(" ".join(near), size=size, role=Role.MUTED) for near in (place.before, place.after)
            )
            before.next_to(middle, LEFT, buff=0.4 * size)
            after.next_to(middle, RIGHT, buff=0.4 * size)
            lines.add(VGroup(*(part.align_baseline(-2 * size * row) for part in (before, middle, after))))
        source = Words("Isaac Newton, Opticks", size=Size.LABEL, role=Role.MUTED)
        content.place(VGroup(lines, source.next_to(lines, DOWN, buff=size)))
        count = len(concordance(newton().words, word))
        with self.say(
            "And a word? Newton's book on light says “{word}” {count} times.", word=word, count=count
        ):
            self.play(LaggedStart(*(FadeIn(line) for line in lines), lag_ratio=0.3), FadeIn(source))
        neighbours = VGroup(*(near for before, _, after in lines for near in (before, after)))
        with self.say("Look at the company it keeps there, and count all those neighbours.") as beat:
            lit = (near.animate.set_color(theme_color(Role.TEXT)) for near in neighbours)
            self.play(LaggedStart(*lit, lag_ratio=0.5, run_time=beat.duration - 0.5))
        # The list of the word stands alone at first, in the middle.
        name = rows[word].set_y(content.y)[0]
        first, *others = (line[1] for line in lines)
        self.play(
            FadeOut(neighbours, source),
            *(FadeOut(other, target_position=name) for other in others),
            ReplacementTransform(first, name),
        )

    def _show_lists(self, groups: list[list[str]], rows: dict[str, VGroup]) -> None:
        (word, *near), *others = groups
        count = len(newton().direction(word))
        row = rows[word]
        with self.say("Squeezed into {count} numbers, those counts are the word's vector.", count=count):
            self.play(FadeIn(row[1], shift=0.2 * UP))
        with self.say(
            "{near} keep the same company, and get almost the same list.", near=_and(near).capitalize()
        ):
            self.play(row.animate.next_to(rows[near[0]], UP, buff=0.05 * row.height, aligned_edge=RIGHT))
            self.play(LaggedStart(*(FadeIn(rows[each]) for each in near), lag_ratio=0.5))
        with self.say(
            "Words like {others} keep other company, and their lists look different.",
            others=_and([other[0] for other in others]),
        ):
            self.play(LaggedStart(*(FadeIn(rows[each]) for other in others for each in other), lag_ratio=0.2))

    def _lists_in_rows(self, groups: list[list[str]]) -> dict[str, VGroup]:
        """Return for each word its name and its list as a row of coloured cells, in place."""
        content = self.layout.without_footer.content
        lists = {word: newton().direction(word) for group in groups for word in group}
        names = {word: Words(word, role=Role.DATA if word in groups[0] else Role.MUTED) for word in lists}
        most = max(float(np.abs(values).max()) for values in lists.values())
        room = content.width - max(name.width for name in names.values()) - 0.3
        width = room / (1.05 * len(lists[groups[0][0]]))
        height = content.height / (len(lists) + 0.5 * len(groups))
        strips = {
            word: HeatMap(
                [values],
                low=-most,
                high=most,
                cell=(width, min(height, 2.2 * width)),
                spec=".1f",
                numbers=word == groups[0][0],
            )
            for word, values in lists.items()
        }
        blocks = VGroup(*(VGroup(*(strips[word] for word in group)) for group in groups))
        for block in blocks:
            block.arrange(DOWN, buff=0.05 * width)
        content.place(blocks.arrange(DOWN, buff=0.45 * height), "right")
        for word, strip in strips.items():
            names[word].next_to(strip, LEFT, buff=0.3)
            names[word].align_baseline(strip.get_center()[1] - 0.36 * em(Size.BODY))
        return {word: VGroup(names[word], strip) for word, strip in strips.items()}

    def _show_arrows(self, groups: list[list[str]], rows: dict[str, VGroup]) -> None:
        layout, book = self.layout.without_footer, newton()
        own, strangers, *others = groups
        word, near, far = frame = own[0], own[1], strangers[0]
        arrows = ARROW_LENGTH * book.vectors.arrows([*own, *strangers], 3, frame=frame)
        tips = dict(zip([*own, *strangers], arrows, strict=True))
        if layout.aspect == "square":
            main, below = layout.content.rows(0.7, 0.3)
            places = below.columns(1, 1)
        else:
            main, places = layout.main, layout.side.rows(1, 1)
        room = 1.32 if layout.aspect == "wide" else 1.45
        elevation = {"wide": 34.0, "square": 40.0, "upright": 52.0}[layout.aspect]
        space = self._space(main, arrows, (-62, -28), labels=(), elevation=elevation, room=room)
        space.axes.set_stroke(opacity=0)
        turns = [degrees(angle(book.direction(word), book.direction(each))) for each in (near, far)]
        angles = [
            self._angle(region, f"{word} and {each}", turn)
            for region, each, turn in zip(places, (near, far), turns, strict=True)
        ]
        with self.say(
            "Now as arrows, in {shown} directions instead of {count}: words used alike point alike.",
            shown=arrows.shape[1],
            count=len(book.direction(word)),
        ):
            origin = space.point(0, 0, 0)
            self.play(
                FadeIn(space),
                *(FadeOut(rows[each]) for family in (strangers, *others) for each in family),
                *(FadeOut(rows[each], target_position=origin, scale=0.1) for each in own),
            )
            self._grow(space, {each: tips[each] for each in own}, Role.DATA)
        with self.say("{strangers} point somewhere else.", strangers=_and(strangers).capitalize()):
            self._grow(space, {each: tips[each] for each in strangers}, Role.MUTED)
            self.play(space.animate(run_time=1.5).set_view(azimuth=-50))
        # Below the tips of arrows that nearly touch, a small angle could not be seen.
        arcs = [
            SpaceArc(space, tips[word], tips[each], radius=reach * ARROW_LENGTH)
            for each, reach in ((near, 1.04), (far, 0.6))
        ]
        with self.say(
            "From {word} to {near}, the arrow turns by {close:.0f} degrees. To {far}, by {apart:.0f}.",
            word=word,
            near=near,
            far=far,
            close=turns[0],
            apart=turns[1],
        ):
            self.play(Create(arcs[0]), FadeIn(angles[0], shift=0.2 * UP))
            self.wait(1.8)
            self.play(Create(arcs[1], run_time=2), FadeIn(angles[1], shift=0.2 * UP))
        with self.say("Nobody told the computer what these words mean. It only counted.") as beat:
            self.play(space.animate(run_time=beat.duration).set_view(azimuth=-28))
        with self.say(
            "How much two lists point alike is measured by the dot product, which comes next."
        ) as beat:
            self.play(space.animate(run_time=beat.duration).set_view(azimuth=-45))

    def _grow(self, space: Space3D, tips: dict[str, np.ndarray], role: Role) -> None:
        """Let a family of words grow out of the origin as arrows, and then name them, the highest first."""
        arrows = {
            tuple(tip): VectorArrow3D(space, 0.01 * tip, role=role, drop_lines=False) for tip in tips.values()
        }
        names = "\n".join(sorted(tips, key=lambda word: -tips[word][2]))
        middle = np.mean(list(tips.values()), axis=0)
        place = 1.15 * ARROW_LENGTH / norm(middle) * middle
        label = SpaceLabel(space, Words(names, role=role, weight="medium", align="center"), place)
        self.add(*arrows.values())
        self.play(*(arrow.animate(run_time=1.2).set_vector(tip) for tip, arrow in arrows.items()))
        self.play(FadeIn(label), run_time=0.6)

    def _angle(self, region: Region, between: str, turn: float) -> VGroup:
        """Return an angle in large type, and below it what it is between."""
        figure = Words("{turn:.0f}°", size=2 * em(Size.TITLE), weight="semibold", turn=turn)
        return region.place(VGroup(figure, Words(between, role=Role.MUTED)).arrange(DOWN))

    @section("Run it yourself")
    def try_it(self) -> None:
        """The code, and what it really prints."""
        card = self.code_card()
        with self.say("Here is the heart of it in a few lines. The output is what this code just printed."):
            self.play(FadeIn(card, shift=0.2 * UP))
        with self.say("A list of numbers, with a length and a direction: that is what a model sees."):
            self.wait(1)

    def _photograph(self, region: Region, colors: ColorMap | None = None) -> Picture:
        side = min(region.width, region.height)
        return region.place(Picture(PHOTOGRAPH, colors=colors or grayscale(), width=side, height=side))

    def _space(
        self,
        region: Region,
        tips: ArrayLike,
        walk: tuple[float, float],
        labels: Sequence[str] = ("x", "y", "z"),
        elevation: float = 20.0,
        room: float = 1.0,
    ) -> Space3D:
        """Return a space around the origin and these tips, for a camera that walks between two azimuths.

        There is room for arrows that are longer by a factor, and so for what is written beyond their tips.
        """
        places = np.vstack([np.zeros(3), np.asarray(tips)])
        low, high = places.min(axis=0), places.max(axis=0)
        low, high = low - 0.3 * (low < 0), np.maximum(high, 1.2) + 0.3
        span = high - low
        high = np.maximum(high, low + [*[max(3.0, 0.6 * span[:2].max(), 0.5 * span[2])] * 2, 2.0])
        x, y, z = ((float(start), float(end)) for start, end in zip(low, high, strict=True))
        return region.place(
            Space3D(
                width=region.width,
                height=region.height,
                x_range=x,
                y_range=y,
                z_range=z,
                azimuth=walk[0],
                elevation=elevation,
                azimuths=(min(walk), max(walk)),
                inside=room * np.asarray(tips),
                labels=labels,
            )
        )


def _gathering_speed(share: float) -> float:
    """Return the progress of something that begins slowly and then runs."""
    return float(share**2.5)


def _formula(math: str, **values: float) -> Formula:
    """Return a large formula, with what it calls x, y and z in the colours of the components."""
    formula = Formula(math, size=Size.TITLE, **values)
    for axis, name in enumerate("xyz"):
        if f": {name} }}}}" in math or f": {name}}}}}" in math:
            formula.part(name).set_color(component_color(axis))
    return formula


def _equals_or_about(value: float) -> str:
    """Return the sign before a value that is written with two decimals."""
    return "=" if isclose(value, round(value, 2), rel_tol=1e-12) else "approx"


def _squared(name: str, value: float) -> str:
    """Return the square of a value, as a part of a formula that has a name."""
    field = f"{{{name}}}"
    return f"{{{{ {field if value >= 0 else f'({field})'}^2 : {name} }}}}"


def _floor_in_words(x: float, y: float) -> str:
    """Return in words what the walks along x and along y make on the floor."""
    if x and y:
        return "Along x and along y: a right triangle on the floor."
    if x or y:
        return "Along x and along y: here, no more than a straight line on the floor."
    return "Along x and along y, it goes nowhere."


def _floor_squared_in_words(x: float, y: float) -> str:
    """Return in words the square of the way on the floor, which is to be filled in."""
    if x and y:
        return "Square both sides and add: its long side, squared, is {sum:.4g}."
    return "Square both and add: the way on the floor, squared, is {sum:.4g}."


def _height_in_words(x: float, y: float, z: float) -> str:
    """Return in words what the way on the floor and the way up make."""
    if not z:
        return "There is no way up: the arrow lies on the floor."
    if x and y:
        return "That long side and the way up make a second right triangle."
    if x or y:
        return "That line and the way up make a right triangle."
    return "The way up is all there is."


def _sum_in_words(total: np.ndarray) -> str:
    """Return in words what the arrow of a sum is."""
    if not total.any():
        return "Here they cancel: the walk ends where it began, so the sum is zero."
    return "The sum goes straight from the start of the first to the end of the second."


def _scaled_in_words(factor: float) -> str:
    """Return in words what a factor does to an arrow."""
    if factor == 0:
        return "nothing is left of the arrow"
    if abs(factor) == 1:
        return "the arrow stays as it is" if factor > 0 else "the arrow turns around"
    longer = "longer" if abs(factor) > 1 else "shorter"
    if factor < 0:
        return f"the arrow turns around and gets {longer}"
    return f"the arrow gets {longer}, but points the same way"


def _and(words: list[str]) -> str:
    """Return words as one speaks a list of them."""
    return ", ".join(words[:-1]) + f" and {words[-1]}"
