"""Take the fingerprints of films: before filming from the source, afterwards with what filming showed."""

import json
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path

from aimath.studio.film_files import CACHE, MEDIA
from aimath.studio.freshness.closure import Closure, Root
from aimath.studio.freshness.fingerprint import Fingerprint, Taken, hash_file, label_of, labelled, look_of
from aimath.studio.freshness.kept_closures import KeptClosures
from aimath.studio.freshness.observation import Seen
from aimath.studio.freshness.section_looks import section_looks
from aimath.studio.freshness.sources.modules import PACKAGE, is_library
from aimath.studio.freshness.sources.outlines import OutlineCache
from aimath.studio.freshness.versions import versions
from aimath.studio.jobs import Shoot
from aimath.studio.own_code import c_sources

FILMED_BY: tuple[Root, ...] = (("aimath.studio.films", "film"), ("aimath.studio.films", "film_record"))
"""The code that every film depends on besides its scene."""

_FONTS, _STUDIO = PACKAGE / "data" / "fonts", PACKAGE / "studio"
_TICK = 10_000_000
"""Nanoseconds; a file's time is that of the last tick of the system's clock, up to so long ago."""
_NOT_FROM_HERE = tuple(Path(root) for root in ("/dev", "/etc", "/lib", "/proc", "/run", "/sys", "/usr"))


class Fingerprints:
    """Takes fingerprints of films that nobody has begun before this object is there.

    Files that were read once stay as they were for the life of the object.
    """

    def __init__(self) -> None:
        self._began = time.time_ns() - _TICK
        self._outlines = OutlineCache(CACHE / "outlines")
        self._closures: dict[Path, KeptClosures] = {}
        self._hashes: dict[Path, str | None] = {}

    def take(self, shoot: Shoot) -> Taken:
        """Return what a film would depend on if it were made now."""
        source, settings = shoot.source, shoot.settings
        closure = self.closure(source.path, source.class_name)
        fingerprint = Fingerprint(
            scene={"file": label_of(source.path), "class": source.class_name},
            numbers=json.loads(json.dumps(dict(shoot.numbers), default=str)),
            settings=asdict(settings),
            sections=list(shoot.sections),
            versions=versions(closure.libraries),
            code=code_of(closure),
            files=dict(sorted((label_of(path), self.hash(path)) for path in files_of(closure))),
        )
        return Taken(fingerprint, self._began, closure.sources, broken_in(closure))

    def closure(self, path: Path, class_name: str) -> Closure:
        """Return the code that the film of a scene depends on."""
        return self._kept(path).of(path.absolute(), class_name)

    def section_looks(
        self, path: Path, class_name: str, sections: Sequence[str], base_names: Mapping[str, Set[str]]
    ) -> dict[str, str]:
        """Return a hash of the code that a lesson needs up to the end of each of its sections.

        Raises:
            OSError, SyntaxError, ValueError: if a file is gone, or not valid Python any more.
        """
        closures = self._kept(path).closures()
        return section_looks(closures, path.absolute(), class_name, sections, base_names)

    def hash(self, path: Path) -> str | None:
        """Return a hash of a file's content; None if it is not there."""
        if path not in self._hashes:
            self._hashes[path] = hash_file(path)
        return self._hashes[path]

    def _kept(self, path: Path) -> KeptClosures:
        folder = path.absolute().parent
        if folder not in self._closures:
            self._closures[folder] = KeptClosures(folder, FILMED_BY, CACHE, self._outlines)
        return self._closures[folder]

    def keep(self) -> None:
        """Write down what was found, so that it need not be looked for next time."""
        for closures in self._closures.values():
            closures.keep()


def code_of(closure: Closure) -> dict[str, dict[str, str]]:
    """Return what each definition of a closure looks like, by the label of its file and its name."""
    return dict(sorted((label_of(path), looks) for path, looks in closure.digests.items()))


def broken_in(closure: Closure) -> tuple[str, ...]:
    """Return "FILE:LINE: REASON" for each file of a closure that is not valid Python or cannot be read."""
    return tuple(f"{label_of(path)}:{reason}" for path, reason in sorted(closure.broken.items()))


def complete(taken: Taken, seen: Seen) -> Fingerprint:
    """Return the fingerprint of a film that was made, with what it was seen to read and run.

    Args:
        taken: the fingerprint taken before.
        seen: what was seen of it while it was filmed.
    """
    # First of all, for what is read from here on does not count.
    read = {path: hash_file(path) for path in seen.files() if counts(path)}
    loaded = {path for name, path in seen.modules().items() if not _is_studio(name) and not is_library(path)}
    ran = {path: look_of(path) or "" for path in loaded - taken.sources}
    files = taken.fingerprint.files | {label_of(path): found for path, found in read.items()}
    unsettled = _unsettled(taken, files, {*taken.sources, *ran, *map(labelled, files)})
    return replace(
        taken.fingerprint,
        files=dict(sorted(files.items())),
        loaded={label_of(path): look for path, look in sorted(ran.items())},
        unsettled=sorted(map(label_of, unsettled)),
    )


def files_of(closure: Closure) -> set[Path]:
    """Return the files that the code names, with what every film reads."""
    settings = {Path("manim.cfg").absolute(), Path("~/.config/manim/manim.cfg").expanduser()}
    named = {
        folder / word
        for path, word in closure.words
        for folder in (path.parent, Path.cwd(), PACKAGE)
        if (folder / word).is_file()
    }
    return {*_read_by_every_film(), *settings} | {
        path for path in named if not path.is_relative_to(MEDIA.absolute())
    }


@cache
def _read_by_every_film() -> frozenset[Path]:
    """Return the fonts, and what the studio's compiled code is made from, which no code names."""
    compiled = (path for path in c_sources() if path.is_relative_to(_STUDIO))
    return frozenset([*(path for path in _FONTS.rglob("*") if path.is_file()), *compiled])


def counts(path: Path) -> bool:
    """Tell whether a file that was read belongs to the project and its user, and is there to stay."""
    if path.is_relative_to(MEDIA.absolute()) or is_library(path) or "__pycache__" in path.parts:
        return False
    if path.is_relative_to(Path.cwd()) or path.is_relative_to(PACKAGE):
        return True
    passing = path.is_relative_to(tempfile.gettempdir()) and not path.exists()
    return not passing and not any(path.is_relative_to(root) for root in _NOT_FROM_HERE)


def _unsettled(taken: Taken, files: Mapping[str, str | None], used: Iterable[Path]) -> set[Path]:
    """Return the files that are not as they were when a film was begun, as far as anything tells."""
    before = taken.fingerprint.files
    were_there = {*taken.sources, *(labelled(label) for label, found in before.items() if found is not None)}
    return {
        *(path for path in used if _changed_after(path, taken.at)),
        *(path for path in were_there if not path.exists()),
        *(labelled(label) for label, found in before.items() if files[label] != found),
    }


def _is_studio(module: str) -> bool:
    return f"{module}.".startswith("aimath.studio.")


def _changed_after(path: Path, moment: int) -> bool:
    try:
        return path.is_file() and path.stat().st_ctime_ns > moment
    except OSError:
        return False
