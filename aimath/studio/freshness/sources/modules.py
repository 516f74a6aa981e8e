"""Where modules live: in the project, whose code counts, or in a library, whose version counts."""

import importlib.util
import os
import site
import sys
import sysconfig
from functools import cached_property
from pathlib import Path

import aimath
from aimath.studio.freshness.sources.appearance import digest
from aimath.studio.freshness.sources.definitions import Definition, Outline
from aimath.studio.freshness.sources.outlines import OutlineCache

PACKAGE = Path(aimath.__file__).parent
"""The folder of aimath's own code."""


class Module:
    """A module of the project.

    Attributes:
        name: its full name.
        path: its file; None for a folder without one.
        folder: where its submodules are, if it is a package.
        outline: its definitions.
    """

    def __init__(self, name: str, path: Path | None, folder: Path | None, outline: Outline) -> None:
        self.name, self.path, self.folder, self.outline = name, path, folder, outline

    @cached_property
    def binding(self) -> dict[str, list[Definition]]:
        """The definitions that bind each name, in order."""
        found: dict[str, list[Definition]] = {}
        for definition in self.outline.definitions:
            for name in definition.names:
                found.setdefault(name, []).append(definition)
        return found

    @property
    def package(self) -> str:
        """The package that its relative imports start from."""
        return self.name if self.folder is not None else self.name.rpartition(".")[0]


class Modules:
    """The modules that code in a folder can import, found without running any of them.

    Args:
        folder: where the scene's file is; modules beside it come first, as when the scene is filmed.
        cache: where outlines are kept.
    """

    def __init__(self, folder: Path, cache: OutlineCache) -> None:
        self._folder = folder
        self._cache = cache
        self._found: dict[str, Module | None] = {}
        self.places: dict[str, Path | None] = {}
        """Where top-level modules were found that are neither beside the scene nor Python's own."""

        self.listings: dict[Path, str] = {}
        """What was in the folders that were searched."""

    def files(self) -> set[Path]:
        """Return the files that were looked at, but for those of modules that were added."""
        paths = {module.path for module in self._found.values() if module is not None and module.path}
        return paths & self._cache.contents.keys()

    def find(self, name: str) -> Module | None:
        """Return a module of the project, or None if it is in a library or nowhere."""
        if name not in self._found:
            self._found[name] = None  # A module that is asked for while it is looked for is not there.
            self._found[name] = self._look_for(name)
        return self._found[name]

    def read(self, name: str, path: Path) -> Module:
        """Return the module in a file, which from now on has this name."""
        return self.add(Module(name, path, None, self._cache.outline(path)))

    def add(self, module: Module) -> Module:
        """Let a module have its name from now on, and return it."""
        self._found[module.name] = module
        return module

    def _look_for(self, name: str) -> Module | None:
        parent, _, last = name.rpartition(".")
        if parent:
            package = self.find(parent)
            return self._at(name, package.folder / last) if package and package.folder else None
        if name == PACKAGE.name:
            return self._at(name, PACKAGE)
        beside = self._at(name, self._folder / name)
        if beside is not None and beside.path is not None:
            return beside
        if name in sys.stdlib_module_names:
            return None
        place = self.places[name] = place_of(name)
        return beside if place is None else None if is_library(place) else self._at(name, place)

    def _list(self, folder: Path) -> None:
        if folder not in self.listings:
            self.listings[folder] = listing_of(folder)

    def _at(self, name: str, place: Path) -> Module | None:
        self._list(place.parent)
        start, alone = place / "__init__.py", place.with_name(f"{place.name}.py")
        if start.is_file():
            return Module(name, start, place, self._cache.outline(start))
        if alone.is_file():
            return Module(name, alone, None, self._cache.outline(alone))
        return Module(name, None, place, Outline()) if place.is_dir() else None


def listing_of(folder: Path) -> str:
    """Return a hash of the names in a folder that an import could mean."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if _could_be_imported(entry)]
    except OSError:
        return ""
    return digest("\n".join(sorted(names)).encode())


def _could_be_imported(entry: os.DirEntry[str]) -> bool:
    name, _, ending = entry.name.partition(".")
    return ending in ("py", "pyi") or (not ending and name != "__pycache__" and entry.is_dir())


def place_of(name: str) -> Path | None:
    """Return where a top-level module is, without the ending .py; None for none, or one not in Python."""
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        return None
    if spec is None:
        return None
    if spec.submodule_search_locations:
        return Path(spec.submodule_search_locations[0])
    return Path(spec.origin).with_suffix("") if spec.origin and spec.origin.endswith(".py") else None


def is_library(path: Path) -> bool:
    """Tell whether a file belongs to Python or to an installed library, and not to the project."""
    if path.is_relative_to(PACKAGE):
        return False
    return any(path.is_relative_to(folder) for folder in _LIBRARIES) or "site-packages" in path.parts


def _libraries() -> tuple[Path, ...]:
    known = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    known += site.getsitepackages() if hasattr(site, "getsitepackages") else []
    return tuple({Path(folder) for folder in known} | {Path(folder).resolve() for folder in known})


_LIBRARIES = _libraries()
