"""The lessons of the repository, ready to shoot."""

from pathlib import Path
from typing import Any

from aimath.studio.catalogue import LessonFile, read_lesson
from aimath.studio.jobs import Shoot
from aimath.studio.scene_files import SceneSource
from aimath.studio.settings import FilmSettings

SCENES = Path(__file__).parents[2] / "scenes"
PATHS = sorted(SCENES.glob("*.py"))
NAMES = [path.stem for path in PATHS]


def lesson_named(name: str) -> LessonFile:
    lesson = read_lesson(SCENES / f"{name}.py")
    assert lesson is not None
    return lesson


def source_of(name: str) -> SceneSource:
    lesson = lesson_named(name)
    return SceneSource(name, lesson.path, lesson.class_name)


def shoot_of(name: str, settings: FilmSettings, sections: tuple[str, ...] = (), **numbers: Any) -> Shoot:
    return Shoot(source_of(name), settings, numbers, sections)
