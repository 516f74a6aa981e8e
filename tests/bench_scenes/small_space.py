"""Small scenes with cameras that move: over the plane, through space, and into a part of the frame."""

import numpy as np
from manim import (
    BLUE,
    DEGREES,
    DOWN,
    GREEN,
    LEFT,
    ORIGIN,
    OUT,
    PI,
    RED,
    RIGHT,
    UL,
    UP,
    UR,
    YELLOW,
    Arrow3D,
    Circle,
    Cube,
    Dot,
    Dot3D,
    ImageMobject,
    MovingCameraScene,
    NumberPlane,
    ParametricFunction,
    Sphere,
    Square,
    Surface,
    Text,
    ThreeDAxes,
    ThreeDScene,
    VGroup,
    ZoomedScene,
    linear,
)


class MovingFrame(MovingCameraScene):
    """A frame that moves, grows and shrinks over lines, fills, text and an image."""

    def construct(self) -> None:
        plane = NumberPlane()
        label = Text("here", font_size=30).shift(UR)
        spot = Circle(color=RED, fill_opacity=0.4, stroke_width=10)
        image = ImageMobject(np.arange(192, dtype=np.uint8).reshape(8, 8, 3))
        image.height = 1
        self.add(plane, spot, image.shift(LEFT), label)
        self.play(self.camera.frame.animate.scale(0.4).move_to(label), run_time=0.6)
        self.play(spot.animate.shift(RIGHT), run_time=0.3)
        self.play(self.camera.frame.animate.scale(3).shift(DOWN), run_time=0.6)


class Magnifier(ZoomedScene):
    """A part of the frame, shown larger in a window."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(zoom_factor=0.3, zoomed_display_height=2, zoomed_display_width=3, **kwargs)

    def construct(self) -> None:
        dot = Dot(color=YELLOW).shift(LEFT)
        self.add(NumberPlane(), dot)
        self.activate_zooming(animate=False)
        self.play(dot.animate.shift(UP), run_time=0.3)
        self.play(self.zoomed_camera.frame.animate.shift(LEFT), run_time=0.3)


class TurningSurfaces(ThreeDScene):
    """Shaded surfaces and axes; words fixed to the frame and words that always face the camera."""

    def construct(self) -> None:
        axes = ThreeDAxes(
            x_range=[-2, 2], y_range=[-2, 2], z_range=[-1, 1], x_length=5, y_length=5, z_length=3
        )
        surface = Surface(
            lambda u, v: axes.c2p(u, v, np.sin(u * v)), u_range=[-2, 2], v_range=[-2, 2], resolution=(10, 10)
        )
        sphere = Sphere(radius=0.5, resolution=(8, 8)).set_opacity(0.6).shift(2 * OUT)
        title = Text("fixed", font_size=36).to_corner(UL)
        label = Text("facing", font_size=30).move_to(axes.c2p(2, 2, 1))
        self.add_fixed_in_frame_mobjects(title)
        self.add_fixed_orientation_mobjects(label)
        self.set_camera_orientation(phi=70 * DEGREES, theta=-45 * DEGREES)
        self.add(axes, surface, sphere, label)
        self.begin_ambient_camera_rotation(rate=1)
        self.wait(0.5)
        self.stop_ambient_camera_rotation()
        self.move_camera(phi=20 * DEGREES, zoom=1.4, gamma=0.3, run_time=0.4, rate_func=linear)
        self.play(sphere.animate.shift(RIGHT), title.animate.shift(DOWN), run_time=0.4)


class Solids(ThreeDScene):
    """Solids, arrows and curves in space, with the light moved and the view from straight above."""

    def construct(self) -> None:
        cubes = VGroup(*[Cube(side_length=0.8, fill_opacity=0.7).shift(i * RIGHT) for i in (-1, 0, 1)])
        cubes[1].set_fill([RED, BLUE])
        helix = ParametricFunction(
            lambda t: np.array([np.cos(t), np.sin(t), t / 6]), t_range=(-6, 6, 0.3), color=GREEN
        ).set_shade_in_3d(True)
        flat = Square(fill_opacity=0.3, color=YELLOW).set_sheen(0.5, UP)
        self.add(
            cubes, helix, Arrow3D(ORIGIN, [1, 1, 1], resolution=6), Dot3D([0, 0, 1], resolution=(6, 6)), flat
        )
        self.renderer.camera.light_source.move_to([3, -2, 5])
        self.wait(0.2)
        self.move_camera(phi=PI / 3, theta=PI / 5, focal_distance=8, run_time=0.6)
        self.play(cubes.animate.rotate(0.4, axis=UR), run_time=0.4)
        self.renderer.camera.should_apply_shading = False
        self.renderer.camera.exponential_projection = True
        self.move_camera(zoom=0.7, frame_center=0.5 * RIGHT, run_time=0.4)
