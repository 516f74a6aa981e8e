"""Outlines of files, kept by content so that a file is looked at once however often it is asked for."""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import astuple, fields
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from aimath.studio.errors import StudioError
from aimath.studio.freshness.sources.definitions import Definition, Outline, outline
from aimath.studio.freshness.sources.effects import Call, Calls
from aimath.studio.freshness.sources.references import Import
from aimath.studio.whole_files import write_text

_LAZY_LOADER = b"attach_stub"
_READERS = ("appearance.py", "definitions.py", "effects.py", "references.py", "trees.py")


class OutlineCache:
    """Reads outlines, and keeps them in a folder.

    Args:
        folder: where they are kept; nothing is written where its parent does not exist.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[Path, Outline] = {}
        self.contents: dict[Path, str] = {}
        """Hashes of the files that were read, as they were then."""

    def outline(self, path: Path) -> Outline:
        """Return the outline of a file; within the life of this object it stays the same.

        Raises:
            FileNotFoundError: if the file is gone; one that is there but cannot be read is as good as broken.
        """
        if path not in self._read:
            self._read[path] = self._look_up(path)
        return self._read[path]

    def _look_up(self, path: Path) -> Outline:
        try:
            source, stub = _read(path)
        except FileNotFoundError:
            raise
        except OSError as error:
            self.contents[path] = ""
            return Outline(broken=f"1: cannot be read: {(error.strerror or str(error)).lower()}")
        self.contents[path] = _hash(source, stub)
        kept = self._folder / f"{_hash(_reader(), source, stub)}.json"
        try:
            found = _from_json(json.loads(kept.read_text(encoding="utf-8")))
            os.utime(kept)  # What is used stays longest when the cache is trimmed.
            return found
        except (OSError, ValueError, KeyError, TypeError):
            found = outline(source, stub)
        self._keep(kept, found)
        return found

    def _keep(self, path: Path, found: Outline) -> None:
        if not self._folder.parent.parent.is_dir():
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_text(path, json.dumps(_to_json(found), separators=(",", ":")))
        except (OSError, StudioError):
            # What is kept saves time alone.
            return


def content_of(path: Path) -> str:
    """Return a hash of a file's content, that of a stub beside it included where the file looks into one."""
    return _hash(*_read(path))


def _read(path: Path) -> tuple[bytes, bytes]:
    source, promises = path.read_bytes(), path.with_suffix(".pyi")
    return source, promises.read_bytes() if _LAZY_LOADER in source and promises.is_file() else b""


def _hash(*parts: bytes) -> str:
    return blake2b(b"\0".join(parts), digest_size=16).hexdigest()


@cache
def _reader() -> bytes:
    """Return what outlines depend on besides the file: the code that makes them, and Python's own syntax."""
    here = Path(__file__).parent
    return b"".join([repr(sys.version_info[:2]).encode(), *((here / name).read_bytes() for name in _READERS)])


def _to_json(found: Outline) -> dict[str, Any]:
    return {
        "broken": found.broken,
        "digest": found.digest,
        "definitions": [_only_unusual(definition) for definition in found.definitions],
    }


def _only_unusual(definition: Definition) -> dict[str, Any]:
    values = {item.name: getattr(definition, item.name) for item in fields(Definition)}
    usual = {item.name: item.default for item in fields(Definition)}
    kept = {name: value for name, value in values.items() if value != usual[name] and value != {}}
    return kept | {
        name: [astuple(part) for part in kept[name]]
        for name in ("imports", "on_import", "when_called")
        if kept.get(name)
    }


def _from_json(kept: dict[str, Any]) -> Outline:
    return Outline(tuple(map(_definition, kept["definitions"])), kept["broken"], kept["digest"])


def _definition(kept: dict[str, Any]) -> Definition:
    for name in ("names", "names_used", "files", "bases"):
        if name in kept:
            kept[name] = tuple(kept[name])
    if "imports" in kept:
        kept["imports"] = tuple(Import(*part) for part in kept["imports"])
    for name in ("on_import", "when_called"):
        if name in kept:
            kept[name] = _calls(kept[name])
    return Definition(**kept)


def _calls(kept: Sequence[Any] | None) -> Calls:
    if kept is None:
        return None
    return tuple(Call(callee, tuple(handed), _calls(code)) for callee, handed, code in kept)
