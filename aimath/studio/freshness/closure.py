"""The code that a film depends on, down to the function, found without running any of it.

What a piece of code names, it uses; a class uses all its methods, a dictionary everything in it. A module
that is imported counts with those of its statements that do more than bind names. What cannot be followed
counts as used.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from aimath.studio.freshness.sources.appearance import digest
from aimath.studio.freshness.sources.definitions import MODULE_CODE, Definition
from aimath.studio.freshness.sources.graph import Graph
from aimath.studio.freshness.sources.modules import Module
from aimath.studio.freshness.sources.references import EVERYTHING
from aimath.studio.freshness.sources.search import Search

Root = tuple[str, str]
"""A module and a name in it, where a search starts."""

WHOLE_FILE = "the file"
"""What a reader calls all of a file that is not valid Python."""

IMPORTS = "imports"
"""What a reader calls the import statements of a file."""

FILMING = "the code that films"
"""What a reader calls the used part of a file of the studio."""

_STUDIO = "aimath.studio."


@dataclass(frozen=True)
class Closure:
    """The code that something depends on.

    Attributes:
        sources: the files of all modules that are imported.
        digests: what each definition looks like, by file and by the name that a reader knows it by.
        words: words in the code that may be names of files, each with the file that it stands in.
        libraries: the top-level modules of libraries that it imports.
        broken: the files that are not valid Python or cannot be read, each with "LINE: REASON".
    """

    sources: frozenset[Path]
    digests: dict[Path, dict[str, str]]
    words: frozenset[tuple[Path, str]]
    libraries: frozenset[str]
    broken: dict[Path, str]


class Closures:
    """The closures of scenes.

    Args:
        graph: the project that the scenes are in.
        roots: what every film depends on besides its scene, such as the code that films it.

    Attributes:
        graph: the same.
    """

    def __init__(self, graph: Graph, roots: Iterable[Root] = ()) -> None:
        self.graph = graph
        self._looks: dict[tuple[object, ...], dict[str, str]] = {}
        self._shared = Search(graph)
        for module, name in roots:
            self._shared.start(module, name)

    def of(self, path: Path, class_name: str) -> Closure:
        """Return the code that the film of a scene depends on.

        Args:
            path: the scene's file.
            class_name: the scene.
        """
        search = self.begin()
        scene = self.graph.modules.read(f"the file of the scene {path.stem}".replace(".", " "), path)
        search.start(scene.name, class_name)
        files = _files(search)
        digests = self.digests(search)
        for definition in scene.binding.get(class_name, ()):
            digests.setdefault(path, {})[f"title of {class_name}"] = digest(definition.title.encode())
        return Closure(
            sources=frozenset(files),
            digests=digests,
            words=frozenset(
                (path, word) for path, module in files.items() for word in _words(module, search)
            ),
            libraries=frozenset(search.libraries),
            broken={path: module.outline.broken for path, module in files.items() if module.outline.broken},
        )

    def begin(self) -> Search:
        """Return a search that has found what every film depends on."""
        return self._shared.copy()

    def digests(self, search: Search) -> dict[Path, dict[str, str]]:
        """Return what each definition that a search has found looks like, by file and name."""
        looks: dict[Path, dict[str, str]] = {}
        for module in search.modules.values():
            if module.path is None:
                continue
            for name, look in self._digests(module, search).items():
                # A file may run as a scene and be imported by what it imports.
                found = looks.setdefault(module.path, {})
                other = found.get(name, look)
                found[name] = look if other == look else digest(f"{other}{look}".encode())
        return looks

    def _digests(self, module: Module, search: Search) -> dict[str, str]:
        used = [part for part in module.outline.definitions if id(part) in search.used]
        key = (module.name, search.documented, *map(id, used))
        if key not in self._looks:
            self._looks[key] = self._look_at(module, used, search.documented)
        return self._looks[key]

    def _look_at(self, module: Module, used: list[Definition], documented: bool) -> dict[str, str]:
        if module.outline.broken:
            return {WHOLE_FILE: module.outline.digest}
        looks: dict[str, list[str]] = {}
        for definition in used:
            docstrings = definition.docstrings if documented else {}
            for known_as, look in (*definition.digests.items(), *docstrings.items()):
                name = IMPORTS if definition.kind == "import" else known_as
                looks.setdefault(name, []).append(look)
        order = self._order(module, used)
        if order:
            looks.setdefault(MODULE_CODE, []).extend(order)
        if module.name.startswith(_STUDIO) and looks:
            looks = {FILMING: [look for name in sorted(looks) for look in (name, *looks[name])]}
        return {name: digest(" ".join(found).encode()) for name, found in looks.items()}

    def _order(self, module: Module, used: list[Definition]) -> list[str]:
        """Return what stands for statements in their order, where another order could do something else."""
        again = {
            name for name, bound in module.binding.items() if len(bound) > 1 or EVERYTHING in module.binding
        }
        starred, counted = set(map(id, module.binding.get(EVERYTHING, []))), set(map(id, used))
        if not self.graph.always(module) and not again & {name for part in used for name in part.names}:
            return []
        return [
            " ".join((part.kind, *part.names, *(part.digests.values() if part.kind == "import" else ())))
            for part in module.outline.definitions
            if id(part) in starred
            or (id(part) in counted and (again & set(part.names) or not _can_stand_anywhere(part)))
        ]


def _files(search: Search) -> dict[Path, Module]:
    return {module.path: module for module in search.modules.values() if module.path is not None}


def _can_stand_anywhere(definition: Definition) -> bool:
    return definition.kind == "import" or (definition.kind == "function" and definition.on_import == ())


def _words(module: Module, search: Search) -> Iterator[str]:
    if not module.name.startswith(_STUDIO):
        for definition in module.outline.definitions:
            if id(definition) in search.used:
                yield from definition.files
