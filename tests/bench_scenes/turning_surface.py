"""A shaded surface in space with a camera that turns around it."""

import numpy as np
from manim import DEGREES, PI, UL, Surface, Text, ThreeDAxes, ThreeDScene, linear


class TurningSurface(ThreeDScene):
    """A surface of 24 by 24 faces; the camera walks around it, then rises."""

    def construct(self) -> None:
        axes = ThreeDAxes(x_range=[-3, 3], y_range=[-3, 3], z_range=[-1.5, 1.5])
        surface = Surface(
            lambda u, v: axes.c2p(u, v, np.sin(u) * np.cos(v)),
            u_range=[-PI, PI],
            v_range=[-PI, PI],
            resolution=(24, 24),
            fill_opacity=0.9,
        )
        title = Text("A loss landscape").scale(0.6).to_corner(UL)
        self.add_fixed_in_frame_mobjects(title)
        self.set_camera_orientation(phi=65 * DEGREES, theta=-60 * DEGREES)
        self.add(axes, surface)
        self.begin_ambient_camera_rotation(rate=0.5)
        self.wait(2)
        self.stop_ambient_camera_rotation()
        self.move_camera(phi=30 * DEGREES, theta=20 * DEGREES, run_time=1, rate_func=linear)
