"""Go through a lesson without filming it: for its length, its notes and its stills."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from manim import Scene

from aimath.stage.lesson import Lesson
from aimath.stage.sections import Section
from aimath.stage.take import Take
from aimath.studio.camera import BulkDrawing
from aimath.studio.conversion import Frame
from aimath.studio.errors import FilmError
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
    """

    take: Take
    title: str
    numbers: dict[str, Any]
    plays: tuple[int, ...] = ()
    is_divisible: bool = False


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
    with _rehearsing(shoot) as scene:
        known = title_of(scene), numbers_of(scene)
        renderer = scene.renderer
        if not isinstance(scene, Lesson):
            return Rehearsal(Take(), *known, is_divisible=isinstance(renderer, FilmRenderer))
        scene.render()
        assert isinstance(renderer, FilmRenderer)
        return Rehearsal(scene.take, *known, tuple(renderer.plays), is_divisible=True)


def stills(shoot: Shoot) -> dict[str, Frame]:
    """Return the last frame of each chosen section of a lesson, by the section's name.

    Raises:
        FilmError: as `shoot` does.
    """
    found: dict[str, Frame] = {}
    with _rehearsing(shoot) as scene:
        if not isinstance(scene, Lesson):
            raise FilmError(f"{shoot.source.name}: only lessons have sections to take stills of")
        lesson = scene

        def draw(section: Section) -> None:
            if lesson.take.filming:
                found[section.name] = _draw(lesson)

        lesson.when_section_ends.append(draw)
        lesson.render()
    return found


@contextmanager
def _rehearsing(shoot: Shoot) -> Iterator[Scene]:
    """Give the scene, set up so that rendering it draws nothing."""
    with ready_scene(shoot) as scene:
        write_nothing(scene)
        scene.renderer._original_skipping_status = True
        yield scene


def _draw(scene: Scene) -> Frame:
    """Draw what is on a scene now."""
    camera = scene.camera
    assert isinstance(camera, BulkDrawing), "films are drawn with Cairo"
    camera.reset()
    camera.capture_mobjects(scene.mobjects)
    return camera.snapshot()
