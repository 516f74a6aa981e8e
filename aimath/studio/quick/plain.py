"""Which transforms do only what Manim's `Transform` does, along straight lines.

Where their shapes are follows from the time alone, so many of them can be worked out together.
"""

from functools import cache
from inspect import isfunction
from typing import Any

from manim import Animation, Mobject, Transform, VMobject, rate_functions
from manim.utils.bezier import interpolate

_OF_TRANSFORMS = (
    "interpolate",
    "interpolate_submobject",
    "get_sub_alpha",
    "get_all_mobjects",
    "get_all_families_zipped",
    "get_all_mobjects_to_update",
    "update_mobjects",
    "path_func",
    "run_time",
)
_MAY_VARY = ("begin", "create_starting_mobject")
_OF_MOBJECTS = ("update", "get_num_points", "copy")
_OF_FAMILIES = ("get_family", "_iter_family", "family_members_with_points", "__deepcopy__")
_BY_MANIM = {
    (kind, name): getattr(kind, name)
    for kind, name in (
        *((Transform, name) for name in _OF_TRANSFORMS),
        *((Mobject, name) for name in (*_OF_MOBJECTS, "interpolate")),
    )
}
_CALL_OTHERS = frozenset({"squish_rate_func", "not_quite_there", "unit_interval", "zero"})
_RATE_FUNCTIONS = frozenset(
    id(function)
    for name, function in vars(rate_functions).items()
    if isfunction(function) and function.__module__ == rate_functions.__name__ and name not in _CALL_OTHERS
)


def is_plain_transform(animation: Animation) -> bool:
    """Return whether an animation moves shapes as Manim's `Transform` does, along straight lines.

    Args:
        animation: one that has begun.

    Example:
        >>> from manim import PI, Circle, Rotate, Square, Transform
        >>> is_plain_transform(Transform(Square(), Circle())), is_plain_transform(Rotate(Square(), PI))
        (True, False)
    """
    kind: Any = type(animation)
    own = vars(animation)
    return (
        _is_plain_kind(kind)
        and id(animation.rate_func) in _RATE_FUNCTIONS
        and own["_path_func"] is interpolate
        and own.keys().isdisjoint({*_OF_TRANSFORMS, "interpolate_mobject"})
    )


@cache
def walks_as_usual(kind: Any) -> bool:
    """Return whether mobjects of a class are copied, updated and made of others as Manim's are."""
    return all(getattr(kind, name) is _BY_MANIM[Mobject, name] for name in _OF_MOBJECTS) and all(
        getattr(kind, name) is getattr(Mobject, name) for name in _OF_FAMILIES
    )


@cache
def moves_as_usual(kind: Any) -> bool:
    """Return whether shapes of a class are moved and coloured as Manim's are, and keep what they are told."""
    return (
        issubclass(kind, VMobject)
        and kind.interpolate is _BY_MANIM[Mobject, "interpolate"]
        and kind.interpolate_color is VMobject.interpolate_color
        and kind.__setattr__ is object.__setattr__
        and kind.__getattribute__ is object.__getattribute__
        and not any(hasattr(kind, name) for name in ("points", "fill_rgbas", "stroke_rgbas", "stroke_width"))
    )


@cache
def _is_plain_kind(kind: Any) -> bool:
    return (
        issubclass(kind, Transform)
        and all(getattr(kind, name) is _BY_MANIM[Transform, name] for name in _OF_TRANSFORMS)
        and kind.interpolate_mobject is Animation.interpolate_mobject
        and all(getattr(kind, name).__module__.startswith("manim.animation.") for name in _MAY_VARY)
    )
