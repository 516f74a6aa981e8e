"""`aimath watch` films again what an edit made stale, soon after it is saved, whatever else happens."""

import errno
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from aimath.studio.cli import run
from aimath.studio.watching import Watch
from tests.studio.course import environment, make_course
from tests.studio.lessons import LESSON, write_lesson

PLAIN = """
from pathlib import Path

from manim import Dot, Scene


class Plain(Scene):
    def construct(self):
        self.add(Dot(radius=float(Path(__file__).with_name("size.txt").read_text())))
        self.wait(0.2)
"""
SURPRISING = """
import sys
from pathlib import Path

from manim import Dot, Scene

sys.path.append("el" + "sewhere")
import late


class Surprising(Scene):
    def construct(self):
        self.add(Dot(radius=late.SIZE * len(Path("size" + ".txt").read_text())))
        self.wait(0.2)
"""
PATIENCE = 120.0
# It is a second on a machine with nothing else to do.
SOON = 4.0


class Watching:
    """A running `aimath watch`, whose lines come as it writes them."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "aimath", "watch", *words],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            env=environment(folder),
        )
        self.said: list[str] = []
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip())

    def wait_for(self, words: str) -> float:
        """Return how many seconds passed until a line with these words came."""
        began = time.monotonic()
        while True:
            try:
                line = self._lines.get(timeout=PATIENCE)
            except queue.Empty:
                raise AssertionError(f"no line with {words!r} came after {self.said}") from None
            self.said.append(line)
            if words in line:
                return time.monotonic() - began

    def stop(self, number: int = signal.SIGINT) -> int:
        if self.process.poll() is None:
            os.kill(self.process.pid, number)
        return self.process.wait(timeout=PATIENCE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_lesson(tmp_path, source=LESSON.replace("run_time=0.4", "run_time=0.1"))
    return tmp_path


@pytest.fixture
def watching(folder: Path) -> Iterator[Watching]:
    watch = Watching(folder, "small:word")
    yield watch
    watch.process.kill()
    watch.process.wait()


def save(folder: Path, old: str, new: str) -> None:
    path = folder / "scenes" / "small.py"
    source = path.read_text()
    assert old in source
    path.write_text(source.replace(old, new))


def test_an_edit_is_filmed_soon_after_it_is_saved_whatever_happened_before(
    folder: Path, watching: Watching
) -> None:
    watching.wait_for("small: never filmed")
    watching.wait_for("small: filmed in")
    record = folder / "media" / "small" / "small-word-draft.json"
    first = json.loads(record.read_text())

    save(folder, "class Small(Lesson):", "class Small(Lesson:")
    watching.wait_for("small.py:12: ")
    time.sleep(1.0)
    save(folder, "class Small(Lesson:", "class Small(Lesson):")
    watching.wait_for("small: mended")
    watching.wait_for("small: fresh:")

    # A film that is stale while it is made gives way to the newest edit.
    save(
        folder,
        '"hello"',
        '"hello for long", size="title")\n        self.wait(900)\n        label = Words("a"',
    )
    watching.wait_for("small: scenes/small.py: Small.word changed")
    time.sleep(1.0)
    save(folder, "self.wait(900)", "self.wait(0.2)")
    assert watching.wait_for("small: scenes/small.py: Small.word changed") < SOON
    watching.wait_for("small: filmed in")
    assert json.loads(record.read_text())["length"] == pytest.approx(first["length"] + 0.2, abs=0.07)

    save(folder, "class Small(Lesson):", "class Small(Lesson):  # a comment")
    time.sleep(1.0)
    assert watching.stop() == 130
    assert watching.process.stdout is not None
    time.sleep(0.2)
    said = []
    while not watching._lines.empty():
        said.append(watching._lines.get())
    assert [line for line in said if line] == ["aimath: stopped; nothing unfinished was left behind"]
    assert not list((folder / "media" / "small").glob(".*"))


def test_every_lesson_is_watched_and_one_that_fails_leaves_the_others_alone(tmp_path: Path) -> None:
    make_course(tmp_path)
    (tmp_path / "scenes" / "walk.py").unlink()
    write_lesson(tmp_path, source=LESSON.replace("import RIGHT", "import Left"))
    watch = Watching(tmp_path, "-f", "png", "--jobs", "1")
    try:
        watch.wait_for("small: never filmed")
        watch.wait_for("cannot import name 'Left'")
        write_lesson(tmp_path, "other", LESSON.replace("class Small(", "class Other("))
        watch.wait_for("other: new")
        watch.wait_for("other: filmed in")
        (tmp_path / "scenes" / "other.py").unlink()
        time.sleep(1)
        write_lesson(tmp_path)
        watch.wait_for("small: filmed in")
        assert watch.stop(signal.SIGTERM) == 128 + signal.SIGTERM
    finally:
        watch.process.kill()
        watch.process.wait()


def test_a_plain_scene_is_filmed_again_when_a_file_changes_that_it_has_read(tmp_path: Path) -> None:
    (tmp_path / "size.txt").write_text("1")
    (tmp_path / "plain.py").write_text(PLAIN)
    watch = Watching(tmp_path, "plain.py:Plain")
    try:
        watch.wait_for("plain.py:Plain: never filmed")
        watch.wait_for("Plain: filmed in")
        time.sleep(1)
        (tmp_path / "size.txt").write_text("2")
        watch.wait_for("plain.py:Plain: size.txt changed")
        watch.wait_for("Plain: filmed in")
        (tmp_path / "plain.py").unlink()
        watch.wait_for("no file plain.py")
        assert watch.stop() == 130
    finally:
        watch.process.kill()
        watch.process.wait()


def test_what_only_filming_showed_is_watched_wherever_the_film_is(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    late = tmp_path / "elsewhere" / "late.py"
    late.write_text("SIZE = 1\n")
    (tmp_path / "size.txt").write_text("1")
    (tmp_path / "surprising.py").write_text(SURPRISING)
    watch = Watching(tmp_path, "surprising.py:Surprising", "-o", "films")
    try:
        watch.wait_for("Surprising: filmed in")
        time.sleep(1)
        (tmp_path / "size.txt").write_text("22")
        watch.wait_for("surprising.py:Surprising: size.txt changed")
        watch.wait_for("Surprising: filmed in")
        late.write_text("SIZE = 1  # as it was\n")
        time.sleep(1)
        late.write_text("SIZE = 2\n")
        watch.wait_for("surprising.py:Surprising: elsewhere/late.py changed")
        watch.wait_for("Surprising: filmed in")
        assert watch.said[-1].endswith("films/Surprising-draft.mp4")
        assert sum("changed" in line for line in watch.said) == 2
    finally:
        watch.process.kill()
        watch.process.wait()


@pytest.mark.parametrize(
    ("errors", "said"),
    [
        ([FileNotFoundError(errno.ENOENT, "No such file", "a.py")] * 2, []),
        (
            [PermissionError(errno.EACCES, "Permission denied", "a.py")],
            ["aimath: a.py: cannot be read: Permission denied"],
        ),
    ],
)
def test_what_cannot_be_read_is_told_once_and_what_is_gone_for_a_moment_is_waited_for(
    errors: list[OSError], said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[str] = []
    watch = Watch(["small"], (), 1, lines.append)
    looks = iter(errors)

    def look() -> None:
        for error in looks:
            raise error

    naps = iter(range(5))

    def sleep(seconds: float) -> None:
        if next(naps, None) is None:
            watch.exit_code = 0

    monkeypatch.setattr(watch, "_look", look)
    monkeypatch.setattr("aimath.studio.watching.time.sleep", sleep)
    watch._watch()
    assert next(looks, None) is None
    assert lines == said


def test_an_unknown_lesson_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert run(["watch", "smal"]) == 2
    assert run(["watch", "small", "--set", "slope=7"]) == 2
