"""What each statement of a project leads to: other statements, modules as a whole, modules that it runs."""

from dataclasses import dataclass, field
from pathlib import Path

from aimath.studio.freshness.sources.definitions import Definition
from aimath.studio.freshness.sources.harmless import Harmlessness
from aimath.studio.freshness.sources.modules import Module, Modules
from aimath.studio.freshness.sources.outlines import OutlineCache
from aimath.studio.freshness.sources.reach import Target, absolute, modules_run, targets_of
from aimath.studio.freshness.sources.references import EVERYTHING

_OWN_NAMESPACE = ("builtins.eval", "builtins.exec", "builtins.globals")
_REVEALING = """
    builtins.__import__ cloudpickle. dill. gc.get_ importlib.import_module importlib.reload inspect.getmodule
    joblib. pickle. pkgutil. runpy. shelve. sys.modules
"""
_ANYTHING = tuple(_REVEALING.split())


@dataclass
class Edges:
    """What a statement leads to.

    Attributes:
        definitions: statements, each with its module.
        whole: modules that count as a whole.
        runs: full names of modules that are imported.
        anything: whether it may reach whatever is imported, by means that cannot be followed.
    """

    definitions: list[tuple[Module, Definition]] = field(default_factory=list)
    whole: list[Module] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)
    anything: bool = False


class Graph:
    """The statements of a project and what they lead to; what was read once stays as it was.

    Args:
        folder: where the scenes are.
        cache: where outlines of files are kept.
    """

    def __init__(self, folder: Path, cache: OutlineCache) -> None:
        self.modules = Modules(folder, cache)
        self._harmless = Harmlessness(self.modules)
        self._edges: dict[int, Edges] = {}
        self._always: dict[str, list[Definition]] = {}
        self._imports: dict[str, Edges] = {}
        self._known: dict[tuple[str, str], list[Target]] = {}

    def edges(self, module: Module, definition: Definition) -> Edges:
        """Return what a statement leads to when it is used."""
        if id(definition) not in self._edges:
            edges = self._follow(module, definition)
            edges.definitions = list(
                {id(found): (place, found) for place, found in edges.definitions}.values()
            )
            edges.runs = list(dict.fromkeys(edges.runs))
            self._edges[id(definition)] = edges
        return self._edges[id(definition)]

    def always(self, module: Module) -> list[Definition]:
        """Return the statements of a module that count as soon as it is imported."""
        if module.name not in self._always:
            self._always[module.name] = [
                definition
                for definition in module.outline.definitions
                if not definition.lazy and not self._harmless.only_binds(module, definition)
            ]
        return self._always[module.name]

    def imports(self, module: Module) -> Edges:
        """Return what importing a module leads to by the import statements in it."""
        if module.name not in self._imports:
            edges = self._imports[module.name] = Edges()
            for definition in module.outline.definitions:
                if definition.kind == "import" and not definition.lazy:
                    self._follow_imports(module, definition, edges)
            edges.runs = list(dict.fromkeys(edges.runs))
        return self._imports[module.name]

    def imported_names(self, module: Module) -> Edges:
        """Return what the names that a module imports stand for, for whoever can reach all its names."""
        edges = Edges()
        for definition in module.outline.definitions:
            for imported in definition.imports:
                for target in targets_of(self.modules, module, imported.bound) if imported.bound else ():
                    if target.definition is not None:
                        edges.definitions.append((target.module, target.definition))
                    elif not target.outside:
                        edges.whole.append(target.module)
        return edges

    def _follow(self, module: Module, definition: Definition) -> Edges:
        edges = Edges(anything=definition.reveals)
        for name in definition.names_used:
            for target in self._targets(module, name, definition):
                if target.definition is not None:
                    edges.definitions.append((target.module, target.definition))
                elif not target.outside:
                    edges.whole.append(target.module)
                elif target.outside in _OWN_NAMESPACE:
                    edges.whole.append(module)
                elif target.outside.startswith(_ANYTHING):
                    edges.anything = True
        self._follow_imports(module, definition, edges)
        return edges

    def _targets(self, module: Module, name: str, definition: Definition) -> list[Target]:
        if definition.imports:
            return targets_of(self.modules, module, name, definition.imports)
        key = (module.name, name)
        if key not in self._known:
            self._known[key] = targets_of(self.modules, module, name)
        return self._known[key]

    def _follow_imports(self, module: Module, definition: Definition, edges: Edges) -> None:
        for imported in definition.imports:
            source = self.modules.find(absolute(module, imported.module))
            if imported.name == EVERYTHING and source is not None:
                edges.whole.append(source)
            # Words in text may look like imports of what does not exist.
            if imported.bound or imported.name != EVERYTHING or source is not None:
                edges.runs += modules_run(self.modules, module, imported)
