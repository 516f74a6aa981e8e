"""Go through a lesson without filming it, and stop where its sections end, for pictures of them."""

from collections.abc import Callable

from aimath.stage.lesson import Lesson
from aimath.stage.sections import Section
from aimath.studio.camera import BulkDrawing
from aimath.studio.conversion import Frame
from aimath.studio.errors import FilmError
from aimath.studio.filming.rehearsing import rehearsing
from aimath.studio.jobs import Shoot


def at_section_ends(shoot: Shoot, look: Callable[[Lesson, Section], None]) -> None:
    """Go through a lesson, and have a look at it at the end of each chosen section.

    Args:
        shoot: the lesson.
        look: called with the lesson as it stands, and the section that ends.

    Raises:
        FilmError: as filming does, and if it is a plain scene.
    """
    with rehearsing(shoot) as scene:
        if not isinstance(scene, Lesson):
            raise FilmError(f"{shoot.source.name}: only lessons have sections to take stills of")
        lesson = scene

        def stop(section: Section) -> None:
            if lesson.take.filming:
                look(lesson, section)

        lesson.when_section_ends.append(stop)
        lesson.render()


def last_frames(shoot: Shoot) -> dict[str, Frame]:
    """Return the last frame of each chosen section of a lesson, by the section's name.

    Raises:
        FilmError: as `at_section_ends` does.
    """
    found: dict[str, Frame] = {}

    def keep(lesson: Lesson, section: Section) -> None:
        found[section.name] = frame_of(lesson)

    at_section_ends(shoot, keep)
    return found


def frame_of(lesson: Lesson) -> Frame:
    """Draw what is on a lesson now."""
    camera = lesson.camera
    assert isinstance(camera, BulkDrawing), "films are drawn with Cairo"
    camera.reset()
    camera.capture_mobjects(lesson.mobjects)
    return camera.snapshot()
