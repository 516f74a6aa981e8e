"""Modules beside the file of a scene; beside that of another there may be others of the same names."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

_noted: dict[str, str] = {}
"""The folder that each module was looked for in that may be a neighbour, by the module's name."""


class _Noting:
    """Finds no module, but notes which are looked for that are in the folder of a scene.

    Attributes:
        folder: the folder of the scene that runs.
        is_added: whether Python looks there first because of the scene.
    """

    folder = ""
    is_added = False

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Leave it to those who come after to find a module."""
        package = name.rpartition(".")[0]
        if package in _noted:
            _noted[name] = _noted[package]
        elif not package and PathFinder.find_spec(name, [self.folder]) is not None:
            _noted[name] = self.folder
        return None


_finder = _Noting()


def import_beside(folder: Path) -> None:
    """Let code import what is in a folder before all else, and forget what is beside other scenes.

    Args:
        folder: the folder of the scene that is going to run.
    """
    place = str(folder)
    if _finder not in sys.meta_path:
        sys.meta_path.insert(0, _finder)
    _forget_others(place)
    if sys.path[:1] != [place] and not _finder.is_added:
        sys.path.insert(0, place)
        _finder.is_added = True
    _finder.folder = place


@contextmanager
def beside(folder: Path) -> Iterator[None]:
    """Let code import what is in a folder inside the `with` block, and forget it afterwards."""
    import_beside(folder)
    try:
        yield
    finally:
        _forget_others("")


def _forget_others(place: str) -> None:
    """Forget the modules that are in the folders of other scenes than those in this one."""
    others = [name for name, home in list(_noted.items()) if home != place and _is_in(home, name)]
    for name in others:
        del _noted[name]
        with suppress(KeyError):
            del sys.modules[name]
    if _finder.is_added and _finder.folder != place:
        _finder.is_added = False
        with suppress(ValueError):
            sys.path.remove(_finder.folder)


def _is_in(folder: str, name: str) -> bool:
    """Tell whether a module is in a folder, which may only have something of the same name."""
    with suppress(ImportError, ValueError):
        spec = find_spec(name.partition(".")[0])
        places = [] if spec is None else [spec.origin, *(spec.submodule_search_locations or ())]
        return any(place is not None and Path(place).is_relative_to(folder) for place in places)
    return False
