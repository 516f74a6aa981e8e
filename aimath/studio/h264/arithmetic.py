"""Arithmetic coding of skipped macroblocks.

Source: Rec. ITU-T H.264 (08/2021), 9.3: encoding 9.3.4.2 to 9.3.4.5, tables 9-13, 9-44 and 9-45.
"""

from typing import ClassVar

from aimath.studio.h264.bits import BitWriter

_SURE = 42
"""How sure the coder is of a skip before the first, for the coarsest quantiser."""
_SUREST = 62
# The part of the range for what is unlikely: by how sure the coder is, from 42 on, and by its upper bits.
_UNLIKELY = (
    (16, 20, 23, 27),
    (15, 19, 22, 25),
    (14, 18, 21, 24),
    (14, 17, 20, 23),
    (13, 16, 19, 22),
    (12, 15, 18, 21),
    (12, 14, 17, 20),
    (11, 14, 16, 19),
    (11, 13, 15, 18),
    (10, 12, 15, 17),
    (10, 12, 14, 16),
    (9, 11, 13, 15),
    (9, 11, 12, 14),
    (8, 10, 12, 14),
    (8, 9, 11, 13),
    (7, 9, 11, 12),
    (7, 9, 10, 12),
    (7, 8, 10, 11),
    (6, 8, 9, 11),
    (6, 7, 9, 10),
    (6, 7, 8, 9),
)


class SkipWriter:
    """Writes that macroblocks of a P slice are skipped, one after the other, each left of and below others.

    Example:
        >>> writer = SkipWriter()
        >>> writer.skip()
        >>> writer.end_of_slice(is_end=True)
        >>> len(writer.to_bytes())
        2
    """

    QUANTISER: ClassVar[int] = 51
    """The quantiser that the slice has to have."""

    def __init__(self) -> None:
        self._bits = BitWriter()
        self._low, self._range, self._sure = 0, 510, _SURE
        self._is_first = True
        self._outstanding = 0

    def skip(self) -> None:
        """Write that a macroblock is skipped; as its neighbours are, that is likely."""
        self._range -= _UNLIKELY[self._sure - _SURE][self._range >> 6 & 3]
        self._sure = min(self._sure + 1, _SUREST)
        self._renormalize()

    def end_of_slice(self, *, is_end: bool) -> None:
        """Write whether the slice ends here."""
        self._range -= 2
        if not is_end:
            self._renormalize()
            return
        self._low += self._range
        self._range = 2
        self._renormalize()
        self._put(self._low >> 9 & 1)
        self._bits.bits(self._low >> 7 & 3 | 1, 2)
        self._bits.align(0)

    def to_bytes(self) -> bytes:
        """Return the slice's content, once it has ended."""
        return self._bits.to_bytes()

    def _renormalize(self) -> None:
        while self._range < 256:
            if self._low < 256:
                self._put(0)
            elif self._low >= 512:
                self._low -= 512
                self._put(1)
            else:
                self._low -= 256
                self._outstanding += 1
            self._range <<= 1
            self._low <<= 1

    def _put(self, bit: int) -> None:
        if not self._is_first:
            self._bits.bits(bit, 1)
        self._is_first = False
        self._bits.bits((1 - bit) * ((1 << self._outstanding) - 1), self._outstanding)
        self._outstanding = 0
