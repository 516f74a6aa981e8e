"""GIF's codes say what the picture shows, in fewer bits where a pixel has a choice."""

import io
import struct
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image, ImageDraw, ImageFont

from aimath.studio.gif.lzw import compress

FONT = ImageFont.truetype(str(files("aimath") / "data" / "fonts" / "inter" / "Inter-SemiBold.otf"), 60)


def decoded(codes: bytes, shape: tuple[int, int], bits: int) -> np.ndarray:
    """Let Pillow read the codes, and return the index of each pixel."""
    height, width = shape
    colors = np.stack([np.arange(1 << bits)] * 3, axis=1).astype(np.uint8)
    data = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80 | bits - 1, 0, 0) + colors.tobytes()
    data += b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + bytes([bits])
    for start in range(0, len(codes), 255):
        block = codes[start : start + 255]
        data += bytes([len(block)]) + block
    with Image.open(io.BytesIO(data + b"\0;")) as picture:
        return np.asarray(picture.convert("RGB"))[..., 0]


def alone(bits: int) -> list[tuple[int, ...]]:
    return [(index,) for index in range(1 << bits)]


@given(arrays(np.int64, st.tuples(st.integers(1, 12), st.integers(1, 40)), elements=st.integers(0, 3)))
@settings(max_examples=40, deadline=None)
def test_any_picture_comes_back(picture: np.ndarray) -> None:
    codes = compress(picture.ravel(), alone(2), 2)
    assert np.array_equal(decoded(codes, picture.shape, 2), picture)


@pytest.mark.parametrize("patience", [0, 2])
def test_a_picture_that_fills_the_table_several_times_comes_back(patience: int) -> None:
    picture = np.random.default_rng(0).integers(0, 256, (120, 160))
    picture[40:80] = 7
    codes = compress(picture.ravel(), alone(8), 8, patience=patience)
    assert np.array_equal(decoded(codes, picture.shape, 8), picture)


def test_a_pixel_takes_one_of_its_choices_and_no_other() -> None:
    generator = np.random.default_rng(1)
    picture, free = generator.integers(0, 7, (40, 60)), generator.random((40, 60)) < 0.6
    choices = [*alone(3)[:7], *((7, index) for index in range(7))]
    codes = compress((picture + 7 * free).ravel(), choices, 3)
    found = decoded(codes, picture.shape, 3)
    assert np.all((found == picture) | (free & (found == 7)))
    assert (found == 7).any()


def test_choices_make_fewer_codes() -> None:
    rows = np.add.outer(np.arange(60) // 7, np.arange(90) // 5) % 7
    free = np.random.default_rng(2).random(rows.shape) < 0.3
    choices = [*alone(3)[:7], *((7, index) for index in range(7))]
    chosen = compress((rows + 7 * free).ravel(), choices, 3)
    forced = compress(np.where(free, 7, rows).ravel(), alone(3), 3)
    assert len(chosen) < 0.8 * len(forced)


def test_patience_makes_fewer_codes_of_large_letters_on_a_flat_ground() -> None:
    with Image.new("L", (240, 100), 17) as page:
        ImageDraw.Draw(page).text((20, 10), "Adding: tip to tail", 255, font=FONT)
        letters = np.asarray(page).astype(int)
    lengths = [len(compress(letters.ravel(), alone(8), 8, patience=patience)) for patience in (0, 2)]
    assert lengths[1] < lengths[0]
