"""Which frames of a play need not be gone through to know what the others show."""

from collections.abc import Iterable
from functools import cache
from itertools import chain
from types import MethodType
from typing import Any

from manim import (
    Animation,
    AnimationGroup,
    ChangeSpeed,
    ChangingDecimal,
    Homotopy,
    MaintainPositionRelativeTo,
    PhaseFlow,
    Scene,
    UpdateFromAlphaFunc,
    UpdateFromFunc,
    Wiggle,
)

from aimath.stage.lesson import Lesson

_OURS = ("manim", "aimath")
_CALL_A_FUNCTION = (
    UpdateFromFunc,
    UpdateFromAlphaFunc,
    Homotopy,
    ChangeSpeed,
    ChangingDecimal,
    MaintainPositionRelativeTo,
)
_GO_ON_FROM_THE_FRAME_BEFORE = (PhaseFlow, Wiggle)


def may_skip_plays(scene: Scene) -> bool:
    """Return whether plays may be gone through as Manim skips them: so it is with lessons, but for few."""
    return isinstance(scene, Lesson) and not _goes_on_from_the_frame_before(scene)


def may_skip_frames(scene: Scene) -> bool:
    """Return whether frames of the play that has begun need not be gone through.

    What somebody's own function does may depend on every frame before; most of Manim's animations work out
    what they show from the time alone. So do the functions of lessons, but for those that are told how much
    time has gone by since the frame before.
    """
    if _goes_on_from_the_frame_before(scene):
        return False
    if isinstance(scene, Lesson):
        return True
    animations = scene.animations or []
    kinds = {type(scene).update_self, type(scene).update_mobjects, type(scene).update_to_time}
    as_usual = kinds == {Scene.update_self, Scene.update_mobjects, Scene.update_to_time}
    return as_usual and not (
        scene.stop_condition is not None
        or any(map(_has_its_own_ways, chain(scene.mobjects, _moved(animations))))
        or not all(map(_follows_from_time, animations))
    )


def _goes_on_from_the_frame_before(scene: Scene) -> bool:
    animations = scene.animations or []
    return (
        bool(scene.updaters)
        or any(map(_adds_to_what_is_there, animations))
        or any(
            member.has_time_based_updater()
            for mobject in chain(scene.mobjects, _moved(animations))
            for member in mobject.get_family()
            if member.updaters
        )
    )


def _adds_to_what_is_there(animation: Any) -> bool:
    if isinstance(animation, AnimationGroup):
        return any(map(_adds_to_what_is_there, animation.animations))
    return isinstance(animation, _GO_ON_FROM_THE_FRAME_BEFORE)


def _moved(animations: Iterable[Animation]) -> list[Any]:
    return [mobject for animation in animations for mobject in animation.get_all_mobjects() if mobject]


def _has_its_own_ways(mobject: Any) -> bool:
    family = mobject.get_family()
    kinds: set[Any] = {type(member) for member in family}
    return any(member.updaters for member in family) or not all(map(_interpolates_as_usual, kinds))


@cache
def _interpolates_as_usual(kind: Any) -> bool:
    return all(map(_is_of_manim, (kind.interpolate, kind.interpolate_color)))


def _follows_from_time(animation: Any) -> bool:
    if isinstance(animation, AnimationGroup) and not all(map(_follows_from_time, animation.animations)):
        return False
    functions = [animation.rate_func, getattr(animation, "path_func", None), type(animation)]
    return not isinstance(animation, _CALL_A_FUNCTION) and all(map(_is_of_manim, filter(None, functions)))


def _is_of_manim(thing: Any) -> bool:
    if isinstance(thing, MethodType):
        thing = thing.__func__
    return str(getattr(thing, "__module__", "")).split(".")[0] in _OURS
