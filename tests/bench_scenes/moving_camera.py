"""A camera that travels over a drawing and comes closer."""

import numpy as np
from manim import BLUE, ORANGE, UP, WHITE, Arrow, Dot, MovingCameraScene, NumberPlane, Text, VGroup


class MovingCameraWalk(MovingCameraScene):
    """A plane full of arrows, seen from above by a camera that moves and zooms."""

    def construct(self) -> None:
        plane = NumberPlane(background_line_style={"stroke_opacity": 0.4})
        arrows = VGroup()
        for x in np.arange(-6, 6.1, 1):
            for y in np.arange(-3, 3.1, 1):
                direction = np.array([-y, x, 0]) / (1 + np.hypot(x, y))
                arrows.add(Arrow([x, y, 0], [x, y, 0] + 0.8 * direction, buff=0, color=BLUE))
        dot = Dot([3, 2, 0], color=ORANGE)
        label = Text("here", font_size=24, color=WHITE).next_to(dot, UP, buff=0.1)
        self.add(plane, arrows, dot, label)
        frame = self.camera.frame
        frame.save_state()
        self.play(frame.animate.scale(0.4).move_to(dot), run_time=2)
        self.play(frame.animate.shift([-4, -2, 0]), run_time=2)
        self.play(frame.animate.restore() if hasattr(frame.animate, "restore") else frame.animate.scale(2.5))
        self.wait(1)
