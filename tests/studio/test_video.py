"""A film takes few bytes where what moves was shown before."""

import io

import numpy as np
import pytest
from numpy.typing import NDArray

from aimath.studio.settings import FilmSettings
from aimath.studio.video import Video

SETTINGS = FilmSettings(quality="720p", width=320)
COUNT = 30


def size(frames: list[NDArray[np.uint8]]) -> int:
    """Return the bytes of a film of some frames."""
    content = io.BytesIO()
    video = Video(content, SETTINGS)
    for frame in frames:
        video.write(np.ascontiguousarray(frame))
    video.close()
    return len(content.getvalue())


@pytest.mark.parametrize("step", [2, 4])
def test_a_camera_that_pans_costs_a_fraction_of_pictures_that_are_new(step: int) -> None:
    width, height = SETTINGS.pixels
    wide = np.random.default_rng(0).integers(0, 256, (height, width * 3, 4), dtype=np.uint8)
    panned = [wide[:, step * number : step * number + width] for number in range(COUNT)]
    new = [np.roll(wide, 97 * number, axis=0)[:, :width] for number in range(COUNT)]
    assert size(panned) < size(new) / 4
