"""From a name in a module to what it stands for: a definition, a whole module, or something of a library."""

import builtins
from collections.abc import Iterator
from dataclasses import dataclass

from aimath.studio.freshness.sources.definitions import Definition
from aimath.studio.freshness.sources.modules import Module, Modules
from aimath.studio.freshness.sources.references import EVERYTHING, Import

_BUILTINS = frozenset(dir(builtins))
_GIVEN_BY_PYTHON = ("__file__", "__name__", "__package__", "__path__")
_DEEPEST = 40
"""How often a name may be handed on from module to module; beyond that modules import in circles."""


@dataclass(frozen=True, eq=False)
class Target:
    """What a name may stand for.

    Attributes:
        module: the module of the project that it leads to, or else the one that the name stands in.
        definition: the definition in that module; None for the module as a whole.
        outside: the full name of what is not in the project, such as "numpy.zeros" or "builtins.len".
        rest: attributes that are read from what the definition binds.
    """

    module: Module
    definition: Definition | None = None
    outside: str = ""
    rest: tuple[str, ...] = ()


def targets_of(modules: Modules, module: Module, name: str, local: tuple[Import, ...] = ()) -> list[Target]:
    """Return everything that a dotted name may stand for.

    Args:
        modules: where modules are found.
        module: the module that the name stands in.
        name: a name with attributes.
        local: imports that the piece of code with the name makes by itself.
    """
    root, *attributes = name.split(".")
    found: list[Target] = []
    for imported in local:
        if imported.bound == root:
            found += _imported(modules, module, imported, attributes, 0)
    found += _named(modules, module, root, attributes, 0)
    if not found and root in _BUILTINS:
        found.append(Target(module, outside=f"builtins.{name}"))
    return found


def modules_run(modules: Modules, module: Module, imported: Import) -> Iterator[str]:
    """Yield the full names of the modules that an import statement runs."""
    name = absolute(module, imported.module)
    yield name
    source = modules.find(name)
    if imported.name and source is not None and imported.name not in source.binding:
        yield f"{name}.{imported.name}"


def absolute(module: Module, name: str) -> str:
    """Return the full name of a module that is imported in another.

    Args:
        module: where it is imported.
        name: as written, with leading dots.
    """
    levels = len(name) - len(name.lstrip("."))
    if not levels:
        return name
    package = module.package.split(".")
    return ".".join(filter(None, [*package[: len(package) - levels + 1], name[levels:]]))


def _named(modules: Modules, module: Module, name: str, attributes: list[str], depth: int) -> list[Target]:
    found: list[Target] = []
    for definition in module.binding.get(name, ()):
        found.append(Target(module, definition, rest=tuple(attributes)))
        for imported in definition.imports:
            if imported.bound == name:
                found += _imported(modules, module, imported, attributes, depth + 1)
    if name not in module.binding and name not in _BUILTINS and depth < _DEEPEST:
        for starred in module.binding.get(EVERYTHING, ()):
            for imported in starred.imports:
                found += _starred(modules, module, imported, [name, *attributes], depth + 1)
    return found


def _starred(
    modules: Modules, module: Module, imported: Import, names: list[str], depth: int
) -> list[Target]:
    """Return what a name may stand for in a module of which all names are imported."""
    name = absolute(module, imported.module)
    source = modules.find(name)
    if source is None:
        return [Target(module, outside=".".join([name, *names]))]
    return _named(modules, source, names[0], names[1:], depth)


def _imported(
    modules: Modules, module: Module, imported: Import, attributes: list[str], depth: int
) -> list[Target]:
    name = absolute(module, imported.module)
    source = modules.find(name)
    if source is None:
        return [Target(module, outside=".".join(filter(None, [name, imported.name, *attributes])))]
    if depth > _DEEPEST or imported.name == EVERYTHING:
        return [Target(source)]
    return _within(modules, source, [imported.name, *attributes] if imported.name else attributes, depth)


def _within(modules: Modules, module: Module, attributes: list[str], depth: int) -> list[Target]:
    if not attributes:
        return [Target(module)]
    first, *rest = attributes
    if first in _GIVEN_BY_PYTHON:
        return [Target(module, outside=".".join([module.name, *attributes]))]
    if first in module.binding:
        return _named(modules, module, first, rest, depth)
    inner = modules.find(f"{module.name}.{first}")
    return [Target(module)] if inner is None else _within(modules, inner, rest, depth)
