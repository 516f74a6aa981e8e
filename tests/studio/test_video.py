"""Films can be joined, whatever they show, and what moves evenly costs little."""

import io
from dataclasses import replace

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from aimath.studio.settings import FilmSettings
from aimath.studio.video import Video

SMALL = FilmSettings(quality="720p", width=160)


def film(moving_columns: int, count: int, settings: FilmSettings = SMALL) -> bytes:
    """Return a film of noise, the first columns of which change from frame to frame."""
    rng, (width, height) = np.random.default_rng(0), settings.pixels
    frames = [rng.integers(0, 256, (height, width, 4), dtype=np.uint8)]
    for _ in range(1, count):
        frames.append(frames[-1].copy())
        frames[-1][:, :moving_columns] = rng.integers(0, 256, (height, moving_columns, 4), dtype=np.uint8)
    return film_of(frames, settings)


def film_of(frames: list[NDArray[np.uint8]], settings: FilmSettings) -> bytes:
    """Return a film of some frames."""
    content = io.BytesIO()
    video = Video(content, settings)
    for frame in frames:
        video.write(np.ascontiguousarray(frame))
    video.close()
    return content.getvalue()


@pytest.mark.parametrize("settings", [SMALL, replace(SMALL, format="mov")])
def test_decoders_are_told_the_same_whatever_moves(settings: FilmSettings) -> None:
    told = []
    for moving_columns in (0, 160):
        with av.open(io.BytesIO(film(moving_columns, 20, settings))) as container:
            told.append(bytes(container.streams.video[0].codec_context.extradata))
            assert sum(1 for _ in container.decode(video=0)) == 20
    assert told[0] == told[1]


@pytest.mark.parametrize("settings", [SMALL, replace(SMALL, quality="draft"), replace(SMALL, format="webm")])
@pytest.mark.parametrize("count", [1, 2, 20])
def test_every_frame_that_is_written_comes_back(settings: FilmSettings, count: int) -> None:
    with av.open(io.BytesIO(film(160, count, settings))) as container:
        assert sum(1 for _ in container.decode(video=0)) == count


@pytest.mark.parametrize("step", [2, 4])
def test_a_camera_that_pans_costs_a_fraction_of_pictures_that_are_new(step: int) -> None:
    wide = np.random.default_rng(0).integers(0, 256, (180, 960, 4), dtype=np.uint8)
    panned = [wide[:, step * number : step * number + 320] for number in range(30)]
    new = [np.roll(wide, 97 * number, axis=0)[:, :320] for number in range(30)]
    settings = replace(SMALL, width=320)
    assert len(film_of(panned, settings)) < len(film_of(new, settings)) / 4
