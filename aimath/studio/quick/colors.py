"""Colours of shapes as rows of numbers, as Manim finds them but without a new colour object for each.

Every shape that is made has its colours worked out three times and more.
"""

from collections.abc import Callable
from functools import cache
from types import NoneType
from typing import Any

import numpy as np
from manim import BLACK, ManimColor, VMobject

_OPACITIES = frozenset({float, int, NoneType, np.float64})


def _rgbas(self: Any, color: Any, opacity: Any) -> Any:
    """Return (n, 4) red, green, blue and opacity; one row for one colour without sheen."""
    known = BLACK if color is None else _parsed(color) if type(color) is str else color
    if type(known) is ManimColor and type(opacity) in _OPACITIES and _has_no_sheen(self):
        return np.array([[*known._internal_value[:3], 0.0 if opacity is None else opacity]])
    return _RGBAS_BY_MANIM(self, color, opacity)


@cache
def _parsed(text: str) -> ManimColor:
    return ManimColor(text)


def _has_no_sheen(mobject: VMobject) -> bool:
    kind: Any = type(mobject)
    return _tells_sheen_as_usual(kind) and mobject.sheen_factor == 0


@cache
def _tells_sheen_as_usual(kind: type[VMobject]) -> bool:
    return kind.get_sheen_factor is VMobject.get_sheen_factor


_RGBAS_BY_MANIM = VMobject.generate_rgbas_array
QUICK: tuple[tuple[type, str, Callable[..., Any]], ...] = ((VMobject, "generate_rgbas_array", _rgbas),)
