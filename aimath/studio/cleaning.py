"""Remove films, or trim what is kept to save time; what aimath did not write stays."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aimath.studio.catalogue import read_catalogue
from aimath.studio.freshness.records import FilmRecord, records_in
from aimath.studio.outputs import CACHE, MEDIA
from aimath.studio.selection import select

MANIM_CACHE = MEDIA / ".manim"

_FRAME = re.compile(r"\d{6}\.png")
_UNFINISHED = re.compile(r"\..*\.partial-(\d+)(\.\w+)?|\.probe-(\d+)")
_WITHOUT_RECORD = ("-sheet.png", ".gif", ".webp", ".apng", ".avif")
_BESIDE = (".srt", ".vtt", ".png")


@dataclass(frozen=True)
class Removed:
    """Something that was removed, and how many bytes it had."""

    path: Path
    size: int


def remove_films(names: Sequence[str] = ()) -> list[Removed]:
    """Remove films with all that was written beside them, and tell what is gone.

    Args:
        names: the lessons and scenes whose films go; all when there are none.

    Raises:
        UsageError: for a name that neither a lesson nor a film has.
    """
    folders = sorted(path for path in MEDIA.iterdir() if path.is_dir()) if MEDIA.is_dir() else []
    films = {folder.name: folder for folder in folders if not folder.name.startswith(".")}
    catalogue = read_catalogue() if names else None
    for name in names:
        if catalogue is not None and name not in films and name not in catalogue.broken:
            select([name], {})
    removed: list[Removed] = []
    for name, folder in films.items():
        if not names or name in names:
            removed += [_remove(path) for path in sorted(set(_written_in(folder)))]
            _remove_if_empty(folder)
    return removed


def trim_caches(keep: int) -> list[Removed]:
    """Remove what is kept to save time, oldest use first, until no more than `keep` bytes are left."""
    files = [path for cache in (CACHE, MANIM_CACHE) for path in _files_in(cache)]
    stats = {path: path.lstat() for path in files}
    left = sum(stat.st_size for stat in stats.values())
    removed: list[Removed] = []
    for path in sorted(files, key=lambda path: max(stats[path].st_atime_ns, stats[path].st_mtime_ns)):
        if left <= keep:
            break
        removed.append(_remove(path))
        left -= stats[path].st_size
    for cache in (CACHE, MANIM_CACHE):
        for folder, _, _ in os.walk(cache, topdown=False):
            _remove_if_empty(Path(folder))
    return removed


def _written_in(folder: Path) -> Iterator[Path]:
    """Yield what aimath wrote in a folder of films."""
    for path in folder.iterdir():
        records = records_in(path) if path.suffix == ".json" else []
        if records:
            yield path
        for record in records:
            yield from (found for found in _written_for(path, record) if found.exists())
        if path.name.startswith(f"{folder.name}-") and path.name.endswith(_WITHOUT_RECORD):
            yield path
        if _is_left_over(path):
            yield path


def _written_for(path: Path, record: FilmRecord) -> list[Path]:
    """Return a film and what was written beside it."""
    beside = list(record.made) or [f"{path.stem}{ending}" for ending in _BESIDE]
    return [record.film, *(path.parent / Path(name).name for name in beside)]


def _is_left_over(path: Path) -> bool:
    """Tell whether a file is the unfinished work of a process that is gone."""
    match = _UNFINISHED.fullmatch(path.name)
    if match is None:
        return False
    try:
        os.kill(int(match[1] or match[3]), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _remove(path: Path) -> Removed:
    """Remove a file, or a folder of frames: the frames in it, and the folder if nothing else is there."""
    if path.is_symlink() or not path.is_dir():
        size = path.lstat().st_size
        path.unlink()
        return Removed(path, size)
    frames = [frame for frame in path.iterdir() if _FRAME.fullmatch(frame.name)]
    size = sum(_remove(frame).size for frame in frames)
    _remove_if_empty(path)
    return Removed(path, size)


def _remove_if_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _files_in(folder: Path) -> Iterator[Path]:
    for inner, _, names in os.walk(folder):
        yield from (Path(inner) / name for name in names)
