"""Remove films, or trim what is kept to save time; what aimath did not write stays."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from aimath.studio.catalogue import read_catalogue
from aimath.studio.errors import UsageError
from aimath.studio.film_files import CACHE, FINDINGS, MANIM_MEDIA, MEDIA, records_in
from aimath.studio.freshness.records import FilmRecord, read_record
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


@dataclass
class Cleaned:
    """What came of cleaning.

    Attributes:
        removed: what is gone.
        left: why the rest of what was to go is still there.
    """

    removed: list[Removed] = field(default_factory=list)
    left: list[OSError] = field(default_factory=list)

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Note what goes wrong inside the `with` block, and go on after it."""
        try:
            yield
        except FileNotFoundError:
            # Another process may have given it its final name, or removed it as well.
            return
        except OSError as error:
            self.left.append(error)

    def complaint(self) -> UsageError | None:
        """Return what to tell of what is still there; None if nothing is."""
        if not self.left:
            return None
        first, *others = self.left
        more = f", and {len(others)} more" if others else ""
        reason = (first.strerror or str(first)).lower()
        return UsageError(
            f"cannot remove {first.filename}{more}: {reason}; make sure that you may, and clean again"
        )


def remove_films(names: Sequence[str] = ()) -> Cleaned:
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
    cleaned = Cleaned()
    for name, folder in films.items():
        if not names or name in names:
            with cleaned.going_on():
                _remove_all(sorted(set(_written_in(folder))), cleaned)
            _remove_if_empty(folder / FINDINGS)
            _remove_if_empty(folder)
    return cleaned


def trim_caches(keep: int) -> Cleaned:
    """Remove what is kept to save time, oldest use first, until no more than `keep` bytes are left."""
    cleaned = Cleaned()
    stats = {path: stat for cache in (CACHE, MANIM_MEDIA) for path, stat in _files_in(cache, cleaned)}
    left = sum(stat.st_size for stat in stats.values())
    chosen: list[Path] = []
    for path in sorted(stats, key=lambda path: max(stats[path].st_atime_ns, stats[path].st_mtime_ns)):
        if left <= keep:
            break
        # What somebody is writing now is needed at once.
        if _UNFINISHED.fullmatch(path.name) is None or _is_left_over(path):
            chosen.append(path)
            left -= stats[path].st_size
    _remove_all(chosen, cleaned)
    for cache in (CACHE, MANIM_MEDIA):
        for folder, _, _ in os.walk(cache, topdown=False):
            _remove_if_empty(Path(folder))
    return cleaned


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


def _remove_all(paths: Iterable[Path], cleaned: Cleaned) -> None:
    for path in paths:
        with cleaned.going_on():
            cleaned.removed.append(_remove(path, cleaned))


def _remove(path: Path, cleaned: Cleaned) -> Removed:
    """Remove a file, or a folder of frames: the frames in it, and the folder if nothing else is there."""
    if path.is_symlink() or not path.is_dir():
        size = path.lstat().st_size
        path.unlink()
        return Removed(path, size)
    frames = Cleaned(left=cleaned.left)
    _remove_all([frame for frame in path.iterdir() if _FRAME.fullmatch(frame.name)], frames)
    _remove_if_empty(path)
    return Removed(path, sum(frame.size for frame in frames.removed))


def _remove_if_empty(folder: Path) -> None:
    # The system removes none but an empty one.
    with suppress(OSError):
        folder.rmdir()


def _files_in(folder: Path, cleaned: Cleaned) -> Iterator[tuple[Path, os.stat_result]]:
    for inner, _, names in os.walk(folder):
        for path in (Path(inner) / name for name in names):
            with cleaned.going_on():
                yield path, path.lstat()
