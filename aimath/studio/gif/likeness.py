"""How much a written file looks like the frames that it was made from."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from aimath.studio.gif.clip import Clip
from aimath.studio.gif.similarity import structural_similarity

MOST_COMPARED = 30


def likeness(path: Path, clip: Clip, *, most: int | None = MOST_COMPARED) -> float:
    """Return the mean structural similarity of a file to its clip, over the time of one play.

    Args:
        path: the file; what it shows after the clip's length does not count.
        clip: the frames, of the same size.
        most: how many frames are compared at most, evenly spread; all when None.
    """
    starts = np.cumsum([0, *clip.repeats[:-1]]) / clip.fps
    count = len(starts)
    chosen = range(count) if most is None or count <= most else np.linspace(0, count - 1, most).round()
    wanted = {int(number) for number in chosen}
    total = weight = 0.0
    with Image.open(path) as picture:
        place, end = -1, 0.0
        shown: NDArray[np.uint8] | None = None
        for number, frame in enumerate(clip.frames()):
            middle = float(starts[number]) + 0.5 / clip.fps
            while end <= middle and place + 1 < getattr(picture, "n_frames", 1):
                place += 1
                picture.seek(place)
                picture.load()
                end += picture.info.get("duration", 0) / 1000
                shown = None
            if number not in wanted:
                continue
            shown = _over_black(np.asarray(picture.convert("RGBA"))) if shown is None else shown
            total += clip.repeats[number] * structural_similarity(_over_black(frame), shown)
            weight += clip.repeats[number]
    return total / weight


def _over_black(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    if bool((pixels[..., 3] == 255).all()):
        return pixels[..., :3]
    alpha = pixels[..., 3:].astype(np.uint16)
    return np.asarray((pixels[..., :3] * alpha + 127) // 255, dtype=np.uint8)
