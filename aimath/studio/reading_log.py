"""Which files and folders a piece of running code reads, noted by Python itself."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_WRITING_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_WRITING_MODES = frozenset("wax+")
_LISTING = ("os.listdir", "os.scandir")
_IMPORT_SYSTEM = "<frozen importlib"


@dataclass
class ReadingLog:
    """What was read; files that the code itself wrote are left out.

    Attributes:
        read: files and folders.
        written: files.
    """

    read: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)

    def paths(self) -> set[Path]:
        """Return the files and folders that the code found ready-made."""
        return {Path(path) for path in self.read - self.written}


@contextmanager
def reading_log() -> Iterator[ReadingLog]:
    """Note what is read inside the `with` block; reading that imports modules does not count.

    Example:
        >>> with reading_log() as log:
        ...     names = os.listdir("/")
        >>> log.paths() == {Path("/")}
        True
    """
    global _current
    _listen()
    before, _current = _current, ReadingLog()
    try:
        yield _current
    finally:
        _current = before


_current: ReadingLog | None = None
_listening = False


def _listen() -> None:
    # Python never lets go of a hook, so there is one for the life of the process.
    global _listening
    if not _listening:
        sys.addaudithook(_note)
        _listening = True


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    log = _current
    if log is None or (event != "open" and event not in _LISTING):
        return
    path = arguments[0]
    if not isinstance(path, str | bytes | os.PathLike) or _imports(sys._getframe(1).f_code.co_filename):
        return
    absolute = str(Path(os.fsdecode(path)).absolute())
    if event == "open" and _writes(*arguments[1:3]):
        log.written.add(absolute)
    else:
        log.read.add(absolute)


def _imports(caller: str) -> bool:
    return caller.startswith(_IMPORT_SYSTEM)


def _writes(mode: Any, flags: Any) -> bool:
    if isinstance(mode, str):
        return bool(_WRITING_MODES & set(mode))
    return isinstance(flags, int) and bool(flags & _WRITING_FLAGS)
