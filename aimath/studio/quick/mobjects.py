"""Copies, families and sizes of mobjects, as Manim finds them but in less than half the time.

Every play begins with copies of what it moves, and every frame asks for families and measures what follows
something. For a page of text that is most of what a scene costs besides drawing.
"""

import copy
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any

import numpy as np
from manim import CapStyleType, LineJointType, ManimColor, Mobject, VMobject, VMobjectFromSVGPath

from aimath.studio.camera.shapes import POINTS_PER_CURVE

_UNCHANGING = frozenset(
    {
        int,
        float,
        str,
        bool,
        bytes,
        NoneType,
        type(Path()),
        np.float64,
        ManimColor,
        LineJointType,
        CapStyleType,
    }
)


def _copied(self: Any, clone_from_id: dict[int, Any]) -> Any:
    """Return a deep copy, for which only what can hold other things goes through Python's general way."""
    kind: Any = type(self)
    result = clone_from_id[id(self)] = kind.__new__(kind)
    if isinstance(self, VMobjectFromSVGPath):
        # What a glyph was parsed from is many objects, and nobody changes them once its points are known.
        parsed = self.__dict__.get("path_obj")
        clone_from_id[id(parsed)] = parsed
    for name, value in self.__dict__.items():
        setattr(result, name, value if type(value) in _UNCHANGING else _copied_value(value, clone_from_id))
    result.original_id = str(id(self))
    return result


def _copied_value(value: Any, clone_from_id: dict[int, Any]) -> Any:
    kind = type(value)
    holds_nothing = not value if kind is list else kind is np.ndarray and not value.dtype.hasobject
    if not holds_nothing:
        return copy.deepcopy(value, clone_from_id)
    # What two share, their copies share as well.
    known = clone_from_id.get(id(value))
    if known is None:
        known = clone_from_id[id(value)] = [] if kind is list else value.copy(order="K")
    return known


def _family(self: Mobject, recurse: bool = True) -> list[Mobject]:
    """Return a mobject and all below it, each where it comes last."""
    found: list[Mobject] = []
    _collect(self, found, set())
    return list(dict.fromkeys(reversed(found)))[::-1]


def _collect(mobject: Mobject, found: list[Mobject], above: set[Mobject]) -> None:
    found.append(mobject)
    above.add(mobject)
    for part in mobject.submobjects:
        if not part.submobjects:
            found.append(part)
        elif part not in above:
            _collect(part, found, above)
    above.discard(mobject)


def _reduced(self: Mobject, reduce_func: Any, dim: int) -> Any:
    """Return the lowest or highest coordinate of all points of a family."""
    members = [member for member in self.get_family() if len(member.points)]
    kinds: set[Any] = {type(member) for member in members}
    if members and reduce_func in (min, max) and all(map(_is_measured_as_usual, kinds)):
        numbers = [getattr(member.points[:, dim], reduce_func.__name__)() for member in members]
        # What is not a number is more or less than others as it comes.
        if np.isfinite(numbers).all():
            return reduce_func(numbers)
    return _REDUCED_BY_MANIM(self, reduce_func, dim)


def _boundary(self: VMobject) -> Any:
    """Return the points that the curves of a family go through, (n, 3)."""
    found: list[Any] = []
    for member in self.get_family():
        points = member.points
        if not len(points):
            continue
        kind: Any = type(member)
        if not (_has_usual_curves(kind) and _consists_of_curves(member)):
            return _BOUNDARY_BY_MANIM(self)
        found.append(points.reshape(-1, POINTS_PER_CURVE, 3)[:, ::3].reshape(-1, 3))
    return np.concatenate(found) if found else _BOUNDARY_BY_MANIM(self)


@cache
def _is_measured_as_usual(kind: type[Mobject]) -> bool:
    return kind.reduce_across_dimension in (_reduced, _REDUCED_BY_MANIM)


@cache
def _has_usual_curves(kind: type[Mobject]) -> bool:
    return issubclass(kind, VMobject) and kind.get_anchors is VMobject.get_anchors


def _consists_of_curves(mobject: Any) -> bool:
    points = mobject.points
    usual = mobject.n_points_per_cubic_curve == POINTS_PER_CURVE
    return bool(usual and len(points) % POINTS_PER_CURVE == 0 and points.shape[1] == 3)


_REDUCED_BY_MANIM = Mobject.reduce_across_dimension
_BOUNDARY_BY_MANIM = VMobject.get_points_defining_boundary
QUICK: tuple[tuple[type, str, Callable[..., Any]], ...] = (
    (Mobject, "__deepcopy__", _copied),
    (Mobject, "get_family", _family),
    (Mobject, "reduce_across_dimension", _reduced),
    (VMobject, "get_points_defining_boundary", _boundary),
)
