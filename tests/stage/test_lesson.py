"""A lesson plays its sections in order, waits for its words, and notes what it shows."""

from collections.abc import Iterator

import pytest
from manim import RIGHT, AnimationGroup, FadeIn, Square, UpdateFromFunc, tempconfig

from aimath.stage.layout import Region
from aimath.stage.lesson import Lesson
from aimath.stage.lettering.live import LiveNumber
from aimath.stage.lettering.text import Words
from aimath.stage.numbers import Numbers, number
from aimath.stage.pacing import BREATH, speaking_time
from aimath.stage.sections import section, sections_of
from aimath.stage.theme import LIGHT, current_theme


class FilmNumbers(Numbers):
    slope: float = number(0.5, low=0, high=1, help="rise over run")


class Film(Lesson):
    """A small film

    About nothing.
    """

    numbers: FilmNumbers

    @section("Words")
    def words(self) -> None:
        self.label = Words("hello")
        with self.say("One two three four five six seven.") as beat:
            self.beat = beat
            self.play(FadeIn(self.label), run_time=0.5)

    @section("Numbers", continues=True)
    def figures(self) -> None:
        self.kept = self.label in self.mobjects
        live = LiveNumber(self.numbers.slope, ".2f").shift(2 * RIGHT)
        with self.say("It is {slope:.2f}.", slope=self.numbers.slope):
            self.play(FadeIn(live), run_time=3.0)

    @section("Nothing")
    def nothing(self) -> None:
        self.cleared = self.label not in self.mobjects
        self.play(FadeIn(Square()), run_time=0.5)


@pytest.fixture(autouse=True)
def small_and_quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    options = {
        "pixel_width": 160,
        "pixel_height": 90,
        "frame_rate": 10,
        "dry_run": True,
        "disable_caching": True,
        "verbosity": "ERROR",
        "progress_bar": "none",
        "media_dir": str(tmp_path_factory.mktemp("media")),
    }
    with tempconfig(options):
        yield


def test_sections_play_in_the_order_they_are_written() -> None:
    film = Film()
    film.render()
    assert [part.section.name for part in film.take.sections] == ["words", "figures", "nothing"]
    starts = [part.start for part in film.take.sections]
    assert starts == sorted(starts)
    assert starts[0] == 0


class Following(Lesson):
    """A number that follows what moves above it"""

    numbers: FilmNumbers

    @section("Follow")
    def follow(self) -> None:
        below, above = Square(), Square()
        self.add(below, above)
        self.play(above.animate.shift(RIGHT))
        self.still = below in self.static_mobjects
        above.add_updater(lambda moved: below.move_to(moved))
        self.play(above.animate.shift(RIGHT))
        self.still_while_followed = below in self.static_mobjects
        above.clear_updaters()
        self.play(AnimationGroup(UpdateFromFunc(above, lambda moved: below.move_to(moved))))
        self.still_while_called = below in self.static_mobjects


def test_what_an_updater_may_change_is_drawn_in_every_frame() -> None:
    film = Following()
    film.render()
    assert film.still
    assert not film.still_while_followed
    assert not film.still_while_called


def test_a_section_starts_on_an_empty_stage_unless_it_continues() -> None:
    film = Film()
    film.render()
    assert film.kept
    assert film.cleared


def test_the_picture_waits_until_the_sentence_is_said() -> None:
    film = Film()
    film.render()
    first, second = film.take.beats
    assert first.duration == speaking_time(first.text)
    following = film.take.sections[1].start
    assert following - first.start == pytest.approx(first.duration + BREATH, abs=0.11)
    assert second.figures[0].value == 0.5


def test_how_long_it_waits_is_not_up_to_what_adding_up_frames_is_off() -> None:
    film = Film()
    for off in (-1e-9, 1e-9):
        film.renderer.time = 20.7 + off
        assert film.film_time == 20.7


def test_a_play_longer_than_its_sentence_is_not_made_longer() -> None:
    film = Film()
    film.render()
    second = film.take.beats[1]
    assert film.take.sections[2].start - second.start == pytest.approx(3.0, abs=0.11)


def test_every_number_on_screen_is_noted_once_with_time_and_section() -> None:
    film = Film(numbers=FilmNumbers(slope=0.25))
    film.render()
    (shown,) = film.take.shown
    assert (shown.figure.text, shown.figure.value, shown.section) == ("0.25", 0.25, "figures")
    assert shown.time > film.take.sections[1].start


def test_only_the_chosen_section_is_filmed_and_what_comes_after_is_not_played() -> None:
    film = Film(chosen=("figures",))
    film.render()
    assert [part.section.name for part in film.take.sections] == ["figures"]
    assert film.take.sections[0].start == pytest.approx(0)
    assert [beat.text for beat in film.take.beats] == ["It is 0.50."]
    assert not hasattr(film, "cleared")


def test_a_lesson_has_the_theme_and_the_ground_it_was_given() -> None:
    film = Film(theme=LIGHT)
    assert current_theme() is LIGHT
    assert film.camera.background_color.to_hex() == LIGHT.background


def test_the_title_is_the_first_line_of_the_docstring() -> None:
    assert Film.film_title() == "A small film"


def test_randomness_starts_the_same_way_each_time() -> None:
    film = Film(seed=3)
    assert film.random_generator().random() == film.random_generator().random()
    assert film.random_generator().random() != Film(seed=4).random_generator().random()


def test_inherited_sections_come_first() -> None:
    class Longer(Film):
        @section("More")
        def more(self) -> None: ...

    assert [part.name for part in sections_of(Longer)] == ["words", "figures", "nothing", "more"]


@pytest.mark.parametrize(
    ("promise", "count"),
    [
        ("A promise that takes two lines when upright", 2),
        ("How a model finds better numbers, one small step at a time", 3),
    ],
)
def test_the_lines_of_a_title_card_are_about_as_long_as_each_other(promise: str, count: int) -> None:
    film = Film()
    with tempconfig({"frame_width": 8.0, "frame_height": 14.2}):
        _, words = film.title_card(promise)
        baselines = [glyph.baseline for glyph in words]
        rows = [
            [g for g, at in zip(words, baselines, strict=True) if abs(at - row) < 0.01]
            for row in sorted({round(at, 2) for at in baselines})
        ]
        lengths = [max(g.get_right()[0] for g in row) - min(g.get_left()[0] for g in row) for row in rows]
        assert len(rows) == count
        assert min(lengths) > 0.75 * max(lengths)
        assert max(lengths) <= film.layout.content.width


def test_the_output_of_the_code_stands_below_it_where_both_do_not_fit_side_by_side() -> None:
    lesson, room = Film(), Region(0, 0, 6, 4)
    for count, beside in ((3, True), (25, False)):
        lesson.code = f'print("{"1" * count}")'
        card = lesson.code_card(room)
        assert card.output_panel is not None
        assert bool(card.output_panel.get_left()[0] > card.code_panel.get_right()[0]) == beside
        assert card.width <= room.width + 1e-6
