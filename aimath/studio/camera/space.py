"""Shapes in space, as Manim's three-dimensional camera sees them: turned, projected and lit."""

import numpy as np
from manim.camera.three_d_camera import ThreeDCamera
from numpy.typing import NDArray

from aimath.studio.camera.drawing import LayerColors
from aimath.studio.camera.shading import corner_indices, corner_light, lit
from aimath.studio.camera.shapes import Floats, Shapes, has_usual


def projected_points(camera: ThreeDCamera, shapes: Shapes) -> Floats:
    """Return (N, 2) where the points of shapes are in the frame, in scene units."""
    points = camera.project_points(shapes.points)
    for index, mobject in enumerate(shapes.mobjects):
        if mobject in camera.fixed_in_frame_mobjects or mobject in camera.fixed_orientation_mobjects:
            run = slice(shapes.starts[index], shapes.starts[index] + shapes.sizes[index])
            points[run] = camera.transform_points_pre_display(mobject, shapes.points[run])
    return np.ascontiguousarray(points[:, :2])


def lit_colors(camera: ThreeDCamera, shapes: Shapes) -> LayerColors:
    """Return the colours of shapes with the camera's light on those that are shaded."""
    colors = (shapes.backgrounds, shapes.fills, shapes.strokes)
    if not camera.should_apply_shading or not shapes.shaded.any():
        return colors
    light = corner_light(shapes, camera.light_source.points[0])
    backgrounds, fills, strokes = (lit(layer, shapes.shaded, light) for layer in colors)
    return backgrounds, fills, strokes


def projected_corners(camera: ThreeDCamera, shapes: Shapes) -> tuple[Floats, NDArray[np.bool_]]:
    """Return (n, 4) x and y of two opposite corners of each shape, and (n,) whether its gradient runs between them.

    Those of other shapes are zero.
    """
    corners = np.zeros((len(shapes.sizes), 4))
    runs = shapes.shaded & [
        has_usual(mobject, ("get_gradient_start_and_end_points",))
        and mobject not in camera.fixed_in_frame_mobjects
        and mobject not in camera.fixed_orientation_mobjects
        for mobject in shapes.mobjects
    ]
    indices = shapes.starts[runs, np.newaxis] + corner_indices(shapes.sizes[runs])
    corners[runs] = camera.project_points(shapes.points[indices.ravel()])[:, :2].reshape(-1, 4)
    return corners, runs
