"""Hold small scenes and lessons to a rule."""

from collections.abc import Callable, Iterable
from pathlib import Path

from aimath.studio.check.film import Film
from aimath.studio.check.finding import Finding
from aimath.studio.check.moment import Moment
from aimath.studio.check.walk import walk
from aimath.studio.jobs import Shoot
from aimath.studio.scene_files import SceneSource
from aimath.studio.settings import FilmSettings

_SCENE = """
from manim import *
{above}

class Tested(Scene):
    def construct(self):
        {body}
"""

_LESSON = '''
import numpy as np
from manim import *
from aimath.stage import *
from aimath.stage import Numbers
from aimath.stage.figures import Figure
{above}

class Tested(Lesson):
    """A small film

    It shows what is tested.
    """

    numbers: Numbers

    @section("A word")
    def word(self) -> None:
        {body}
'''


def scene(folder: Path, body: str, above: str = "") -> Shoot:
    """Return a plain Manim scene that plays `body`."""
    return _shoot(folder, _SCENE, body, above)


def lesson(folder: Path, body: str, above: str = "") -> Shoot:
    """Return a lesson of one section that plays `body`."""
    return _shoot(folder, _LESSON, body, above)


def findings(
    shoot: Shoot,
    at_moment: Callable[[Moment], Iterable[Finding]] | None = None,
    at_end: Callable[[Film], Iterable[Finding]] | None = None,
) -> list[Finding]:
    """Return what a rule finds in a scene."""
    found: list[Finding] = []
    film = walk(shoot, lambda moment: found.extend(at_moment(moment) if at_moment else ()))
    return [*found, *(at_end(film) if at_end else ())]


def _shoot(folder: Path, template: str, body: str, above: str) -> Shoot:
    lines = "\n        ".join(body.strip("\n").splitlines())
    path = folder / "tested.py"
    path.write_text(template.format(body=lines, above=above), encoding="utf-8")
    return Shoot(SceneSource("tested", path, "Tested"), FilmSettings(quality="draft"), {})
