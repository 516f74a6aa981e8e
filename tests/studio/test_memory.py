"""Memory that is not in use any more goes back to the system; what stays is not looked at."""

import gc
import sys
from pathlib import Path

import numpy as np
import pytest

from aimath.studio.memory import importing, release_memory


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


def test_what_is_imported_is_never_looked_at_again_even_if_it_cannot_be_imported() -> None:
    kept: list[object] = []
    frozen = gc.get_freeze_count()
    try:
        with pytest.raises(ImportError), importing():
            assert not gc.isenabled()
            kept.extend([index] for index in range(1000))
            raise ImportError
        assert gc.isenabled()
        assert gc.get_freeze_count() >= frozen + 1000
    finally:
        gc.unfreeze()
