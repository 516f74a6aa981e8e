"""What rendering spends its processor time and memory on: the scene, drawing, conversion or encoding.

Each scene is rendered cold, in one process and one thread, so that nothing waits for anything else. The time
of Manim's import, the rehearsal and joining is left out: it hardly grows with the film. Half of the sum is
the least that two cores can take. Two processes that film have the encoder's memory and the scene's twice.

A short try: `scripts/bench profile -q draft moving_camera`.
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from aimath.studio.worker_process import REPEATABLE
from benchmarks.contenders import add_choice, chosen, copy_project, subjects
from benchmarks.processes import run
from benchmarks.scene_profile import MEMORY_PARTS, PARTS

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Measure, print, and return the exit code."""
    known = subjects(ROOT)
    parser = argparse.ArgumentParser(prog="scripts/bench profile", description=__doc__.splitlines()[0])
    add_choice(parser, known)
    options = parser.parse_args()
    scenes = chosen(parser, options.scenes, known)
    os.environ.update(REPEATABLE)
    print(f"| scene | frames | drawn | seconds | {' | '.join(PARTS)} | MB | {' | '.join(MEMORY_PARTS)} |")
    print(f"| --- |{' ---: |' * (4 + len(PARTS) + len(MEMORY_PARTS))}")
    with tempfile.TemporaryDirectory(prefix="aimath-bench-") as place:
        folder = Path(place) / "project"
        copy_project(ROOT, folder)
        for subject in scenes:
            command = [sys.executable, "-m", "benchmarks.scene_profile", subject.target]
            found = json.loads(run([*command, options.quality], folder).output)
            print(row(subject.name, **found), flush=True)
    return 0


def row(name: str, frames: int, drawn: int, seconds: dict[str, float], megabytes: dict[str, float]) -> str:
    """Return one scene's row of the table: what each part took, and of the time its share."""
    total = sum(seconds.values())
    parts = [f"{seconds[part]:.1f} ({seconds[part] / total:.0%})" for part in PARTS]
    memory = [f"{megabytes[part]:.0f}" for part in MEMORY_PARTS]
    cells = [name, frames, drawn, f"{total:.1f}", *parts, f"{sum(megabytes.values()):.0f}", *memory]
    return f"| {' | '.join(map(str, cells))} |"


if __name__ == "__main__":
    sys.exit(main())
