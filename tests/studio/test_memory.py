"""Memory that is not in use any more goes back to the system."""

import sys
from pathlib import Path

import numpy as np
import pytest

from aimath.studio.memory import release_memory


def resident() -> int:
    """Return how many pages of memory this process has."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads Linux's own files")
def test_what_circles_held_is_given_back() -> None:
    release_memory()
    before = resident()
    pieces: list[list[object]] = []
    for _ in range(4000):
        circle: list[object] = [np.ones(2000)]
        circle.append(circle)
        pieces.append(circle)
    grown = resident() - before
    del pieces, circle
    release_memory()
    assert grown > 10_000
    assert resident() - before < grown / 2
