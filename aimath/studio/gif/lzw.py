"""The compression of GIF: LZW, with pixels that may take any of several values."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FULL = 4096
"""How many codes there can be."""

_WIDEST = 12
_MOST_AT_ONCE = 8
_CODES_BEFORE_JUDGING = 512


def compress(
    kinds: NDArray[np.integer], choices: Sequence[tuple[int, ...]], bits: int, *, patience: int = 2
) -> bytes:
    """Return the codes of a picture in GIF's order of bits.

    Every pixel takes whichever of its choices lets the longest known string go on, and a string ends a little
    earlier where that lets the next one go further: fewer codes for the same picture.

    Args:
        kinds: for each pixel, row by row, which choices it has, shape (pixels,).
        choices: the palette indices that each kind of pixel may take, the favourite first.
        bits: how many bits a palette index has, at least 2.
        patience: how many pixels earlier a string may end.

    Reference:
        Welch (1984). A technique for high-performance data compression. Computer 17(6).
        Horspool (1995). The effect of non-greedy parsing in Ziv-Lempel compression methods. DCC '95.
        CompuServe (1990). Graphics Interchange Format, version 89a, appendix F.

    Example:
        >>> compress(np.array([1, 1, 1, 1]), [(0,), (1,)], 2).hex()
        '8c53'
    """
    clear, end = 1 << bits, (1 << bits) + 1
    table = Table(kinds, choices, end)
    codes, widths, width = [clear], [bits + 1], bits + 1
    position, previous, full_since, full_at = 0, -1, 0, 0
    while position < table.count:
        if table.following == FULL:
            full_since, full_at = full_since or len(codes), full_at or position
            if _is_worn_out(len(codes) - full_since, position - full_at, full_at):
                codes.append(clear)
                widths.append(_WIDEST)
                table = Table(kinds, choices, end)
                previous, width, full_since, full_at = -1, bits + 1, 0, 0
        tentative = table.foresee(previous, position)
        stop, code, first = table.longest(position)
        back = _how_far_back(table, position, stop, patience)
        for _ in range(back):
            code = table.parents[code] if code != table.following else previous
        if previous >= 0 and table.following < FULL:
            table.settle(previous, first, tentative)
            width += table.following - 1 == 1 << width
        codes.append(code)
        widths.append(width)
        previous, position = code, stop - back
    codes.append(end)
    widths.append(min(_WIDEST, width + (table.following == 1 << width)))
    return _packed(codes, widths)


class Table:
    """The strings that are known so far, and how far they reach into a picture.

    Args:
        kinds: for each pixel, which choices it has.
        choices: the palette indices of each kind.
        end: the last code that is not a string of several pixels.
    """

    def __init__(self, kinds: NDArray[np.integer], choices: Sequence[tuple[int, ...]], end: int) -> None:
        self.count = len(kinds)
        self.following = end + 1
        self.parents: dict[int, int] = {}
        self._children: dict[int, int] = {}
        self._chains = [[symbol] for symbol in range(end)]
        self._choices = choices
        self._kinds: list[int] = kinds.tolist()
        self._runs: list[int] = _run_lengths(kinds).tolist()

    def foresee(self, previous: int, position: int) -> list[int]:
        """Make the entries that the decoder may make next, and return what each ends with.

        That entry is the string before with the first pixel of the string that comes now, whichever it takes.
        """
        if previous < 0 or self.following >= FULL:
            return []
        choices = self._choices[self._kinds[position]]
        made = [symbol for symbol in choices if previous << 8 | symbol not in self._children]
        for symbol in made:
            self._children[previous << 8 | symbol] = self.following
        return made

    def longest(self, position: int) -> tuple[int, int, int]:
        """Return where the longest known string from a pixel on ends, its code, and its first index."""
        kinds, choices, child_of, foreseen = self._kinds, self._choices, self._children.get, self.following
        options = choices[kinds[position]]
        chain = self._chains[options[0]]
        known = min(len(chain), self._runs[position])
        if known > 1 or len(options) == 1:
            node, first, others = chain[known - 1], options[0], None
        else:
            node, first, others = -1, -1, [(symbol, symbol) for symbol in options]
        position, count = position + known, self.count
        while position < count:
            options = choices[kinds[position]]
            if others is None and len(options) == 1:
                child = child_of(node << 8 | options[0])
                if child is None or (child == foreseen and options[0] != first):
                    break
                node = child
            else:
                longer = []
                for symbol in options:
                    for node_before, begun in others or ((node, first),):
                        child = child_of(node_before << 8 | symbol)
                        if child is not None and (child != foreseen or symbol == begun):
                            longer.append((child, begun))
                if not longer:
                    break
                if len(longer) == 1:
                    (node, first), others = longer[0], None
                else:
                    others = longer[:_MOST_AT_ONCE]
            position += 1
        if others is not None:
            node, first = others[0]
        return position, node, first

    def settle(self, previous: int, first: int, made: list[int]) -> None:
        """Keep the entry that the decoder makes, and forget the others that were foreseen."""
        for symbol in made:
            if symbol != first:
                del self._children[previous << 8 | symbol]
        if first in made:
            self.parents[self.following] = previous
            if self._chains[first][-1] == previous:
                self._chains[first].append(self.following)
        self.following += 1


def _how_far_back(table: Table, position: int, stop: int, patience: int) -> int:
    """Return how many pixels earlier a string should end, for the next one to reach furthest."""
    most = min(patience, stop - position - 1)
    if most <= 0 or stop >= table.count:
        return 0
    best, furthest = 0, table.longest(stop)[0]
    for back in range(1, most + 1):
        if (reach := table.longest(stop - back)[0]) > furthest:
            best, furthest = back, reach
    return best


def _is_worn_out(codes: int, pixels: int, before: int) -> bool:
    """Tell whether the strings that filled the table no longer fit what comes now."""
    return codes >= _CODES_BEFORE_JUDGING and codes % 64 == 0 and pixels / codes < before / FULL


def _run_lengths(kinds: NDArray[np.integer]) -> NDArray[np.intp]:
    """Return how many pixels from each one on are of the same kind."""
    ends = np.flatnonzero(np.diff(kinds, append=-1)) + 1
    starts = np.concatenate([[0], ends[:-1]])
    return np.asarray(np.repeat(ends, ends - starts) - np.arange(len(kinds)))


def _packed(codes: list[int], widths: list[int]) -> bytes:
    """Return the codes one after the other, the lowest bit first."""
    sizes = np.array(widths, dtype=np.int64)
    starts = np.cumsum(sizes) - sizes
    values = np.array(codes, dtype=np.int64) << (starts & 7)
    places = starts >> 3
    packed = np.zeros(int(places[-1]) + 3, dtype=np.int64)
    for byte in range(3):
        np.add.at(packed, places + byte, values >> (8 * byte) & 255)
    return packed.astype(np.uint8).tobytes()[: int(starts[-1] + sizes[-1] + 7) // 8]
