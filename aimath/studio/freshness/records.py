"""The records beside films: what each was made from, and whether its files are still as they were made."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aimath.studio.freshness.fingerprint import Fingerprint
from aimath.studio.outputs import MEDIA, FilmFiles

FINGERPRINT = "fingerprint"
"""The part of a record that tells, for each film it stands beside, what that film was made from."""


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
    return [
        record
        for folder in folders
        if not folder.name.startswith(".") and (wanted is None or folder.name in wanted)
        for path in sorted(folder.glob("*.json"))
        for record in records_in(path)
    ]


def records_in(path: Path) -> list[FilmRecord]:
    """Return the films that a record tells of; none if it is no record."""
    record = read_json(path)
    if not isinstance(record.get("lesson"), str) or not isinstance(record.get("film"), str):
        return []
    kept = record.get(FINGERPRINT)
    told = kept if isinstance(kept, dict) else {}
    films = dict.fromkeys([*told, record["film"]])
    return [_record(record["lesson"], path.parent / Path(film).name, told.get(film)) for film in films]


def record_of(files: FilmFiles) -> FilmRecord | None:
    """Return what the record of a film says; None if there is none."""
    found = records_in(files.beside(".json"))
    return next((record for record in found if record.film.name == files.film.name), None)


def fingerprints(
    files: FilmFiles, fingerprint: Fingerprint | None, made: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the part of a new record that tells what films were made from.

    Films of other formats that share the record keep what it says of them.

    Args:
        files: the files of the new film.
        fingerprint: what it was made from; None if nobody knows.
        made: the signature of each file that was written, by name.
    """
    kept = read_json(files.beside(".json")).get(FINGERPRINT)
    others = {
        film: told
        for film, told in (kept if isinstance(kept, dict) else {}).items()
        if film != files.film.name and (files.folder / film).exists()
    }
    if fingerprint is None:
        return others
    return others | {files.film.name: fingerprint.to_json() | {"made": dict(made)}}


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


def _record(name: str, film: Path, told: Any) -> FilmRecord:
    try:
        fingerprint = Fingerprint.from_json(told)
        made = told.get("made", {})
    except ValueError:
        return FilmRecord(name, film, None, {})
    return FilmRecord(name, film, fingerprint, made if isinstance(made, dict) else {})


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
