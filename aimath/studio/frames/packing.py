"""Things one after the other, kept in little memory: of each, only what differs from the one before."""

import io
import pickle
from dataclasses import dataclass
from itertools import zip_longest
from types import NoneType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from aimath.studio.camera.drawing import Drawing
from aimath.studio.camera.paths import Paths
from aimath.studio.camera.picture import Picture
from aimath.studio.camera.shapes import Colors

_TAKEN_APART = (Picture, Drawing, Paths, Colors, tuple, dict, np.ndarray, pickle.PickleBuffer)
_SIMPLE = (str, bytes, int, float, NoneType)
_MOSTLY = 0.6
"""Share of an array; if more of it differs, it is kept as it is."""

_Words = NDArray[Any]
"""The bytes of an array, eight at a time where that comes out even."""


class _Change(NamedTuple):
    """What differs in an array from another one that is as long.

    Attributes:
        places: where they differ.
        words: what is there.
    """

    places: NDArray[np.int32]
    words: _Words


@dataclass(frozen=True)
class Packed:
    """One of several things that were packed in turn.

    Attributes:
        outline: what it is made of, as `pickle` writes it, but for the content of its arrays.
        others: what it refers to that stays as it is.
        arrays: the contents of its arrays: whole, or as what differs from the thing before.
    """

    outline: bytes
    others: tuple[Any, ...]
    arrays: tuple[_Words | _Change, ...]

    @property
    def size(self) -> int:
        """Bytes that it takes to keep it."""
        parts = [part for array in self.arrays for part in (array if isinstance(array, _Change) else [array])]
        return len(self.outline) + 8 * len(self.others) + sum(part.nbytes for part in parts)


class Packer:
    """Packs things in turn, of which each is much like the one before.

    Pictures, tuples and arrays are packed. Whatever else they refer to is kept as it is.

    Example:
        >>> packer, unpacker = Packer(), Unpacker()
        >>> flat, bumpy = np.zeros(1000), np.zeros(1000)
        >>> bumpy[3] = 5
        >>> first, second = packer.pack((flat,)), packer.pack((bumpy,))
        >>> first.size > 8000, second.size < 500
        (True, True)
        >>> [float(unpacker.unpack(packed)[0].max()) for packed in (first, second)]
        [0.0, 5.0]

    Reference: A. Pitrou, Pickle protocol 5 with out-of-band data (PEP 574, 2018).
    """

    def __init__(self) -> None:
        self._before: list[_Words] = []

    def pack(self, thing: Any) -> Packed:
        """Pack the next thing; nobody may change its arrays any more."""
        outline = io.BytesIO()
        pickler = _Pickler(outline)
        pickler.dump(thing)
        before, self._before = self._before, [_words(content) for content in pickler.contents]
        pairs = zip_longest(before[: len(self._before)], self._before)
        return Packed(outline.getvalue(), tuple(pickler.others), tuple(_changed(*pair) for pair in pairs))


class Unpacker:
    """Unpacks what one packer has packed, in the same order."""

    def __init__(self) -> None:
        self._before: list[_Words] = []

    def unpack(self, packed: Packed) -> Any:
        """Return the next thing."""
        pairs = zip_longest(self._before[: len(packed.arrays)], packed.arrays)
        self._before = [_restored(before, array) for before, array in pairs]
        return _Unpickler(packed, self._before).load()


class _Pickler(pickle.Pickler):
    """Writes the outline of a thing, and leaves out the content of its arrays and what it cannot write.

    Attributes:
        contents: of the arrays.
        others: what it cannot write.
    """

    def __init__(self, outline: io.BytesIO) -> None:
        self.contents: list[pickle.PickleBuffer] = []
        self.others: list[Any] = []
        super().__init__(outline, protocol=5, buffer_callback=self.contents.append)

    def persistent_id(self, part: Any) -> int | None:
        if type(part) in _SIMPLE or isinstance(part, _TAKEN_APART):
            return None
        self.others.append(part)
        return len(self.others) - 1


class _Unpickler(pickle.Unpickler):
    """Reads an outline, and puts back what was left out."""

    def __init__(self, packed: Packed, contents: list[_Words]) -> None:
        self._others = packed.others
        super().__init__(io.BytesIO(packed.outline), buffers=contents)

    def persistent_load(self, place: int) -> Any:
        return self._others[place]


def _words(content: pickle.PickleBuffer) -> _Words:
    raw = content.raw()
    return np.frombuffer(raw, dtype=np.uint8 if raw.nbytes % 8 else np.int64)


def _changed(before: _Words | None, now: _Words) -> _Words | _Change:
    if before is None or before.dtype != now.dtype or len(before) != len(now):
        return now
    places = np.flatnonzero(before != now).astype(np.int32)
    return now if len(places) > _MOSTLY * len(now) else _Change(places, now[places])


def _restored(before: _Words | None, array: _Words | _Change) -> _Words:
    if not isinstance(array, _Change):
        return array
    assert before is not None
    now = before.copy()
    now[array.places] = array.words
    return now
