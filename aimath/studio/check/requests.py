"""From what somebody asks to have checked to the films and their looks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aimath.errors import AimathError
from aimath.studio.jobs import Shoot
from aimath.studio.selection import Selected, select
from aimath.studio.settings import ASPECTS, THEME_NAMES, FilmSettings

ALL = "all"
_QUALITY = "draft"


@dataclass(frozen=True)
class Request:
    """What is to be checked.

    Attributes:
        shoots: each film in each of its looks.
        every_look: whether whole lessons are checked in all looks there are.
        broken: why other films cannot be read.
    """

    shoots: tuple[Shoot, ...]
    every_look: bool
    broken: tuple[AimathError, ...] = ()


def shoots_for(targets: Sequence[str], changes: Mapping[str, str], aspect: str, theme: str) -> Request:
    """Return what is to be checked; with no targets, every lesson.

    Scenes that are no lessons have one theme, their own, and are made for 16:9 unless told otherwise.

    Args:
        targets: lessons, sections of lessons, and scenes in files.
        changes: numbers to change, by name, as typed.
        aspect: a name in ASPECTS, or "all".
        theme: "dark", "light" or "all".

    Raises:
        UsageError: for an unknown lesson, section or scene.
        NumbersError: for an unknown number or one out of bounds.
    """
    selection = select(targets, changes, everything=not targets)
    shoots = tuple(
        Shoot(selected.source, settings, selected.numbers.changed(), selected.sections)
        for selected in selection.chosen
        for settings in _looks(selected, aspect, theme)
    )
    whole = not any(selected.sections for selected in selection.chosen) and not changes
    return Request(shoots, whole and aspect == theme == ALL, selection.broken)


def _looks(selected: Selected, aspect: str, theme: str) -> list[FilmSettings]:
    aspects, themes = list(ASPECTS), list(THEME_NAMES)
    if selected.lesson is None:
        aspects, themes = aspects[:1], themes[:1]
    aspects = aspects if aspect == ALL else [aspect]
    themes = themes if theme == ALL or selected.lesson is None else [theme]
    return [
        FilmSettings(quality=_QUALITY, aspect=one, theme=other, format="mp4")
        for one in aspects
        for other in themes
    ]
