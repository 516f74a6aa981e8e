"""What the heads of an H.264 stream, and of its pictures, say.

Source: Rec. ITU-T H.264 (08/2021): parameter sets 7.3.2, slice header 7.3.3.
"""

from dataclasses import dataclass
from typing import Self

from aimath.studio.h264.bits import BitReader, without_emulation

SLICE, IDR_SLICE, SEQUENCE, PICTURE = 1, 5, 7, 8
"""Kinds of units."""


class UnknownStreamError(ValueError):
    """A stream that is made in another way than is known here."""


@dataclass(frozen=True)
class Parameters:
    """What the headers of a stream say that its slices depend on.

    Attributes:
        macroblocks: how many there are in a picture.
        frame_number_bits: size of a slice's frame number.
        order_bits: size of the lowest bits of a picture's place in order.
        picture_set: which parameters of pictures slices use.
        is_arithmetic: whether coding is arithmetic; if not, it is of variable length.
        quantiser: where the quantiser of slices starts from.
        is_weighted: whether P slices have weights for prediction.
        has_deblocking: whether slices say how they are smoothed.
    """

    macroblocks: int
    frame_number_bits: int
    order_bits: int
    picture_set: int
    is_arithmetic: bool
    quantiser: int
    is_weighted: bool
    has_deblocking: bool

    @classmethod
    def read(cls, headers: bytes) -> Self:
        """Read what x264 writes before its first picture, with start codes.

        Raises:
            UnknownStreamError: if it is no stream of whole frames.
        """
        units = {unit[0] & 31: unit for unit in units_of(headers)}
        if not {SEQUENCE, PICTURE} <= units.keys():
            raise UnknownStreamError("the stream has no parameters")
        sequence = BitReader(without_emulation(units[SEQUENCE][1:]))
        profile = sequence.bits(8)
        sequence.bits(16)
        sequence.unsigned()
        if profile >= 100:
            # Chroma format, bit depths, and no transform bypass or scaling matrices.
            usual = [sequence.unsigned(), sequence.unsigned(), sequence.unsigned(), sequence.bits(2)]
            if usual != [1, 0, 0, 0]:
                raise UnknownStreamError(f"expected 4:2:0 in 8 bits, got {usual}")
        frame_number_bits = sequence.unsigned() + 4
        if sequence.unsigned() != 0:
            raise UnknownStreamError("expected pictures that say their place in order")
        order_bits = sequence.unsigned() + 4
        sequence.unsigned()
        sequence.bits(1)
        macroblocks = (sequence.unsigned() + 1) * (sequence.unsigned() + 1)
        if sequence.bits(1) != 1:
            raise UnknownStreamError("expected whole frames, not fields")
        picture = BitReader(without_emulation(units[PICTURE][1:]))
        picture_set = picture.unsigned()
        picture.unsigned()
        is_arithmetic = bool(picture.bits(1))
        if (picture.bits(1), picture.unsigned()) != (0, 0):
            raise UnknownStreamError("expected whole pictures in one group of slices")
        picture.unsigned()
        picture.unsigned()
        is_weighted = bool(picture.bits(1))
        picture.bits(2)
        quantiser = 26 + picture.signed()
        picture.signed()
        picture.signed()
        has_deblocking = bool(picture.bits(1))
        if picture.bits(2) & 1:
            raise UnknownStreamError("expected no redundant pictures")
        return cls(
            macroblocks=macroblocks,
            frame_number_bits=frame_number_bits,
            order_bits=order_bits,
            picture_set=picture_set,
            is_arithmetic=is_arithmetic,
            quantiser=quantiser,
            is_weighted=is_weighted,
            has_deblocking=has_deblocking,
        )


@dataclass(frozen=True)
class Counters:
    """The counters in the head of a slice.

    Attributes:
        frame_number: counts the pictures that others refer to.
        order: the lowest bits of the picture's place in order.
        is_reference: whether other pictures may refer to it.
    """

    frame_number: int
    order: int
    is_reference: bool

    @classmethod
    def read(cls, picture: bytes, parameters: Parameters) -> Self:
        """Read the counters of an encoded picture, with start codes.

        Raises:
            UnknownStreamError: if there is no slice in it.
        """
        for unit in units_of(picture):
            kind = unit[0] & 31
            if kind not in (SLICE, IDR_SLICE):
                continue
            # The head is short; the rest of the picture need not be read.
            head = BitReader(without_emulation(unit[1:40]))
            head.unsigned()
            head.unsigned()
            head.unsigned()
            frame_number = head.bits(parameters.frame_number_bits)
            if kind == IDR_SLICE:
                head.unsigned()
            order = head.bits(parameters.order_bits)
            return cls(frame_number, order, bool(unit[0] >> 5 & 3))
        raise UnknownStreamError("a picture without slices")


def units_of(stream: bytes) -> list[bytes]:
    r"""Return the units of a stream with start codes.

    Example:
        >>> units_of(bytes([0, 0, 1, 7, 8, 0, 0, 0, 1, 5]))
        [b'\x07\x08', b'\x05']
    """
    return [unit.rstrip(b"\x00") for unit in stream.split(b"\x00\x00\x01") if unit.rstrip(b"\x00")]
