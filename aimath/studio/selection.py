"""From the words of a command line to what is to be filmed."""

import ast
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from aimath.stage.numbers import Numbers
from aimath.studio.catalogue import Catalogue, LessonFile, read_catalogue, read_lesson
from aimath.studio.errors import FilmError, StudioError, UsageError
from aimath.studio.freshness.fingerprint import label_of
from aimath.studio.scene_files import SceneSource


@dataclass(frozen=True)
class Selected:
    """One scene to film.

    Attributes:
        source: where it is.
        lesson: what the catalogue knows of it; None for a plain scene.
        sections: the chosen sections, in the lesson's order; all when empty.
        numbers: the lesson's numbers, with the changes asked for.
    """

    source: SceneSource
    lesson: LessonFile | None
    sections: tuple[str, ...]
    numbers: Numbers


@dataclass(frozen=True)
class Selection:
    """What was chosen, and what could not be read though it was asked for."""

    chosen: tuple[Selected, ...]
    broken: tuple[StudioError, ...] = ()


def select(targets: Sequence[str], changes: Mapping[str, str], *, everything: bool = False) -> Selection:
    """Return the scenes that `LESSON`, `LESSON:SECTION` and `FILE.py:SCENE` name.

    Args:
        targets: what the user named.
        changes: numbers to change, by name, as typed.
        everything: whether all lessons are meant.

    Raises:
        UsageError: for an unknown lesson, section or scene, or if two have one name, as their films would.
        NumbersError: for an unknown number or one out of bounds.
    """
    if everything and targets:
        raise UsageError("give lessons or --all, not both")
    if not everything and not targets:
        raise UsageError("name at least one lesson, or --all; `aimath list` shows them")
    catalogue = read_catalogue()
    wanted: dict[str, list[str]] = {}
    found: dict[str, tuple[SceneSource, LessonFile | None]] = {}
    broken: list[StudioError] = []
    for target in (*catalogue.lessons, *catalogue.broken) if everything else targets:
        try:
            source, lesson, part = find_scene(target, catalogue)
        except FilmError as error:
            broken.append(error)
            continue
        other, _ = found.setdefault(source.name, (source, lesson))
        if not _are_one(source, other):
            raise UsageError(
                f"{_place(other)} and {_place(source)} have the same name, and so would their films; "
                "rename one of them, or name one at a time"
            )
        wanted.setdefault(source.name, []).append(part)
    chosen: list[Selected] = []
    for name, (source, lesson) in found.items():
        try:
            numbers = _numbers(lesson, changes)
        except FilmError as error:
            broken.append(error)
            continue
        chosen.append(Selected(source, lesson, _ordered(lesson, wanted[name]), numbers))
    return Selection(tuple(chosen), tuple(broken))


def check_names(names: Sequence[str], catalogue: Catalogue, filmed: Container[str]) -> None:
    """Find out whether each name is that of a lesson or of a film, not of a section or a file.

    Args:
        names: what the user named.
        catalogue: the lessons.
        filmed: the names of what there are films of.

    Raises:
        UsageError: for a name that neither a lesson nor a film has.
    """
    for name in names:
        if name not in catalogue.lessons and name not in catalogue.broken and name not in filmed:
            select([name], {})
            raise UsageError(f"{name}: expected the name of a lesson, as `aimath list` shows it")


def find_scene(target: str, catalogue: Catalogue) -> tuple[SceneSource, LessonFile | None, str]:
    """Return the scene that a target names, what is known of it as a lesson, and the section it names.

    Raises:
        UsageError: if there is no such lesson, section, file or scene.
        FilmError: if its file is not valid Python.
    """
    head, colon, part = target.partition(":")
    if head.endswith(".py"):
        return _find_in_file(Path(head), part)
    if head in catalogue.broken and head not in catalogue.lessons:
        raise catalogue.broken[head]
    if head not in catalogue.lessons:
        raise UsageError(
            f"no lesson is called {head!r}: {_suggest(head, list(catalogue.lessons), 'lessons')}"
        )
    lesson = catalogue.lessons[head]
    names = [section.name for section in lesson.sections]
    if colon and part not in names:
        raise UsageError(f"{head} has no section {part!r}: {_suggest(part, names, 'sections')}")
    return SceneSource(head, lesson.path, lesson.class_name), lesson, part


def _find_in_file(path: Path, part: str) -> tuple[SceneSource, LessonFile | None, str]:
    if not path.is_file():
        raise UsageError(f"no file {path}; give FILE.py:SCENE or the name of a lesson")
    path = path.resolve()
    lesson = read_lesson(path)
    if lesson is not None and part in ("", lesson.class_name):
        return SceneSource(lesson.name, path, lesson.class_name), lesson, ""
    if lesson is not None and part in [section.name for section in lesson.sections]:
        return SceneSource(lesson.name, path, lesson.class_name), lesson, part
    classes = [node.name for node in ast.parse(path.read_bytes()).body if isinstance(node, ast.ClassDef)]
    if part not in classes:
        asked = f"{path.name} has no scene {part!r}" if part else f"{path.name}: say which scene"
        raise UsageError(f"{asked}: {_suggest(part, classes, 'scenes')}")
    return SceneSource(part, path, part), None, ""


def _are_one(source: SceneSource, other: SceneSource) -> bool:
    return (source.path.resolve(), source.class_name) == (other.path.resolve(), other.class_name)


def _place(source: SceneSource) -> str:
    return f"{label_of(source.path)}:{source.class_name}"


def _suggest(word: str, known: Sequence[str], what: str) -> str:
    close = get_close_matches(word, known, n=3, cutoff=0.5)
    if close:
        return f"did you mean {' or '.join(close)}?"
    return f"the {what} are {', '.join(known)}" if known else f"there are no {what}"


def _ordered(lesson: LessonFile | None, parts: Sequence[str]) -> tuple[str, ...]:
    if lesson is None or "" in parts:
        return ()
    return tuple(section.name for section in lesson.sections if section.name in parts)


def _numbers(lesson: LessonFile | None, changes: Mapping[str, str]) -> Numbers:
    if lesson is None:
        if changes:
            raise UsageError("--set: a plain Manim scene declares no numbers; only lessons do")
        return Numbers()
    return lesson.numbers_type.parse(dict(changes))
