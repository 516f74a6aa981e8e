"""Clips that were drawn before, kept so that a second file from the same frames needs no drawing."""

import json
import zlib
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from aimath.studio.errors import StudioError
from aimath.studio.film_files import CACHE
from aimath.studio.freshness.fingerprint import Fingerprint, Taken
from aimath.studio.freshness.records import FilmRecord
from aimath.studio.freshness.sources.appearance import digest
from aimath.studio.freshness.staleness import why_stale
from aimath.studio.gif.clip import Clip, Patch
from aimath.studio.gif.spans import Span
from aimath.studio.whole_files import writing

KEPT_CLIPS = CACHE / "clips"


def kept_clip(taken: Taken, span: Span) -> Clip | None:
    """Return the clip that a scene would give now, if it was kept; None if it has to be drawn.

    Args:
        taken: what the clip would depend on.
        span: which part of the film it is.
    """
    path = _path(taken.fingerprint, span)
    try:
        with path.open("rb") as file, np.load(file) as kept:
            fingerprint = Fingerprint.from_json(json.loads(kept["fingerprint"].tobytes()))
            if why_stale(FilmRecord(path.stem, path, fingerprint, {}), taken):
                return None
            return _unpack(kept["boxes"], zlib.decompress(kept["pixels"].tobytes()), int(kept["fps"]))
    except (OSError, EOFError, ValueError, KeyError, BadZipFile, zlib.error):
        return None


def keep_clip(clip: Clip, taken: Taken, made_from: Fingerprint, span: Span) -> None:
    """Keep a clip.

    Args:
        clip: the frames.
        taken: what the clip was known to depend on before it was drawn.
        made_from: what it was seen to depend on.
        span: which part of the film it is.
    """
    path = _path(taken.fingerprint, span)
    boxes = [(patch.top, patch.left, *patch.pixels.shape[:2], patch.repeat) for patch in clip.patches]
    pixels = b"".join(patch.pixels.tobytes() for patch in clip.patches)
    try:
        with writing(path) as temporary:
            np.savez(
                temporary,
                boxes=np.array(boxes, dtype=np.int64),
                pixels=np.frombuffer(zlib.compress(pixels, 1), dtype=np.uint8),
                fps=clip.fps,
                fingerprint=np.frombuffer(json.dumps(made_from.to_json()).encode(), dtype=np.uint8),
            )
    except (OSError, StudioError):
        # What is kept saves time alone.
        return


def _path(fingerprint: Fingerprint, span: Span) -> Path:
    key = json.dumps([fingerprint.to_json(), span.start, span.end], sort_keys=True)
    return KEPT_CLIPS / f"{digest(key.encode())}.npz"


def _unpack(boxes: NDArray[np.int64], data: bytes, fps: int) -> Clip:
    pixels, start, patches = np.frombuffer(data, dtype=np.uint8), 0, []
    for top, left, height, width, repeat in boxes.tolist():
        size = height * width * 4
        part = pixels[start : start + size].reshape(height, width, 4)
        patches.append(Patch(top, left, part, repeat))
        start += size
    return Clip(tuple(patches), fps)
