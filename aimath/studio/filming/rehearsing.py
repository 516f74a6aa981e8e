"""Go through a lesson without filming it: for its length and its notes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from manim import Scene

from aimath.stage.lesson import Lesson
from aimath.stage.sections import Section
from aimath.stage.take import Take
from aimath.studio.conversion import Frame
from aimath.studio.filming.file_writer import write_nothing
from aimath.studio.filming.film_renderer import FilmRenderer
from aimath.studio.filming.mentions import names_by_library
from aimath.studio.filming.shooting import numbers_of, ready_scene, title_of
from aimath.studio.jobs import Shoot
from aimath.studio.segments.segment import SegmentNote


@dataclass(frozen=True)
class Beginning:
    """The plays that a film begins with, filmed before.

    Attributes:
        plays: how many there are.
        segments: the notes of their segments, which are in the store.
        poster: the frame chosen as poster, if it is among theirs.
    """

    plays: int = 0
    segments: tuple[SegmentNote, ...] = ()
    poster: Frame | None = None

    @property
    def frame_count(self) -> int:
        """How many frames they have."""
        return sum(note.frame_count for note in self.segments)


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
        section_ends: how many plays there are up to the end of each section; none if one plays twice.
        base_names: names that the bases of the lesson's class have, or that their code mentions, by the
            library that they are from.
        beginning: what need not be filmed, because it was before.
    """

    take: Take
    title: str
    numbers: dict[str, Any]
    plays: tuple[int, ...] = ()
    is_divisible: bool = False
    begins_anywhere: bool = True
    section_ends: Mapping[str, int] = field(default_factory=dict)
    base_names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    beginning: Beginning = Beginning()

    @property
    def plays_to_film(self) -> tuple[int, int] | None:
        """The first play that has to be filmed, and the first that has not any more; None for all."""
        return (self.beginning.plays, len(self.plays)) if self.beginning.plays else None

    def without_beginning(self) -> "Rehearsal":
        """Return what is known, but that all has to be filmed."""
        return replace(self, beginning=Beginning())


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
        assert isinstance(renderer, FilmRenderer)
        plays, ends = renderer.plays, {}
        names: list[str] = []

        def end(section: Section) -> None:
            names.append(section.name)
            ends[section.name] = len(plays)

        scene.when_section_ends.append(end)
        scene.render()
        return Rehearsal(
            scene.take,
            *known,
            tuple(plays),
            is_divisible=True,
            begins_anywhere=renderer.begins_anywhere,
            section_ends=ends if len(names) == len(ends) else {},
            base_names=names_by_library(type(scene).__mro__[1:]),
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
