"""The names that a class has and that its code mentions, whatever library it comes from."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from types import CodeType, FunctionType
from typing import Any


def names_by_library(kinds: Iterable[type]) -> dict[str, frozenset[str]]:
    """Return the names that classes have and that their code mentions, by the library that they are from."""
    found: dict[str, set[str]] = {}
    for kind in kinds:
        found.setdefault(kind.__module__.partition(".")[0], set()).update(names_of(kind))
    return {library: frozenset(names) for library, names in found.items()}


def names_of(kind: type) -> Iterator[str]:
    """Yield the names that a class itself has, and those of globals and attributes in its methods.

    Example:
        >>> class Base:
        ...     def play(self):
        ...         return self.shape()
        >>> {"play", "shape"} <= set(names_of(Base))
        True
    """
    for name, member in vars(kind).items():
        yield name
        yield from _mentioned_in(member)


def _mentioned_in(member: Any) -> Iterator[str]:
    waiting, seen = [member], set[int]()
    while waiting:
        found = waiting.pop()
        if id(found) in seen:
            continue
        seen.add(id(found))
        match found:
            case CodeType():
                yield from found.co_names
                waiting += found.co_consts
            case FunctionType():
                # What a decorator returns keeps in its closure what it was given.
                waiting += [found.__code__, *_contents(found)]
            case classmethod() | staticmethod():
                waiting.append(found.__func__)
            case property():
                waiting += [found.fget, found.fset, found.fdel]
            case cached_property():
                waiting.append(found.func)


def _contents(function: FunctionType) -> Iterator[Any]:
    for cell in function.__closure__ or ():
        # A cell may be empty still.
        with suppress(ValueError):
            yield cell.cell_contents
