"""How much memory this process has, and how much of it is an encoder's."""

import io
import re
from pathlib import Path

import numpy as np
import psutil

from aimath.studio.codecs import BETWEEN
from aimath.studio.settings import FilmSettings
from aimath.studio.video import Video

_MEGABYTE = 1e6
_ROLLUP = Path("/proc/self/smaps_rollup")
_ENOUGH = 4 * BETWEEN
"""Frames after which an encoder has all the pictures that it keeps."""
_BETWEEN_LOOKS = 10
"""Frames; a look takes a few milliseconds."""


def own_memory() -> float:
    """Return the megabytes that this process has written and shares with nobody.

    On Linux, what it has only read of files is left out: that is shared or not by whoever else runs.
    """
    if not _ROLLUP.exists():
        return float(psutil.Process().memory_full_info().uss) / _MEGABYTE
    written = re.search(r"^Private_Dirty: +(\d+) kB", _ROLLUP.read_text(), re.MULTILINE)
    assert written is not None
    return int(written[1]) * 1024 / _MEGABYTE


def encoder_memory(settings: FilmSettings) -> float:
    """Return the megabytes that encoding a film takes, with the picture that is being encoded."""
    width, height = settings.pixels
    before, most = own_memory(), 0.0
    video = Video(io.BytesIO(), settings)
    frame = np.zeros((height, width, 4), dtype=np.uint8)
    for number in range(_ENOUGH):
        # Something has to change, or nothing is encoded.
        frame = frame.copy()
        frame[..., :3] = number
        video.write(frame)
        most = max(most, own_memory())
    video.close()
    return most - before


class PeakMemory:
    """The most memory that this process had when somebody looked.

    Attributes:
        most: megabytes.
    """

    def __init__(self) -> None:
        self.most = own_memory()
        self._frames = 0

    def look(self) -> None:
        """Look now and then, if this is called with every frame."""
        if self._frames % _BETWEEN_LOOKS == 0:
            self.most = max(self.most, own_memory())
        self._frames += 1
