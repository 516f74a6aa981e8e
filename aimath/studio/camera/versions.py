"""What decides how a picture is drawn, besides the picture."""

from functools import cache
from pathlib import Path

import cairocffi  # type: ignore[import-untyped]
import numpy as np
import PIL

from aimath.studio.camera.keys import key_of


@cache
def describe_drawing() -> str:
    """Return what is equal where equal pictures are drawn alike: this code and the libraries that it uses."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    code = key_of(*(path.read_bytes() for path in sources)).hex()
    return f"{code} cairo {cairocffi.cairo_version()} pillow {PIL.__version__} numpy {np.__version__}"
