"""What is to be filmed and what came of it: plain data that travels between processes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aimath.studio.film_files import FilmFiles
from aimath.studio.freshness.fingerprint import Taken
from aimath.studio.scene_files import SceneSource
from aimath.studio.settings import FilmSettings


@dataclass(frozen=True)
class Shoot:
    """What is to be filmed, and how.

    Attributes:
        source: the scene.
        settings: size, frame rate and the like.
        numbers: the values of a lesson's numbers that differ from their defaults.
        sections: the chosen sections of a lesson; all when empty.
    """

    source: SceneSource
    settings: FilmSettings
    numbers: Mapping[str, Any]
    sections: tuple[str, ...] = ()


@dataclass(frozen=True)
class FilmJob:
    """A film to make.

    Attributes:
        shoot: what is to be filmed.
        files: the files to leave behind.
        taken: what the film is going to depend on, as it was before anything was loaded; None if nobody is
            going to ask whether the film is fresh.
        afresh: whether it is gone through frame by frame even where that can change nothing.
    """

    shoot: Shoot
    files: FilmFiles
    taken: Taken | None = None
    afresh: bool = False


@dataclass(frozen=True)
class FilmResult:
    """A film that was made.

    Attributes:
        name: the lesson or scene.
        film: where it is.
        length: seconds of film.
        frames: how many frames it has.
        wall_time: seconds that making it took.
    """

    name: str
    film: str
    length: float
    frames: int
    wall_time: float
