"""The film about vectors tells the truth for every list, factor and word."""

import importlib.util
import math
import sys
from functools import cache
from typing import Any

import numpy as np
import pytest

from aimath.datasets import opticks
from aimath.pictures import lit_ball
from aimath.stage import LiveNumber, NumberList
from aimath.stage.numbers import NumbersError
from aimath.stage.snippets import run_snippet
from aimath.stage.take import Take
from aimath.studio.check.moment import Moment
from aimath.studio.check.walk import walk
from aimath.studio.filming.rehearsing import rehearse
from aimath.studio.settings import FilmSettings
from aimath.tokens import build_vocabulary, split_words
from aimath.word_vectors import WordVectors, word_vectors
from tests.scenes.shoots import SCENES, lesson_named, shoot_of

DRAFT = FilmSettings(quality="draft")


@cache
def film() -> Any:
    """The film's file as a module."""
    spec = importlib.util.spec_from_file_location("film_about_vectors", SCENES / "vectors.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@cache
def take_of(section: str, **numbers: float | str) -> Take:
    return rehearse(shoot_of("vectors", DRAFT, (section,), **numbers))


def said(take: Take) -> str:
    return " ".join(beat.text for beat in take.beats)


def shown(take: Take) -> np.ndarray:
    return np.array([seen.figure.value for seen in take.shown], dtype=float)


def spoken(take: Take) -> list[float]:
    return [figure.value for beat in take.beats for figure in beat.figures]


def is_shown(take: Take, value: float) -> bool:
    return bool(np.isclose(shown(take), value, rtol=1e-9, atol=1e-12).any())


@cache
def newton() -> WordVectors:
    words = split_words(opticks())
    vocabulary = build_vocabulary(words, least=30)
    return word_vectors(vocabulary.encode(words), vocabulary, width=20)


def degrees_between(first: str, second: str) -> float:
    a, b = newton().vector(first), newton().vector(second)
    return math.degrees(math.acos(a @ b / math.sqrt((a @ a) * (b @ b))))


LISTS = [(3.0, 1.0, 4.0), (-5.0, 2.5, -1.5), (0.0, 0.0, 5.0)]


@pytest.mark.parametrize(("x", "y", "z"), LISTS)
def test_the_length_is_that_of_pythagoras(x: float, y: float, z: float) -> None:
    take = take_of("length", x=x, y=y, z=z)
    length = math.sqrt(x * x + y * y + z * z)
    assert spoken(take) == pytest.approx([x * x + y * y, length])
    for value in (x, y, z, x * x + y * y, length**2, length):
        assert is_shown(take, value)
    assert f"root: {length:.2f}" in said(take)


@pytest.mark.parametrize(
    ("vector", "sign"), [((0.0, 0.5, 1.2), "="), ((3.0, 4.0, 0.0), "="), ((3.0, 1.0, 4.0), "approx")]
)
def test_a_length_equals_what_is_written_where_only_rounding_of_the_computer_lies_between(
    vector: tuple[float, float, float], sign: str
) -> None:
    assert film()._equals_or_about(np.linalg.norm(vector)) == sign


@pytest.mark.parametrize(
    ("vector", "triangles"),
    [
        ((3.0, 1.0, 4.0), 2),
        ((0.0, 3.0, 4.0), 1),
        ((3.0, 1.0, 0.0), 1),
        ((0.0, -2.0, 0.0), 0),
        ((0.0, 0.0, 5.0), 0),
    ],
)
def test_only_triangles_that_can_be_seen_are_spoken_of(
    vector: tuple[float, float, float], triangles: int
) -> None:
    x, y, z = vector
    take = take_of("length", x=x, y=y, z=z)
    assert said(take).count("right triangle") == triangles
    assert ("long side" in said(take)) == bool(x and y)
    assert ("second" in said(take)) == (triangles == 2)


def test_the_walk_goes_along_each_number_of_the_list_and_the_list_follows_the_tip() -> None:
    take = take_of("arrow", x=-2.0, y=3.0, z=-4.0)
    assert spoken(take) == [-2, 3, 4]
    assert "4 down" in said(take)
    assert "another order" in said(take)


def test_a_list_of_equal_numbers_is_dragged_elsewhere_too() -> None:
    take = take_of("arrow", x=2.0, y=2.0, z=2.0)
    assert "another order" not in said(take)
    assert is_shown(take, -2.0)


@pytest.mark.parametrize("other", [(2.0, 3.0, -1.0), (0.5, -4.0, 5.0)])
def test_the_sum_is_taken_number_by_number(other: tuple[float, float, float]) -> None:
    take = take_of("adding", add_x=other[0], add_y=other[1], add_z=other[2])
    for first, second in zip((3, 1, 4), other, strict=True):
        assert is_shown(take, first + second)
    assert "goes straight" in said(take)


def test_the_words_say_when_two_lists_cancel() -> None:
    take = take_of("adding", add_x=-3.0, add_y=-1.0, add_z=-4.0)
    assert "cancel" in said(take)
    assert "goes straight" not in said(take)


@pytest.mark.parametrize(
    ("factor", "words"),
    [
        (2.0, "longer, but points the same way"),
        (0.0, "nothing is left"),
        (-0.3, "turns around and gets shorter"),
    ],
)
def test_a_factor_multiplies_every_number_and_the_length(factor: float, words: str) -> None:
    take = take_of("scaling", scale=factor)
    assert words in said(take)
    assert spoken(take) == pytest.approx([factor, math.sqrt(26), abs(factor) * math.sqrt(26)])
    for entry in (3, 1, 4):
        assert is_shown(take, factor * entry)


@pytest.mark.parametrize("moved_to", [2.0, -0.3])
def test_while_the_factor_moves_the_equation_holds_as_it_is_written(moved_to: float) -> None:
    equations: list[tuple[float, np.ndarray, np.ndarray, float]] = []

    def look(moment: Moment) -> None:
        family = [part for mobject in moment.mobjects for part in mobject.get_family()]
        lists = [part for part in family if isinstance(part, NumberList)]
        if len(lists) == 2:
            given, result = sorted(lists, key=lambda part: float(part.get_x()))
            written = {
                figure.spec: float(figure.text.replace("−", "-"))
                for part in family
                if isinstance(part, LiveNumber)
                for figure in part.figures
            }
            equations.append((written[".1f"], given.values, result.values, written[".2f"]))

    walk(shoot_of("vectors", DRAFT, ("scaling",), scale=moved_to), look)
    assert len({factor for factor, *_ in equations}) == 5
    for factor, given, result, length in equations:
        assert result == pytest.approx(factor * given)
        assert length == pytest.approx(np.linalg.norm(result), abs=0.005)


@pytest.mark.parametrize(
    ("factor", "words"),
    [
        (0.5, "gets shorter, but points the same way"),
        (1.0, "stays as it is"),
        (-1.0, "the arrow turns around"),
        (-2.0, "turns around and gets longer"),
    ],
)
def test_the_words_follow_what_the_factor_does(factor: float, words: str) -> None:
    assert film()._scaled_in_words(factor).endswith(words)


def test_the_picture_is_counted_and_read_from_its_first_row() -> None:
    take = take_of("picture")
    picture = lit_ball(100)
    counts = [seen.figure.value for seen in take.shown if seen.figure.spec == ",d"]
    assert counts[0] == 0
    assert counts[-1] == picture.size
    assert sorted(counts) == counts
    assert all(count % 100 == 0 for count in counts)
    rows, columns, low, high, white = spoken(take)
    assert (rows, columns, white) == (*picture.shape, 255)
    close = picture[19:25, 30:36]
    assert (low, high) == (close.min(), close.max())
    for value in close.ravel():
        assert is_shown(take, value)
    for value in picture.ravel()[:5]:
        assert is_shown(take, value)
        assert is_shown(take, value / 2)


@pytest.mark.parametrize("word", ["red", "water"])
def test_words_are_counted_and_compared_as_in_the_book(word: str) -> None:
    take = take_of("words", word=word)
    (near, _), *_ = newton().nearest(word, 1)
    times, width, drawn, directions, close, apart = spoken(take)
    assert times == split_words(opticks()).count(word)
    assert drawn == 3
    assert width == directions == newton().vectors.shape[1]
    assert close == pytest.approx(degrees_between(word, near))
    far = {"red": "inches", "water": "red"}[word]
    assert apart == pytest.approx(degrees_between(word, far))
    assert close < 35 < 75 < apart
    assert f"From {word} to {near}" in said(take)
    vector = newton().vector(word)
    for entry in vector / np.linalg.norm(vector):
        assert is_shown(take, entry)


def test_no_word_is_set_against_a_family_of_its_own_kind() -> None:
    described = {entry["name"]: entry for entry in lesson_named("vectors").numbers_type.described()}
    for word in described["word"]["choices"]:
        own, *strangers = film().families(word)
        assert own[0] == word
        assert min(newton().similarity(word, near) for near in own) > 0.8
        assert len(strangers) == 2
        assert max(newton().similarity(word, far) for family in strangers for far in family) < 0.5


@pytest.mark.parametrize("names", [("x", "y", "z"), ("add_x", "add_y", "add_z")])
def test_a_list_that_points_nowhere_is_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(NumbersError, match=f"^{', '.join(names)}: expected a length of 1 or more, got 0$"):
        lesson_named("vectors").numbers_type.parse(dict.fromkeys(names, "0"))


def test_the_code_has_the_numbers_of_the_film_and_prints_what_it_shows() -> None:
    lesson = lesson_named("vectors")
    source = lesson.snippet(lesson.numbers_type(x=1.5, y=-2.0, z=2.0, scale=-0.5))
    assert "np.array([1.5, -2, 2])" in source
    assert run_snippet(source).splitlines() == [
        "length 3.20",
        "sum [3.5 1.  1. ]",
        "scaled [-0.75  1.   -1.  ]",
        "pixels (10000,)",
    ]
