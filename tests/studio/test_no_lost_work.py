"""Whatever happens to a render, nothing broken has a final name and nothing finished is lost."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import av
import pytest

from aimath.studio.captions import Caption
from aimath.studio.errors import FilmError
from aimath.studio.film_files import CACHE, FilmFiles, film_files, record_of_film
from aimath.studio.jobs import FilmJob, Shoot
from aimath.studio.rendering import leave_fresh, plan
from aimath.studio.scene_files import SceneSource
from aimath.studio.segments.store import SegmentStore
from aimath.studio.settings import FilmSettings
from tests.studio.lessons import write_lesson

RENDER = [sys.executable, "-m", "aimath", "render", "small", "-q", "draft", "--json"]
LONG = '''
from manim import LEFT, RIGHT, Circle, Square

from aimath.stage import Lesson, Numbers, section


class Small(Lesson):
    """A film of many plays"""

    numbers: Numbers

    @section("Back and forth")
    def back_and_forth(self) -> None:
        shapes = [Square().shift(LEFT * n / 3) for n in range(9)]
        self.add(*shapes)
        for n in range(12):
            self.play(shapes[n % 9].animate.shift(RIGHT + n * LEFT / 9), run_time=1)
'''


def segments() -> set[Path]:
    return set(CACHE.rglob("*.segment"))


def assert_whole(path: Path) -> None:
    with av.open(str(path)) as container:
        frames = sum(1 for _ in container.decode(video=0))
    assert frames == json.loads(record_of_film(path).read_text())["frames"] > 180


def wait_for(count: int) -> None:
    for _ in range(600):
        if len(segments()) >= count:
            return
        time.sleep(0.05)
    raise AssertionError(f"{len(segments())} segments came, {count} were expected")


@pytest.mark.parametrize("victim", ["parent", "worker"])
def test_a_render_that_is_killed_leaves_finished_plays_and_no_half_film(
    empty_folder: Path, victim: str
) -> None:
    write_lesson(empty_folder, source=LONG)
    process = subprocess.Popen(RENDER, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(3)
    if victim == "parent":
        process.kill()
        process.wait()
        kept = segments()
        assert not list((empty_folder / "media").glob("small/[!.]*.mp4"))
        subprocess.run(RENDER, check=True, stdout=subprocess.DEVNULL)
        assert kept <= segments()
    else:
        # The first child keeps track of shared resources; films are made by the others.
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        if not children.exists():
            pytest.skip("this system does not tell which processes a process has started")
        for child in children.read_text().split():
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                subprocess.run(["kill", "-9", child], check=True)
        assert process.wait() == 0
    assert_whole(empty_folder / "media/small/small-draft.mp4")


def test_two_renders_of_one_lesson_at_once_both_end_well(empty_folder: Path) -> None:
    write_lesson(empty_folder, source=LONG)
    both = [subprocess.Popen(RENDER, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert_whole(empty_folder / "media/small/small-draft.mp4")
    assert not list((empty_folder / "media").rglob(".*partial*"))


def test_segments_that_are_cut_short_or_damaged_are_filmed_again(empty_folder: Path) -> None:
    write_lesson(empty_folder)
    subprocess.run(RENDER, check=True, stdout=subprocess.DEVNULL)
    film = empty_folder / "media/small/small-draft.mp4"
    before = film.read_bytes()
    for number, path in enumerate(sorted(segments())):
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2] if number % 2 else content[:-9] + b"123456789")
    subprocess.run([*RENDER, "--force"], check=True, stdout=subprocess.DEVNULL)
    assert film.read_bytes() == before


def test_a_full_disk_is_told_in_one_line_and_leaves_no_film(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from aimath.studio.films import make_film

    path = write_lesson(empty_folder)
    write = Path.write_bytes

    def full(target: Path, content: bytes) -> int:
        if ".segment" in target.name:
            raise OSError(28, "No space left on device")
        return write(target, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    settings = FilmSettings(quality="draft")
    job = FilmJob(Shoot(SceneSource("small", path, "Small"), settings, {}), film_files("small", settings))
    with pytest.raises(FilmError, match="no space left on the disk"):
        make_film(job)
    assert not list((empty_folder / "media").rglob("*.mp4"))
    assert not segments()


def test_a_film_that_another_render_has_put_in_place_meanwhile_is_not_called_fresh(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from aimath.studio import films

    write_lesson(empty_folder)
    write_captions = films.write_captions

    def meanwhile(files: FilmFiles, cues: Sequence[Caption]) -> list[Path]:
        files.film.write_bytes(b"made from other sources")
        return write_captions(files, cues)

    monkeypatch.setattr(films, "write_captions", meanwhile)
    settings = FilmSettings(quality="draft")
    films.make_film(leave_fresh(plan(["small"], {}, settings)).jobs[0])
    assert leave_fresh(plan(["small"], {}, settings)).jobs


def test_the_store_counts_a_file_of_anything_else_as_not_there(tmp_path: Path) -> None:
    (tmp_path / "aaaaaaaaaaaa-bb.segment").write_bytes(b"anything else")
    from aimath.studio.segments.segment import Shown

    first = Shown("a" * 32, 1)
    store = SegmentStore(tmp_path)
    assert list(store.beginning_with(first)) == []
    assert store.load("bb", first) is None
    assert not list(tmp_path.iterdir())


def test_a_terminated_render_ends_its_workers(empty_folder: Path) -> None:
    write_lesson(empty_folder, source=LONG)
    process = subprocess.Popen(RENDER, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(1)
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 130
    time.sleep(0.5)
    count = len(segments())
    time.sleep(1)
    assert len(segments()) == count
