"""The code of this package itself: what is kept from one run to the next is only as good as what made it."""

import hashlib
from functools import cache
from importlib.abc import SourceLoader
from importlib.machinery import EXTENSION_SUFFIXES, PathFinder
from importlib.util import find_spec
from pathlib import Path


@cache
def code_key(*modules: str) -> str:
    """Return what is equal as long as the code of modules is.

    Args:
        modules: their full names; of a source that is not Python, the package's name, a slash and its own.
            Naming them takes the place of looking into folders, which would count as reading those for a
            film.

    Example:
        >>> code_key("aimath.studio.codecs") == code_key("aimath.studio.codecs")
        True
    """
    found = hashlib.blake2b(digest_size=16)
    for module in modules:
        found.update(_source(module).encode() + b"\0")
    return found.hexdigest()


def is_compiled(path: Path) -> bool:
    """Return whether a file holds compiled code that Python can import.

    Example:
        >>> is_compiled(Path("fast.so")), is_compiled(Path("slow.py"))
        (True, False)
    """
    return path.name.endswith(tuple(EXTENSION_SUFFIXES))


@cache
def c_sources() -> tuple[Path, ...]:
    """Return the files that this package's compiled code is made from, one for each module."""
    return tuple(sorted(Path(__file__).parents[1].rglob("*.c")))


def has_compiled_code() -> bool:
    """Return whether all of this package's compiled code is there for this Python; nothing is imported."""
    return all(PathFinder.find_spec(source.stem, [str(source.parent)]) for source in c_sources())


def _source(name: str) -> str:
    # Read as an import would read it: a file that is opened would count among the files that a film needs.
    module, _, file = name.partition("/")
    spec = find_spec(module)
    assert spec is not None and isinstance(spec.loader, SourceLoader)
    if not file:
        return spec.loader.get_source(name) or ""
    return spec.loader.get_data(str(Path(str(spec.origin)).with_name(file))).decode()
