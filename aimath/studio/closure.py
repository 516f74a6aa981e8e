"""The code that a film depends on, down to the function, found without running any of it.

What a piece of code names, it uses; a class uses all its methods, a dictionary everything in it. A module
that is imported counts with those of its statements that do more than bind names. What cannot be followed
counts as used.
"""

import sys
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from pathlib import Path

from aimath.studio.sources.appearance import digest
from aimath.studio.sources.definitions import MODULE_CODE, Definition
from aimath.studio.sources.graph import Edges, Graph
from aimath.studio.sources.modules import Module

Root = tuple[str, str]
"""A module and a name in it, where a search starts."""

WHOLE_FILE = "the file"
"""What a reader calls all of a file that is not valid Python."""

IMPORTS = "imports"
"""What a reader calls the import statements of a file."""

FILMING = "the code that films"
"""What a reader calls the used part of a file of the studio."""

_SCENE = "the file of the scene"
# Lessons read the first line of their docstring, which is looked at as the title.
_READS_TITLES = ("aimath.stage.lesson", "Lesson")
_STUDIO = "aimath.studio."


@dataclass(frozen=True)
class Closure:
    """The code that something depends on.

    Attributes:
        sources: the files of all modules that are imported.
        digests: what each definition looks like, by file and by the name that a reader knows it by.
        words: words in the code that may be names of files, each with the file that it stands in.
        libraries: the top-level modules of libraries that it imports.
        broken: the files that are not valid Python, each with "LINE: REASON".
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
    """

    def __init__(self, graph: Graph, roots: Iterable[Root] = ()) -> None:
        self._graph = graph
        self._shared = _Search(graph)
        for module, name in roots:
            self._shared.start(module, name)

    def of(self, path: Path, class_name: str) -> Closure:
        """Return the code that the film of a scene depends on.

        Args:
            path: the scene's file.
            class_name: the scene.
        """
        search = self._shared.copy()
        scene = self._graph.modules.read(f"{_SCENE} {path.stem}", path)
        search.start(scene.name, class_name, titled=True)
        return search.result()


class _Search:
    """A search along the edges of a graph, and what it has found so far."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._modules: dict[str, Module] = {}
        self._whole: set[str] = set()
        self._used: set[int] = set()
        self._waiting: list[tuple[Module, Definition]] = []
        self._libraries: set[str] = set()
        self._titled: set[int] = set()
        self._words: set[tuple[Path, str]] = set()
        self._anything = False
        self._documented = False
        self._known: dict[tuple[object, ...], dict[str, str]] = {}

    def copy(self) -> "_Search":
        """Return a search that goes on from here by itself."""
        other = copy(self)
        for name, value in vars(self).items():
            if isinstance(value, set | dict | list) and name != "_known":
                setattr(other, name, value.copy())
        return other

    def start(self, name: str, root: str, *, titled: bool = False) -> None:
        """Find all that a definition uses."""
        self._run([name])
        module = self._modules.get(name)
        if module is not None:
            for definition in module.binding.get(root, ()):
                self._use(module, definition)
                if titled:
                    self._titled.add(id(definition))
        while self._waiting:
            self._follow(self._graph.edges(*self._waiting.pop()))
            if not self._waiting and self._anything:
                self._take_whole(self._modules.values())

    def _use(self, module: Module, definition: Definition) -> None:
        if id(definition) in self._used:
            return
        self._used.add(id(definition))
        self._waiting.append((module, definition))
        self._run([module.name])
        self._anything = self._anything or definition.reveals
        if module.path is not None and not module.name.startswith(_STUDIO):
            self._words.update((module.path, word) for word in definition.files)
        if (module.name, *definition.names) != _READS_TITLES:
            self._documented = self._documented or definition.reads_docstrings

    def _follow(self, edges: Edges) -> None:
        self._run(edges.runs)
        for module, definition in edges.definitions:
            self._use(module, definition)
        self._take_whole(edges.whole)
        self._anything = self._anything or edges.anything

    def _take_whole(self, modules: Iterable[Module]) -> None:
        """Use all there is in some modules, and in what is imported of the packages among them."""
        for module in list(modules):
            if module.name in self._whole:
                continue
            self._whole.add(module.name)
            for definition in module.outline.definitions:
                self._use(module, definition)
            self._follow(self._graph.imported_names(module))
            prefix = f"{module.name}."
            self._take_whole([inner for name, inner in self._modules.items() if name.startswith(prefix)])

    def _run(self, names: Iterable[str]) -> None:
        """Import modules: their packages first, and what they import in turn."""
        waiting = [_with_packages(name) for name in names if name not in self._modules]
        while waiting:
            for number, name in enumerate(waiting.pop()):
                if name in self._modules:
                    continue
                module = self._graph.modules.find(name)
                if module is None:
                    if number == 0 and name not in sys.stdlib_module_names:
                        self._libraries.add(name)
                    break
                self._modules[name] = module
                for definition in self._graph.always(module):
                    self._use(module, definition)
                edges = self._graph.imports(module)
                self._take_whole(edges.whole)
                if any(name.startswith(f"{package}.") for package in self._whole):
                    self._take_whole([module])
                waiting += [_with_packages(run) for run in edges.runs if run not in self._modules]

    def result(self) -> Closure:
        """Return all that was found."""
        files = {module.path: module for module in self._modules.values() if module.path is not None}
        return Closure(
            sources=frozenset(files),
            digests={path: found for path, module in files.items() if (found := self._digests(module))},
            words=frozenset(self._words),
            libraries=frozenset(self._libraries),
            broken={path: module.outline.broken for path, module in files.items() if module.outline.broken},
        )

    def _digests(self, module: Module) -> dict[str, str]:
        used = [part for part in module.outline.definitions if id(part) in self._used]
        key = (module.name, self._documented, *map(id, used), *(self._titled & set(map(id, used))))
        if key not in self._known:
            self._known[key] = self._look_at(module, used)
        return self._known[key]

    def _look_at(self, module: Module, used: list[Definition]) -> dict[str, str]:
        if module.outline.broken:
            return {WHOLE_FILE: module.outline.digest}
        looks: dict[str, list[str]] = {}
        for definition in used:
            documented = definition.docstrings if self._documented else {}
            for known_as, look in (*definition.digests.items(), *documented.items()):
                named = IMPORTS if definition.kind == "import" else known_as
                looks.setdefault(named, []).append(look)
            if id(definition) in self._titled:
                looks[f"title of {definition.names[0]}"] = [digest(definition.title.encode())]
        if self._order_counts(module, used):
            looks.setdefault(MODULE_CODE, []).extend(map(_place_in_order, used))
        if module.name.startswith(_STUDIO) and looks:
            looks = {FILMING: [look for name in sorted(looks) for look in (name, *looks[name])]}
        return {name: digest(" ".join(found).encode()) for name, found in looks.items()}

    def _order_counts(self, module: Module, used: list[Definition]) -> bool:
        """Tell whether the same statements in another order could do something else."""
        again = any(len(module.binding[name]) > 1 for definition in used for name in definition.names)
        return again or bool(self._graph.always(module))


def _place_in_order(definition: Definition) -> str:
    """Return what stands for a statement where order counts; nothing for what can stand anywhere."""
    quiet = definition.kind == "import" or (definition.kind == "function" and definition.on_import == ())
    return "" if quiet else ",".join(definition.names) or MODULE_CODE


def _with_packages(name: str) -> list[str]:
    """Return a module's full name after those of the packages that it is in.

    Example:
        >>> _with_packages("a.b.c")
        ['a', 'a.b', 'a.b.c']
    """
    parts = name.split(".")
    return [".".join(parts[: count + 1]) for count in range(len(parts))]
