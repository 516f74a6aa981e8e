"""Frames that are kept undrawn come out in order, however little memory they may take."""

import numpy as np
import pytest

from aimath.studio.conversion import Frame
from aimath.studio.frames import undrawn
from aimath.studio.frames.film_frame import FilmFrame
from aimath.studio.frames.undrawn import Undrawn

WAY = np.zeros((40, 1000))
WAY[np.arange(40), np.arange(40)] = 1.0


def draw(shown: np.ndarray) -> Frame:
    return np.full((2, 2, 4), np.argmax(shown), np.uint8)


def filled() -> Undrawn:
    frames = Undrawn()
    for number, row in enumerate(WAY):
        frames.add(FilmFrame(bytes([number]), row.nbytes, row, draw), number + 1)
    return frames


@pytest.mark.parametrize("room", [1, 30_000, 10**9])
def test_frames_come_out_in_order_as_they_went_in(monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    monkeypatch.setattr(undrawn, "_MOST_AS_THEY_ARE", room)
    frames = filled()
    assert len(frames) == 40
    taken = list(frames.take())
    assert [(frame.key[0], repeat) for frame, repeat in taken] == [(n, n + 1) for n in range(40)]
    assert [frame.pixels()[0, 0, 0] for frame, _ in taken] == list(range(40))


def test_frames_that_are_much_alike_take_little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    assert filled().size == WAY.nbytes
    monkeypatch.setattr(undrawn, "_MOST_AS_THEY_ARE", 30_000)
    assert filled().size < WAY.nbytes / 5


def test_nothing_stays_once_it_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undrawn, "_MOST_AS_THEY_ARE", 30_000)
    frames = filled()
    list(frames.take())
    assert (len(frames), frames.size, list(frames.take())) == (0, 0, [])
    frames.add(FilmFrame(b"x", 8, WAY[7], draw), 3)
    assert [(frame.pixels()[0, 0, 0], repeat) for frame, repeat in frames.take()] == [(7, 3)]
