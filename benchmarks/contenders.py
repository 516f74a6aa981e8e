"""What is rendered, and the two that render it: Manim as it comes, and aimath."""

import json
import shutil
import sys
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path

from aimath.studio.settings import QUALITIES, FilmSettings
from benchmarks.processes import Ran, run

PLAIN = {
    "many_shapes": "ManyShapes",
    "text_and_formulas": "TextAndFormulas",
    "contour_updaters": "ContourUpdaters",
    "turning_surface": "TurningSurface",
    "moving_camera": "MovingCameraWalk",
}
"""Plain Manim scenes, by their files."""
PLAIN_FOLDER = Path("tests/bench_scenes")
IN_SPACE = "turning_surface"


@dataclass(frozen=True)
class Subject:
    """A scene to render.

    Attributes:
        name: what it is called in results.
        path: its file, from the root of the project.
        class_name: the class in it.
        is_lesson: whether it is a lesson, and not a plain scene.
    """

    name: str
    path: Path
    class_name: str
    is_lesson: bool

    @property
    def target(self) -> str:
        """How aimath is asked for it."""
        return self.name if self.is_lesson else f"{self.path}:{self.class_name}"


@dataclass(frozen=True)
class Rendered:
    """A film, and how it came about."""

    film: Path
    ran: Ran


def subjects(root: Path) -> dict[str, Subject]:
    """Return everything there is to render in a project, by name."""
    from aimath.studio.catalogue import read_lesson

    lessons = [read_lesson(path) for path in sorted((root / "scenes").glob("*.py"))]
    found = [Subject(name, PLAIN_FOLDER / f"{name}.py", kind, False) for name, kind in PLAIN.items()]
    found += [
        Subject(lesson.name, lesson.path.relative_to(root), lesson.class_name, True)
        for lesson in lessons
        if lesson is not None
    ]
    return {subject.name: subject for subject in found}


def add_choice(parser: ArgumentParser, known: dict[str, Subject]) -> None:
    """Let a command line say which scenes, and how large and fast they are filmed."""
    parser.add_argument("scenes", nargs="*", help=f"which, of {', '.join(known)} (all)")
    parser.add_argument(
        "-q", "--quality", choices=list(QUALITIES), default="1080p", help="size and frame rate (1080p)"
    )


def chosen(parser: ArgumentParser, names: list[str], known: dict[str, Subject]) -> list[Subject]:
    """Return the scenes of these names, or all; the parser complains about a name that nobody knows."""
    if unknown := set(names) - set(known):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; expected some of {', '.join(known)}")
    return [subject for subject in known.values() if not names or subject.name in names]


def copy_project(root: Path, folder: Path) -> None:
    """Copy what it takes to render, so that edits and films stay away from the project."""
    for part in ("aimath", "scenes", "benchmarks", "tests/bench_scenes"):
        shutil.copytree(root / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    run([sys.executable, "-m", "compileall", "-q", "."], folder)


def forget_films(folder: Path) -> None:
    """Remove all that renders left behind, so that the next one is cold."""
    shutil.rmtree(folder / "media", ignore_errors=True)


def render_stock(subject: Subject, settings: FilmSettings, folder: Path) -> Rendered:
    """Render with Manim's own command: its camera, its encoder settings, its cache off."""
    width, height = settings.pixels
    command = [sys.executable, "-m", "manim", "render", str(subject.path), subject.class_name]
    command += ["-r", f"{width},{height}", "--fps", str(settings.frame_rate), "--disable_caching"]
    ran = run([*command, "--progress_bar", "none", "--verbosity", "WARNING"], folder)
    films = [
        path
        for path in (folder / "media" / "videos").rglob("*.mp4")
        if "partial_movie_files" not in path.parts
    ]
    return Rendered(films[0], ran)


def render_ours(
    targets: list[str], settings: FilmSettings, folder: Path, *options: str, python: tuple[str, ...] = ()
) -> tuple[list[Path], Ran]:
    """Render with `aimath render`, and return the films that were made.

    Args:
        targets: what to render.
        settings: how it is filmed.
        folder: the project.
        options: more options of the command.
        python: options of Python itself.
    """
    command = [sys.executable, *python, "-m", "aimath", "render", *targets, "-q", settings.quality, "--json"]
    ran = run([*command, *options], folder)
    return [folder / film["film"] for film in json.loads(ran.output)["films"]], ran
