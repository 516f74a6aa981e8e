"""A film is encoded in the way that suits how much of it moves."""

import io
from dataclasses import replace

import av
import numpy as np
import pytest

from aimath.studio.motion import LOOK
from aimath.studio.settings import FilmSettings
from aimath.studio.video import Video

SMALL = FilmSettings(quality="720p", width=160)
FINER = b"subme=5"
"""What x264 writes into its streams about how it has searched."""


def film(moving_columns: int, count: int, settings: FilmSettings = SMALL, still: int = 1) -> bytes:
    """Return a film of noise, the first columns of which change from frame to frame after some still ones."""
    rng, content = np.random.default_rng(0), io.BytesIO()
    video, (width, height) = Video(content, settings), settings.pixels
    frame = rng.integers(0, 256, (height, width, 4), dtype=np.uint8)
    for number in range(count):
        frame = frame.copy()
        if number >= still:
            frame[:, :moving_columns] = rng.integers(0, 256, (height, moving_columns, 4), dtype=np.uint8)
        video.write(frame)
    video.close()
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "is_finer"),
    [
        (film(160, 20), True),
        (film(160, 3), True),
        (film(160, 20, still=LOOK - 1), True),
        (film(160, 20, still=LOOK), False),
        (film(16, 20), False),
        (film(160, 1), False),
    ],
    ids=["much", "much of a short one", "in time", "too late", "little", "one frame"],
)
def test_where_much_moves_it_is_searched_for_more_finely(content: bytes, is_finer: bool) -> None:
    assert (FINER in content) is is_finer


@pytest.mark.parametrize("settings", [SMALL, replace(SMALL, format="mov")])
def test_decoders_are_told_the_same_about_both_kinds(settings: FilmSettings) -> None:
    told = []
    for moving_columns in (0, 160):
        with av.open(io.BytesIO(film(moving_columns, 20, settings))) as container:
            told.append(bytes(container.streams.video[0].codec_context.extradata))
            assert sum(1 for _ in container.decode(video=0)) == 20
    assert told[0] == told[1]


@pytest.mark.parametrize("settings", [replace(SMALL, quality="draft"), replace(SMALL, format="webm")])
def test_where_there_is_one_kind_frames_are_encoded_as_they_come(settings: FilmSettings) -> None:
    assert FINER not in film(160, 20, settings)
