"""Files that come to be whole, or not at all."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from aimath.studio.errors import FilmError, UsageError


@contextmanager
def writing(path: Path) -> Iterator[Path]:
    """Give a temporary path to write to; it takes its final name only when all went well.

    The path is absolute, so that the current folder may change meanwhile.

    Raises:
        FilmError: if the disk is full.
        UsageError: if the name is too long.
    """
    final = path.absolute()
    temporary = final.with_name(f".{path.stem}.partial-{os.getpid()}{path.suffix}")
    try:
        # A process of this number may have been killed while it wrote.
        _remove(temporary)
        try:
            # Somebody may have removed the folder, as it was still empty.
            final.parent.mkdir(parents=True, exist_ok=True)
            yield temporary
            _put_in_place(temporary, final)
        finally:
            _remove(temporary)
    except OSError as error:
        if is_full(error):
            raise no_room(str(path)) from None
        if is_too_long(error):
            raise too_long(str(path)) from None
        raise


def _remove(path: Path) -> None:
    """Remove a file or a folder, if it is there."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _put_in_place(temporary: Path, path: Path) -> None:
    """Give a file or a folder its final name, at which there is always something whole."""
    while True:
        try:
            temporary.replace(path)
            return
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
        # A folder takes the place of none but an empty one. Somebody else may be about to do the same.
        aside = path.with_name(f".{path.stem}.partial-{os.getpid()}.old")
        _remove(aside)
        with suppress(FileNotFoundError):
            path.replace(aside)
            shutil.rmtree(aside)


def is_full(error: OSError) -> bool:
    """Return whether an error says that there is no room left for a file."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT)


def no_room(what: str) -> FilmError:
    """Return what is wrong with something for which the disk has no room."""
    return FilmError(f"{what}: no space left on the disk; free some and render again")


def is_too_long(error: OSError) -> bool:
    """Return whether an error says that no file can have such a long name."""
    return error.errno == errno.ENAMETOOLONG


def too_long(name: str) -> UsageError:
    """Return what is wrong with a name that no file can have."""
    return UsageError(f"{name}: the name is too long for a file; choose a shorter one")


def write_text(path: Path, text: str) -> None:
    """Write a text file, whole or not at all."""
    with writing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def prepare_folder(folder: Path, mend: str = "choose another folder with -o") -> None:
    """Make sure that a folder exists and can be written to.

    Args:
        folder: where something is going to be written.
        mend: what the user can do if it cannot.

    Raises:
        UsageError: if it cannot.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno else str(error)
        raise UsageError(f"cannot write to {folder}: {reason}; {mend}") from None
