"""The code of this package itself: what is kept from one run to the next is only as good as what made it."""

import hashlib
from functools import cache
from importlib.abc import InspectLoader
from importlib.util import find_spec


@cache
def code_key(*modules: str) -> str:
    """Return what is equal as long as the code of modules is.

    Args:
        modules: their full names. Naming them takes the place of looking into folders, which would count as
            reading those for a film.

    Example:
        >>> code_key("aimath.studio.codecs") == code_key("aimath.studio.codecs")
        True
    """
    found = hashlib.blake2b(digest_size=16)
    for module in modules:
        found.update(_source(module).encode() + b"\0")
    return found.hexdigest()


def _source(name: str) -> str:
    # Read as an import would read it: a file that is opened would count among the files that a film needs.
    spec = find_spec(name)
    assert spec is not None and isinstance(spec.loader, InspectLoader)
    return spec.loader.get_source(name) or ""
