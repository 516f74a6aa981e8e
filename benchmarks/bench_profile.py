"""Where the processor time of rendering goes: into the scene, drawing, conversion or encoding.

Each scene is rendered cold, in one process and one thread, so that nothing waits for anything else. Imports,
the rehearsal and joining are left out: they hardly grow with the film. Half of the sum is the least that two
cores can take.

A short try: `scripts/bench profile -q draft moving_camera`.
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from aimath.studio.settings import QUALITIES
from aimath.studio.worker_process import REPEATABLE
from benchmarks.contenders import copy_project, subjects
from benchmarks.processes import run
from benchmarks.scene_profile import PARTS

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Measure, print, and return the exit code."""
    known = subjects(ROOT)
    parser = argparse.ArgumentParser(prog="scripts/bench profile", description=__doc__.splitlines()[0])
    parser.add_argument("scenes", nargs="*", help=f"which, of {', '.join(known)} (all)")
    parser.add_argument(
        "-q", "--quality", choices=list(QUALITIES), default="1080p", help="size and frame rate (1080p)"
    )
    options = parser.parse_args()
    if unknown := set(options.scenes) - set(known):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; expected some of {', '.join(known)}")
    os.environ.update(REPEATABLE)
    print(f"| scene | frames | drawn | seconds | {' | '.join(PARTS)} |")
    print(f"| --- |{' ---: |' * (3 + len(PARTS))}")
    with tempfile.TemporaryDirectory(prefix="aimath-bench-") as place:
        folder = Path(place) / "project"
        copy_project(ROOT, folder)
        for subject in known.values():
            if options.scenes and subject.name not in options.scenes:
                continue
            command = [sys.executable, "-m", "benchmarks.scene_profile", subject.target]
            found = json.loads(run([*command, options.quality], folder).output)
            print(row(subject.name, **found), flush=True)
    return 0


def row(name: str, frames: int, drawn: int, seconds: dict[str, float]) -> str:
    """Return one scene's row of the table: what each part took, and its share."""
    total = sum(seconds.values())
    parts = (f"{seconds[part]:.1f} ({seconds[part] / total:.0%})" for part in PARTS)
    return f"| {name} | {frames} | {drawn} | {total:.1f} | {' | '.join(parts)} |"


if __name__ == "__main__":
    sys.exit(main())
