"""Quick copies and families are those that Manim makes."""

from typing import Any

import numpy as np
from manim import (
    ORIGIN,
    RIGHT,
    UL,
    Circle,
    Dot3D,
    Group,
    MathTypst,
    Mobject,
    Square,
    Text,
    Transform,
    VGroup,
    VMobject,
    linear,
)

from aimath.studio.quick.in_place import quick_mobjects


def figure() -> VGroup:
    square, circle = Square(color="#FF0000", fill_opacity=0.5), Circle().set_color(["#FF0000", "#00FF00"])
    group = VGroup(square, VGroup(circle, square), Text("two"), MathTypst("x^2"))
    group.friend, group.names = circle, {"first": [square, {"deep": np.arange(3)}]}
    square.shared = circle.shared = np.zeros(3)
    square.add_updater(lambda square, dt: square.shift(dt * RIGHT))
    return group


def described(value: Any, seen: dict[int, int]) -> Any:
    """Say what something is made of; what was described before is only pointed at."""
    if isinstance(value, Mobject | list | dict | np.ndarray):
        if id(value) in seen:
            return seen[id(value)]
        seen[id(value)] = len(seen)
    if isinstance(value, Mobject):
        inside = [(name, part) for name, part in vars(value).items() if name != "original_id"]
        return type(value).__name__, [(name, described(part, seen)) for name, part in inside]
    if isinstance(value, dict):
        return [(key, described(part, seen)) for key, part in value.items()]
    if isinstance(value, list | tuple):
        return [described(part, seen) for part in value]
    return (value.dtype.str, value.tolist()) if isinstance(value, np.ndarray) else value


def test_a_quick_copy_is_a_copy_of_the_same_make() -> None:
    original = figure()
    slow = original.copy()
    with quick_mobjects():
        quick = original.copy()
    assert described(quick, {}) == described(slow, {}) == described(original, {})


def test_a_quick_copy_shares_nothing_that_can_change_with_the_original() -> None:
    original = figure()
    with quick_mobjects():
        quick = original.copy()
    assert quick.friend is quick[1][0]
    assert quick[0].shared is quick[1][0].shared
    quick[0].shared += 1
    quick[0].points += 1
    quick.names["first"].append(1)
    assert original[0].shared.tolist() == [0, 0, 0]
    assert np.allclose(original[0].get_center(), 0)
    assert len(original.names["first"]) == 2


def test_a_copy_of_a_glyph_shares_what_it_was_parsed_from() -> None:
    words = Text("a")
    with quick_mobjects():
        quick = words.copy()
    assert quick[0].path_obj is words[0].path_obj
    assert quick[0].points is not words[0].points


def test_families_have_the_same_members_in_the_same_order() -> None:
    group = figure()
    group.submobjects[1].submobjects.append(group)
    for mobject in (group, group[0], VGroup(), Mobject()):
        slow = mobject.get_family()
        with quick_mobjects():
            quick = mobject.get_family()
        assert [id(member) for member in quick] == [id(member) for member in slow]


def measured(mobject: Mobject) -> list[Any]:
    boundary = mobject.get_points_defining_boundary()
    corners = (
        [mobject.get_critical_point(way).tolist() for way in (UL, RIGHT, ORIGIN)] if len(boundary) else []
    )
    sizes = [mobject.reduce_across_dimension(way, dim) for way in (min, max) for dim in (0, 1, 2)]
    return [np.asarray(boundary).tolist(), corners, sizes, mobject.width, mobject.height]


def test_sizes_and_places_are_the_same() -> None:
    group = figure()
    point, lost = VMobject().set_points([[1.0, 2.0, 0.0]]), Square()
    lost.points[3] = np.nan
    inside = Group(Square(), group, Dot3D())
    for mobject in (group, group[2], VGroup(), VGroup(VMobject(), Square()), point, lost, inside, Mobject()):
        slow = measured(mobject)
        with quick_mobjects():
            quick = measured(mobject)
        assert str(quick) == str(slow)


def test_a_mobject_that_measures_itself_is_asked() -> None:
    class Wide(Square):
        def reduce_across_dimension(self, reduce_func: Any, dim: int) -> float:
            return 7.0 if reduce_func is max else -7.0

    with quick_mobjects():
        assert VGroup(Wide(), Square()).width == 14


def test_transforms_go_the_same_way() -> None:
    halfway = []
    for _ in range(2):
        moving = Transform(VGroup(Square(), Text("a")), VGroup(Circle(), Text("b")), rate_func=linear)
        if halfway:
            with quick_mobjects():
                moving.begin()
        else:
            moving.begin()
        moving.interpolate(0.5)
        halfway.append(np.concatenate([part.points for part in moving.mobject.get_family()]))
    assert np.array_equal(*halfway)


def test_manim_is_as_it_was_afterwards() -> None:
    names = ("__deepcopy__", "get_family", "reduce_across_dimension", "get_points_defining_boundary")
    before = [getattr(VMobject, name) for name in names]
    with quick_mobjects():
        assert all(getattr(VMobject, name) is not old for name, old in zip(names, before, strict=True))
    assert [getattr(VMobject, name) for name in names] == before


def test_a_quick_transform_goes_through_what_manim_goes_through() -> None:
    def passed(alphas: tuple[float, ...]) -> list[Any]:
        shape = VGroup(Square(color="#FF0000", fill_opacity=0.3), Circle(stroke_width=2))
        end = shape.copy().shift(RIGHT)
        end[0].set_fill("#00FF00", opacity=0.9).set_stroke(width=8)
        transform = Transform(shape, end, rate_func=linear)
        transform.begin()
        found = []
        for alpha in alphas:
            transform.interpolate(alpha)
            found += [described(part, {}) for part in shape.get_family()]
        return found

    alphas = (0.0, 0.25, 0.25, 0.7, 1.0)
    slow = passed(alphas)
    with quick_mobjects():
        quick = passed(alphas)
    for one, other in zip(slow, quick, strict=True):
        assert_close(one, other)


def assert_close(one: Any, other: Any) -> None:
    if isinstance(one, list | tuple):
        assert len(one) == len(other)
        for part, counterpart in zip(one, other, strict=True):
            assert_close(part, counterpart)
    elif isinstance(one, float):
        np.testing.assert_allclose(other, one, atol=1e-12)
    else:
        assert one == other or callable(one)


def test_what_a_transform_shares_with_its_ends_stays_its_own() -> None:
    with quick_mobjects():
        shape = Square(fill_opacity=0.5)
        transform = Transform(shape, shape.copy().shift(RIGHT), rate_func=linear)
        transform.begin()
        transform.interpolate(0.5)
        shape.set_fill(opacity=0.0)
        transform.interpolate(0.6)
        assert shape.fill_rgbas[0, 3] == 0.5
        transform.target_copy.set_fill(opacity=1.0)
        transform.target_copy.fill_rgbas = transform.target_copy.fill_rgbas.copy()
        transform.interpolate(0.5)
        assert shape.fill_rgbas[0, 3] == 0.75
