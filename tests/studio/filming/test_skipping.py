"""Frames are skipped only where those after them do not depend on it."""

from collections.abc import Iterator
from typing import Any

import pytest
from manim import (
    RIGHT,
    Animation,
    AnimationGroup,
    Circle,
    Create,
    Dot,
    FadeIn,
    Homotopy,
    LaggedStart,
    Mobject,
    Scene,
    Square,
    Succession,
    Transform,
    UpdateFromFunc,
    VGroup,
    VMobject,
    Wait,
    always_redraw,
    smooth,
    tempconfig,
)

from aimath.studio.filming.skipping import may_skip_frames


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    with tempconfig({"verbosity": "ERROR", "progress_bar": "none", "dry_run": True}):
        yield


def with_play(*animations: Animation, on_screen: tuple[Mobject, ...] = ()) -> Scene:
    scene = Scene()
    scene.add(*on_screen)
    scene.compile_animation_data(*animations)
    scene.begin_animations()
    return scene


class Own(Animation):
    """An animation of somebody's own, which may do anything."""


class Remembering(VMobject):
    """A mobject that may remember how often it was asked."""

    def interpolate_color(self, *args: Any) -> Any:
        """Do anything."""
        return super().interpolate_color(*args)


def test_animations_of_manim_may_be_skipped() -> None:
    square = Square()
    group = VGroup(Dot(), Circle())
    assert may_skip_frames(
        with_play(
            Create(square),
            LaggedStart(*(FadeIn(part) for part in group)),
            Succession(Transform(Dot(), Square()), Wait()),
            rate_func_of(FadeIn(Dot()), smooth),
        )
    )


def rate_func_of(animation: Animation, function: Any) -> Animation:
    animation.rate_func = function
    return animation


@pytest.mark.parametrize(
    "animation",
    [
        lambda: UpdateFromFunc(Dot(), lambda dot: dot.shift(RIGHT)),
        lambda: AnimationGroup(FadeIn(Square()), UpdateFromFunc(Dot(), lambda dot: dot.shift(RIGHT))),
        lambda: Homotopy(lambda x, y, z, t: (x + t, y, z), Square()),
        lambda: Own(Dot()),
        lambda: rate_func_of(FadeIn(Dot()), lambda time: time),
        lambda: FadeIn(Remembering()),
        lambda: Transform(Dot(), Square().add_updater(lambda square: square.shift(RIGHT))),
    ],
)
def test_what_calls_somebodys_own_function_may_not_be_skipped(animation: Any) -> None:
    assert not may_skip_frames(with_play(animation()))


def test_nothing_is_skipped_while_anything_on_screen_follows_a_function() -> None:
    dot = Dot()
    follower = always_redraw(lambda: Circle().move_to(dot))
    assert not may_skip_frames(with_play(dot.animate.shift(RIGHT).build(), on_screen=(dot, VGroup(follower))))
    assert may_skip_frames(with_play(dot.animate.shift(RIGHT).build(), on_screen=(dot,)))


def test_nothing_is_skipped_in_a_scene_that_updates_in_its_own_way() -> None:
    class Drifting(Scene):
        def update_self(self, dt: float) -> None:
            """Do anything."""

    for scene in (Drifting(), Scene()):
        scene.compile_animation_data(FadeIn(Dot()))
        scene.begin_animations()
        assert may_skip_frames(scene) == (type(scene) is Scene)
    scene.add_updater(lambda dt: None)
    assert not may_skip_frames(scene)
