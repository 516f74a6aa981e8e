"""Every command in the README does what the README says, on a copy of the lessons that it names."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.studio.lessons import PLAIN

ROOT = Path(__file__).parent.parent
BLOCKS = re.findall(
    r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
)
COMMANDS = [
    line.partition("  #")[0].strip()
    for block in BLOCKS
    for line in block.splitlines()
    if line.strip() and not line.startswith("#")
]
# These run whole suites, or are run on a machine of their own by tests/test_scripts.py.
ELSEWHERE = {"scripts/test", "scripts/bench gif", "scripts/bench math", "scripts/bench render"}
# Of all lessons, those that the README names are enough to film.
LESSONS = ("gradient_descent", "vectors")
# A film at full size says nothing that a draft does not.
SHORTER = {
    "scripts/aimath render gradient_descent": "aimath render gradient_descent -q draft",
    "scripts/test tests/scenes --update-golden": "scripts/test tests/scenes --collect-only -q",
}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    (folder / "scenes").mkdir()
    for name in LESSONS:
        shutil.copy(ROOT / "scenes" / f"{name}.py", folder / "scenes")
    (folder / "my_scene.py").write_text(PLAIN.replace("Square2", "MyScene"))
    return folder


def test_the_readme_opens_with_the_two_commands() -> None:
    assert COMMANDS[:2] == ["scripts/aimath render gradient_descent", "scripts/test"]


@pytest.mark.xdist_group("readme")
def test_every_command_of_the_readme_works(checkout: Path) -> None:
    programs = Path(sys.executable).parent
    for command in COMMANDS:
        if command in ELSEWHERE:
            assert (ROOT / command.split()[0]).is_file()
            continue
        command = SHORTER.get(command, command)
        where = ROOT if command.startswith("scripts/") else checkout
        runnable = re.sub(
            r"\b(aimath|manim|python)(?= |$)", lambda m: shlex.quote(str(programs / m[1])), command
        )
        ran = subprocess.run(
            ["bash", "-o", "pipefail", "-c", runnable if where is checkout else command],
            cwd=where,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, f"{command}\n{ran.stdout[-500:]}{ran.stderr[-2000:]}"
    assert list((checkout / "media").rglob("*.mp4"))
    assert (checkout / "scenes" / "my_lesson.py").is_file()


def test_every_picture_of_the_readme_is_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", text)
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)
