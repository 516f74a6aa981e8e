"""The colours of pixels, each counted once."""

import numpy as np
from numpy.typing import NDArray

from aimath.studio.camera.regions import Pixels


def shades_of(pixels: Pixels) -> tuple[Pixels, NDArray[np.intp]]:
    """Return (k, 3) the colours among (n, 4) pixels, each once, and how many pixels have each."""
    packed, counts = np.unique(np.ascontiguousarray(pixels).view(np.uint32), return_counts=True)
    return packed.view(np.uint8).reshape(-1, 4)[:, :3], counts
