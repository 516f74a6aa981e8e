"""What running code reads and imports, whatever its source says: Python itself tells."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_WRITING_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_WRITING_MODES = frozenset("wax+")
_READING = ("os.listdir", "os.scandir", "sqlite3.connect")
_IMPORT_SYSTEM = "<frozen importlib"


@dataclass(frozen=True)
class Sight:
    """What was seen of code that ran in one process, for another.

    Attributes:
        files: files and folders that it found ready-made.
        modules: files of modules that it imported, by the modules' names.
        written: files that it wrote.
    """

    files: frozenset[Path] = frozenset()
    modules: Mapping[str, Path] = field(default_factory=dict)
    written: frozenset[Path] = frozenset()


@dataclass
class Seen:
    """What was seen of running code.

    Attributes:
        read: files and folders that it read.
        written: files that it wrote.
        modules_before: names of the modules that were there before it ran.
        elsewhere: what was seen in other processes that did some of its work.
    """

    modules_before: frozenset[str]
    read: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    elsewhere: list[Sight] = field(default_factory=list)

    def files(self) -> set[Path]:
        """Return the files and folders that the code found ready-made; reading to import does not count."""
        found = {Path(path) for path in self.read}.union(*(one.files for one in self.elsewhere))
        return found.difference(map(Path, self.written), *(one.written for one in self.elsewhere))

    def modules(self) -> dict[str, Path]:
        """Return the files of the modules that are new, by the modules' names."""
        new = {name: module for name, module in list(sys.modules.items()) if name not in self.modules_before}
        files = {name: getattr(module, "__file__", None) for name, module in new.items()}
        here = {name: Path(file).absolute() for name, file in files.items() if file}
        return {name: path for one in self.elsewhere for name, path in one.modules.items()} | here

    def sight(self) -> Sight:
        """Return what was seen so far."""
        written = frozenset(map(Path, self.written)).union(*(one.written for one in self.elsewhere))
        return Sight(frozenset(self.files()), self.modules(), written)


@contextmanager
def watching_what_runs() -> Iterator[Seen]:
    """Note what is read and imported inside the `with` block.

    Example:
        >>> with watching_what_runs() as seen:
        ...     names = os.listdir("/")
        >>> seen.files() == {Path("/")}
        True
    """
    global _current
    _listen()
    before, _current = _current, Seen(frozenset(sys.modules))
    try:
        yield _current
    finally:
        _current = before


def seen_so_far() -> Seen | None:
    """Return what was seen since the innermost `with watching_what_runs()` began; None outside of any."""
    return _current


_current: Seen | None = None
_listening = False


def _listen() -> None:
    # Python never lets go of a hook, so there is one for the life of the process.
    global _listening
    if not _listening:
        sys.addaudithook(_note)
        _listening = True


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    seen = _current
    if seen is None or (event != "open" and event not in _READING):
        return
    path = arguments[0]
    if not isinstance(path, str | bytes | os.PathLike) or _imports(sys._getframe(1).f_code.co_filename):
        return
    absolute = str(Path(os.fsdecode(path)).absolute())
    if event == "open" and _writes(*arguments[1:3]):
        seen.written.add(absolute)
    else:
        seen.read.add(absolute)


def _imports(caller: str) -> bool:
    return caller.startswith(_IMPORT_SYSTEM)


def _writes(mode: Any, flags: Any) -> bool:
    if isinstance(mode, str):
        return bool(_WRITING_MODES & set(mode))
    return isinstance(flags, int) and bool(flags & _WRITING_FLAGS)
