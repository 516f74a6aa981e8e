"""Which of the shapes in space lies behind which."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from manim.mobject.mobject import Mobject
from manim.mobject.types.vectorized_mobject import VMobject

from aimath.studio.camera.extents import MEASURING, extents, reaches_as_its_curves
from aimath.studio.camera.shapes import Floats

_TIE = 1e-9
_METHODS = (*MEASURING, "get_z_index_reference_point")
_GROUP = "z_index_group"


def sorted_by_depth(mobjects: Sequence[Mobject], rotation: Floats) -> list[Mobject]:
    """Return the mobjects from the farthest to the nearest; those that no light falls on come last.

    Mobjects of the same depth keep their order.

    Args:
        mobjects: the mobjects of a frame.
        rotation: (3, 3) what turns the scene in front of the camera.
    """
    solid = [index for index, mobject in enumerate(mobjects) if getattr(mobject, "shade_in_3d", False)]
    if not solid:
        return list(mobjects)
    centers = _centers([mobjects[index] for index in solid])
    depths = np.full(len(mobjects), np.inf)
    depths[solid] = centers @ rotation[2]
    # Where a rounding error could swap neighbours, each depth is summed in the order that Manim sums it in.
    order = np.argsort(depths[solid], kind="stable")
    close = np.diff(depths[solid][order]) < _TIE
    for index in order[np.append(close, False) | np.insert(close, 0, False)]:
        depths[solid[index]] = np.dot(centers[index], rotation.T)[2]
    return [mobjects[index] for index in np.argsort(depths, kind="stable")]


def _centers(mobjects: Sequence[Mobject]) -> Floats:
    """Return (n, 3) the middles of the boxes around mobjects."""
    centers = np.empty((len(mobjects), 3))
    plain = []
    for index, mobject in enumerate(mobjects):
        if _is_plain(mobject):
            plain.append(index)
        else:
            centers[index] = mobject.get_z_index_reference_point()
    if plain:
        points = [mobjects[index].points for index in plain]
        sizes = np.fromiter(map(len, points), dtype=np.intp, count=len(points))
        lowest, highest = extents(np.concatenate(points), sizes)
        centers[plain] = (lowest + highest) / 2
    return centers


def _is_plain(mobject: Mobject) -> bool:
    mobject_type: Any = type(mobject)
    return (
        isinstance(mobject, VMobject)
        # Asking the mobject itself would take longer than all the rest: Manim looks for a method first.
        and _GROUP not in mobject.__dict__
        and not _class_has_group(mobject_type)
        and reaches_as_its_curves(mobject, _METHODS)
    )


@cache
def _class_has_group(mobject_type: type[Mobject]) -> bool:
    return hasattr(mobject_type, _GROUP)
