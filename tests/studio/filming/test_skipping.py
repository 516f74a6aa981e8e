"""Frames are skipped only where those after them do not depend on it."""

from collections.abc import Iterator
from typing import Any

import pytest
from manim import (
    RIGHT,
    Animation,
    AnimationGroup,
    ChangingDecimal,
    Circle,
    Create,
    DecimalNumber,
    Dot,
    FadeIn,
    Homotopy,
    LaggedStart,
    Mobject,
    PhaseFlow,
    Scene,
    Square,
    Succession,
    Text,
    TracedPath,
    Transform,
    UpdateFromFunc,
    VGroup,
    VMobject,
    Wait,
    Wiggle,
    always_redraw,
    smooth,
    tempconfig,
)

from aimath.stage.lesson import Lesson
from aimath.studio.filming.skipping import may_skip_frames, may_skip_plays


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    with tempconfig({"verbosity": "ERROR", "progress_bar": "none", "dry_run": True}):
        yield


def with_play(
    *animations: Animation, on_screen: tuple[Mobject, ...] = (), kind: type[Scene] = Scene
) -> Scene:
    scene = kind()
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
        lambda: ChangingDecimal(DecimalNumber(0, mob_class=Text), lambda alpha: alpha),
        lambda: Own(Dot()),
        lambda: rate_func_of(FadeIn(Dot()), lambda time: time),
        lambda: FadeIn(Remembering()),
        lambda: Transform(Dot(), Square().add_updater(lambda square: square.shift(RIGHT))),
    ],
)
def test_what_calls_somebodys_own_function_may_not_be_skipped(animation: Any) -> None:
    assert not may_skip_frames(with_play(animation()))


@pytest.mark.parametrize("kind", [Scene, Lesson])
@pytest.mark.parametrize(
    "animation",
    [
        lambda: Wiggle(VGroup(Dot(), Square())),
        lambda: Succession(FadeIn(Dot()), PhaseFlow(lambda point: RIGHT, Dot())),
        lambda: FadeIn(VGroup(Dot().add_updater(lambda dot, dt: dot.shift(dt * RIGHT)))),
    ],
)
def test_what_goes_on_from_the_frame_before_is_skipped_in_no_scene(animation: Any, kind: Any) -> None:
    scene = with_play(animation(), kind=kind)
    assert not may_skip_frames(scene)
    assert not may_skip_plays(scene)


def test_functions_of_lessons_may_be_skipped_unless_they_are_told_the_time_that_has_gone_by() -> None:
    dot = Dot()
    follower = always_redraw(lambda: Circle().move_to(dot))
    lesson = with_play(dot.animate.shift(RIGHT).build(), on_screen=(dot, follower), kind=Lesson)
    assert may_skip_frames(lesson)
    assert may_skip_plays(lesson)
    lesson.add(TracedPath(dot.get_center))
    assert not may_skip_frames(lesson)
    assert not may_skip_plays(lesson)


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
