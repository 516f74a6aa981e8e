"""The records beside films: what each was made from, and whether its files are still as they were made."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aimath.studio.film_files import MEDIA, record_of_film, records_in
from aimath.studio.freshness.fingerprint import Fingerprint

FINGERPRINT, MADE = "fingerprint", "made"
"""The parts of a record that tell what a film was made from, and how the files looked that were written."""


@dataclass(frozen=True)
class FilmRecord:
    """One film, as the record beside it tells.

    Attributes:
        name: the lesson or scene.
        film: the film; it may be gone.
        fingerprint: what it was made from; None if the record does not say.
        made: size, time of change and hash of each file that was written, by name.
    """

    name: str
    film: Path
    fingerprint: Fingerprint | None
    made: dict[str, Any]


def read_records(names: Iterable[str] | None = None) -> list[FilmRecord]:
    """Return every film in media that has a record, by name.

    Args:
        names: the lessons and scenes to look for; all when None.
    """
    folders = sorted(MEDIA.iterdir()) if MEDIA.is_dir() else []
    wanted = None if names is None else set(names)
    paths = [
        path
        for folder in folders
        if not folder.name.startswith(".") and (wanted is None or folder.name in wanted)
        for path in records_in(folder)
    ]
    records = [(path, read_record(path)) for path in paths]
    return [record for path, record in records if record is not None and path == record_of_film(record.film)]


def read_record(path: Path) -> FilmRecord | None:
    """Return what a record tells; None if it is no record."""
    told = read_json(path)
    name, film, made = told.get("lesson"), told.get("film"), told.get(MADE)
    if not isinstance(name, str) or not isinstance(film, str):
        return None
    try:
        fingerprint = Fingerprint.from_json(told.get(FINGERPRINT))
    except ValueError:
        fingerprint = None
    return FilmRecord(
        name, path.parent / Path(film).name, fingerprint, made if isinstance(made, dict) else {}
    )


def read_json(path: Path) -> dict[str, Any]:
    """Return a JSON object from a file; an empty one if there is none."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def sign(path: Path) -> dict[str, Any]:
    """Return size, time of change and hash of a file, or of a folder of frames."""
    size, changed = _size_and_time(path)
    return {"size": size, "changed": changed, "hash": _hash(path)}


def is_as_made(path: Path, signature: Any) -> bool:
    """Tell whether a file is still as it was signed; one with another time of change is looked through."""
    try:
        size, changed = _size_and_time(path)
        if size != signature["size"]:
            return False
        return bool(changed == signature["changed"] or _hash(path) == signature["hash"])
    except (OSError, KeyError, TypeError):
        return False


def _size_and_time(path: Path) -> tuple[int, int]:
    stats = [part.stat() for part in _files(path)]
    return sum(stat.st_size for stat in stats), max((stat.st_mtime_ns for stat in stats), default=0)


def _hash(path: Path) -> str:
    found = hashlib.blake2b(digest_size=16)
    for part in _files(path):
        with part.open("rb") as file:
            while content := file.read(1 << 20):
                found.update(content)
    return found.hexdigest()


def _files(path: Path) -> list[Path]:
    return sorted(path.iterdir()) if path.is_dir() else [path]
