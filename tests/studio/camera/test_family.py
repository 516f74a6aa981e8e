"""Families are gathered as Manim gathers them."""

import numpy as np
import pytest
from manim import Circle, Dot, Group, Mobject, Square, ValueTracker, VGroup, VMobject
from manim.utils.family import extract_mobject_family_members

from aimath.studio.camera.family import members_with_points


def forest(rng: np.random.Generator) -> list[Mobject]:
    """Mobjects in groups in groups; some are in several groups, some have no points."""
    mobjects: list[Mobject] = [
        rng.choice([Dot, Square, VMobject, ValueTracker])(z_index=int(rng.integers(3))) for _ in range(20)
    ]
    for _ in range(15):
        chosen = rng.choice(len(mobjects), size=int(rng.integers(1, 5)), replace=False)
        mobjects.append(Group(*[mobjects[index] for index in chosen], z_index=int(rng.integers(3))))
    return [mobjects[index] for index in rng.integers(0, len(mobjects), 12)]


@pytest.mark.parametrize("use_z_index", [True, False])
@pytest.mark.parametrize("seed", range(20))
def test_members_are_found_in_the_order_of_manim(seed: int, use_z_index: bool) -> None:
    mobjects = forest(np.random.default_rng(seed))
    expected = extract_mobject_family_members(mobjects, use_z_index, only_those_with_points=True)
    assert members_with_points(mobjects, use_z_index=use_z_index) == expected


class Hiding(VGroup):
    def get_family(self, recurse: bool = True) -> list[Mobject]:
        return [self, *self.submobjects[:1]]


def test_a_family_told_in_another_way_is_respected() -> None:
    shown, hidden = Circle(), Circle()
    assert members_with_points([VGroup(Hiding(shown, hidden))], use_z_index=True) == [shown, hidden]
    assert members_with_points([Hiding(shown, hidden), Dot()], use_z_index=True)[0] is shown
    assert hidden not in members_with_points([Hiding(shown, hidden)], use_z_index=True)
