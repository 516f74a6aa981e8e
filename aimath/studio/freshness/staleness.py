"""Whether a film still shows what the code says, and if not, why."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from aimath.studio.freshness.closure import IMPORTS
from aimath.studio.freshness.fingerprint import Taken, hash_file, labelled, look_of
from aimath.studio.freshness.records import FilmRecord, is_as_made
from aimath.studio.freshness.sources.definitions import MODULE_CODE

Hash = Callable[[Path], str | None]
"""Returns a hash of a file's content; None if it is not there."""


def why_stale(record: FilmRecord | None, taken: Taken, hash_of: Hash = hash_file) -> tuple[str, ...]:
    """Return the reasons why a film has to be made again; none if it is fresh.

    Args:
        record: what the record beside the film says; None if there is none.
        taken: what the film would depend on if it were made now.
        hash_of: how files are hashed.
    """
    if record is None:
        return ("never filmed",)
    reasons = list(_files_changed(record))
    if record.fingerprint is None:
        return (*reasons, "its record does not say what it was made from")
    if taken.broken:
        return (*reasons, *taken.broken)
    before, now = record.fingerprint, taken.fingerprint
    reasons += [f"{label} was edited while it was filmed" for label in before.unsettled]
    reasons += _values_changed(before.versions, now.versions, "not used")
    if before.versions.get("Python") != now.versions["Python"]:
        # What code looks like cannot be compared from one version of Python to the next.
        return tuple(reasons)
    reasons += _values_changed(before.settings, now.settings, "not set")
    reasons += _values_changed(before.numbers, now.numbers, "its default")
    reasons += _values_changed({"sections": before.sections}, {"sections": now.sections}, "")
    reasons += _values_changed(before.scene, now.scene, "none")
    reasons += code_changed(before.code, now.code)
    reasons += _contents_changed(before.loaded, {label: look_of(labelled(label)) for label in before.loaded})
    contents = {label: hash_of(labelled(label)) for label in before.files}
    reasons += _contents_changed(before.files, contents | now.files)
    return tuple(reasons)


def summary(reasons: tuple[str, ...], most: int = 3) -> str:
    """Return reasons as one line.

    Example:
        >>> summary(("a.py: f changed", "a.py: g changed", "numpy was 2.0, is 2.1", "seed was 0, is 1"), 2)
        'a.py: f changed; a.py: g changed; and 2 more'
    """
    rest = len(reasons) - most
    return "; ".join([*reasons[:most], *([f"and {rest} more"] if rest > 0 else [])])


def code_changed(before: dict[str, dict[str, str]], now: dict[str, dict[str, str]]) -> list[str]:
    """Return which definitions changed, by file; which came or went is told only if none changed.

    Example:
        >>> code_changed({"aimath/losses.py": {"hinge": "1"}}, {"aimath/losses.py": {"hinge": "2"}})
        ['aimath/losses.py: hinge changed']
    """
    changed: list[str] = []
    moved: list[str] = []
    for label in dict.fromkeys([*now, *before]):
        old, new = before.get(label, {}), now.get(label, {})
        names = [name for name in new if name in old and new[name] != old[name]]
        names = [name for name in names if name not in (IMPORTS, MODULE_CODE)] or names
        if names:
            changed.append(f"{label}: {', '.join(names)} changed")
        if not new and not labelled(label).exists():
            changed.append(f"{label} is missing")
        came, went = [name for name in new if name not in old], [name for name in old if name not in new]
        moved += [f"{label}: {', '.join(came)} added"] if came else []
        moved += [f"{label}: {', '.join(went)} not used any more"] if went else []
    return changed or moved


def _files_changed(record: FilmRecord) -> Iterator[str]:
    folder = record.film.parent
    for name in dict.fromkeys([record.film.name, *record.made]):
        path = folder / name
        # A picture that was asked for may since have taken the place of the poster.
        is_poster = path.suffix == ".png" and path != record.film
        if not path.exists():
            yield f"{path} is missing"
        elif name in record.made and not is_poster and not is_as_made(path, record.made[name]):
            yield f"{path} is not as it was made"


def _values_changed(before: dict[str, Any], now: dict[str, Any], absent: str) -> Iterator[str]:
    for name in dict.fromkeys([*before, *now]):
        if before.get(name) != now.get(name):
            yield f"{name} was {before.get(name, absent)}, is {now.get(name, absent)}"


def _contents_changed(before: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    for label in dict.fromkeys([*before, *now]):
        old, new = before.get(label), now.get(label)
        if old != new:
            yield f"{label} {'is new' if old is None else 'is missing' if new is None else 'changed'}"
