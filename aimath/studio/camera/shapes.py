"""What the shapes of a frame are made of, gathered from their mobjects into arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any, Self

import numpy as np
from manim.mobject.types.vectorized_mobject import VMobject
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

POINTS_PER_CURVE = 4
"""Of a cubic Bézier curve: start, two handles, end."""

_METHODS = (
    "get_fill_rgbas",
    "get_stroke_rgbas",
    "get_stroke_width",
    "get_background_image",
    "get_subpath_split_indices_from_points",
    "consider_points_equals_2d",
)
_ATTRIBUTES = attrgetter(
    "points",
    "background_stroke_rgbas",
    "fill_rgbas",
    "stroke_rgbas",
    "background_stroke_width",
    "stroke_width",
    "joint_type",
    "cap_style",
    "shade_in_3d",
    "tolerance_for_point_equality",
)
_NO_COLOR = np.zeros((1, 4))


@dataclass(frozen=True)
class Colors:
    """The colours of one layer of many shapes: one each, or several for a gradient.

    Attributes:
        rows: (m, 4) red, green, blue and opacity.
        starts: (n,) the first row of each shape.
        counts: (n,) how many rows each shape has.
    """

    rows: Floats
    starts: Indices
    counts: Indices

    @classmethod
    def of(cls, arrays: Sequence[Floats]) -> Self:
        """Return the colours of shapes, given one array each."""
        if not all(map(len, arrays)):
            arrays = [array if len(array) else _NO_COLOR for array in arrays]
        counts = np.fromiter(map(len, arrays), dtype=np.intp, count=len(arrays))
        return cls(np.concatenate(arrays).astype(float, copy=False), starts_of(counts), counts)

    @property
    def visible(self) -> NDArray[np.bool_]:
        """(n,) which shapes have any colour that is not wholly transparent."""
        return np.asarray(np.maximum.reduceat(self.rows[:, 3], self.starts) > 0)


@dataclass(frozen=True)
class Shapes:
    """Many vectorized mobjects as arrays, in the order in which they are drawn.

    Attributes:
        mobjects: (n) where it all comes from.
        points: (N, 3) the points of all shapes, one shape after the other.
        starts: (n,) the first point of each shape.
        sizes: (n,) how many points each shape has.
        backgrounds: colours of the strokes that lie below the fills.
        fills: colours of the fills.
        strokes: colours of the strokes.
        background_widths: (n,) stroke widths in Manim's unit, a hundredth of a scene unit.
        stroke_widths: (n,) the same for the strokes above.
        joints: (n) Manim's joint types.
        caps: (n) Manim's cap styles.
        shaded: (n,) whether light in space falls on the shape.
        tolerances: (n,) the distance below which two points are one.
    """

    mobjects: Sequence[VMobject]
    points: Floats
    starts: Indices
    sizes: Indices
    backgrounds: Colors
    fills: Colors
    strokes: Colors
    background_widths: Floats
    stroke_widths: Floats
    joints: Sequence[Any]
    caps: Sequence[Any]
    shaded: NDArray[np.bool_]
    tolerances: Floats

    @classmethod
    def of(cls, mobjects: Sequence[VMobject]) -> Self:
        """Gather at least one mobject; each must be one that `is_plain` holds for."""
        try:
            rows = [_ATTRIBUTES(mobject) for mobject in mobjects]
        except AttributeError:
            rows = [_attributes_with_defaults(mobject) for mobject in mobjects]
        points, backgrounds, fills, strokes, *others = zip(*rows, strict=True)
        background_widths, stroke_widths, joints, caps, shaded, tolerances = others
        sizes = np.fromiter(map(len, points), dtype=np.intp, count=len(points))
        return cls(
            mobjects,
            np.concatenate(points).astype(float, copy=False),
            starts_of(sizes),
            sizes,
            Colors.of(backgrounds),
            Colors.of(fills),
            Colors.of(strokes),
            np.array(background_widths, dtype=float),
            np.array(stroke_widths, dtype=float),
            joints,
            caps,
            np.array(shaded, dtype=bool),
            np.array(tolerances, dtype=float),
        )

    def finite(self) -> Self | None:
        """Return the shapes whose points are all finite, or None if there are none: Manim draws no others."""
        finite = np.isfinite(self.points)
        if finite.all():
            return self
        keep = np.logical_and.reduceat(finite.all(axis=1), self.starts)
        mobjects = [mobject for mobject, kept in zip(self.mobjects, keep, strict=True) if kept]
        return self.of(mobjects) if mobjects else None


def is_plain(mobject: VMobject) -> bool:
    """Return whether a mobject shows what its attributes say, by no means of its own."""
    return (
        mobject.n_points_per_cubic_curve == POINTS_PER_CURVE
        and not mobject.background_image
        and has_usual(mobject, _METHODS)
    )


def has_usual(mobject: VMobject, methods: tuple[str, ...]) -> bool:
    """Return whether neither a mobject's class nor the mobject itself replaces methods of `VMobject`."""
    mobject_type: Any = type(mobject)
    return _class_has_usual(mobject_type, methods) and mobject.__dict__.keys().isdisjoint(methods)


def starts_of(sizes: Indices) -> Indices:
    """Return where each run starts when runs of these sizes follow each other.

    Example:
        >>> starts_of(np.array([4, 2, 3])).tolist()
        [0, 4, 6]
    """
    starts = np.zeros(len(sizes), dtype=np.intp)
    np.cumsum(sizes[:-1], out=starts[1:])
    return starts


@cache
def _class_has_usual(mobject_type: type[VMobject], methods: tuple[str, ...]) -> bool:
    return all(getattr(mobject_type, name) is getattr(VMobject, name) for name in methods)


def _attributes_with_defaults(mobject: VMobject) -> tuple[Any, ...]:
    return (
        mobject.points,
        mobject.get_stroke_rgbas(background=True),
        mobject.get_fill_rgbas(),
        mobject.get_stroke_rgbas(),
        mobject.background_stroke_width,
        mobject.stroke_width,
        mobject.joint_type,
        mobject.cap_style,
        mobject.shade_in_3d,
        mobject.tolerance_for_point_equality,
    )
