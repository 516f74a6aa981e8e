"""What decides how a picture is drawn, besides the picture."""

import pkgutil
from functools import cache
from importlib.abc import InspectLoader
from importlib.util import find_spec
from pathlib import Path

import cairocffi  # type: ignore[import-untyped]
import numpy as np
import PIL

from aimath.studio.camera.keys import key_of


@cache
def describe_drawing() -> str:
    """Return what is equal where equal pictures are drawn alike: this code and the libraries that it uses."""
    names = sorted(module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]))
    code = key_of(*(_source(f"{__package__}.{name}") for name in names)).hex()
    return f"{code} cairo {cairocffi.cairo_version()} pillow {PIL.__version__} numpy {np.__version__}"


def _source(name: str) -> str:
    # Read as an import would read it: a file that is opened would count among the files that a film needs.
    spec = find_spec(name)
    assert spec is not None and isinstance(spec.loader, InspectLoader)
    return spec.loader.get_source(name) or ""
