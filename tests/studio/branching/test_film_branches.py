"""A film that several processes make is the same film."""

from collections.abc import Callable
from pathlib import Path

import pytest

from aimath.studio.branching import branch_crew, film_branches
from aimath.studio.branching.branches import CAN_BRANCH
from aimath.studio.branching.cores import Cores, shared_cores
from aimath.studio.branching.film_parts import SegmentGoneError
from aimath.studio.branching.notes import noting
from aimath.studio.errors import FilmError
from aimath.studio.film_files import CACHE
from aimath.studio.filming.rehearsing import rehearse_plays
from aimath.studio.filming.shooting import Shot
from aimath.studio.films import film_video
from aimath.studio.freshness.observation import watching_what_runs
from aimath.studio.jobs import Shoot
from aimath.studio.scene_files import SceneSource
from aimath.studio.settings import FilmSettings
from tests.studio.lessons import write_lesson

pytestmark = pytest.mark.skipif(not CAN_BRANCH, reason="processes cannot be copied here")
SMALL = FilmSettings(quality="draft", width=64)

LONG_PLAYS = '''"""A lesson with long plays, whose numbers follow what moves."""

from manim import Dot, RIGHT, UP, linear
from aimath.stage import Lesson, Numbers, number, section


class N(Numbers):
    width: float = number(2.0, low=0.1, high=5, help="how far it goes")


class Long(Lesson):
    """Long plays"""

    numbers: N

    @section("Moves")
    def moves(self) -> None:
        shadow, dot = Dot(), Dot()
        self.add(shadow, dot)
        dot.add_updater(lambda moved: shadow.move_to(moved.get_center() + UP))
        self.play(dot.animate(run_time=20.0, rate_func=linear).shift(self.numbers.width * RIGHT))
        self.wait(1.0)
        self.wait(9.0, stop_condition=lambda: False)
        self.mark_poster()
        self.play(dot.animate(run_time=1.0).shift(UP))
'''

PLAIN = """
from manim import *


class Falling(Scene):
    def construct(self):
        dot, fast = Dot(), np.zeros(3)
        self.add(Square(), dot)

        def fall(falling, dt):
            fast[:] += dt * DOWN * 0.01
            falling.shift(fast * dt + np.random.normal(0, 0.01) * RIGHT)

        dot.add_updater(fall)
        self.wait(20)
        self.play(Create(Circle()), run_time=9)
"""

SKIPPABLE = """
from manim import *


class Turning(MovingCameraScene):
    def construct(self):
        shapes = VGroup(*[Square().shift(n * RIGHT) for n in range(3)])
        self.play(Create(shapes), run_time=18)
        self.play(shapes.animate(run_time=9, lag_ratio=0.3).rotate(1), self.camera.frame.animate.scale(0.5))
        self.wait(4)
        self.play(FadeOut(shapes[0]))
"""

UNKNOWN = """
from manim import *


class Cloud(Scene):
    def construct(self):
        cloud = PointCloudDot()
        self.add(cloud.add_updater(lambda cloud, dt: cloud.shift(0.1 * dt * RIGHT)))
        self.wait(9)
"""


READING = """
from pathlib import Path

from manim import *


class Pages(Scene):
    def construct(self):
        dot = Dot()

        def read(dot, dt):
            self.frames = getattr(self, "frames", 0) + 1
            dot.set_opacity(float((Path(__file__).parent / f"{self.frames % 9}.txt").read_text()))

        dot.add_updater(read)
        self.add(dot)
        self.wait(9)
"""
READING_LESSON = (
    LONG_PLAYS.replace(
        "dot.add_updater(lambda moved: shadow.move_to(moved.get_center() + UP))",
        "shadow.add_updater(lambda follower: follower.set_opacity(float(page(dot).read_text())))",
    )
    .replace(
        "class N(",
        """def page(moved):
    return Path(__file__).parent / f"{round(100 * moved.get_x()) % 100}.txt"


class N(""",
    )
    .replace("from manim", "from pathlib import Path\n\nfrom manim")
)

ROLLING = LONG_PLAYS.replace("from manim import Dot,", "from manim import Dot, LEFT, TracedPath,").replace(
    "self.add(shadow, dot)",
    """self.add(shadow, dot, TracedPath(dot.get_center))
        speed = [3.0]

        def roll(rolling, dt):
            rolling.shift(speed[0] * dt * LEFT)
            speed[0] -= 0.8 * speed[0] * dt

        shadow.add_updater(roll)
        self.wait(5.0)""",
)


def lesson(folder: Path) -> Shoot:
    return Shoot(SceneSource("long", write_lesson(folder, "long", LONG_PLAYS), "Long"), SMALL, {})


def lesson_that_goes_on_from_frame_to_frame(folder: Path) -> Shoot:
    return Shoot(SceneSource("long", write_lesson(folder, "long", ROLLING), "Long"), SMALL, {})


def plain_scene(folder: Path, source: str = PLAIN, name: str = "Falling") -> Shoot:
    path = folder / f"{name.lower()}.py"
    path.write_text(source)
    return Shoot(SceneSource(name, path, name), SMALL, {})


def skippable_scene(folder: Path) -> Shoot:
    return plain_scene(folder, SKIPPABLE, "Turning")


def scene_that_only_manim_can_draw(folder: Path) -> Shoot:
    return plain_scene(folder, UNKNOWN, "Cloud")


def film(job: Shoot, cores: Cores | None, path: Path) -> Shot:
    for kept in CACHE.rglob("*.segment"):
        kept.unlink()
    return film_video(job, rehearse_plays(job), path, lambda section, frames: None, cores)


@pytest.mark.parametrize(("source", "name", "pages"), [(READING, "Pages", 9), (READING_LESSON, "Long", 100)])
def test_what_any_of_the_processes_reads_is_part_of_what_the_film_is_made_from(
    source: str, name: str, pages: int, empty_folder: Path, tmp_path: Path
) -> None:
    path = write_lesson(empty_folder, name.lower(), source)
    for number in range(pages):
        (path.parent / f"{number}.txt").write_text(str(number / pages))
    job = Shoot(SceneSource(name, path, name), SMALL, {})
    found = []
    for count in (1, 2):
        with (
            watching_what_runs() as seen,
            noting(seen.sight, seen.elsewhere.append),
            shared_cores(count) as cores,
        ):
            film(job, cores, tmp_path / f"{count}.mp4")
        found.append({one.name for one in seen.files() if one.suffix == ".txt"})
    assert found[0] == found[1]
    assert len(found[1]) > 8


@pytest.mark.parametrize(
    "made",
    [
        lesson,
        lesson_that_goes_on_from_frame_to_frame,
        plain_scene,
        skippable_scene,
        scene_that_only_manim_can_draw,
    ],
)
def test_a_film_made_by_several_processes_has_the_same_bytes(
    made: Callable[[Path], Shoot], empty_folder: Path
) -> None:
    job = made(empty_folder)
    alone = film(job, None, empty_folder / "alone.mp4")
    shared = film(job, Cores(empty_folder, 3), empty_folder / "shared.mp4")
    assert (empty_folder / "shared.mp4").read_bytes() == (empty_folder / "alone.mp4").read_bytes()
    assert (shared.frames, shared.title, shared.numbers) == (alone.frames, alone.title, alone.numbers)
    assert shared.take.beats == alone.take.beats
    assert shared.last is not None and alone.last is not None
    assert (shared.last == alone.last).all()
    if made is lesson:
        assert shared.take.poster is not None and alone.take.poster is not None
        assert (shared.take.poster == alone.take.poster).all()


def test_a_rehearsal_tells_whether_plays_need_all_those_before(empty_folder: Path) -> None:
    assert rehearse_plays(lesson(empty_folder)).begins_anywhere
    assert not rehearse_plays(lesson_that_goes_on_from_frame_to_frame(empty_folder)).begins_anywhere


def test_frames_that_take_too_much_room_to_gather_are_filmed_at_once(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = plain_scene(empty_folder)
    film(job, None, empty_folder / "alone.mp4")
    monkeypatch.setattr(branch_crew, "MOST_GATHERED", 1)
    film(job, Cores(empty_folder, 2), empty_folder / "shared.mp4")
    assert (empty_folder / "shared.mp4").read_bytes() == (empty_folder / "alone.mp4").read_bytes()


def test_a_mistake_in_a_branch_is_told_as_if_there_were_none(empty_folder: Path) -> None:
    path = empty_folder / "wrong.py"
    path.write_text(PLAIN.replace("class Falling", "class Wrong") + "        raise KeyError('late')\n")
    job = Shoot(SceneSource("Wrong", path, "Wrong"), SMALL, {})
    with pytest.raises(FilmError, match="late"):
        film(job, Cores(empty_folder, 2), empty_folder / "wrong.mp4")


def test_a_cache_that_is_emptied_meanwhile_costs_time_and_nothing_else(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*args: object) -> None:
        raise SegmentGoneError("gone")

    monkeypatch.setattr(film_branches, "join_parts", gone)
    path = empty_folder / "film.mp4"
    assert film(lesson(empty_folder), Cores(empty_folder, 2), path).frames > 0
    assert path.stat().st_size > 0
