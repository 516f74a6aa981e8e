"""A picture that is held by hand is a stream that decoders take, and stays what it was to the last bit."""

import io
from fractions import Fraction
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image, ImageDraw

from aimath.studio.codecs import SETTLED
from aimath.studio.conversion import Frame
from aimath.studio.h264.bits import BitReader, BitWriter, with_emulation, without_emulation
from aimath.studio.h264.heads import Counters, Parameters, UnknownStreamError
from aimath.studio.settings import FilmSettings
from aimath.studio.video import Video


def drawn(place: int, settings: FilmSettings) -> Frame:
    image = Image.new("RGBA", settings.pixels, "black")
    ImageDraw.Draw(image).ellipse((place, 10, place + 40, 50), fill="white", outline="red", width=4)
    return np.array(image)


def film(settings: FilmSettings, moves: int, held: int) -> bytes:
    content = io.BytesIO()
    video = Video(content, settings)
    for place in range(moves):
        video.write(drawn(3 * place, settings), held if place == moves - 1 else 1)
    video.close()
    return content.getvalue()


def decoded(content: bytes) -> tuple[list[Any], list[Any]]:
    with av.open(io.BytesIO(content)) as container:
        container.streams.video[0].codec_context.options = {"err_detect": "explode"}
        frames = list(container.decode(video=0))
    with av.open(io.BytesIO(content)) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
    return frames, packets


# As x264 makes them for films, with arithmetic coding and reordering, and for drafts.
@pytest.mark.parametrize("quality", ["720p", "draft"])
@pytest.mark.parametrize(("moves", "held"), [(1, 13), (1, 400), (2, 60), (5, 90), (6, 61), (7, 600)])
def test_a_held_picture_stays_what_it_is(quality: str, moves: int, held: int) -> None:
    frames, packets = decoded(film(FilmSettings(quality=quality, width=160), moves, held))
    assert len(frames) == len(packets) == moves - 1 + held
    pictures = [frame.to_ndarray() for frame in frames[moves - 2 + SETTLED :]]
    assert all((picture == pictures[0]).all() for picture in pictures)
    rate = frames[1].time - frames[0].time
    assert [round(frame.time / rate) for frame in frames] == list(range(len(frames)))
    assert all(one.dts < other.dts <= other.pts for one, other in zip(packets, packets[1:], strict=False))


def test_holding_a_picture_for_longer_takes_next_to_no_room() -> None:
    settings = FilmSettings(quality="720p", width=160)
    short, long = (len(film(settings, 3, held)) for held in (60, 660))
    assert long - short < 600 * 60


def test_a_picture_that_is_held_and_then_changes_is_encoded_on() -> None:
    settings = FilmSettings(quality="720p", width=160)
    content = io.BytesIO()
    video = Video(content, settings)
    for place, repeat in ((0, 50), (60, 40)):
        video.write(drawn(place, settings), repeat)
    video.close()
    frames, _ = decoded(content.getvalue())
    assert len(frames) == 90
    last = frames[-1].to_ndarray(format="rgb24")
    assert last[30, 80].min() > 200 and last[30, 20].max() < 50


def test_a_stream_made_in_another_way_is_refused() -> None:
    content = io.BytesIO()
    with av.open(content, "w", format="mp4") as container:
        stream: Any = container.add_stream("libx264", rate=Fraction(25), options={"x264-params": "bframes=0"})
        stream.width = stream.height = 64
        stream.pix_fmt = "yuv444p"
        container.mux(stream.encode(av.VideoFrame(64, 64, "yuv444p")))
        container.mux(stream.encode(None))
        headers = bytes(stream.codec_context.extradata)
    with pytest.raises(UnknownStreamError):
        Parameters.read(headers)
    with pytest.raises(UnknownStreamError):
        Parameters.read(b"")


def test_a_picture_without_slices_has_no_counters() -> None:
    parameters = Parameters(20, 4, 6, 0, True, 26, True, True)
    with pytest.raises(UnknownStreamError, match="without slices"):
        Counters.read(b"\x00\x00\x00\x01\x06\x05\x01\x80", parameters)


def test_what_is_written_is_read_again() -> None:
    writer = BitWriter()
    numbers = [0, 1, 2, 7, 8, 1000, 123456]
    for number in numbers:
        writer.unsigned(number)
        writer.signed(number)
        writer.signed(-number)
    writer.align(1)
    reader = BitReader(writer.to_bytes())
    for number in numbers:
        assert (reader.unsigned(), reader.signed(), reader.signed()) == (number, number, -number)


def test_nothing_in_a_unit_looks_like_a_start_code() -> None:
    content = bytes([0, 0, 0, 0, 0, 1, 0, 0, 2, 0, 0, 3, 9, 0, 0])
    safe = with_emulation(content)
    assert b"\x00\x00\x01" not in safe and b"\x00\x00\x00" not in safe and b"\x00\x00\x02" not in safe
    assert without_emulation(safe) == content
