"""Notes that branches bring back beside what they film, for whoever asked for some."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Notes = tuple[Any, ...]
"""The notes of one process, in the order in which they were asked for."""

_asked: list[tuple[Callable[[], Any], Callable[[Any], None]]] = []


@contextmanager
def noting(take: Callable[[], Any], add: Callable[[Any], None]) -> Iterator[None]:
    """Have every branch that is made inside the `with` block take a note as it ends.

    Args:
        take: returns a branch's note, which another process can read; called in the branch.
        add: told each note, in the process that the branches came from.

    Example:
        >>> found = []
        >>> with noting(lambda: 3, found.append):
        ...     add_notes(take_notes())
        >>> found
        [3]
    """
    _asked.append((take, add))
    try:
        yield
    finally:
        _asked.pop()


def take_notes() -> Notes:
    """Return what this process has to say."""
    return tuple(take() for take, _ in _asked)


def add_notes(notes: Notes) -> None:
    """Hand on what a branch has said."""
    for (_, add), note in zip(_asked, notes, strict=True):
        add(note)
