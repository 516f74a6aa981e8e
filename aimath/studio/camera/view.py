"""What a camera makes of shapes: where their points are in the frame, and what colours they have."""

from collections.abc import Sequence

import numpy as np
from manim.camera.three_d_camera import ThreeDCamera
from manim.mobject.mobject import Mobject

from aimath.studio.camera.drawing import LayerColors
from aimath.studio.camera.shading import corner_light, lit
from aimath.studio.camera.shapes import Floats, Indices, Shapes


class FlatView:
    """The plane as it is."""

    def places(self, mobjects: Sequence[Mobject], points: Floats, starts: Indices, sizes: Indices) -> Floats:
        """Return (N, 2) where points are in the frame, in scene units.

        Args:
            mobjects: (n) whose points they are.
            points: (N, 3) the points, those of one mobject after those of the other.
            starts: (n,) the first point of each mobject.
            sizes: (n,) how many points each mobject has.
        """
        return np.ascontiguousarray(points[:, :2])

    def colors(self, shapes: Shapes) -> LayerColors:
        """Return the colours of shapes."""
        return shapes.backgrounds, shapes.fills, shapes.strokes


class SpaceView(FlatView):
    """Space, turned and projected, with a light.

    Args:
        camera: what looks at it.
    """

    def __init__(self, camera: ThreeDCamera) -> None:
        self._camera = camera

    def places(self, mobjects: Sequence[Mobject], points: Floats, starts: Indices, sizes: Indices) -> Floats:
        """Return (N, 2) where points are in the frame; some mobjects may be fixed to it."""
        camera = self._camera
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

    def colors(self, shapes: Shapes) -> LayerColors:
        """Return the colours of shapes, with light on those that are shaded."""
        camera = self._camera
        backgrounds, fills, strokes = super().colors(shapes)
        if not camera.should_apply_shading or not shapes.shaded.any():
            return backgrounds, fills, strokes
        light = corner_light(shapes, camera.light_source.points[0])
        return (
            lit(backgrounds, shapes.shaded, light),
            lit(fills, shapes.shaded, light),
            lit(strokes, shapes.shaded, light),
        )
