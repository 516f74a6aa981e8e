"""What decides how a picture is drawn, besides the picture."""

from functools import cache
from importlib.abc import InspectLoader
from importlib.util import find_spec

import cairo
import numpy as np
import PIL

from aimath.studio.camera.keys import key_of

_MODULES = """
    __init__ beginnings bulk cameras canvas changes compositing depth drawing
    extents family gradients grounds images keys layering painter paths
    picture regions resampling screen shading shapes snapshots view
"""
"""All modules of this package but this one; looking into the folder would count as reading it for a film."""


@cache
def describe_drawing() -> str:
    """Return what is equal where equal pictures are drawn alike: this code and the libraries that it uses."""
    code = key_of(*(_source(f"{__package__}.{name}") for name in _MODULES.split())).hex()
    return f"{code} cairo {cairo.cairo_version()} pillow {PIL.__version__} numpy {np.__version__}"


def _source(name: str) -> str:
    # Read as an import would read it: a file that is opened would count among the files that a film needs.
    spec = find_spec(name)
    assert spec is not None and isinstance(spec.loader, InspectLoader)
    return spec.loader.get_source(name) or ""
