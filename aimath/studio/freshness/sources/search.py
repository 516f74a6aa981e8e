"""Find everything that a definition uses, and what the modules do that it imports."""

import sys
from collections.abc import Iterable
from copy import copy

from aimath.studio.freshness.sources.definitions import Definition
from aimath.studio.freshness.sources.graph import Edges, Graph
from aimath.studio.freshness.sources.modules import Module

# Lessons read the first line of their docstring, which is looked at as the title.
_READS_TITLES = ("aimath.stage.lesson", "Lesson")


class Search:
    """A search along the edges of a graph.

    Attributes:
        modules: the modules that are imported, by name.
        used: the identities of the definitions that are used.
        libraries: the top-level modules of libraries that are imported.
        documented: whether docstrings are read.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._waiting: list[tuple[Module, Definition]] = []
        self._whole: set[str] = set()
        self._anything = False
        self.modules: dict[str, Module] = {}
        self.used: set[int] = set()
        self.libraries: set[str] = set()
        self.documented = False

    def copy(self) -> "Search":
        """Return a search that goes on from here by itself."""
        other = copy(self)
        for name, value in vars(self).items():
            if isinstance(value, set | dict | list):
                setattr(other, name, value.copy())
        return other

    def start(self, name: str, root: str) -> None:
        """Find all that a definition of a module uses."""
        self._run([name])
        module = self.modules.get(name)
        if module is not None:
            for definition in module.binding.get(root, ()):
                self._use(module, definition)
        while self._waiting:
            self._follow(self._graph.edges(*self._waiting.pop()))
            if not self._waiting and self._anything:
                self._take_whole(self.modules.values())

    def _use(self, module: Module, definition: Definition) -> None:
        if id(definition) in self.used:
            return
        self.used.add(id(definition))
        self._waiting.append((module, definition))
        self._run([module.name])
        self._anything = self._anything or definition.reveals
        if (module.name, *definition.names) != _READS_TITLES:
            self.documented = self.documented or definition.reads_docstrings

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
            self._take_whole([inner for name, inner in self.modules.items() if name.startswith(prefix)])

    def _run(self, names: Iterable[str]) -> None:
        """Import modules: their packages first, and what they import in turn."""
        waiting = [_with_packages(name) for name in names if name not in self.modules]
        while waiting:
            for number, name in enumerate(waiting.pop()):
                if name in self.modules:
                    continue
                module = self._graph.modules.find(name)
                if module is None:
                    if number == 0 and name not in sys.stdlib_module_names:
                        self.libraries.add(name)
                    break
                self.modules[name] = module
                for definition in self._graph.always(module):
                    self._use(module, definition)
                edges = self._graph.imports(module)
                self._take_whole(edges.whole)
                if any(name.startswith(f"{package}.") for package in self._whole):
                    self._take_whole([module])
                waiting += [_with_packages(run) for run in edges.runs if run not in self.modules]


def _with_packages(name: str) -> list[str]:
    """Return a module's full name after those of the packages that it is in.

    Example:
        >>> _with_packages("a.b.c")
        ['a', 'a.b', 'a.b.c']
    """
    parts = name.split(".")
    return [".".join(parts[: count + 1]) for count in range(len(parts))]
