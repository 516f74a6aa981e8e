"""Segments play as one film, without a hitch where they meet."""

from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from aimath.studio.segments.joining import Joiner
from tests.studio.segments.pieces import SMALL, Drawn, greys_of, record_play

WAYS = [[30], [60, 70], [90, 90, 90, 90], list(range(100, 180, 4)), [200, 210, 220]]
ALPHA_MODE_ON = bytes.fromhex("53c0 81 01")
"""The element of Matroska that browsers look at."""


@pytest.fixture(params=["mp4", "mov", "webm"])
def film(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    settings = replace(SMALL, format=request.param, fps=60)
    path = tmp_path / f"film.{request.param}"
    with Joiner(path, settings) as joiner:
        for way in WAYS:
            joiner.add(record_play(tmp_path / "store", way, Drawn(), settings))
    return path


def test_every_frame_is_there_in_order(film: Path) -> None:
    wanted = [grey for way in WAYS for grey in way]
    assert greys_of(film) == pytest.approx(wanted, abs=4)


def test_frames_are_evenly_spaced_and_decoded_in_time(film: Path) -> None:
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        packets = [packet for packet in container.demux(stream) if packet.size]
        shown = sorted(float(packet.pts * packet.time_base) for packet in packets)
        decoded = [packet.dts for packet in packets]
    assert np.diff(shown) == pytest.approx(1 / 60, abs=1.1e-3)
    assert shown[-1] == pytest.approx((len(shown) - 1) / 60, abs=1.1e-3)
    assert all(earlier < later for earlier, later in zip(decoded[:-1], decoded[1:], strict=True))
    assert all(packet.dts <= packet.pts for packet in packets)


def test_each_segment_begins_with_a_key_frame(film: Path) -> None:
    starts = np.cumsum([0, *map(len, WAYS)])[:-1].tolist()
    with av.open(str(film)) as container:
        keys = [round(frame.time * 60) for frame in container.decode(video=0) if frame.key_frame]
    assert set(starts) <= set(keys)


@pytest.mark.parametrize("transparent", [True, False])
def test_players_are_told_whether_a_webm_film_is_transparent(tmp_path: Path, transparent: bool) -> None:
    settings = replace(SMALL, format="webm", transparent=transparent)
    path = tmp_path / "film.webm"
    with Joiner(path, settings) as joiner:
        for way in WAYS[:2]:
            joiner.add(record_play(tmp_path / "store", way, Drawn(), settings))
    # Decoders find out by themselves, and players do not.
    assert (ALPHA_MODE_ON in path.read_bytes()) == transparent
