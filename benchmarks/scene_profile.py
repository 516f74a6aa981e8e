"""Film one scene in one process and one thread, and say what its processor time and memory went into.

Run as `python -m benchmarks.scene_profile TARGET QUALITY`; prints what it found as JSON.
"""

import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from aimath.studio import video
from aimath.studio.camera import painter
from aimath.studio.filming.shooting import record
from aimath.studio.frames.film_frame import FilmFrame
from aimath.studio.rendering import plan
from aimath.studio.segments.in_order import AtOnce
from aimath.studio.segments.recording import SegmentRecorder
from aimath.studio.segments.store import SegmentStore
from aimath.studio.settings import FilmSettings
from benchmarks.own_memory import PeakMemory, encoder_memory, own_memory

PARTS = ("the scene", "paths", "other drawing", "conversion", "encoding")
"""What frames show, found and compared; what Cairo draws; images; and what becomes of the pixels."""
MEMORY_PARTS = ("Python and Manim", "encoder", "scene and frames")
"""What there is before a film begins, what one encoder takes, and the rest."""


class Stopwatch:
    """Counts the processor time that functions take."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()

    def watch(self, name: str, owner: Any, *functions: str) -> None:
        """Count what functions of a class or a module take from now on."""
        for function in functions:
            setattr(owner, function, self._timed(name, getattr(owner, function)))

    def _timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def timed(*args: Any, **options: Any) -> Any:
            began = time.process_time()
            try:
                return function(*args, **options)
            finally:
                self.seconds[name] += time.process_time() - began
                self.calls[name] += 1

        return timed


def profile(target: str, settings: FilmSettings) -> dict[str, Any]:
    """Return how many frames a film has, how many were drawn, and the seconds and megabytes of each part."""
    imported, encoder, peak = own_memory(), encoder_memory(settings), PeakMemory()
    watch = Stopwatch()
    watch.watch("drawing", FilmFrame, "pixels")
    watch.watch("paths", painter, "paint")
    watch.watch("video", video.Video, "__init__", "write", "close")
    watch.watch("conversion", video.Converter, "convert")
    frames: list[int] = []
    with tempfile.TemporaryDirectory() as folder:
        store = SegmentStore(Path(folder))
        recorder = SegmentRecorder(
            store, settings, lambda segment: frames.append(segment.frame_count), AtOnce()
        )
        shoot = plan([target], {}, settings).jobs[0].shoot
        began = time.process_time()
        record(shoot, recorder, lambda section, done: peak.look())
        recorder.close()
        total = time.process_time() - began
    seconds = watch.seconds
    seconds["other drawing"] = seconds["drawing"] - seconds["paths"]
    seconds["encoding"] = seconds["video"] - seconds["conversion"]
    seconds["the scene"] = total - seconds["video"] - seconds["drawing"]
    return {
        "frames": sum(frames),
        "drawn": watch.calls["drawing"],
        "seconds": {part: seconds[part] for part in PARTS},
        "megabytes": dict(
            zip(MEMORY_PARTS, (imported, encoder, peak.most - imported - encoder), strict=True)
        ),
    }


if __name__ == "__main__":
    print(json.dumps(profile(sys.argv[1], FilmSettings(sys.argv[2]))))
