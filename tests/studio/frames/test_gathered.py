"""Frames that are gathered come out as they went in, play by play."""

import numpy as np

from aimath.studio.frames.film_frame import FilmFrame
from aimath.studio.frames.gathered import Gathered


class Heard:
    """A recorder that only listens."""

    def __init__(self) -> None:
        self.events: list[object] = []

    def write(self, frame: FilmFrame, repeat: int = 1) -> None:
        self.events.append((frame.key, repeat))

    def end_piece(self) -> None:
        self.events.append("end")


def frame(name: bytes, size: int = 1) -> FilmFrame:
    return FilmFrame(name, size, None, lambda shown: np.zeros((2, 2, 4), np.uint8))


def test_frames_are_handed_on_in_order_and_counted() -> None:
    gathered, heard, counts = Gathered(), Heard(), []
    gathered.write(frame(b"one"), 2)
    gathered.end_piece()
    gathered.end_piece()
    gathered.write(frame(b"two"))
    assert gathered.last is not None and gathered.last.key == b"two"
    gathered.hand_to(heard, counts.append)
    assert heard.events == [(b"one", 2), "end", "end", (b"two", 1)]
    assert counts == [2, 3]


def test_the_last_frame_may_be_of_an_earlier_play() -> None:
    gathered = Gathered()
    assert gathered.last is None
    gathered.write(frame(b"one"))
    gathered.end_piece()
    assert gathered.last is not None and gathered.last.key == b"one"


def test_nothing_stays_once_it_is_handed_on() -> None:
    gathered, heard = Gathered(), Heard()
    gathered.write(frame(b"one", 500))
    assert gathered.size == 500
    gathered.hand_to(Heard(), lambda frames: None)
    assert gathered.size == 0
    gathered.hand_to(heard, lambda frames: None)
    assert heard.events == []
