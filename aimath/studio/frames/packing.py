"""Things one after the other, kept in little memory: of each, only what differs from the one before."""

from dataclasses import dataclass, fields
from itertools import zip_longest
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from aimath.studio.camera.drawing import Drawing
from aimath.studio.camera.paths import Paths
from aimath.studio.camera.picture import Picture
from aimath.studio.camera.shapes import Colors

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


class _Array(NamedTuple):
    """Where an array belongs in a thing."""

    dtype: np.dtype[Any]
    shape: tuple[int, ...]


class _Tuple(NamedTuple):
    """A tuple, by what it is made of."""

    parts: list[Any]


class _Record(NamedTuple):
    """A data class, by what it is made of."""

    kind: type[Picture | Drawing | Paths | Colors]
    parts: dict[str, Any]


@dataclass(frozen=True)
class Packed:
    """One of several things that were packed in turn.

    Attributes:
        outline: what it is made of, without the contents of its arrays.
        arrays: these contents: whole, or as what differs from the thing before.
    """

    outline: Any
    arrays: tuple[_Words | _Change, ...]

    @property
    def size(self) -> int:
        """Bytes that its arrays take."""
        parts = (part for array in self.arrays for part in (array if isinstance(array, _Change) else [array]))
        return sum(part.nbytes for part in parts)


class Packer:
    """Packs things in turn, of which each is much like the one before.

    Pictures, tuples and arrays are packed. Whatever else they refer to is kept as it is.

    Example:
        >>> packer, unpacker = Packer(), Unpacker()
        >>> flat, bumpy = np.zeros(1000), np.zeros(1000)
        >>> bumpy[3] = 5
        >>> first, second = packer.pack((flat,)), packer.pack((bumpy,))
        >>> first.size, second.size
        (8000, 12)
        >>> [float(unpacker.unpack(packed)[0].max()) for packed in (first, second)]
        [0.0, 5.0]
    """

    def __init__(self) -> None:
        self._before: list[_Words] = []

    def pack(self, thing: Any) -> Packed:
        """Pack the next thing; nobody may change its arrays any more."""
        arrays: list[_Words] = []
        outline = _outlined(thing, arrays)
        before, self._before = self._before, arrays
        pairs = zip_longest(before[: len(arrays)], arrays)
        return Packed(outline, tuple(_changed(*pair) for pair in pairs))


class Unpacker:
    """Unpacks what one packer has packed, in the same order."""

    def __init__(self) -> None:
        self._before: list[_Words] = []

    def unpack(self, packed: Packed) -> Any:
        """Return the next thing."""
        pairs = zip_longest(self._before[: len(packed.arrays)], packed.arrays)
        self._before = [_restored(before, array) for before, array in pairs]
        return _filled(packed.outline, self._before[::-1])


def _outlined(thing: Any, arrays: list[_Words]) -> Any:
    """Return what a thing is made of, and append the contents of its arrays."""
    if isinstance(thing, np.ndarray):
        content = np.ascontiguousarray(thing).reshape(-1).view(np.uint8)
        arrays.append(content if content.nbytes % 8 else content.view(np.int64))
        return _Array(thing.dtype, thing.shape)
    if isinstance(thing, Picture | Drawing | Paths | Colors):
        parts = {field.name: _outlined(getattr(thing, field.name), arrays) for field in fields(thing)}
        return _Record(type(thing), parts)
    if isinstance(thing, tuple) and any(
        isinstance(part, np.ndarray | Drawing | Paths | Colors) for part in thing
    ):
        return _Tuple([_outlined(part, arrays) for part in thing])
    return thing


def _filled(outline: Any, arrays: list[_Words]) -> Any:
    """Return the thing that an outline is of, and take the contents of its arrays off the end of a list."""
    if isinstance(outline, _Array):
        return arrays.pop().view(np.uint8).view(outline.dtype).reshape(outline.shape)
    if isinstance(outline, _Record):
        return outline.kind(**{name: _filled(part, arrays) for name, part in outline.parts.items()})
    if isinstance(outline, _Tuple):
        return tuple(_filled(part, arrays) for part in outline.parts)
    return outline


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
