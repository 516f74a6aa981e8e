"""Depth, light and gradients in space are those of Manim."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from manim import (
    DEGREES,
    OUT,
    PI,
    RED,
    RIGHT,
    UP,
    Circle,
    Cube,
    Dot,
    Line,
    Square,
    Star,
    Surface,
    ThreeDAxes,
    ThreeDCamera,
    VGroup,
    VMobject,
)

from aimath.studio.camera import BulkThreeDCamera
from aimath.studio.camera.gradients import gradient_ends
from aimath.studio.camera.shading import corner_light, lit
from aimath.studio.camera.shapes import Shapes
from tests.studio.camera.twins import settings


@pytest.fixture(autouse=True)
def small_frames(tmp_path: Path) -> Iterator[None]:
    with settings(tmp_path, size=(160, 90)):
        yield


def solids() -> VGroup:
    saddle = Surface(
        lambda u, v: np.array([u, v, u * v]), u_range=[-1, 1], v_range=[-1, 1], resolution=(6, 6)
    )
    odd = VGroup(
        Line(UP, RIGHT).set_shade_in_3d(True),
        VMobject(shade_in_3d=True).set_points(np.zeros((8, 3))),
        VMobject(shade_in_3d=True).set_points_as_corners([RIGHT, 2 * RIGHT, 3 * RIGHT, RIGHT]),
        VMobject(shade_in_3d=True).set_points_as_corners([OUT, 2 * OUT, OUT]),
        Square(fill_opacity=1).set_color([RED, RED, RED]).set_shade_in_3d(True),
    )
    return VGroup(saddle, Cube().shift(2 * OUT), odd, Dot())


@pytest.mark.parametrize("theta", [-90, -45, 0, 17, 180])
@pytest.mark.parametrize("phi", [0, 30, 90])
def test_mobjects_are_sorted_by_depth_as_manim_sorts_them(phi: float, theta: float) -> None:
    stock, bulk = ThreeDCamera(), BulkThreeDCamera()
    mobjects = [solids(), ThreeDAxes([-2, 2], [-2, 2], [-1, 1]), Circle()]
    for camera in (stock, bulk):
        camera.set_phi(phi * DEGREES)
        camera.set_theta(theta * DEGREES)
        camera.reset_rotation_matrix()
    assert bulk.get_mobjects_to_display(mobjects) == stock.get_mobjects_to_display(mobjects)


def test_light_falls_as_in_manim() -> None:
    camera = ThreeDCamera()
    shapes = Shapes.of([member for member in solids().get_family() if len(member.points)])
    light = corner_light(shapes, camera.light_source.points[0])
    for colors, manims in ((shapes.fills, camera.get_fill_rgbas), (shapes.strokes, camera.get_stroke_rgbas)):
        found = lit(colors, shapes.shaded, light)
        for mobject, start, count in zip(shapes.mobjects, found.starts, found.counts, strict=True):
            np.testing.assert_allclose(found.rows[start : start + count], manims(mobject), atol=1e-12)


def test_gradients_run_as_in_manim() -> None:
    star = Star().set_sheen(0.5, UP + RIGHT)
    parent = Square().set_sheen(0.3, UP)
    parent.add(Dot().shift(3 * RIGHT))
    own = Circle()
    own.get_gradient_start_and_end_points = lambda: (np.zeros(3), np.ones(3))
    axes = ThreeDAxes([-2, 2], [-2, 2], [-1, 1])
    mobjects = [
        member
        for mobject in (star, parent, own, axes, solids()[0], Square().rotate(PI / 5))
        for member in mobject.get_family()
        if len(member.points)
    ]
    shapes = Shapes.of(mobjects)
    expected = [mobject.get_gradient_start_and_end_points() for mobject in mobjects]
    np.testing.assert_allclose(gradient_ends(shapes, np.arange(len(mobjects))), expected, atol=1e-12)
