"""Which sections a talk shows, and the slides that their films become."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aimath.stage.snippets import run_snippet
from aimath.stage.theme import THEMES
from aimath.studio.errors import UsageError
from aimath.studio.freshness.records import read_json
from aimath.studio.jobs import FilmJob
from aimath.studio.rendering import Plan, plan
from aimath.studio.selection import Selected, select
from aimath.studio.settings import FilmSettings
from aimath.studio.slides.colored_code import colored_code
from aimath.studio.slides.deck import AnimationSlide, CodeSlide, Deck, Slide


@dataclass(frozen=True)
class Filmed:
    """A section that was filmed for a slide.

    Attributes:
        film: an MP4 file or an animated GIF.
        poster: a PNG file.
        captions: a WebVTT file, or None.
        length: seconds.
        size: width and height in pixels.
        notes: what is said, sentence by sentence.
    """

    film: Path
    poster: Path
    captions: Path | None
    length: float
    size: tuple[int, int]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Talk:
    """A talk before its films are made.

    Attributes:
        scenes: what was chosen, in order.
        films: one plan for each scene, with one film for each of its slides.
        settings: how the films are shot.
    """

    scenes: tuple[Selected, ...]
    films: tuple[tuple[FilmJob, ...], ...]
    settings: FilmSettings

    @property
    def plan(self) -> Plan:
        """All films in one plan."""
        return Plan(tuple(job for jobs in self.films for job in jobs), ())


def plan_talk(
    targets: Sequence[str], changes: Mapping[str, str], settings: FilmSettings, *, everything: bool = False
) -> Talk:
    """Return the talk about some lessons: one film a section, in the folders where films usually are.

    Raises:
        UsageError: for an unknown lesson, section or scene, or if two films have one name.
        NumbersError: for an unknown number or one out of bounds.
        FilmError: if a lesson is not valid Python.
    """
    selection = select(targets, changes, everything=everything)
    if selection.broken:
        raise selection.broken[0]
    films = tuple(
        tuple(job for target in _targets(scene) for job in plan([target], changes, settings).jobs)
        for scene in selection.chosen
    )
    return Talk(selection.chosen, films, settings)


def filmed(job: FilmJob) -> Filmed:
    """Return what the record of a film that was made says."""
    record = read_json(job.files.record)
    notes = tuple(beat["text"] for beat in record["narration"])
    return Filmed(
        film=job.files.film,
        poster=job.files.beside(".png"),
        captions=job.files.beside(".vtt") if notes else None,
        length=record["length"],
        size=(record["width"], record["height"]),
        notes=notes,
    )


def make_deck(talk: Talk, film_of: Callable[[FilmJob], Filmed] = filmed) -> Deck:
    """Return the talk as slides.

    Args:
        talk: the talk.
        film_of: gives the film of each slide.

    Raises:
        SnippetError: if the code of a lesson does not run.
    """
    slides: list[Slide] = []
    titles: list[str] = []
    for scene, jobs in zip(talk.scenes, talk.films, strict=True):
        title = scene.lesson.title if scene.lesson else scene.source.class_name
        titles.append(title)
        slides += [_animation(scene, job, film_of(job), title) for job in jobs]
        if scene.lesson is not None and scene.lesson.code:
            slides.append(_code(scene, talk.settings.theme))
    return Deck(" · ".join(titles), THEMES[talk.settings.theme], tuple(slides))


def sections_of(scene: Selected) -> tuple[str, ...]:
    """Return the names of the chosen sections of a lesson, all if none was chosen.

    Raises:
        UsageError: if it is a plain scene.
    """
    if scene.lesson is None:
        raise UsageError(f"{scene.source.name}: expected a lesson, got a plain scene, which has no sections")
    return scene.sections or tuple(section.name for section in scene.lesson.sections)


def _targets(scene: Selected) -> tuple[str, ...]:
    path = scene.source.path.as_posix()
    if scene.lesson is None:
        return (f"{path}:{scene.source.class_name}",)
    return tuple(f"{path}:{section}" for section in sections_of(scene))


def _animation(scene: Selected, job: FilmJob, film: Filmed, lesson: str) -> AnimationSlide:
    parts = scene.lesson.sections if scene.lesson is not None else ()
    part = next((part for part in parts if part.name in job.shoot.sections), None)
    titled = part is not None and part.titled
    return AnimationSlide(
        title=part.title if part is not None and titled else lesson,
        has_title_line=titled,
        film=film.film,
        poster=film.poster,
        captions=film.captions,
        length=film.length,
        size=film.size,
        lesson=lesson,
        notes=film.notes,
    )


def _code(scene: Selected, theme: str) -> CodeSlide:
    assert scene.lesson is not None
    source = scene.lesson.snippet(scene.numbers)
    name = scene.lesson.title.partition(":")[0]
    return CodeSlide(
        title=f"{name}: the code",
        lesson=scene.lesson.title,
        code=colored_code(source, THEMES[theme]),
        output=tuple(run_snippet(source).splitlines()),
        notes=(
            "This is the code of the lesson, with what running it printed.",
            f"To run it again: aimath code {scene.source.name} | python -",
        ),
    )
