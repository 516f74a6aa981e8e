"""The paths that Cairo is given are those that Manim traces point by point."""

from collections.abc import Sequence

import cairo
import numpy as np
import pytest
from manim import Camera, VMobject

from aimath.studio.camera.paths import addresses_of, cairo_paths
from aimath.studio.camera.shapes import Shapes
from aimath.studio.raw_paths import path_appender

PathParts = list[tuple[int, tuple[float, ...]]]


def traced_by_manim(shape: VMobject) -> PathParts:
    surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, 10, 10)
    context = cairo.Context(surface)
    Camera().set_cairo_context_path(context, shape)
    return list(context.copy_path())


def traced_together(shapes: Sequence[VMobject]) -> list[PathParts]:
    gathered = Shapes.of(shapes)
    paths = cairo_paths(gathered.points[:, :2].copy(), gathered.sizes, gathered.tolerances)
    found, table = [], paths.table()
    for address in addresses_of(table):
        context = cairo.Context(cairo.ImageSurface(cairo.FORMAT_ARGB32, 10, 10))
        path_appender(context)(address)
        found.append(list(context.copy_path()))
    return found


def shape(points: np.ndarray) -> VMobject:
    return VMobject().set_points(np.asarray(points, dtype=float).reshape(-1, 3))


def random_shape(rng: np.random.Generator) -> VMobject:
    """A shape of a few curves that often hang together, and sometimes close, end loosely or nearly meet."""
    curves = rng.integers(-5, 6, (int(rng.integers(0, 7)), 4, 3)).astype(float)
    for before, after in zip(curves, curves[1:], strict=False):
        if rng.random() < 0.7:
            after[0] = before[3] + rng.choice([0, 1e-7, 1e-3])
    if len(curves) and rng.random() < 0.5:
        curves[-1, 3] = curves[0, 0]
    points = curves.reshape(-1, 3)
    loose = rng.integers(0, 4)
    if loose and len(points):
        more = rng.integers(-5, 6, (loose, 3)).astype(float)
        more[0] = points[-1] if rng.random() < 0.5 else more[0]
        more[-1] = points[0] if rng.random() < 0.5 else more[-1]
        points = np.concatenate([points, more])
    return shape(points if len(points) else rng.integers(-5, 6, (int(rng.integers(1, 4)), 3)))


@pytest.mark.parametrize("seed", range(20))
def test_random_shapes_are_traced_as_manim_traces_them(seed: int) -> None:
    rng = np.random.default_rng(seed)
    shapes = [random_shape(rng) for _ in range(50)]
    assert traced_together(shapes) == [traced_by_manim(each) for each in shapes]


def test_shapes_without_a_curve_have_empty_paths() -> None:
    dot, line = shape([[0, 0, 0]]), shape([[0, 0, 0], [1, 0, 0], [2, 0, 0], [3, 0, 0]])
    traced = traced_together([dot, line, dot, dot])
    assert [len(path) for path in traced] == [0, 2, 0, 0]


def test_only_shapes_without_a_curve_make_no_records() -> None:
    gathered = Shapes.of([shape([[0, 0, 0]]), shape([[1, 0, 0], [2, 0, 0]])])
    paths = cairo_paths(gathered.points[:, :2].copy(), gathered.sizes, gathered.tolerances)
    assert len(paths.records) == 0
    assert paths.sizes.tolist() == [0, 0]
