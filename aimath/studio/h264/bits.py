"""Numbers written as bits, as in the heads of H.264.

Source: Rec. ITU-T H.264 (08/2021): Exp-Golomb codes 9.1, emulation prevention 7.4.1.
"""


class BitReader:
    """Reads numbers from bits.

    Args:
        content: the bytes, without emulation prevention.

    Example:
        >>> reader = BitReader(bytes([0b1_010_0011, 0b0_0000000]))
        >>> reader.unsigned(), reader.unsigned(), reader.unsigned()
        (0, 1, 5)
    """

    def __init__(self, content: bytes) -> None:
        self._value, self._left = int.from_bytes(content, "big"), 8 * len(content)

    def bits(self, count: int) -> int:
        """Read a number of a fixed size.

        Raises:
            ValueError: if there are not so many bits any more.
        """
        self._left -= count
        if self._left < 0:
            raise ValueError("the bits end too early")
        return self._value >> self._left & (1 << count) - 1

    def unsigned(self) -> int:
        """Read a number of any size from zero up."""
        zeros = 0
        while self.bits(1) == 0:
            zeros += 1
        return (1 << zeros) - 1 + self.bits(zeros)

    def signed(self) -> int:
        """Read a number of any size and sign."""
        code = self.unsigned()
        return (code + 1) // 2 if code % 2 else -code // 2


class BitWriter:
    """Writes numbers as bits.

    Example:
        >>> writer = BitWriter()
        >>> writer.unsigned(5)
        >>> writer.signed(-1)
        >>> writer.align(1)
        >>> f"{writer.to_bytes()[0]:08b}"
        '00110011'
    """

    def __init__(self) -> None:
        self._value, self._count = 0, 0

    def bits(self, value: int, count: int) -> None:
        """Write a number of a fixed size."""
        self._value, self._count = self._value << count | value, self._count + count

    def unsigned(self, value: int) -> None:
        """Write a number of any size from zero up."""
        self.bits(value + 1, 2 * (value + 1).bit_length() - 1)

    def signed(self, value: int) -> None:
        """Write a number of any size and sign."""
        self.unsigned(2 * value - 1 if value > 0 else -2 * value)

    def align(self, bit: int) -> None:
        """Fill up the last byte."""
        while self._count % 8:
            self.bits(bit, 1)

    def to_bytes(self) -> bytes:
        """Return what was written, which has to be whole bytes."""
        return self._value.to_bytes(self._count // 8, "big")


def with_emulation(content: bytes) -> bytes:
    """Return content in which nothing looks like a start code.

    Example:
        >>> with_emulation(bytes([0, 0, 1, 0, 0, 0])).hex()
        '0000030100000300'
    """
    found, zeros = bytearray(), 0
    for byte in content:
        if zeros == 2 and byte <= 3:
            found.append(3)
            zeros = 0
        found.append(byte)
        zeros = zeros + 1 if byte == 0 else 0
    return bytes(found)


def without_emulation(content: bytes) -> bytes:
    """Return what `with_emulation` was given."""
    return content.replace(b"\x00\x00\x03", b"\x00\x00")
