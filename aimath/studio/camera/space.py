"""Shapes in space, as Manim's three-dimensional camera sees them: turned, projected and lit."""

from collections.abc import Sequence

import numpy as np
from manim.camera.three_d_camera import ThreeDCamera
from manim.mobject.mobject import Mobject

from aimath.studio.camera.drawing import LayerColors
from aimath.studio.camera.shading import corner_light, lit
from aimath.studio.camera.shapes import Floats, Indices, Shapes


def projected(
    camera: ThreeDCamera, mobjects: Sequence[Mobject], points: Floats, starts: Indices, sizes: Indices
) -> Floats:
    """Return (N, 2) where points are in the frame, in scene units.

    Args:
        camera: what looks at them.
        mobjects: (n) whose points they are; some may be fixed to the frame.
        points: (N, 3) the points, those of one mobject after those of the other.
        starts: (n,) the first point of each mobject.
        sizes: (n,) how many points each mobject has.
    """
    seen = camera.project_points(points)
    moves: dict[object, Floats] = {}
    for index, mobject in enumerate(mobjects):
        run = slice(starts[index], starts[index] + sizes[index])
        if mobject in camera.fixed_in_frame_mobjects:
            seen[run] = points[run]
        elif mobject in camera.fixed_orientation_mobjects:
            # All parts of a label share the function that finds its centre.
            find_center = camera.fixed_orientation_mobjects[mobject]
            if find_center not in moves:
                center = find_center()
                moves[find_center] = camera.project_point(center) - center
            seen[run] = points[run] + moves[find_center]
    return np.ascontiguousarray(seen[:, :2])


def lit_colors(camera: ThreeDCamera, shapes: Shapes) -> LayerColors:
    """Return the colours of shapes with the camera's light on those that are shaded."""
    colors = (shapes.backgrounds, shapes.fills, shapes.strokes)
    if not camera.should_apply_shading or not shapes.shaded.any():
        return colors
    light = corner_light(shapes, camera.light_source.points[0])
    backgrounds, fills, strokes = (lit(layer, shapes.shaded, light) for layer in colors)
    return backgrounds, fills, strokes
