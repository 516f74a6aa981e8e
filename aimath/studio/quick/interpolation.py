"""What every frame of a transform does, as Manim does it but without working out again what stays the same.

Most transforms move things and leave colours and widths alone; for a picture of many shapes, interpolating
these from what they are to what they are is most of the work.
"""

from collections.abc import Callable
from functools import cache
from operator import itemgetter
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


def _interpolate_color(self: Any, mobject1: Any, mobject2: Any, alpha: float) -> Any:
    """Set colours and widths between those of two mobjects."""
    try:
        starts, ends = _VALUES(mobject1.__dict__), _VALUES(mobject2.__dict__)
    except KeyError:
        return _BY_MANIM(self, mobject1, mobject2, alpha)
    own = self.__dict__
    for name, start, end in zip(_NAMES, starts, ends, strict=False):
        if type(end) is np.ndarray:
            # For few numbers, comparing bytes is quicker than asking NumPy.
            is_kept = alpha == 1.0 or (type(start) is np.ndarray and start.tobytes() == end.tobytes())
            own[name] = end.copy() if is_kept else (1 - alpha) * start + alpha * end
        else:
            is_kept = alpha == 1.0 or start is end or (type(start) is type(end) and start == end)
            own[name] = end if is_kept else (1 - alpha) * start + alpha * end
    return self


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
