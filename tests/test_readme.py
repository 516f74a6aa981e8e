"""Every command in the README does what the README says, on the sections of lessons that it names."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.studio.lessons import PLAIN

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
COMMANDS = [
    line.partition("  #")[0].strip()
    for block in BLOCKS
    for line in block.splitlines()
    if line.strip() and not line.startswith("#")
]
# These run whole suites, or are run on a machine of their own by tests/test_scripts.py.
ELSEWHERE = {
    "scripts/test",
    *(f"scripts/bench {what}" for what in ("gif", "math", "profile", "render")),
}
# Of the sections of each lesson, those that the README names are enough to film, and else the first.
SECTIONS = {
    path.stem: set(re.findall(rf"\b{path.stem}:(\w+)", README)) or {"opening"}
    for path in sorted((ROOT / "scenes").glob("*.py"))
}
# A film at full size says nothing that a draft does not.
SHORTER = {
    "scripts/aimath render gradient_descent": "aimath render gradient_descent -q draft",
    "scripts/test tests/scenes --update-golden": "scripts/test tests/scenes --collect-only -q",
}


def shortened(name: str, kept: set[str]) -> str:
    """Return the source of a lesson in which only some methods are sections of the film."""
    source = (ROOT / "scenes" / f"{name}.py").read_text(encoding="utf-8")
    return re.sub(
        r"^    @section\(.*\)\n(    def (\w+)\()",
        lambda found: found[0] if found[2] in kept else found[1],
        source,
        flags=re.MULTILINE,
    )


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    (folder / "scenes").mkdir()
    for name, kept in SECTIONS.items():
        (folder / "scenes" / f"{name}.py").write_text(shortened(name, kept))
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
        for name, kept in SECTIONS.items():
            record = checkout / "media" / name / f"{name}-draft.json"
            if command == f"aimath render {name} -q draft":
                sections = json.loads(record.read_text(encoding="utf-8"))["sections"]
                assert {section["name"] for section in sections} == kept
    assert list((checkout / "media").rglob("*.mp4"))
    assert (checkout / "scenes" / "my_lesson.py").is_file()


def test_every_picture_of_the_readme_is_there() -> None:
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)
