"""A film may be begun before its sources are read, so what is edited in between leaves it unsettled."""

import contextlib
import errno
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from aimath.studio.freshness.fingerprint import Fingerprint, Taken
from aimath.studio.freshness.fingerprinting import Fingerprints, complete
from aimath.studio.freshness.observation import watching_what_runs
from aimath.studio.freshness.sources import outlines
from aimath.studio.jobs import Shoot
from aimath.studio.rendering import leave_fresh, plan
from aimath.studio.scene_files import SceneSource
from aimath.studio.settings import FilmSettings
from tests.studio.lessons import LESSON, write_lesson

_LONGER_THAN_A_TICK = 0.05
NAMING = LESSON + 'Small.words = "words.txt"\n'


def fingerprint_of_what_was_begun(
    fingerprints: Fingerprints, meanwhile: Callable[[], object] = lambda: None
) -> Fingerprint:
    shoot = plan(["small"], {}, FilmSettings("draft")).jobs[0].shoot
    taken = fingerprints.take(shoot)
    with watching_what_runs() as seen:
        meanwhile()
    return complete(taken, seen)


def test_what_is_edited_after_a_film_was_begun_is_unsettled(empty_folder: Path) -> None:
    write_lesson(empty_folder)
    time.sleep(_LONGER_THAN_A_TICK)
    fingerprints = Fingerprints()
    write_lesson(empty_folder)
    assert fingerprint_of_what_was_begun(fingerprints).unsettled == ["scenes/small.py"]


def test_what_was_edited_before_is_settled(empty_folder: Path) -> None:
    write_lesson(empty_folder)
    time.sleep(_LONGER_THAN_A_TICK)
    assert fingerprint_of_what_was_begun(Fingerprints()).unsettled == []


@pytest.mark.parametrize("is_read", [True, False])
def test_a_file_that_vanishes_while_a_film_is_made_is_unsettled(empty_folder: Path, is_read: bool) -> None:
    write_lesson(empty_folder, source=NAMING)
    words = empty_folder / "words.txt"
    words.write_text("hello")
    time.sleep(_LONGER_THAN_A_TICK)

    def read_and_remove() -> None:
        if is_read:
            words.read_text()
        words.unlink()

    assert fingerprint_of_what_was_begun(Fingerprints(), read_and_remove).unsettled == ["words.txt"]


def test_a_file_that_reads_differently_after_filming_is_unsettled_whatever_its_time(
    empty_folder: Path,
) -> None:
    write_lesson(empty_folder, source=NAMING)
    words = empty_folder / "words.txt"
    words.write_text("hello")
    taken = Fingerprints().take(plan(["small"], {}, FilmSettings("draft")).jobs[0].shoot)
    with watching_what_runs() as seen:
        words.read_text()
    words.write_text("bye")
    assert complete(replace(taken, at=time.time_ns() + 10**12), seen).unsettled == ["words.txt"]


def test_code_that_vanishes_while_a_film_is_made_is_unsettled(empty_folder: Path) -> None:
    lesson = write_lesson(empty_folder)
    time.sleep(_LONGER_THAN_A_TICK)
    assert fingerprint_of_what_was_begun(Fingerprints(), lesson.unlink).unsettled == ["scenes/small.py"]


def test_a_file_that_is_looked_for_in_vain_is_settled(empty_folder: Path) -> None:
    write_lesson(empty_folder)
    time.sleep(_LONGER_THAN_A_TICK)

    def look() -> None:
        with contextlib.suppress(FileNotFoundError):
            Path("manim.cfg").read_text()

    fingerprint = fingerprint_of_what_was_begun(Fingerprints(), look)
    assert fingerprint.files["manim.cfg"] is None
    assert fingerprint.unsettled == []


def test_a_module_that_cannot_be_read_is_told_like_one_that_is_not_valid(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (empty_folder / "plain.py").write_text("import tools\nclass Plain:\n    x = tools.X\n")
    (empty_folder / "tools.py").write_text("X = 1\n")
    shoot = Shoot(SceneSource("Plain", Path("plain.py"), "Plain"), FilmSettings("draft"), {})
    (empty_folder / "media").mkdir()
    assert take_and_keep(shoot).broken == ()
    read = outlines._read

    def read_all_but_tools(path: Path) -> tuple[bytes, bytes]:
        if path.name == "tools.py":
            raise PermissionError(errno.EACCES, "Permission denied")
        return read(path)

    with monkeypatch.context() as patch:
        patch.setattr(outlines, "_read", read_all_but_tools)
        for _ in range(2):
            assert take_and_keep(shoot).broken == ("tools.py:1: cannot be read: permission denied",)
    assert take_and_keep(shoot).broken == ()


def take_and_keep(shoot: Shoot) -> Taken:
    fingerprints = Fingerprints()
    taken = fingerprints.take(shoot)
    fingerprints.keep()
    return taken


def test_only_a_first_film_that_is_new_is_begun_before_all_is_known(empty_folder: Path) -> None:
    write_lesson(empty_folder)
    begun: list[str] = []
    planned = plan(["small"], {}, FilmSettings("draft"))
    leave_fresh(planned, begin=lambda job: begun.append(job.shoot.source.name))
    assert begun == ["small"]
    record = planned.jobs[0].files.record
    record.write_text('{"lesson": "small", "film": "small-draft.mp4"}', encoding="utf-8")
    leave_fresh(planned, begin=lambda job: begun.append(job.shoot.source.name))
    assert begun == ["small"]
    leave_fresh(planned, force=True, begin=lambda job: begun.append(job.shoot.source.name))
    assert begun == ["small", "small"]
