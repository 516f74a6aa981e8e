"""Between which points of the scene the colours of a shape run."""

from collections.abc import Callable, Sequence
from types import FunctionType
from typing import Any

import numpy as np
from manim.mobject.types.vectorized_mobject import VMobject

from aimath.studio.camera.extents import extents, reaches_as_its_curves
from aimath.studio.camera.shading import corner_indices
from aimath.studio.camera.shapes import Floats, Indices, Shapes, has_usual

_METHODS = ("get_gradient_start_and_end_points", "get_sheen_direction")


def gradient_ends(shapes: Shapes, indices: Indices) -> Floats:
    """Return (k, 2, 3) start and end of the colour gradients of some shapes.

    Shapes in space have theirs between two corners, others along their sheen, from side to side.
    """
    ends = np.empty((len(indices), 2, 3))
    between_corners, across, others = [], [], []
    for place, index in enumerate(indices):
        mobject = shapes.mobjects[index]
        if not has_usual(mobject, _METHODS):
            others.append(place)
        elif mobject.shade_in_3d:
            between_corners.append(place)
        elif reaches_as_its_curves(mobject):
            across.append(place)
        else:
            others.append(place)
    if between_corners:
        chosen = indices[between_corners]
        corners = shapes.starts[chosen, np.newaxis] + corner_indices(shapes.sizes[chosen])
        ends[between_corners] = shapes.points[corners]
    if across:
        ends[across] = _along_sheen([shapes.mobjects[index] for index in indices[across]])
    known: dict[Any, Any] = {}
    for place in others:
        find = shapes.mobjects[indices[place]].get_gradient_start_and_end_points
        key = _maker(find)
        if key not in known:
            known[key] = find()
        ends[place] = known[key]
    return ends


def _along_sheen(mobjects: Sequence[VMobject]) -> Floats:
    sizes = np.array([len(mobject.points) for mobject in mobjects])
    lowest, highest = extents(np.concatenate([mobject.points for mobject in mobjects]), sizes)
    center = (lowest + highest) / 2
    offset = (highest - center) * np.array([mobject.get_sheen_direction() for mobject in mobjects])
    return np.stack([center - offset, center + offset], axis=1)


def _maker(find: Callable[[], Any]) -> Any:
    # Manim gives each of the many pieces of an axis a function of its own that measures the same axis anew.
    if isinstance(find, FunctionType):
        return find.__code__, tuple(id(cell.cell_contents) for cell in find.__closure__ or ())
    return find
