"""What every frame of a transform does, as Manim does it but without working out again what stays the same.

Most transforms move things and leave colours and widths alone; for a picture of many shapes, interpolating
these from what they are to what they are is most of the work.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from operator import is_, itemgetter
from typing import Any

import numpy as np
from manim import Mobject, VMobject

_NAMES = (
    "fill_rgbas",
    "stroke_rgbas",
    "background_stroke_rgbas",
    "stroke_width",
    "background_stroke_width",
    "sheen_direction",
    "sheen_factor",
)
_VALUES = itemgetter(*_NAMES)
_MOST_PAIRS = 8192

Values = list[Any]


@dataclass(frozen=True)
class _Pair:
    """What is known of two mobjects.

    Attributes:
        values: the colours and widths of the first, then those of the second.
        arrays: those that both have, as far as they are arrays.
        others: those that both have, as far as they are not.
        places: which of them differ.
    """

    values: Values
    arrays: tuple[tuple[str, Any], ...]
    others: dict[str, Any]
    places: tuple[int, ...]


_pairs: dict[tuple[int, int], _Pair] = {}


def _interpolate_color(self: Any, mobject1: Any, mobject2: Any, alpha: float) -> Any:
    """Set colours and widths between those of two mobjects."""
    if mobject1.updaters or mobject2.updaters:
        return _BY_MANIM(self, mobject1, mobject2, alpha)
    try:
        values = [*_VALUES(mobject1.__dict__), *_VALUES(mobject2.__dict__)]
    except KeyError:
        return _BY_MANIM(self, mobject1, mobject2, alpha)
    pair = _pairs.get((id(mobject1), id(mobject2)))
    if pair is None or not all(map(is_, pair.values, values)):
        pair = _compared(mobject1, mobject2, values)
    own = self.__dict__
    own.update(pair.others)
    for name, array in pair.arrays:
        own[name] = array.copy()
    for place in pair.places:
        start, end = values[place], values[len(_NAMES) + place]
        if alpha == 1.0:
            own[_NAMES[place]] = end.copy() if isinstance(end, np.ndarray) else end
        else:
            own[_NAMES[place]] = (1 - alpha) * start + alpha * end
    return self


def _compared(mobject1: Any, mobject2: Any, values: Values) -> _Pair:
    half = len(_NAMES)
    same = [
        type(one) is type(other) and np.array_equal(one, other)
        for one, other in zip(values[:half], values[half:], strict=True)
    ]
    shared = [(name, value) for name, value, is_same in zip(_NAMES, values, same, strict=False) if is_same]
    pair = _Pair(
        values,
        tuple((name, value) for name, value in shared if isinstance(value, np.ndarray)),
        {name: value for name, value in shared if not isinstance(value, np.ndarray)},
        tuple(place for place in range(half) if not same[place]),
    )
    if len(_pairs) >= _MOST_PAIRS:
        _pairs.clear()
    _pairs[id(mobject1), id(mobject2)] = pair
    return pair


def _members_with_points(self: Mobject) -> list[Mobject]:
    """Return what of a family has points."""
    kind: Any = type(self)
    if not self.submobjects and _counts_as_usual(kind):
        return [self] if len(self.points) else []
    return _MEMBERS_BY_MANIM(self)


@cache
def _counts_as_usual(kind: Any) -> bool:
    usual = kind.get_num_points is Mobject.get_num_points
    return bool(usual and kind.get_family in (Mobject.get_family, _FAMILY_BY_MANIM))


_FAMILY_BY_MANIM = Mobject.get_family
_BY_MANIM = VMobject.interpolate_color
_MEMBERS_BY_MANIM = Mobject.family_members_with_points
QUICK: tuple[tuple[type, str, Callable[..., Any]], ...] = (
    (VMobject, "interpolate_color", _interpolate_color),
    (Mobject, "family_members_with_points", _members_with_points),
)
"""Classes, names of methods, and what takes their place."""
