"""Write animated GIF files."""

import struct
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aimath.studio.gif.lzw import compress
from aimath.studio.gif.rectangles import Rectangle

LONGEST_DELAY = 65535
"""Hundredths of a second that one frame can be shown."""

_KEEP, _CLEAR = 1, 2
_BLOCK = 255
_PATIENCES = (0, 2)


def write_gif(
    path: Path,
    size: tuple[int, int],
    palette: NDArray[np.uint8],
    rectangles: Iterable[Rectangle],
    delays: Sequence[int],
    plays: int | None,
    *,
    careful: bool = True,
) -> None:
    """Write an animated GIF; the index after the last colour is transparent.

    Args:
        path: the file.
        size: width and height in pixels.
        palette: red, green and blue, shape (colours, 3), at most 255 colours.
        rectangles: what each frame draws.
        delays: how long each frame is shown, in hundredths of a second.
        plays: how often it is played; None for ever.
        careful: whether to take three times as long for a file that is a few percent smaller.

    Reference:
        CompuServe (1990). Graphics Interchange Format, version 89a.
        Netscape's application extension for loops counts how often playing is repeated.
    """
    bits = max(2, int(len(palette)).bit_length())
    transparent = len(palette)
    patiences = _PATIENCES if careful else _PATIENCES[:1]
    table = np.zeros((1 << bits, 3), dtype=np.uint8)
    table[:transparent] = palette
    with path.open("wb") as file:
        file.write(b"GIF89a" + struct.pack("<HHBBB", *size, 0xF0 | bits - 1, 0, 0) + table.tobytes())
        if plays != 1:
            repeats = 0 if plays is None else min(plays - 1, 0xFFFF)
            file.write(b"!\xff\x0bNETSCAPE2.0\x03\x01" + struct.pack("<HB", repeats, 0))
        for rectangle, delay in zip(rectangles, delays, strict=True):
            height, width = rectangle.indices.shape
            kinds, choices = _choices(rectangle, transparent)
            data = min((compress(kinds, choices, bits, patience=p) for p in patiences), key=len)
            disposal = (_CLEAR if rectangle.cleared else _KEEP) << 2 | 1
            first, *rest = _split(delay)
            file.write(_control(disposal, first, transparent))
            file.write(b"," + struct.pack("<HHHHB", rectangle.left, rectangle.top, width, height, 0))
            file.write(bytes([bits]) + _blocks(data))
            for more in rest:
                file.write(_control(_KEEP << 2 | 1, more, transparent) + _nothing(bits, transparent))
        file.write(b";")


def _choices(rectangle: Rectangle, transparent: int) -> tuple[NDArray[np.int64], list[tuple[int, ...]]]:
    """Return which indices each pixel may take: those that do not change may as well be transparent.

    Where most of a rectangle changes, gaps would only tear what is of one colour apart: then there are none.
    """
    drawn = rectangle.indices.astype(np.int64).ravel()
    unchanged = rectangle.unchanged.ravel()
    choices: list[tuple[int, ...]] = [(index,) for index in range(transparent + 1)]
    if _runs(drawn) <= _runs(np.where(unchanged, transparent, drawn)):
        return drawn, choices
    choices += [*((transparent, index) for index in range(transparent)), (transparent,)]
    return drawn + (transparent + 1) * unchanged, choices


def _runs(values: NDArray[np.int64]) -> int:
    return int(np.count_nonzero(values[1:] != values[:-1]))


def _control(flags: int, delay: int, transparent: int) -> bytes:
    return b"!\xf9\x04" + struct.pack("<BHBB", flags, delay, transparent, 0)


def _nothing(bits: int, transparent: int) -> bytes:
    """Return a picture of one transparent pixel: what is shown goes on being shown."""
    data = compress(np.array([transparent]), [(index,) for index in range(transparent + 1)], bits)
    return b"," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + bytes([bits]) + _blocks(data)


def _split(delay: int) -> list[int]:
    """Return delays that fit into the file's 16 bits and add up to this one."""
    whole, rest = divmod(delay, LONGEST_DELAY)
    return [LONGEST_DELAY] * whole + ([rest] if rest or not whole else [])


def _blocks(data: bytes) -> bytes:
    parts = [data[start : start + _BLOCK] for start in range(0, len(data), _BLOCK)]
    return b"".join(bytes([len(part)]) + part for part in parts) + b"\0"
