"""Remove films, or trim what is kept to save time; what aimath did not write stays."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from aimath.studio.catalogue import read_catalogue
from aimath.studio.freshness.records import FilmRecord, read_record
from aimath.studio.outputs import CACHE, FINDINGS, MANIM_MEDIA, MEDIA, records_in
from aimath.studio.selection import check_names

_FRAME = re.compile(r"\d{6}\.png")
_FINDING = re.compile(r"\d+x\d+-\w+-\d{3}-[\w-]+\.png")
_UNFINISHED = re.compile(r"\..*\.partial-(\d+)(\.\w+)?|\.probe-(\d+)")
_WITHOUT_RECORD = ("-sheet.png", "-gif.png", ".gif", ".webp", ".apng", ".avif")
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
    if names:
        check_names(names, read_catalogue(), films)
    removed: list[Removed] = []
    for name, folder in films.items():
        if not names or name in names:
            removed += _remove_all(sorted(set(_written_in(folder))))
            _remove_if_empty(folder / FINDINGS)
            _remove_if_empty(folder)
    return removed


def trim_caches(keep: int) -> list[Removed]:
    """Remove what is kept to save time, oldest use first, until no more than `keep` bytes are left."""
    stats = {path: stat for cache in (CACHE, MANIM_MEDIA) for path, stat in _files_in(cache)}
    left = sum(stat.st_size for stat in stats.values())
    chosen: list[Path] = []
    for path in sorted(stats, key=lambda path: max(stats[path].st_atime_ns, stats[path].st_mtime_ns)):
        if left <= keep:
            break
        # What somebody is writing now is needed at once.
        if _UNFINISHED.fullmatch(path.name) is None or _is_left_over(path):
            chosen.append(path)
            left -= stats[path].st_size
    removed = _remove_all(chosen)
    for cache in (CACHE, MANIM_MEDIA):
        for folder, _, _ in os.walk(cache, topdown=False):
            _remove_if_empty(Path(folder))
    return removed


def _written_in(folder: Path) -> Iterator[Path]:
    """Yield what aimath wrote in a folder of films."""
    for path in records_in(folder):
        record = read_record(path)
        if record is not None:
            yield path
            yield from (found for found in _written_for(path, record) if found.exists())
    for path in folder.iterdir():
        if path.name.startswith(f"{folder.name}-") and path.name.endswith(_WITHOUT_RECORD):
            yield path
        if _is_left_over(path):
            yield path
    for path in (folder / FINDINGS).glob("*.png"):
        if _FINDING.fullmatch(path.name):
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


def _remove_all(paths: Iterable[Path]) -> list[Removed]:
    removed: list[Removed] = []
    for path in paths:
        # Another process may have given it its final name, or removed it as well.
        with suppress(FileNotFoundError):
            removed.append(_remove(path))
    return removed


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
    # The system removes none but an empty one.
    with suppress(OSError):
        folder.rmdir()


def _files_in(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for inner, _, names in os.walk(folder):
        for path in (Path(inner) / name for name in names):
            with suppress(FileNotFoundError):
                yield path, path.lstat()
