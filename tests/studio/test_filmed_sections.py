"""After an edit, a film begins with the sections that cannot have changed, and is the same film as ever."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from aimath.studio import films
from aimath.studio.branching.branches import CAN_BRANCH
from aimath.studio.branching.cores import shared_cores
from aimath.studio.film_files import CACHE
from aimath.studio.filming.rehearsing import Rehearsal
from aimath.studio.filming.shooting import Shot, Watcher
from aimath.studio.films import film_video, make_film
from aimath.studio.freshness.film_states import FRESH, STALE, film_states
from aimath.studio.jobs import Shoot
from aimath.studio.rendering import leave_fresh, plan
from aimath.studio.segments import section_store
from aimath.studio.settings import FilmSettings
from tests.studio.lessons import write_lesson

pytestmark = pytest.mark.skipif(not CAN_BRANCH, reason="processes cannot be copied here")
SMALL = FilmSettings(quality="draft", width=64)
WALK = '''
from pathlib import Path

from manim import RIGHT, UP, Dot, FadeIn

from aimath.stage import Lesson, Numbers, number, section


class N(Numbers):
    width: float = number(1.0, low=0.1, high=5, help="how far it goes")


def far():
    return 1.5


def farther():
    return 2.5


class Walk(Lesson):
    """A walk"""

    numbers: N

    @section("One")
    def one(self) -> None:
        dot = Dot()
        dot.add_updater(lambda moved: moved.set_opacity(float(Path("light.txt").read_text())))
        self.add(dot)
        self.play(dot.animate(run_time=8.0).shift(self.numbers.width * RIGHT))
        self.mark_poster()
        self.wait(1.0)

    @section("Two")
    def two(self) -> None:
        with self.say("It goes on."):
            self.play(FadeIn(Dot(self._place())))

    def _place(self):
        return far() * UP

    @section("Three")
    def three(self) -> None:
        dot = Dot()
        self.play(dot.animate(run_time=5.0).shift(farther() * RIGHT))
        self.play(dot.animate(run_time=1.0).shift(UP))
'''
ONE, TWO = 3, 6
"""Plays up to the end of a section: with each begins one that changes the scene."""


@dataclass(frozen=True)
class Film:
    """What came of a film: the plays that it began with, and its bytes."""

    begun: int
    video: bytes
    poster: bytes
    frames: int
    first_report: int


def write(folder: Path, *edits: tuple[str, str]) -> None:
    source = WALK
    for old, new in edits:
        assert source.count(old) == 1
        source = source.replace(old, new)
    write_lesson(folder, "walk", source)
    light = folder / "light.txt"
    if not light.exists():
        light.write_text("0.5")
    # What changes within a tick of the clock counts as changed while it was filmed.
    time.sleep(0.05)


def film(
    *changes: str,
    cores: int = 1,
    settings: FilmSettings = SMALL,
    force: bool = False,
    meanwhile: Callable[[], None] = lambda: None,
) -> Film:
    """Film the walk, and tell what came of it."""
    begun, reports = [], []

    def film_it(job: Shoot, rehearsal: Rehearsal, path: Path, watch: Watcher) -> Shot:
        def report(section: str, frames: int) -> None:
            reports.append(frames)
            watch(section, frames)

        begun.append(rehearsal.beginning.plays)
        meanwhile()
        with shared_cores(cores) as shared:
            return film_video(job, rehearsal, path, report, shared)

    numbers = dict(change.split("=") for change in changes)
    [job] = leave_fresh(plan(["walk"], numbers, settings), force=force).jobs
    made = make_film(job, film_as_video=film_it)
    assert max(reports) == made.frames
    return Film(
        begun[0],
        job.files.film.read_bytes(),
        job.files.beside(".png").read_bytes(),
        made.frames,
        min(reports),
    )


def film_afresh() -> Film:
    """Film the walk as if nothing had been filmed before."""
    for kept in CACHE.rglob("*"):
        if kept.is_file():
            kept.unlink()
    whole = film(force=True)
    assert whole.begun == 0
    return whole


EDITS = {
    "the last section": (("run_time=1.0", "run_time=2.0"), TWO),
    "what only the last section uses": (("return 2.5", "return 3.5"), TWO),
    "the section before": (('"It goes on."', '"It goes on and on."'), ONE),
    "what only that uses": (("far() * UP", "far() * RIGHT"), ONE),
    "the first section": (("run_time=8.0", "run_time=7.0"), 0),
    "what all of them have": (("how far it goes", "how far it may go"), 0),
}


@pytest.mark.parametrize("cores", [1, 2])
@pytest.mark.parametrize("edited", EDITS)
def test_sections_before_the_edited_one_are_not_gone_through(
    edited: str, cores: int, empty_folder: Path
) -> None:
    edit, begun = EDITS[edited]
    write(empty_folder)
    first = film(cores=cores)
    assert first.begun == 0
    write(empty_folder, edit)
    again = film(cores=cores)
    assert again.begun == begun
    assert (again.first_report > 120) == (begun > 0)
    whole = film_afresh()
    assert (again.video, again.poster, again.frames) == (whole.video, whole.poster, whole.frames)


def test_an_edit_after_an_edit_begins_with_what_was_filmed_at_either_time(empty_folder: Path) -> None:
    write(empty_folder)
    film()
    write(empty_folder, EDITS["what only that uses"][0])
    assert film().begun == ONE
    write(empty_folder, EDITS["what only that uses"][0], EDITS["the last section"][0])
    assert film().begun == TWO
    write(empty_folder, EDITS["the last section"][0])
    assert film().begun == TWO


def test_the_poster_is_that_of_a_section_filmed_before_only_where_it_was_chosen(empty_folder: Path) -> None:
    later = ("shift(UP))\n", "shift(UP))\n        self.mark_poster()\n")
    write(empty_folder, later)
    film()
    write(empty_folder)
    again = film()
    assert again.begun == 0
    assert again.poster == film_afresh().poster
    write(empty_folder, later)
    again = film()
    assert again.begun == TWO
    assert again.poster == film_afresh().poster


def test_a_poster_chosen_before_a_section_plays_is_what_the_one_before_left(empty_folder: Path) -> None:
    first_of_all = (
        '@section("Three")\n    def three(self) -> None:\n',
        '@section("Three", titled=False, continues=True)\n    def three(self) -> None:\n'
        "        self.mark_poster()\n",
    )
    write(empty_folder, first_of_all)
    film()
    write(empty_folder, first_of_all, EDITS["the last section"][0])
    again = film()
    assert again.begun == TWO
    assert again.poster == film_afresh().poster


def test_a_lesson_with_a_section_that_plays_twice_is_gone_through_whole(empty_folder: Path) -> None:
    twice = ('    @section("Three")', '    again = one\n\n    @section("Three")')
    write(empty_folder, twice)
    film()
    assert not kept("sections/*")


def test_a_section_more_changes_none_of_those_before(empty_folder: Path) -> None:
    write(empty_folder)
    film()
    more = "shift(UP))\n\n    @section('Four')\n    def four(self) -> None:\n        self.wait(1.0)\n"
    write(empty_folder, ("shift(UP))\n", more))
    again = film()
    assert again.begun == TWO + 3
    assert again.video == film_afresh().video


def test_an_edit_that_breaks_the_lesson_while_it_is_filmed_does_not_harm_the_film(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(empty_folder)
    before = film()
    whole = films.rehearse_apart

    def edit(shoot: Shoot) -> Rehearsal:
        rehearsal = whole(shoot)
        shoot.source.path.write_text("class Walk(")
        return rehearsal

    (empty_folder / "media/walk/walk-64px.mp4").unlink()
    monkeypatch.setattr(films, "rehearse_apart", edit)
    monkeypatch.setattr(films, "film_video", film_video)
    again = film(meanwhile=lambda: write(empty_folder))
    assert (again.begun, again.video) == (0, before.video)


def test_other_numbers_settings_and_looks_begin_with_nothing(empty_folder: Path) -> None:
    write(empty_folder)
    film()
    assert film("width=2").begun == 0
    assert film(settings=FilmSettings(quality="draft", width=64, theme="light")).begun == 0


def test_a_forced_film_begins_with_nothing(empty_folder: Path) -> None:
    write(empty_folder)
    before = film()
    again = film(force=True)
    assert again.begun == 0
    assert again.video == before.video


def test_the_last_section_is_always_filmed(empty_folder: Path) -> None:
    write(empty_folder)
    before = film()
    (empty_folder / "media/walk/walk-64px.mp4").unlink()
    again = film()
    assert (again.begun, again.video) == (TWO, before.video)


def test_what_only_the_frames_of_the_beginning_read_stays_what_the_film_is_made_from(
    empty_folder: Path,
) -> None:
    write(empty_folder)
    film()
    for edit in (EDITS["the last section"][0], ("run_time=1.0", "run_time=3.0")):
        write(empty_folder, edit)
        assert film().begun == TWO
    assert [state.state for state in film_states(["walk"])] == [FRESH]
    (empty_folder / "light.txt").write_text("0.9")
    assert [state.state for state in film_states(["walk"])] == [STALE]
    again = film()
    assert again.begun == 0
    assert again.video == film_afresh().video


def kept(pattern: str) -> list[Path]:
    return sorted(CACHE.rglob(pattern))


@pytest.mark.parametrize("pattern", ["*.segment", "sections/*.json", "sections/*.png"])
@pytest.mark.parametrize("content", [b"", b"anything else", b"{}", None])
def test_what_is_lost_or_damaged_is_filmed_again(
    pattern: str, content: bytes | None, empty_folder: Path
) -> None:
    write(empty_folder)
    film()
    assert kept(pattern)
    for path in kept(pattern):
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content)
    write(empty_folder, EDITS["the last section"][0])
    again = film()
    assert again.begun == 0
    whole = film_afresh()
    assert (again.video, again.poster) == (whole.video, whole.poster)


@pytest.mark.parametrize("cores", [1, 2])
def test_segments_that_go_while_it_is_filmed_cost_time_and_nothing_else(
    cores: int, empty_folder: Path
) -> None:
    write(empty_folder)
    film()
    write(empty_folder, EDITS["the last section"][0])

    def lose_all() -> None:
        for path in kept("*.segment"):
            path.unlink()

    again = film(cores=cores, meanwhile=lose_all)
    assert again.begun == TWO
    assert again.video == film_afresh().video


def test_nothing_is_kept_of_a_film_whose_sources_were_edited_meanwhile(empty_folder: Path) -> None:
    write(empty_folder)

    def edit() -> None:
        write(empty_folder, EDITS["the first section"][0])

    film(meanwhile=edit)
    assert not kept("sections/*")


def test_what_cannot_be_kept_is_no_loss(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(section_store, "write_text", full)
    write(empty_folder)
    assert film().frames > 120
    assert [state.state for state in film_states(["walk"])] == [FRESH]


def test_a_lesson_whose_frames_go_on_from_those_before_is_gone_through_whole(empty_folder: Path) -> None:
    rolling = (
        "dot = Dot()\n        dot.add_updater(lambda moved:",
        "dot = Dot()\n        dot.add_updater(lambda moved, dt:",
    )
    write(empty_folder, rolling)
    film()
    assert not kept("sections/*")
    write(empty_folder, rolling, EDITS["the last section"][0])
    assert film().begun == 0


def test_captions_and_record_are_those_of_the_whole_film(empty_folder: Path) -> None:
    write(empty_folder)
    film()
    write(empty_folder, EDITS["the last section"][0])
    assert film().begun == TWO
    folder = empty_folder / "media/walk"
    again = {path.name: path.read_text() for path in folder.glob("*.[jsv]*") if path.suffix != ".json"}
    record = json.loads((folder / "walk-64px.json").read_text())
    film_afresh()
    whole = {path.name: path.read_text() for path in folder.glob("*.[jsv]*") if path.suffix != ".json"}
    other = json.loads((folder / "walk-64px.json").read_text())
    assert again == whole
    for key in ("sections", "narration", "shown", "frames", "length", "fingerprint"):
        assert record[key] == other[key]


def test_what_a_later_section_changes_for_good_is_not_seen_before(empty_folder: Path) -> None:
    (empty_folder / "scenes").mkdir(exist_ok=True)
    (empty_folder / "scenes" / "sizes.py").write_text("RADII = [0.1]\n")
    reading = (
        "dot = Dot()\n        dot.add_updater",
        "dot = Dot(radius=sizes.RADII[-1])\n        dot.add_updater",
    )
    imported = ("from pathlib import Path\n", "from pathlib import Path\n\nimport sizes\n")
    changing = (
        "dot = Dot()\n        self.play(dot.animate(run_time=5.0)",
        "sizes.RADII.append(0.4)\n        dot = Dot()\n        self.play(dot.animate(run_time=5.0)",
    )
    write(empty_folder, reading, imported, changing)
    once = film()
    write(empty_folder, reading, imported)
    again = film()
    assert again.begun == TWO
    assert again.video == once.video == film_afresh().video
