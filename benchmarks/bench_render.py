"""Rendering beside Manim itself: the lessons and five plain scenes, then the lessons again after edits.

Manim's own command (its cache off, its default encoder settings) and `aimath render` take turns, cold, on a
copy of the project. Beside time, memory and size it says how much each film looks like the frames as they
were drawn, and how long encoding those frames takes with nothing else to do. Results go to
`media/bench.json` and `media/bench.md`; the exit code is 1 if a target is missed.

A short try: `scripts/bench render -q draft --rounds 1 many_shapes`.
"""

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from aimath.studio.settings import FilmSettings
from benchmarks.contenders import (
    Rendered,
    Subject,
    add_choice,
    chosen,
    copy_project,
    forget_films,
    render_ours,
    render_stock,
    subjects,
)
from benchmarks.edits import Edits, measure_edits
from benchmarks.likeness import likeness
from benchmarks.processes import run
from benchmarks.render_report import Compared, Film, Target, as_data, median, table, targets

ROOT = Path(__file__).resolve().parents[1]
_MEGABYTE = 1e6


def main() -> int:
    """Measure, print, and write what was found; return the exit code."""
    known = subjects(ROOT)
    parser = argparse.ArgumentParser(prog="scripts/bench render", description=__doc__.splitlines()[0])
    add_choice(parser, known)
    parser.add_argument(
        "--rounds", type=int, default=2, help="how often each of the two renders each scene (2)"
    )
    parser.add_argument("--only", choices=["scenes", "edits"], help="leave out the rest")
    options = parser.parse_args()
    scenes = chosen(parser, options.scenes, known)
    if options.rounds < 1:
        parser.error(f"--rounds: expected 1 or more, got {options.rounds}")
    settings = FilmSettings(options.quality)
    with tempfile.TemporaryDirectory(prefix="aimath-bench-") as place:
        folder = Path(place) / "project"
        copy_project(ROOT, folder)
        compared: list[Compared] = []
        for subject in scenes if options.only != "edits" else []:
            compared.append(_compare(subject, settings, folder, options.rounds))
            _write(options, compared, None)
        lessons = [subject.name for subject in scenes if subject.is_lesson]
        edits = measure_edits(lessons, settings, folder) if lessons and options.only != "scenes" else None
    found = _write(options, compared, edits)
    print(table(compared, edits), *found, sep="\n")
    return 0 if all(target.is_met for target in found) else 1


def _write(options: argparse.Namespace, compared: list[Compared], edits: Edits | None) -> list[Target]:
    """Write what has been measured so far, and return how it stands beside the targets."""
    found = targets(compared, edits)
    media = ROOT / "media"
    media.mkdir(exist_ok=True)
    (media / "bench.md").write_text(table(compared, edits), encoding="utf-8")
    report = {"quality": options.quality, "rounds": options.rounds, **as_data(compared, edits, found)}
    (media / "bench.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return found


def _compare(subject: Subject, settings: FilmSettings, folder: Path, rounds: int) -> Compared:
    """Render a scene in turn, A B A B, and look at both films."""

    def ours() -> Rendered:
        films, ran = render_ours([subject.target], settings, folder, "--force")
        return Rendered(films[0], ran)

    ways: dict[str, Callable[[], Rendered]] = {
        "manim": lambda: render_stock(subject, settings, folder),
        "aimath": ours,
    }
    costs: dict[str, list] = {name: [] for name in ways}
    kept = folder / "kept"
    kept.mkdir()
    for _ in range(rounds):
        for name, render in ways.items():
            forget_films(folder)
            rendered = render()
            costs[name].append(rendered.ran.cost)
            shutil.move(rendered.film, kept / f"{name}.mp4")
            print(f"{subject.name}: {name}: {rendered.ran.cost.wall:.1f} s", file=sys.stderr, flush=True)
    floors = []
    for _ in range(rounds):
        shutil.rmtree(kept / "frames", ignore_errors=True)
        frames = run(
            [
                sys.executable,
                "-m",
                "benchmarks.raw_frames",
                subject.target,
                settings.quality,
                str(kept / "frames"),
            ],
            folder,
        )
        floors.append(json.loads(frames.output)["seconds"])
    samples = {int(path.stem): path for path in (kept / "frames").glob("*.png")}
    films = {}
    for name, taken in costs.items():
        film = kept / f"{name}.mp4"
        similarity, count = likeness(film, samples)
        films[name] = Film(median(taken), film.stat().st_size / _MEGABYTE, count, similarity)
    shutil.rmtree(kept)
    compared = Compared(subject, films["manim"], films["aimath"], statistics.median(floors))
    print(f"{subject.name}: {compared.ratio:.2f} times faster", file=sys.stderr, flush=True)
    return compared


if __name__ == "__main__":
    sys.exit(main())
