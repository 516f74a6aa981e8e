"""Frames of H.264 that show the frame before once more, written without encoding anything.

A picture that stands still is, frame after frame, a P slice all of whose macroblocks are skipped: a few
dozen bytes that depend on nothing but the size of the picture and on counters.

Source: Rec. ITU-T H.264 (08/2021): slice header 7.3.3, skipped macroblocks 7.3.4 and 8.4.1.1, counters 8.2.1
and 8.2.4.
"""

from collections.abc import Iterator
from functools import cache

from aimath.studio.h264.arithmetic import SkipWriter
from aimath.studio.h264.bits import BitWriter, with_emulation
from aimath.studio.h264.heads import SLICE, Counters, Parameters

_START_CODE = b"\x00\x00\x00\x01"
_ONLY_P = 5
"""slice_type: this and all other slices of the picture are P slices."""


def held_frames(parameters: Parameters, shown: Counters, newest: Counters, count: int) -> Iterator[bytes]:
    """Make pictures that show another one again, each with a start code.

    Args:
        parameters: those of the stream.
        shown: the counters of the picture that is shown again, the last in order; others may refer to it.
        newest: the counters of the picture that was encoded last and that others may refer to.
        count: how many pictures.
    """
    numbers, places = 1 << parameters.frame_number_bits, 1 << parameters.order_bits
    for held in range(count):
        head = BitWriter()
        head.unsigned(0)
        head.unsigned(_ONLY_P)
        head.unsigned(parameters.picture_set)
        number = newest.frame_number + 1 + held
        head.bits(number % numbers, parameters.frame_number_bits)
        head.bits((shown.order + 2 * (held + 1)) % places, parameters.order_bits)
        # Refer to one picture: at first the one that is shown again, then the one before.
        head.bits(1, 1)
        head.unsigned(0)
        back = (number - shown.frame_number) % numbers if held == 0 else 1
        head.bits(1, 1)
        head.unsigned(0)
        head.unsigned(back - 1)
        head.unsigned(3)
        if parameters.is_weighted:
            head.unsigned(0)
            head.unsigned(0)
            head.bits(0, 2)
        # No picture is let go of but the oldest.
        head.bits(0, 1)
        if parameters.is_arithmetic:
            head.unsigned(0)
        head.signed(SkipWriter.QUANTISER - parameters.quantiser)
        if parameters.has_deblocking:
            head.unsigned(1)
        yield _START_CODE + bytes([SLICE | 2 << 5]) + with_emulation(_with_skips(head, parameters))


def _with_skips(head: BitWriter, parameters: Parameters) -> bytes:
    """Return a slice's head followed by its macroblocks, all of them skipped."""
    if parameters.is_arithmetic:
        head.align(1)
        return head.to_bytes() + _all_skipped(parameters.macroblocks)
    head.unsigned(parameters.macroblocks)
    head.bits(1, 1)
    head.align(0)
    return head.to_bytes()


@cache
def _all_skipped(macroblocks: int) -> bytes:
    """Return the content of a slice all of whose macroblocks are skipped."""
    writer = SkipWriter()
    for number in range(macroblocks):
        writer.skip()
        writer.end_of_slice(is_end=number == macroblocks - 1)
    return writer.to_bytes()
