"""What decides how a picture is drawn, besides the picture."""

import cairo
import numpy as np
import PIL

from aimath.studio.own_code import code_key

_MODULES = """
    __init__ beginnings bulk cameras canvas changes compositing depth drawing
    extents family gradients grounds images keys layering painter paths
    picture regions resampling screen shading shapes snapshots view
"""
"""All modules of this package but this one."""


def describe_drawing() -> str:
    """Return what is equal where equal pictures are drawn alike: this code and the libraries that it uses."""
    names = (f"{__package__}.{name}" for name in _MODULES.split())
    code = code_key("aimath.studio.raw_paths", *names)
    return f"{code} cairo {cairo.cairo_version()} pillow {PIL.__version__} numpy {np.__version__}"
