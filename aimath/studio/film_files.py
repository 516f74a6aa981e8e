"""What the files of a film are called, and where they and what helps to make them are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aimath.studio.errors import UsageError
from aimath.studio.settings import FilmSettings

MEDIA = Path("media")

CACHE = MEDIA / ".cache"
"""What saves time alone, and may be lost."""

MANIM_MEDIA = MEDIA / ".manim"
"""Where Manim keeps files that somebody's own scenes need, such as typeset text; they may be lost, too."""

FINDINGS = "check"
"""The folder beside a lesson's films with pictures of what was found wrong with it."""


@dataclass(frozen=True)
class FilmFiles:
    """The files of one film: they share a folder and a stem.

    Attributes:
        folder: where they are.
        stem: their name without ending.
        format: a name in settings.FORMATS.
    """

    folder: Path
    stem: str
    format: str

    @property
    def film(self) -> Path:
        """The film itself: a file, or a folder of frames."""
        return self.folder / (self.stem + ("-frames" if self.format == "frames" else f".{self.format}"))

    @property
    def record(self) -> Path:
        """What tells of the film and of what it was made from; films of other formats have their own."""
        return record_of_film(self.film)

    def beside(self, ending: str) -> Path:
        """Return the file that stands beside the film with this ending, such as ".srt"."""
        return self.folder / f"{self.stem}{ending}"


def how_to_make_writable(media: Path = MEDIA) -> str:
    """Return what helps where nothing can be filmed: part of what films are made with is in that folder.

    Args:
        media: the folder; with -o, films alone go to another.
    """
    return f"make {media} a folder that can be written to, or a link to one elsewhere"


def record_of_film(film: Path) -> Path:
    """Return the record that stands beside a film; those of other formats than the usual one say which.

    Example:
        >>> record_of_film(MEDIA / "vectors" / "vectors-draft.mp4").name
        'vectors-draft.json'
        >>> record_of_film(MEDIA / "vectors" / "vectors-draft.png").name
        'vectors-draft.png.json'
    """
    is_usual = film.suffix == f".{FilmSettings().format}"
    return film.with_suffix(".json") if is_usual else film.with_name(f"{film.name}.json")


def records_in(folder: Path) -> list[Path]:
    """Return the records of films in a folder by name, without those that somebody is still writing."""
    return sorted(folder.glob("[!.]*.json"))


def film_files(
    name: str,
    settings: FilmSettings,
    *,
    sections: tuple[str, ...] = (),
    changed: Mapping[str, Any] | None = None,
    output: Path | None = None,
) -> FilmFiles:
    """Return where a film goes.

    Args:
        name: the lesson's name.
        settings: how it is shot; what differs from the usual becomes part of the name.
        sections: the chosen sections.
        changed: the numbers that differ from their defaults.
        output: a file or folder that the user named, or None for media/NAME/.

    Raises:
        UsageError: if a file is named whose ending is not the format's.

    Example:
        >>> film_files("vectors", FilmSettings(quality="draft"), changed={"x": 2}).film.as_posix()
        'media/vectors/vectors-x=2-draft.mp4'
    """
    if output is not None and output.suffix and not output.is_dir():
        if output.suffix != f".{settings.format}":
            raise UsageError(
                f"-o {output}: expected a name ending in .{settings.format} for -f {settings.format}"
            )
        return FilmFiles(output.parent, output.stem, settings.format)
    usual = FilmSettings()
    parts = [name, *sections]
    parts += [f"{key}={_short(value)}" for key, value in (changed or {}).items()]
    parts += [f"seed={settings.seed}"] if settings.seed != usual.seed else []
    size = settings.quality if settings.width is None else f"{settings.width}px"
    parts.append(size + (f"{settings.fps}" if settings.fps else ""))
    parts += [settings.aspect.replace(":", "x")] if settings.aspect != usual.aspect else []
    parts += [settings.theme] if settings.theme != usual.theme else []
    parts += ["transparent"] if settings.transparent else []
    return FilmFiles(output or MEDIA / name, "-".join(parts), settings.format)


def check_name(files: FilmFiles) -> None:
    """Make sure that a film can have its name: that no folder has it, or no file if the film is a folder.

    Raises:
        UsageError: if something has it.
    """
    film, is_folder = files.film, files.format == "frames"
    if film.exists() and film.is_dir() != is_folder:
        other = "file" if is_folder else "folder"
        raise UsageError(f"{film}: a {other} has this name; move it away, or choose another name with -o")


def _short(value: Any) -> str:
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return "".join(sign if sign.isalnum() or sign in "._+-" else "_" for sign in text)[:40]
