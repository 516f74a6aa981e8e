"""Plays of many transforms, in which every frame asks for as little work as it can."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from manim import Animation, Scene, Transform

from aimath.studio.quick.plain import is_plain_transform, walks_as_usual
from aimath.studio.quick.transforms import Together, together

_WORTH_IT = 4
"""Shapes; fewer are as quickly moved one after the other."""
_FRAMES_BEFORE, _CALLS_BEFORE = 2, 4
"""What is soon over, or gone through in a few leaps, is not laid out first."""
_KEPT = "_transforms_together"
_CALLED = ("update_to_time", "update_mobjects", "update_meshes", "update_self")


class _Play:
    """What is known of a play.

    Attributes:
        animations: its animations.
        frames: how many of its frames have been gone through.
        parts: its animations in order, those that are worked out together in one; None if not yet known.
        left_alone: whether nothing happens in it but what is worked out together.
    """

    def __init__(self, animations: list[Animation]) -> None:
        self.animations = animations
        self.frames = 0
        self.parts: list[tuple[Together | None, list[Animation]]] | None = None
        self.left_alone = False

    def __deepcopy__(self, memo: dict[int, Any]) -> None:
        """A copy of a scene has not begun the play."""


def _update_to_time(self: Scene, t: float) -> None:
    """Go to a time of the play, in seconds."""
    play = _play_of(self)
    if play.parts is None:
        _UPDATE_BY_MANIM(self, t)
        return
    dt = t - self.last_t
    self.last_t = t
    for number, (transforms, animations) in enumerate(play.parts):
        if transforms is not None:
            if transforms.go_to(time=t, left_alone=play.left_alone):
                continue
            play.parts[number] = None, animations
        for animation in animations:
            animation.update_mobjects(dt)
            animation.interpolate(t / animation.run_time)
    self.update_mobjects(dt)
    self.update_meshes(dt)
    self.update_self(dt)


def _play_of(scene: Scene) -> _Play:
    assert scene.animations is not None
    play: _Play | None = vars(scene).get(_KEPT)
    if play is None or play.animations is not scene.animations:
        play = vars(scene)[_KEPT] = _Play(scene.animations)
    play.frames += 1
    if play.parts is None and play.frames > _FRAMES_BEFORE:
        parts = [list(part) for _, part in groupby(play.animations, is_plain_transform)]
        play.parts = [(together(part, _WORTH_IT), part) for part in parts]
        play.left_alone = all(transforms for transforms, _ in play.parts) and not _has_own_ways(scene)
    return play


def _has_own_ways(scene: Any) -> bool:
    """Return whether a function of somebody's own may be called in each frame of a play."""
    kind = type(scene)
    members = [member for mobject in scene.mobjects for member in mobject.get_family()]
    kinds: set[Any] = set(map(type, members))
    return bool(
        scene.updaters
        or scene.meshes
        or scene.stop_condition is not None
        or any(getattr(kind, name) is not getattr(Scene, name) for name in _CALLED)
        or not vars(scene).keys().isdisjoint(_CALLED)
        or any(member.updaters for member in members)
        or not all(map(walks_as_usual, kinds))
    )


def _interpolate_mobject(self: Animation, alpha: float) -> None:
    """Move the mobject of an animation to where it is when that has come as far."""
    if not isinstance(self, Transform):
        _INTERPOLATE_BY_MANIM(self, alpha)
        return
    own = vars(self)
    kept = own.get(_KEPT, 0)
    if isinstance(kept, int):
        kept = own[_KEPT] = kept + 1 if kept < _CALLS_BEFORE else together([self], _WORTH_IT)
    if isinstance(kept, Together) and isinstance(alpha, int | float):
        if kept.go_to(alpha=alpha):
            return
        own[_KEPT] = None
    _INTERPOLATE_BY_MANIM(self, alpha)


_UPDATE_BY_MANIM = Scene.update_to_time
_INTERPOLATE_BY_MANIM = Animation.interpolate_mobject
QUICK: tuple[tuple[type, str, Callable[..., Any]], ...] = (
    (Scene, "update_to_time", _update_to_time),
    (Animation, "interpolate_mobject", _interpolate_mobject),
)
"""Classes, names of methods, and what takes their place."""
