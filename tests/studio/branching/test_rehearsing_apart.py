"""A rehearsal in a process of its own brings back what it found, and ends with its process."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aimath.studio.branching.branches import CAN_BRANCH
from aimath.studio.branching.notes import noting
from aimath.studio.branching.rehearsing_apart import rehearse_apart
from aimath.studio.errors import FilmError
from aimath.studio.filming.rehearsing import rehearse_plays
from aimath.studio.freshness.observation import watching_what_runs
from aimath.studio.jobs import Shoot
from aimath.studio.scene_files import SceneSource
from aimath.studio.settings import FilmSettings
from aimath.studio.worker_process import Bug, DiedError
from tests.studio.lessons import LESSON, write_lesson

pytestmark = pytest.mark.skipif(not CAN_BRANCH, reason="processes cannot be copied here")


def shoot_of(folder: Path, old: str = "", new: str = "") -> Shoot:
    source = LESSON.replace(old, new, 1) if old else LESSON
    path = write_lesson(folder, source=source)
    return Shoot(SceneSource("small", path, "Small"), FilmSettings(quality="draft", width=64), {})


def test_it_finds_what_a_rehearsal_in_this_process_finds(empty_folder: Path) -> None:
    shoot = shoot_of(empty_folder)
    assert rehearse_apart(shoot) == rehearse_plays(shoot)


def test_numbers_of_a_type_that_only_the_lesson_knows_come_back(empty_folder: Path) -> None:
    shoot = shoot_of(
        empty_folder,
        "class SmallNumbers(Numbers):",
        "from enum import StrEnum\n\n\nclass Kind(StrEnum):\n    ROUND = 'round'\n\n\n"
        "class SmallNumbers(Numbers):\n    kind: Kind = number(Kind.ROUND, help='which')",
    )
    assert rehearse_apart(shoot).numbers["kind"] == "round"


def test_a_mistake_is_told_with_what_the_lesson_said_before(
    empty_folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    shoot = shoot_of(empty_folder, "label = Words", "print('so far')\n        1 / 0\n        label = Words")
    with pytest.raises(FilmError, match="small:word: .*ZeroDivisionError"):
        rehearse_apart(shoot)
    assert capfd.readouterr().out == "so far\n"


def test_what_cannot_be_handed_over_is_told_once(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    process = os.getpid()
    monkeypatch.setattr("aimath.studio.branching.rehearsing_apart.take_notes", lambda: (lambda: None,))
    with pytest.raises(Bug, match="pickle"):
        rehearse_apart(shoot_of(empty_folder))
    assert os.getpid() == process


def test_a_process_that_is_ended_is_told_so(empty_folder: Path) -> None:
    shoot = shoot_of(
        empty_folder, "label = Words", "import os; os.kill(os.getpid(), 9)\n        label = Words"
    )
    with pytest.raises(DiedError, match="small: its process was ended by SIGKILL"):
        rehearse_apart(shoot)


def test_what_the_lesson_writes_itself_is_not_what_it_is_made_from(empty_folder: Path) -> None:
    shoot = shoot_of(
        empty_folder,
        "label = Words",
        "from pathlib import Path; made = Path('made.txt')\n"
        "        if not made.exists(): made.write_text('hello')\n"
        "        made.read_text()\n        label = Words",
    )
    (empty_folder / "given.txt").write_text("given")
    with watching_what_runs() as seen, noting(seen.sight, seen.elsewhere.append):
        rehearse_apart(shoot)
        rehearse_plays(shoot)
        (empty_folder / "given.txt").read_text()
    assert {path.name for path in seen.files() if path.suffix == ".txt"} == {"given.txt"}


ENDLESS = """
import sys
from pathlib import Path
from aimath.studio.branching.rehearsing_apart import rehearse_apart
from aimath.studio.jobs import Shoot
from aimath.studio.scene_files import SceneSource
from aimath.studio.settings import FilmSettings

rehearse_apart(Shoot(SceneSource("small", Path(sys.argv[1]), "Small"), FilmSettings(quality="draft"), {}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that another has ended")
def test_it_ends_with_the_process_that_asked_for_it(empty_folder: Path) -> None:
    endless = (
        "import os, time; open('pid', 'w').write(str(os.getpid())); time.sleep(600)\n        label = Words"
    )
    path = shoot_of(empty_folder, "label = Words", endless).source.path
    with subprocess.Popen([sys.executable, "-c", ENDLESS, str(path)]) as process:
        noted = empty_folder / "pid"
        while not (noted.exists() and noted.read_text()):
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
    time.sleep(0.5)
    status = Path("/proc", noted.read_text(), "status")
    assert not status.exists() or "State:\tZ" in status.read_text()
