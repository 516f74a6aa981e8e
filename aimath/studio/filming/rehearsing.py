"""Go through a lesson without filming it: for its length and its notes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from manim import Scene

from aimath.stage.lesson import Lesson
from aimath.stage.take import Take
from aimath.studio.filming.file_writer import write_nothing
from aimath.studio.filming.film_renderer import FilmRenderer
from aimath.studio.filming.shooting import numbers_of, ready_scene, title_of
from aimath.studio.jobs import Shoot


@dataclass(frozen=True)
class Rehearsal:
    """What is known of a lesson once it has been gone through.

    Attributes:
        take: the notes; empty for a plain scene, which is not gone through.
        title: the lesson's title, or the name of the scene's class.
        numbers: every number of the lesson, as it was used.
        plays: how many frames each play adds to the film.
        is_divisible: whether several may film it, each some of its frames.
        begins_anywhere: whether plays may be filmed without filming those before.
    """

    take: Take
    title: str
    numbers: dict[str, Any]
    plays: tuple[int, ...] = ()
    is_divisible: bool = False
    begins_anywhere: bool = True


def rehearse(shoot: Shoot) -> Take:
    """Go through a lesson without drawing, and return its notes; they are empty for a plain scene.

    Raises:
        FilmError: as `shoot` does.
    """
    return rehearse_plays(shoot).take


def rehearse_plays(shoot: Shoot) -> Rehearsal:
    """Go through a lesson without drawing, to learn its length and find its mistakes.

    Raises:
        FilmError: as `shoot` does.
    """
    with rehearsing(shoot) as scene:
        known = title_of(scene), numbers_of(scene)
        renderer = scene.renderer
        if not isinstance(scene, Lesson):
            return Rehearsal(Take(), *known, is_divisible=isinstance(renderer, FilmRenderer))
        scene.render()
        assert isinstance(renderer, FilmRenderer)
        plays = tuple(renderer.plays)
        return Rehearsal(
            scene.take, *known, plays, is_divisible=True, begins_anywhere=renderer.begins_anywhere
        )


@contextmanager
def rehearsing(shoot: Shoot) -> Iterator[Scene]:
    """Give the scene, set up so that rendering it draws nothing.

    Raises:
        FilmError: as `shoot` does.
    """
    with ready_scene(shoot) as scene:
        write_nothing(scene)
        scene.renderer._original_skipping_status = True
        yield scene
