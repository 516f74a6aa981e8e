"""A scene is gone through at the moments worth a look, with the time and the line of each."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from manim import Camera

from aimath.studio.check.film import Film
from aimath.studio.check.moment import Kind, Moment
from aimath.studio.check.walk import walk
from aimath.studio.errors import FilmError
from aimath.studio.filming.rehearsing import rehearse
from aimath.studio.jobs import Shoot
from tests.studio.check.holding import lesson, scene

BODY = """
square = Square()
label = Text("slope").shift(2 * UP)
self.play(FadeIn(square), FadeIn(label), run_time=0.4)
self.wait(1)
self.play(square.animate.shift(RIGHT), run_time=0.8)"""


def walked(shoot: Shoot) -> tuple[Film, list[tuple[float, bool, list[str]]]]:
    seen: list[tuple[float, bool, list[str]]] = []

    def look(moment: Moment) -> None:
        seen.append((round(moment.time, 3), moment.rests, [thing.name for thing in moment.things]))

    return walk(shoot, look), seen


def test_the_middle_and_the_end_of_each_play_are_looked_at_and_nothing_twice(empty_folder: Path) -> None:
    film, seen = walked(scene(empty_folder, BODY))
    assert [(time, rests) for time, rests, _ in seen] == [
        (0.2, False), (0.4, True), (1.8, False), (2.2, True),
    ]  # fmt: skip
    assert seen[-1][2] == ["square (Square)", "Text “slope”"]
    code = film.shoot.source.path.read_text(encoding="utf-8").splitlines()
    assert ["wait" in code[play.line - 1] for play in film.plays] == [False, True, False]
    assert [play.moves for play in film.plays] == [True, False, True]
    assert film.length == pytest.approx(2.2)


def test_what_is_there_before_the_middle_of_a_play_is_looked_at_again_at_rest(empty_folder: Path) -> None:
    body = "self.play(FadeIn(Square(), rate_func=lambda t: min(1, 4 * t)), run_time=0.4)"
    _, seen = walked(scene(empty_folder, body))
    assert [rests for _, rests, _ in seen] == [False, True]


def test_a_lesson_takes_the_time_that_its_film_takes(empty_folder: Path) -> None:
    body = "with self.say('This is a word.'):\n    self.play(FadeIn(Words('word')), run_time=0.4)"
    shoot = lesson(empty_folder, body)
    film, _ = walked(shoot)
    take = rehearse(shoot)
    assert film.length == pytest.approx(take.length, abs=0.1)
    assert [beat.text for beat in film.take.beats] == [beat.text for beat in take.beats]
    assert {play.section for play in film.plays} == {"word"}


def test_sections_that_are_not_chosen_are_not_looked_at(empty_folder: Path) -> None:
    above = '''
class Before(Lesson):
    """Two parts"""

    numbers: Numbers

    @section("First")
    def first(self) -> None:
        self.play(FadeIn(Words("first")), run_time=0.4)
'''
    shoot = lesson(empty_folder, "self.play(FadeIn(Words('second')), run_time=0.4)", above)
    code = shoot.source.path.read_text(encoding="utf-8").replace("Tested(Lesson)", "Tested(Before)")
    shoot.source.path.write_text(code, encoding="utf-8")
    film, seen = walked(replace(shoot, sections=("word",)))
    assert {play.section for play in film.plays} == {"word"}
    assert [names for _, rests, names in seen if rests][-1] == ["Words “A word”", "Words “second”"]
    assert not any("Words “first”" in names for _, rests, names in seen if rests)


def test_what_is_painted_is_what_manim_draws(empty_folder: Path) -> None:
    shoot = scene(empty_folder, "self.add(Square(color=RED, fill_opacity=0.5), Text('slope'), Dot(UP))")

    def look(moment: Moment) -> None:
        camera = Camera()
        camera.capture_mobjects(moment.mobjects)
        assert np.array_equal(moment.frame, camera.pixel_array)
        text = moment.texts[0]
        assert [thing.kind for thing in moment.things] == [Kind.GRAPHIC, Kind.TEXT, Kind.GRAPHIC]
        ink = moment.painted(text.pieces, (0, 0, *moment.painting.size), on_ground=False)[..., 3] > 0
        rows, columns = np.nonzero(ink)
        assert text.box == pytest.approx(
            (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1), abs=1
        )

    walk(shoot, look)


def test_a_mistake_in_a_scene_is_told_with_its_line(empty_folder: Path) -> None:
    with pytest.raises(FilmError, match=r"tested\.py:7: NameError"):
        walked(scene(empty_folder, "self.add(Nothing())"))


def test_a_rule_that_fails_is_not_told_as_a_mistake_of_the_scene(empty_folder: Path) -> None:
    def look(moment: Moment) -> None:
        raise ZeroDivisionError

    with pytest.raises(FilmError, match=r"(?s)tested: a rule failed at 0\.2 s.*ZeroDivisionError"):
        walk(scene(empty_folder, BODY), look)
