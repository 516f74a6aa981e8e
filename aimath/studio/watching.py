"""Keep films fresh while their sources are edited: an edit that makes one stale makes it again."""

import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aimath.errors import AimathError
from aimath.studio.catalogue import Catalogue, lesson_files, lesson_folders, read_catalogue
from aimath.studio.film_files import record_of_film
from aimath.studio.freshness.fingerprint import label_of, labelled, look_of
from aimath.studio.freshness.fingerprinting import Fingerprints, broken_in, code_of, files_of
from aimath.studio.freshness.records import read_record
from aimath.studio.freshness.staleness import code_changed, summary
from aimath.studio.render_process import RenderProcess
from aimath.studio.rendering import Plan
from aimath.studio.scene_files import SceneSource
from aimath.studio.selection import find_scene

SECONDS_BETWEEN_LOOKS = 0.1
_MOST_LOOKS_WITHOUT_REST = 5

Say = Callable[[str], None]
"""Tells the user a line."""

Snapshot = dict[Path, tuple[int, int, int] | None]


@dataclass
class Watched:
    """A film that is kept fresh.

    Attributes:
        name: what the user calls it.
        targets: the lesson or scene, or sections of it.
        code: what each definition that it depends on looks like.
        files: a hash of each file that it depends on besides.
        path: where the film is or goes to; None if that is not known yet.
        trouble: what stands in the way of filming it; empty if nothing does.
        reason: why it is to be filmed; empty if it is not.
        process: what is filming it.
    """

    name: str
    targets: tuple[str, ...]
    code: dict[str, dict[str, str]] = field(default_factory=dict)
    files: dict[Path, str | None] = field(default_factory=dict)
    path: Path | None = None
    trouble: str = ""
    reason: str = ""
    process: RenderProcess | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether it is to be filmed, and can be, and nothing does so yet."""
        return bool(self.reason) and not self.trouble and self.process is None


class Watch:
    """Watches sources and films what an edit made stale; the newest edit wins.

    Args:
        targets: lessons, sections of lessons, or scenes; all lessons, new ones too, when there are none.
        options: options for `aimath render`.
        cores: how many cores may film at a time.
        say: tells the user what happens.

    Attributes:
        exit_code: what to end with; None to go on.
    """

    def __init__(self, targets: Sequence[str], options: Sequence[str], cores: int, say: Say) -> None:
        self._every_lesson = not targets
        self._options = tuple(options)
        self._cores = cores
        self._say = say
        self.exit_code: int | None = None
        self._paths: set[Path] = set()
        self._films: dict[str, Watched] = {}
        for target in targets:
            name = target if target.partition(":")[0].endswith(".py") else target.partition(":")[0]
            before = self._films.get(name)
            self._films[name] = Watched(name, (*(before.targets if before else ()), target))

    def run(self, planned: Plan) -> None:
        """Film what is stale, then watch until interrupted.

        Args:
            planned: the films to keep fresh, without those that are.
        """
        catalogue = read_catalogue()
        if self._every_lesson:
            self._take_up(catalogue)
        for film in self._films.values():
            with contextlib.suppress(AimathError):
                source, *_ = find_scene(film.targets[0], catalogue)
                _remember(film, (source.path, source.class_name), planned)
        try:
            self._watch()
        finally:
            for film in self._films.values():
                if film.process is not None:
                    film.process.interrupt()
            for film in self._films.values():
                self._stop(film)
        raise SystemExit(self.exit_code)

    def _watch(self) -> None:
        seen, restless = self._snapshot(), 1
        while self.exit_code is None:
            if self._tend():
                # What a film has read is known once it is made.
                restless = max(restless, 1)
            time.sleep(SECONDS_BETWEEN_LOOKS)
            now = self._snapshot()
            # An editor may write in several steps: wait until it rests, but not for ever.
            if now != seen and restless < _MOST_LOOKS_WITHOUT_REST:
                seen, restless = now, restless + 1
            elif restless:
                try:
                    self._look()
                except FileNotFoundError:
                    # A file may be gone for the moment that it takes an editor to write it anew.
                    continue
                except OSError as error:
                    self._say(f"aimath: {error.filename}: cannot be read: {error.strerror}")
                seen, restless = self._snapshot() | now, 0

    def _tend(self) -> bool:
        """Tell what has ended, and begin what is waiting; return whether anything has ended."""
        ended = [film for film in self._films.values() if film.process is not None and film.process.ended()]
        for film in ended:
            assert film.process is not None
            for line in film.process.lines():
                self._say(line)
            film.path = next(iter(film.process.films()), film.path)
            film.process = None
        free = self._cores - sum(film.process.cores for film in self._films.values() if film.process)
        waiting = [film for film in self._films.values() if film.is_waiting]
        for number, film in enumerate(waiting[: max(free, 0)]):
            self._say(f"{film.name}: {film.reason}")
            # A film that is alone has all cores.
            cores = max(1, free // (len(waiting) - number))
            film.process, film.reason = RenderProcess(film.targets, self._options, cores), ""
            free -= cores
        return bool(ended)

    def _look(self) -> None:
        """Find out which films the edits since the last look made stale."""
        try:
            catalogue = read_catalogue()
        except AimathError as error:
            self._say(f"aimath: {error}")
            return
        if self._every_lesson:
            self._take_up(catalogue)
        fingerprints = Fingerprints()
        self._paths = {Path.cwd(), *_where_lessons_are()}
        for film in self._films.values():
            head = film.targets[0].partition(":")[0]
            if head.endswith(".py"):
                self._paths |= {Path(head).resolve(), Path(head).resolve().parent}
            try:
                source, *_ = find_scene(film.targets[0], catalogue)
            except AimathError as error:
                self._trouble(film, str(error))
                continue
            self._compare(film, source, fingerprints)
        fingerprints.keep()

    def _compare(self, film: Watched, source: SceneSource, fingerprints: Fingerprints) -> None:
        closure = fingerprints.closure(source.path, source.class_name)
        record = read_record(record_of_film(film.path)) if film.path is not None else None
        seen = record.fingerprint if record is not None else None
        read = {labelled(label) for label in seen.files} if seen is not None else set()
        files = {path: fingerprints.hash(path) for path in files_of(closure) | read}
        if seen is not None:
            files |= {path: look_of(path) for path in map(labelled, seen.loaded)}
        self._paths |= {*closure.sources, *files, *(path.parent for path in closure.sources)}
        if closure.broken:
            self._trouble(film, broken_in(closure)[0])
            return
        code = code_of(closure)
        reasons = code_changed(film.code, code) if film.code else [film.trouble and "mended" or "new"]
        reasons += [
            f"{label_of(path)} changed"
            for path, found in files.items()
            if path in film.files and found != film.files[path]
        ]
        if reasons:
            self._stop(film)
            film.reason = summary(tuple(reasons))
        film.code, film.files, film.trouble = code, files, ""

    def _trouble(self, film: Watched, reason: str) -> None:
        """Tell once why a film cannot be made; it is made as soon as that is mended."""
        self._stop(film)
        if reason != film.trouble:
            self._say(f"aimath: {reason}")
        film.trouble, film.reason, film.code = reason, "", {}

    def _take_up(self, catalogue: Catalogue) -> None:
        """Watch exactly the lessons that there are."""
        names = sorted({*catalogue.lessons, *catalogue.broken})
        for name in self._films.keys() - set(names):
            self._stop(self._films[name])
        self._films = {name: self._films.get(name) or Watched(name, (name,)) for name in names}

    def _stop(self, film: Watched) -> None:
        if film.process is not None:
            film.process.stop()
            film.process = None

    def _snapshot(self) -> Snapshot:
        return {path: _stat(path) for path in self._paths}


def _remember(film: Watched, scene: tuple[Path, str], planned: Plan) -> None:
    """Note what a film depended on when it was planned, and why it is to be made."""
    for job in (*planned.jobs, *planned.fresh):
        source, taken = job.shoot.source, job.taken
        if (source.path, source.class_name) == scene and taken is not None:
            film.code, film.path = taken.fingerprint.code, job.files.film
            film.files = {labelled(label): found for label, found in taken.fingerprint.files.items()}
            if job in planned.jobs:
                film.reason = summary(planned.reasons.get(job.files.film, ("never filmed",)))


def _where_lessons_are() -> set[Path]:
    """Return the files that may hold lessons, and the folders where there may soon be more."""
    found: set[Path] = set()
    for folder in lesson_folders():
        found |= {folder, *lesson_files(folder), *(path for path in folder.rglob("*") if path.is_dir())}
    return {path for path in found if path.name != "__pycache__"}


def _stat(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size
