"""Many moving shapes: what a simulation or a crowd of data points asks of a renderer."""

import numpy as np
from manim import BLUE, PI, RED, Circle, Scene, Square, Triangle, VGroup, interpolate_color, linear

SHAPES = 770


class ManyShapes(Scene):
    """Data points of three kinds that all move in every frame."""

    def construct(self) -> None:
        rng = np.random.default_rng(7)
        kinds = [Circle, Square, Triangle]
        shapes = VGroup()
        for index in range(SHAPES):
            color = interpolate_color(BLUE, RED, index / SHAPES)
            shape = kinds[index % 3](color=color, fill_opacity=0.9, stroke_width=0)
            shape.scale(rng.uniform(0.05, 0.1))
            shape.move_to([rng.uniform(-6.5, 6.5), rng.uniform(-3.6, 3.6), 0])
            shapes.add(shape)
        self.add(shapes)
        self.play(shapes.animate.rotate(PI / 3), run_time=4, rate_func=linear)
        self.play(
            *[shape.animate.shift(rng.uniform(-1, 1, 3) * [1, 1, 0]) for shape in shapes],
            run_time=4,
        )
