"""Closures that are kept in a file for as long as nothing that they were found from has changed."""

import json
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from aimath.studio.errors import StudioError
from aimath.studio.freshness.closure import Closure, Closures, Root
from aimath.studio.freshness.sources.appearance import digest
from aimath.studio.freshness.sources.graph import Graph
from aimath.studio.freshness.sources.modules import listing_of, place_of
from aimath.studio.freshness.sources.outlines import OutlineCache, content_of
from aimath.studio.whole_files import write_text

_READERS = ("closure.py", "kept_closures.py", "section_looks.py")


class KeptClosures:
    """The closures of scenes in one folder; while no source has changed they are found without reading any.

    Args:
        folder: where the scenes are.
        roots: what every film depends on besides its scene.
        cache: where closures are kept; nothing is kept unless its parent exists.
        outlines: where outlines of files are kept.
    """

    def __init__(self, folder: Path, roots: Iterable[Root], cache: Path, outlines: OutlineCache) -> None:
        self._folder, self._roots, self._cache, self._outlines = folder, tuple(roots), cache, outlines
        self._file = cache / "closures" / f"{digest(str(folder).encode())}.json"
        self._evidence: dict[str, Any] = {}
        self._kept: dict[str, Closure] = {}
        self._found: set[str] = set()
        self._graph: Graph | None = None
        self._closures: Closures | None = None
        self._open()

    def of(self, path: Path, class_name: str) -> Closure:
        """Return the code that the film of a scene depends on."""
        key = f"{path}:{class_name}"
        if key not in self._kept:
            self._kept[key] = self.closures().of(path, class_name)
            self._found.add(key)
        return self._kept[key]

    def closures(self) -> Closures:
        """Return what finds closures that are not kept."""
        if self._closures is None:
            self._graph = Graph(self._folder, self._outlines)
            self._closures = Closures(self._graph, self._roots)
        return self._closures

    def keep(self) -> None:
        """Write down what was found, for the next time."""
        if self._graph is None or not self._cache.parent.is_dir():
            return
        modules = self._graph.modules
        evidence: dict[str, Any] = {
            "reader": reader(),
            "files": {str(path): self._outlines.contents[path] for path in modules.files()},
            "folders": {str(path): listed for path, listed in modules.listings.items()},
            "places": {name: str(place or "") for name, place in modules.places.items()},
        }
        before = {name: found for name, found in self._evidence.items() if isinstance(found, dict)}
        closures = self._kept
        # Something may have changed since what was kept was found to hold.
        if all(
            evidence[name].get(key, value) == value for name in before for key, value in before[name].items()
        ):
            evidence |= {name: found | evidence[name] for name, found in before.items()}
        else:
            closures = {key: closure for key, closure in closures.items() if key in self._found}
        kept = {key: _to_json(closure) for key, closure in closures.items()}
        try:
            write_text(
                self._file, json.dumps({"evidence": evidence, "closures": kept}, separators=(",", ":"))
            )
        except (OSError, StudioError):
            # What is kept saves time alone.
            return

    def _open(self) -> None:
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            evidence = kept["evidence"]
            holds = (
                evidence["reader"] == reader()
                and all(content_of(Path(path)) == found for path, found in evidence["files"].items())
                and all(listing_of(Path(path)) == found for path, found in evidence["folders"].items())
                and all(str(place_of(name) or "") == found for name, found in evidence["places"].items())
            )
            if holds:
                self._evidence = evidence
                self._kept = {key: _from_json(found) for key, found in kept["closures"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return


@cache
def reader() -> str:
    """Return a hash of all code that closures are found with."""
    here = Path(__file__).parent
    code = [*(here / name for name in _READERS), *sorted((here / "sources").glob("*.py"))]
    return digest(
        b"".join([repr((sys.version_info[:2], sys.path)).encode(), *(path.read_bytes() for path in code)])
    )


def _to_json(closure: Closure) -> dict[str, Any]:
    return {
        "sources": sorted(map(str, closure.sources)),
        "digests": {str(path): digests for path, digests in closure.digests.items()},
        "words": sorted((str(path), word) for path, word in closure.words),
        "libraries": sorted(closure.libraries),
        "broken": {str(path): reason for path, reason in closure.broken.items()},
    }


def _from_json(kept: dict[str, Any]) -> Closure:
    return Closure(
        sources=frozenset(map(Path, kept["sources"])),
        digests={Path(path): digests for path, digests in kept["digests"].items()},
        words=frozenset((Path(path), word) for path, word in kept["words"]),
        libraries=frozenset(kept["libraries"]),
        broken={Path(path): reason for path, reason in kept["broken"].items()},
    )
