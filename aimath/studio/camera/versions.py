"""What decides how a picture is drawn, besides the picture."""

import cairo
import numpy as np
import PIL

from aimath.studio.camera.exact_gradients import are_exact
from aimath.studio.own_code import code_key

_MODULES = """
    __init__ beginnings brushes bulk cameras canvas changes compositing depth
    drawing exact_gradients extents family gradients grounds images keys
    layering masked_gradients painter paths picture regions resampling screen
    shading shapes snapshots view
"""
"""All modules of this package but this one."""
_COMPILED = "gradient_blending.c"


def describe_drawing() -> str:
    """Return what is equal where equal pictures are drawn alike: this code and the libraries that it uses."""
    names = (f"{__package__}.{name}" for name in _MODULES.split())
    code = code_key("aimath.studio.raw_paths", f"{__package__}/{_COMPILED}", *names)
    gradients = "compiled" if are_exact() else "Cairo's"
    libraries = f"cairo {cairo.cairo_version()} pillow {PIL.__version__} numpy {np.__version__}"
    return f"{code} {gradients} gradients {libraries}"
