"""What rendering costs after an edit: only the films that the edit touches, and only what changed in them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aimath.studio.settings import FilmSettings
from benchmarks.contenders import forget_films, render_ours
from benchmarks.processes import Cost

MATH = "aimath/optimizers.py"
ROLL = "velocity = share * state.velocity - rate * gradient"
LESSON = "gradient_descent"
"""The one lesson in which a ball rolls on."""
FUNCTION = "one function of the math"


@dataclass(frozen=True)
class Edited:
    """A render after an edit.

    Attributes:
        name: what was edited.
        cost: what rendering cost.
        changed: the lessons that were filmed again, needed or not, or whose films are others than before.
        expected: the lessons whose films had to become others.
        imports_manim: whether Manim was imported; None where nobody looked.
    """

    name: str
    cost: Cost
    changed: list[str]
    expected: list[str]
    imports_manim: bool | None = None


@dataclass(frozen=True)
class Edits:
    """What lessons cost together: cold with one worker and with two, and after each edit."""

    workers: dict[int, Cost]
    edited: list[Edited]

    @property
    def faster_after_an_edit(self) -> float | None:
        """How many times faster than all cold it is after an edit of a function in use, if there was one."""
        costs = [edit.cost for edit in self.edited if edit.name == FUNCTION and edit.expected]
        return self.workers[max(self.workers)].wall / costs[0].wall if costs else None


def measure_edits(lessons: Sequence[str], settings: FilmSettings, folder: Path) -> Edits:
    """Render lessons cold with one and two workers, then again after one edit after the other.

    Args:
        lessons: names of lessons.
        settings: how they are filmed.
        folder: a copy of the project, which is edited.
    """
    render = _Renders(list(lessons), settings, folder)
    workers = {}
    for count in (1, 2):
        forget_films(folder)
        workers[count] = render.cost("--jobs", str(count))
    render.changed()
    touched = [name for name in lessons if name == LESSON]
    edited = [Edited("nothing", render.cost(), render.changed(), [], render.imports_manim())]
    _edit(folder / MATH, ROLL, f"{ROLL}  # the ball rolls on")
    edited.append(Edited("a comment", render.cost(), render.changed(), []))
    _edit(folder / MATH, ROLL, ROLL.replace("rate *", "0.9 * rate *"))
    edited.append(Edited(FUNCTION, render.cost(), render.changed(), touched))
    if touched:
        render.lessons = touched
        cost = render.cost("--set", "learning_rate=0.16")
        edited.append(Edited("one number of that lesson", cost, render.changed(), touched))
    return Edits(workers, edited)


class _Renders:
    """Renders of the same lessons, one after the other."""

    def __init__(self, lessons: list[str], settings: FilmSettings, folder: Path) -> None:
        self.lessons = lessons
        self._settings = settings
        self._folder = folder
        self._known: dict[Path, str] = {}
        self._filmed: set[str] = set()

    def cost(self, *options: str) -> Cost:
        films, ran = render_ours(self.lessons, self._settings, self._folder, *options)
        self._filmed = {film.parent.name for film in films}
        return ran.cost

    def imports_manim(self) -> bool:
        return (
            "manim"
            in render_ours(self.lessons, self._settings, self._folder, python=("-X", "importtime"))[1].errors
        )

    def changed(self) -> list[str]:
        """Return the lessons that the last render filmed, or whose films are not those of the last look."""
        films = sorted((self._folder / "media").glob("*/*.mp4"))
        now = {film: hashlib.sha256(film.read_bytes()).hexdigest() for film in films}
        changed = {film.parent.name for film, digest in now.items() if self._known.get(film) != digest}
        self._known = now
        return sorted(changed | self._filmed)


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    if old not in text:
        raise ValueError(f"{path}: expected the line {old!r}, to edit it")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
