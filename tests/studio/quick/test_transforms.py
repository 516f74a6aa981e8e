"""Transforms that are worked out together show in every frame what Manim shows."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import (
    DOWN,
    LEFT,
    PI,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    ApplyMethod,
    ApplyPointwiseFunction,
    Circle,
    Dot,
    FadeIn,
    FadeOut,
    FadeToColor,
    FadeTransform,
    GrowFromCenter,
    ImageMobject,
    Indicate,
    LaggedStart,
    Mobject,
    MoveToTarget,
    ReplacementTransform,
    Restore,
    Rotate,
    ScaleInPlace,
    Scene,
    Square,
    Succession,
    Text,
    Transform,
    TransformFromCopy,
    TransformMatchingShapes,
    Triangle,
    UpdateFromFunc,
    ValueTracker,
    VGroup,
    VMobject,
    Write,
    linear,
    smooth,
    tempconfig,
    there_and_back,
)

from aimath.studio.quick import plays
from aimath.studio.quick.in_place import quick_mobjects
from aimath.studio.quick.transforms import Together, together

FRAMES = 9
COLOURS = ("fill_rgbas", "stroke_rgbas", "background_stroke_rgbas", "sheen_direction")
WIDTHS = ("stroke_width", "background_stroke_width", "sheen_factor")

Play = Callable[[Scene], list[Any]]


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    with tempconfig({"verbosity": "ERROR", "progress_bar": "none", "dry_run": True}):
        yield


def shapes(count: int = 6) -> VGroup:
    kinds = [Circle, Square, Triangle]
    group = VGroup(*[kinds[i % 3](color="#58C4DD", fill_opacity=0.3 + 0.1 * i) for i in range(count)])
    return group.arrange(RIGHT).scale(0.3)


def differing() -> VGroup:
    """Shapes with other colours, gradients, widths and numbers of curves than `shapes`."""
    group = VGroup(*[Dot() for _ in range(3)], Text("ab"), Square().set_color(["#FF0000", "#00FF00"]))
    group.add(Circle(stroke_width=9, color="#FFFF00").set_sheen(0.4, DOWN))
    return group.arrange(UP)


def seen(scene: Scene) -> list[Any]:
    """Say what everything on screen is."""
    found: list[Any] = []
    for mobject in scene.mobjects:
        for member in mobject.get_family():
            own = vars(member)
            found += [type(member).__name__, *(own.get(name) for name in ("points", *COLOURS, *WIDTHS))]
            found.append(own.get("pixel_array"))
    return [np.array(value) if isinstance(value, np.ndarray) else value for value in found]


def filmed(play: Play, *, quick: bool) -> list[list[Any]]:
    """Return what every frame of a play shows, and what is there afterwards."""
    with quick_mobjects() if quick else nullcontext():
        scene = Scene()
        animations = play(scene)
        scene.compile_animation_data(*animations)
        scene.begin_animations()
        found = []
        for time in np.arange(FRAMES) * scene.get_run_time(scene.animations) / FRAMES:
            scene.update_to_time(time)
            found.append(seen(scene))
        for animation in scene.animations:
            animation.finish()
            animation.clean_up_from_scene(scene)
        return [*found, seen(scene)]


def assert_as_manim(play: Play) -> None:
    slow, quick = filmed(play, quick=False), filmed(play, quick=True)
    for number, (one, other) in enumerate(zip(slow, quick, strict=True)):
        assert len(one) == len(other)
        for place, (value, counterpart) in enumerate(zip(one, other, strict=True)):
            if isinstance(value, np.ndarray):
                assert value.shape == counterpart.shape and value.dtype == counterpart.dtype
                if value.shape[-1:] == (3,) and value.ndim == 2:
                    assert value.tobytes() == counterpart.tobytes(), (number, place)
                else:
                    # What starts as it ends stays what it is; Manim adds up its parts.
                    np.testing.assert_allclose(counterpart, value, rtol=1e-15, atol=1e-16)
            else:
                assert value == pytest.approx(counterpart, rel=1e-15) if value != counterpart else True


def on_screen(scene: Scene, *mobjects: Mobject) -> Any:
    scene.add(*mobjects)
    return mobjects[0] if len(mobjects) == 1 else mobjects


def with_target(group: VGroup) -> VGroup:
    group.generate_target()
    group.target.shift(UP).set_stroke(width=7)
    return group


def restoring(group: VGroup) -> VGroup:
    group.save_state()
    return group.scale(2).set_color("#00FF00")


def sharing(scene: Scene) -> list[Any]:
    one = Square()
    group = on_screen(scene, VGroup(one, VGroup(one, Circle()), shapes()))
    wider = group[2].animate.set_color("#FF0000").set_stroke(width=9)
    return [wider, group.animate.shift(UP), group[2][0].animate.scale(2)]


def followed(scene: Scene) -> list[Any]:
    group = on_screen(scene, shapes())
    dot, tracker = Dot().add_updater(lambda dot: dot.move_to(group[2])), ValueTracker(0)
    scene.add(dot)
    label = on_screen(scene, Dot())
    follow = UpdateFromFunc(label, lambda label: label.next_to(group[0], UP))
    first, *others = [part.animate.shift(DOWN) for part in group]
    return [first, follow, *others, tracker.animate.set_value(3)]


def updated(scene: Scene) -> list[Any]:
    group = on_screen(scene, shapes())
    group[1].add_updater(lambda part, dt: part.rotate(dt))
    return [group.animate.shift(UP)]


def growing(scene: Scene) -> list[Any]:
    group, frames = on_screen(scene, shapes()), []

    def change(dot: Mobject) -> None:
        frames.append(dot)
        if len(frames) == 6:
            group[0].set_stroke(width=1).shift(UP)
            group[1].set_fill("#FFFFFF", opacity=1.0)

    scene.add(Dot().add_updater(change))
    return [group.animate.shift(RIGHT)]


PLAYS: dict[str, Play] = {
    "a group": lambda scene: [on_screen(scene, shapes()).animate.rotate(PI / 3)],
    "many of one pace": lambda scene: [part.animate.shift(UP) for part in on_screen(scene, shapes())],
    "several paces": lambda scene: [
        part.animate(run_time=1 + index % 3, rate_func=[linear, smooth, there_and_back][index % 3]).shift(UP)
        for index, part in enumerate(on_screen(scene, shapes()))
    ],
    "one after the other": lambda scene: [on_screen(scene, shapes()).animate(lag_ratio=0.3).shift(UP)],
    "backwards": lambda scene: [
        Transform(on_screen(scene, shapes()), shapes().shift(UP), reverse_rate_function=True)
    ],
    "other colours and curves": lambda scene: [Transform(on_screen(scene, shapes()), differing())],
    "replaced": lambda scene: [ReplacementTransform(on_screen(scene, shapes(4)), differing())],
    "from a copy": lambda scene: [TransformFromCopy(on_screen(scene, shapes()), differing())],
    "faded into each other": lambda scene: [FadeTransform(on_screen(scene, shapes()), differing())],
    "matching shapes": lambda scene: [
        TransformMatchingShapes(on_screen(scene, Text("abcab")), Text("bcaac").shift(UP))
    ],
    "to a target": lambda scene: [MoveToTarget(with_target(on_screen(scene, shapes())))],
    "a method": lambda scene: [ApplyMethod(on_screen(scene, shapes()).set_color, "#FF0000")],
    "a colour": lambda scene: [FadeToColor(on_screen(scene, shapes()), "#FF0000")],
    "in place": lambda scene: [ScaleInPlace(on_screen(scene, shapes()), 2)],
    "restored": lambda scene: [Restore(restoring(on_screen(scene, shapes())))],
    "pointwise": lambda scene: [ApplyPointwiseFunction(lambda p: 2 * p, on_screen(scene, shapes()))],
    "around": lambda scene: [Rotate(on_screen(scene, shapes()), PI)],
    "along an arc": lambda scene: [Transform(on_screen(scene, shapes()), differing(), path_arc=1)],
    "in and out": lambda scene: [FadeOut(on_screen(scene, shapes()), shift=UP), FadeIn(differing(), scale=2)],
    "grown": lambda scene: [GrowFromCenter(shapes())],
    "there and back": lambda scene: [Indicate(on_screen(scene, shapes()))],
    "their own rate": lambda scene: [
        Transform(on_screen(scene, shapes()), differing(), rate_func=lambda share: share**2)
    ],
    "in groups": lambda scene: [
        LaggedStart(
            on_screen(scene, shapes()).animate.shift(UP),
            AnimationGroup(*[part.animate.shift(UP) for part in on_screen(scene, shapes())]),
            Write(Text("a")),
            lag_ratio=0.2,
        ),
    ],
    "in succession": lambda scene: [
        Succession(on_screen(scene, shapes()).animate.shift(UP), FadeIn(differing())),
    ],
    "the same twice": sharing,
    "followed by others": followed,
    "with updaters": updated,
    "changed meanwhile": growing,
    "an image": lambda scene: [
        on_screen(scene, ImageMobject(np.full((2, 2, 3), 9, dtype=np.uint8))).animate.shift(UP),
        on_screen(scene, shapes()).animate.shift(LEFT),
    ],
}


@pytest.mark.parametrize("name", PLAYS)
def test_every_frame_is_the_one_that_manim_makes(name: str) -> None:
    assert_as_manim(PLAYS[name])


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(-9, 9),
            st.sampled_from(["#FF0000", "#123456"]),
            st.floats(0, 9),
            st.floats(0.1, 2.0),
            st.sampled_from([0, 0.5]),
        ),
        min_size=4,
        max_size=7,
    )
)
def test_shapes_that_change_in_any_way_change_as_with_manim(changes: list[Any]) -> None:
    def play(scene: Scene) -> list[Any]:
        parts = on_screen(scene, shapes(len(changes)))
        return [
            part.animate(run_time=time, lag_ratio=lag)
            .shift([x, 0, 0])
            .set_color(color)
            .set_stroke(width=width)
            for part, (x, color, width, time, lag) in zip(parts, changes, strict=True)
        ]

    assert_as_manim(play)


def test_plain_transforms_are_worked_out_together(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Together | None] = []

    def noted(*args: Any) -> Together | None:
        made.append(together(*args))
        return made[-1]

    monkeypatch.setattr(plays, "together", noted)
    filmed(PLAYS["many of one pace"], quick=True)
    assert isinstance(made[0], Together)
    made.clear()
    filmed(PLAYS["in groups"], quick=True)
    assert any(made)
    made.clear()
    filmed(PLAYS["with updaters"], quick=True)
    assert not any(made)


def begun(*animations: Animation) -> list[Animation]:
    for animation in animations:
        animation.begin()
    return list(animations)


def test_what_has_ways_of_its_own_goes_them() -> None:
    class Own(Transform):
        def interpolate_submobject(self, *args: Any) -> Any:
            return super().interpolate_submobject(*args)

    class Proud(VMobject):
        def interpolate_color(self, *args: Any) -> Any:
            return super().interpolate_color(*args)

    def proud() -> VGroup:
        return VGroup(*[Proud().set_points_as_corners([LEFT, UP, RIGHT]) for _ in range(6)])

    with quick_mobjects():
        assert together(begun(Transform(shapes(), shapes().shift(UP))), 4)
        assert not together(begun(Transform(shapes(), shapes().shift(UP))), 9)
        assert not together(begun(Own(shapes(), shapes())), 4)
        assert not together(begun(Transform(proud(), proud())), 4)
        assert not together(begun(Rotate(shapes(), PI)), 4)


def test_arrays_that_were_handed_out_stay_as_they_are() -> None:
    with quick_mobjects():
        group = shapes()
        moving = together(begun(Transform(group, differing(), rate_func=linear)), 4)
        assert moving and moving.go_to(alpha=0.25)
        kept, before = group[0].points, group[0].points.copy()
        group[1].points += 5
        assert moving.go_to(alpha=0.5)
        assert np.array_equal(kept, before)
        assert not np.array_equal(group[0].points, before)


def test_what_changes_where_a_transform_goes_is_followed() -> None:
    with quick_mobjects():
        group = shapes()
        (transform,) = begun(Transform(group, shapes(), rate_func=linear))
        moving = together([transform], 4)
        assert moving and isinstance(transform, Transform)
        transform.target_copy[0].points += 2 * UP
        assert moving.go_to(alpha=0.5)
        assert group[0].get_center()[1] == pytest.approx(1)
        transform.target_copy[0].points = transform.target_copy[0].points + UP
        assert not moving.go_to(alpha=0.5)
