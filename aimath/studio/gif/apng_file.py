"""Write animated PNG files."""

import io
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from aimath.studio.gif.clip import changed_box

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEEP = 0
_REPLACE, _OVER = 0, 1
_LONGEST_DELAY = 65535


def write_apng(
    path: Path,
    frames: Iterable[NDArray[np.uint8]],
    palette: NDArray[np.uint8] | None,
    delays: Sequence[int],
    plays: int | None,
    *,
    size: tuple[int, int],
    opaque: bool,
) -> None:
    """Write an animated PNG; only the rectangle that changes is stored of each frame.

    Args:
        path: the file.
        frames: red, green, blue and alpha, shape (height, width, 4); or, with a palette, the index of each
            pixel's colour, shape (height, width), where the number of colours stands for a hole.
        palette: red, green and blue, shape (colours, 3).
        delays: how long each frame is shown, in thousandths of a second.
        plays: how often it is played; None for ever.
        size: width and height in pixels.
        opaque: whether there are no holes.

    Reference:
        W3C (2025). Portable Network Graphics (PNG) Specification, third edition, section 11.3.6.
    """
    hole = None if palette is None else len(palette)
    blend = _OVER if opaque else _REPLACE
    count = sum(max(1, -(-delay // _LONGEST_DELAY)) for delay in delays)
    number = 0
    with path.open("wb") as file:
        file.write(_SIGNATURE)
        file.write(_chunk(b"IHDR", struct.pack(">IIBBBBB", *size, 8, 6 if hole is None else 3, 0, 0, 0)))
        file.write(_chunk(b"acTL", struct.pack(">II", count, plays or 0)))
        if palette is not None:
            file.write(_chunk(b"PLTE", palette.tobytes() + b"\0\0\0"))
            file.write(_chunk(b"tRNS", b"\xff" * len(palette) + b"\0"))
        for top, left, pixels, delay in _parts(frames, delays, hole, opaque):
            control = struct.pack(">IIIII", number, pixels.shape[1], pixels.shape[0], left, top)
            file.write(_chunk(b"fcTL", control + struct.pack(">HHBB", delay, 1000, _KEEP, blend)))
            number += 1
            data = _compressed(pixels)
            if number == 1:
                file.write(_chunk(b"IDAT", data))
            else:
                file.write(_chunk(b"fdAT", struct.pack(">I", number) + data))
                number += 1
        file.write(_chunk(b"IEND", b""))


def _parts(
    frames: Iterable[NDArray[np.uint8]], delays: Sequence[int], hole: int | None, opaque: bool
) -> Iterator[tuple[int, int, NDArray[np.uint8], int]]:
    """Yield top, left, pixels and delay of what each frame draws, with holes where that is seen already."""
    shown: NDArray[np.uint8] | None = None
    for frame, delay in zip(frames, delays, strict=True):
        box = (0, *frame.shape[:1], 0, frame.shape[1]) if shown is None else changed_box(shown, frame)
        top, bottom, left, right = box or (0, 1, 0, 1)
        pixels = frame[top:bottom, left:right]
        if opaque and shown is not None:
            same = pixels == shown[top:bottom, left:right]
            if hole is None:
                pixels = np.where(same.all(axis=2)[..., np.newaxis], np.uint8(0), pixels)
            else:
                pixels = np.where(same, np.uint8(hole), pixels)
        for _ in range(delay // _LONGEST_DELAY):
            yield top, left, pixels, _LONGEST_DELAY
        if delay % _LONGEST_DELAY or not delay:
            yield top, left, pixels, delay % _LONGEST_DELAY
        shown = frame


def _compressed(pixels: NDArray[np.uint8]) -> bytes:
    """Return the rows of a picture as PNG stores them."""
    if pixels.ndim == 2:
        rows = np.zeros((pixels.shape[0], pixels.shape[1] + 1), dtype=np.uint8)
        rows[:, 1:] = pixels
        return zlib.compress(rows.tobytes(), 9)
    buffer = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(buffer, format="PNG", optimize=True)
    return b"".join(data for name, data in _chunks(buffer.getvalue()) if name == b"IDAT")


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    found, start = [], len(_SIGNATURE)
    while start < len(data):
        size = int.from_bytes(data[start : start + 4], "big")
        found.append((data[start + 4 : start + 8], data[start + 8 : start + 8 + size]))
        start += size + 12
    return found


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
