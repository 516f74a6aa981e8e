"""A small course with films, on a copy of aimath whose every file may be edited."""

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.studio.lessons import write_lesson

PACKAGE = Path(__file__).parents[2] / "aimath"

WALK = '''
import numpy as np
from manim import FadeIn

from aimath.functions import FUNCTIONS
from aimath.optimizers import momentum
from aimath.stage import Lesson, LiveNumber, Numbers, section

CURVE = FUNCTIONS["square"]


class Walk(Lesson):
    """A walk"""

    numbers: Numbers

    @section("A step")
    def step(self) -> None:
        point = np.array([2.0])
        optimizer = momentum(0.1)
        step, _ = optimizer.update(CURVE.slope(point), optimizer.init(point), point)
        self.play(FadeIn(LiveNumber(float(step[0]), ".2f")), run_time=0.2)
'''
DOTS = """
import json
import sys

from manim import *

sys.path.append("el" + "sewhere")
import late
from tools import place

settings = json.loads(open("set" + "tings.json").read())


class Dots(Scene):
    def construct(self):
        self.play(Create(Dot(place(settings["x"] + late.SHIFT))), run_time=0.2)


class Unfilmed(Scene):
    def construct(self):
        self.wait()
"""
TOOLS = """
def place(x):
    return [x, 0, 0]


def unused(x):
    return x
"""
LATE = """
SHIFT = 1  # to the right
"""


def make_course(folder: Path) -> None:
    """Write lessons, a plain scene with all that belongs to it, and a copy of aimath."""
    shutil.copytree(PACKAGE, folder / "aimath", ignore=shutil.ignore_patterns("__pycache__"))
    write_lesson(folder)
    write_lesson(folder, "walk", WALK)
    (folder / "elsewhere").mkdir()
    files = {"dots.py": DOTS, "tools.py": TOOLS, "elsewhere/late.py": LATE, "settings.json": '{"x": 1}'}
    for name, text in files.items():
        (folder / name).write_text(text)


def run_in(folder: Path, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    """Run Python in a course, so that its own copy of aimath is used."""
    ran = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=environment(folder),
    )
    assert ran.returncode == code, ran.stdout + ran.stderr
    return ran


def environment(folder: Path) -> dict[str, str]:
    """Return variables by which a course uses its own copy of aimath."""
    return os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(folder)}


def place_of(name: str) -> str:
    """Return where a file of aimath is in a course."""
    return next(PACKAGE.rglob(name)).relative_to(PACKAGE.parent).as_posix()


def edited(source: str, name: str) -> str:
    """Return code in which the definition of this name does something else."""
    found: Any = ast.parse(source)
    for part in name.split("."):
        found = next(node for node in found.body if part in _names(node))
    lines = source.splitlines(keepends=True)
    last = found.body[-1] if hasattr(found, "body") else found
    if last is found:
        segment = "".join(lines[found.lineno - 1 : found.end_lineno])
        return source.replace(segment, segment.replace("2.0", "2.5", 1))
    lines.insert(last.lineno - 1, " " * last.col_offset + "_ = 0\n")
    return "".join(lines)


def _names(node: ast.stmt) -> set[str]:
    targets = [*getattr(node, "targets", []), getattr(node, "target", None)]
    return {getattr(node, "name", "")} | {target.id for target in targets if isinstance(target, ast.Name)}


STATES = """
import json, os, pathlib, sys
from aimath.studio.freshness.film_states import film_states
found = {}
for name, files in json.load(open(sys.argv[1])).items():
    before = {}
    for path, text in files.items():
        path = pathlib.Path(path)
        before[path] = (path.read_bytes(), path.stat()) if path.exists() else None
        path.unlink(missing_ok=True)
        if text is not None:
            path.write_bytes(bytes.fromhex(text))
    found[name] = {str(state.film or state.name): state.reasons for state in film_states()}
    for path, content in before.items():
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content[0])
            os.utime(path, ns=(content[1].st_atime_ns, content[1].st_mtime_ns))
assert "manim" not in sys.modules
print(json.dumps(found))
"""


def states_after(
    folder: Path, edits: dict[str, dict[str, str | bytes | None]]
) -> dict[str, dict[str, list[str]]]:
    """Make each edit in turn, and take it back; return why each film is stale then.

    Args:
        folder: the course.
        edits: by name, the new content of files, None for none.
    """
    written = {
        name: {
            path: None if text is None else (text.encode() if isinstance(text, str) else text).hex()
            for path, text in files.items()
        }
        for name, files in edits.items()
    }
    (folder / "edits.txt").write_text(json.dumps(written))
    found: dict[str, dict[str, list[str]]] = json.loads(run_in(folder, "-c", STATES, "edits.txt").stdout)
    return found
