"""Curves that updaters draw anew in every frame, over axes that stay."""

import numpy as np
from manim import (
    BLUE,
    GREEN,
    RED,
    YELLOW,
    Axes,
    Dot,
    ImplicitFunction,
    ParametricFunction,
    Scene,
    TracedPath,
    ValueTracker,
    always_redraw,
    linear,
)


class ContourUpdaters(Scene):
    """Level lines of a changing function, a curve that follows, and a dot that leaves a trace."""

    def construct(self) -> None:
        axes = Axes(x_range=[-4, 4], y_range=[-3, 3], x_length=12, y_length=7)
        time = ValueTracker(0)

        def level_line(level: float) -> ImplicitFunction:
            stretch = 1 + 0.5 * np.sin(time.get_value())
            return ImplicitFunction(
                lambda x, y: stretch * x**2 + 2 * y**2 + x * y - level,
                x_range=[-4, 4],
                y_range=[-2.5, 2.5],
                min_depth=3,
                max_quads=80,
                color=BLUE,
                stroke_width=2,
            )

        def wave() -> ParametricFunction:
            return ParametricFunction(
                lambda t: axes.c2p(t, np.sin(2 * t + time.get_value())),
                t_range=(-4, 4, 0.05),
                color=YELLOW,
            )

        lines = [always_redraw(lambda level=level: level_line(level)) for level in (1, 4)]
        curve = always_redraw(wave)
        dot = Dot(color=RED)
        dot.add_updater(
            lambda dot: dot.move_to(
                axes.c2p(2 * np.cos(time.get_value()), 1.5 * np.sin(2 * time.get_value()))
            )
        )
        trace = TracedPath(dot.get_center, stroke_color=GREEN, stroke_width=3)
        self.add(axes, *lines, curve, trace, dot)
        self.play(time.animate.set_value(6), run_time=6, rate_func=linear)
        self.wait(1)
