"""Small flat scenes that together use whatever Manim's camera can draw."""

import numpy as np
from manim import (
    BLUE,
    DOWN,
    DR,
    GREEN,
    LEFT,
    ORANGE,
    PI,
    PURPLE,
    RED,
    RIGHT,
    UL,
    UP,
    UR,
    WHITE,
    YELLOW,
    Annulus,
    Arrow,
    Axes,
    CapStyleType,
    Circle,
    Create,
    DashedLine,
    Difference,
    Dot,
    FadeIn,
    FadeOut,
    Group,
    ImageMobject,
    Indicate,
    LaggedStart,
    Line,
    LineJointType,
    MathTypst,
    PointCloudDot,
    Polygon,
    Rectangle,
    ReplacementTransform,
    RoundedRectangle,
    Scene,
    Square,
    Star,
    Text,
    TracedPath,
    Transform,
    Triangle,
    ValueTracker,
    VectorizedPoint,
    VGroup,
    VMobject,
    Write,
    always_redraw,
    linear,
)
from PIL import Image
from PIL.Image import Resampling


class Gradients(Scene):
    """Colours that run across fills and strokes, sheens, and colours that differ within a group."""

    def construct(self) -> None:
        row = VGroup(
            Circle(fill_opacity=0.7, stroke_width=12).set_color([RED, YELLOW, GREEN]),
            Square(fill_opacity=1, color=BLUE).set_sheen(0.5, DR),
            Star(fill_opacity=0.8, color=PURPLE).set_sheen(-0.4, UP),
            Line(DOWN, UP, stroke_width=30).set_stroke([BLUE, RED]),
        ).arrange(RIGHT)
        # What is drawn right before and right after a gradient has one colour.
        row.add_to_back(Dot(color=WHITE, stroke_width=0)).add(Dot(color=WHITE, stroke_width=0).shift(UP))
        nested = VGroup(*[Dot().shift(index * RIGHT / 3) for index in range(6)])
        nested.set_color_by_gradient(RED, BLUE).next_to(row, DOWN)
        parent = Square(fill_opacity=0.5, color=ORANGE).scale(0.6)
        parent.add(Circle(color=WHITE, fill_opacity=0.3).scale(0.3).shift(RIGHT))
        parent.set_sheen(0.6, UR).next_to(row, UP)
        self.add(row, nested, parent)
        self.play(row.animate.rotate(PI / 5), parent.animate.shift(RIGHT), run_time=0.5)
        self.play(row[1].animate.set_fill([BLUE, WHITE], opacity=0.2), run_time=0.5)


class Strokes(Scene):
    """Joints, caps, background strokes, and strokes and fills of no width or opacity."""

    def construct(self) -> None:
        corners = [LEFT, 0.5 * UP, 0.8 * LEFT + 0.3 * DOWN, RIGHT]
        joints = VGroup(*[self.zigzag(corners, joint=joint) for joint in LineJointType])
        caps = VGroup(*[self.zigzag([LEFT, RIGHT], cap=cap) for cap in CapStyleType])
        letters = Text("over it", font_size=60, color=YELLOW)
        letters.set_background_stroke(color=RED, width=8, opacity=0.5)
        none = VGroup(
            Circle(stroke_width=0, fill_opacity=0.5, color=GREEN),
            Circle(stroke_opacity=0, fill_opacity=0.5, color=BLUE),
            Circle(stroke_opacity=0, fill_opacity=0),
            Circle(stroke_width=-1),
        ).arrange(RIGHT, buff=-0.5)
        everything = VGroup(
            joints.arrange(RIGHT).scale(0.8), caps.arrange(RIGHT).scale(0.8), none.scale(0.5), letters
        ).arrange(DOWN)
        self.add(everything, DashedLine(3 * LEFT, 3 * RIGHT, stroke_width=6).to_edge(UP))
        self.play(everything.animate.scale(0.9), run_time=0.4)
        self.play(everything.animate.set_stroke(opacity=0.4), letters.animate.set_opacity(0.3), run_time=0.4)

    def zigzag(
        self,
        corners: list[np.ndarray],
        joint: LineJointType = LineJointType.AUTO,
        cap: CapStyleType = CapStyleType.AUTO,
    ) -> VMobject:
        return VMobject(stroke_width=20, joint_type=joint, cap_style=cap).set_points_as_corners(corners)


class Order(Scene):
    """What lies above what, with z-indices, foreground mobjects, and mobjects that are in the scene twice."""

    def construct(self) -> None:
        squares = VGroup(
            *[
                Square(fill_opacity=0.8, color=color, z_index=index).shift(0.4 * index * RIGHT)
                for color, index in [(RED, 2), (GREEN, 0), (BLUE, 1), (YELLOW, -1)]
            ]
        )
        front = Circle(fill_opacity=1, color=PURPLE).scale(0.5)
        self.add(squares, squares[1], VGroup(squares[3], front))
        self.add_foreground_mobjects(front)
        self.play(squares[3].animate.shift(UP), run_time=0.4)
        squares[0].set_z_index(-5)
        self.play(front.animate.shift(RIGHT), run_time=0.4)
        self.bring_to_front(squares[1])
        self.remove(squares[2])
        self.play(FadeOut(squares[3]), run_time=0.4)


class Oddities(Scene):
    """Points that are too few, too many, too far or no numbers at all; holes; paths in many pieces."""

    def construct(self) -> None:
        loose = VMobject(color=RED).set_points_as_corners([LEFT, UP, RIGHT])
        loose.start_new_path(RIGHT + DOWN)
        joined = VMobject(color=GREEN, fill_opacity=0.4).set_points_as_corners([LEFT, DOWN, RIGHT])
        joined.points = np.append(joined.points, joined.points[[-1]], axis=0)
        short = VMobject().set_points(np.array([LEFT, RIGHT, UP]))
        lost = Square()
        lost.points[3] = np.nan
        far = Circle(color=BLUE, fill_opacity=0.2).scale(1e5)
        beyond = Line([-1e12, -1, 0], [1e12, 1, 0], stroke_width=10)
        pieces = VMobject(color=YELLOW, fill_opacity=0.5)
        for index in range(5):
            pieces.append_points(Triangle().scale(0.3).shift((index - 2) * RIGHT).points)
        hole = VGroup(Annulus(fill_opacity=0.5), Difference(Square(), Circle(), fill_opacity=1)).arrange(
            RIGHT
        )
        shown = VGroup(VMobject(), VectorizedPoint(UP), short, lost, far, beyond, loose, joined, pieces, hole)
        self.add(ValueTracker(1), shown)
        self.play(hole.animate.shift(UP), pieces.animate.rotate(PI / 7), run_time=0.4)
        self.play(Create(Star(color=ORANGE)), run_time=0.5)


class Words(Scene):
    """Text and formulas that are written, changed and turned into each other."""

    def construct(self) -> None:
        words = Text("Small steps, then rest.", font_size=40).to_edge(UP)
        formula = MathTypst(r"x_(t+1) = x_t - eta f'(x_t)", font_size=60)
        other = MathTypst(r"f(x) = 1/2 x^2", font_size=60)
        self.play(Write(words), run_time=0.8)
        self.play(FadeIn(formula, shift=UP), run_time=0.4)
        self.play(ReplacementTransform(formula, other), words.animate.set_color(BLUE), run_time=0.6)
        self.play(Indicate(words[3]), run_time=0.4)
        self.wait(0.2)
        self.play(FadeOut(words, other), run_time=0.4)


class Pictures(Scene):
    """Images on and off the pixel grid, turned, faded, blurred, over and under shapes."""

    def construct(self) -> None:
        rng = np.random.default_rng(3)
        pixels = rng.integers(0, 256, (40, 60, 4), dtype=np.uint8)
        plain = ImageMobject(pixels[..., :3].copy())
        faded = ImageMobject(pixels).set_opacity(0.5)
        sharp = ImageMobject(pixels[:8, :8]).set_resampling_algorithm(Resampling.NEAREST)
        for image, place in ((plain, LEFT), (faded, RIGHT), (sharp, DOWN)):
            image.height = 2
            image.shift(2 * place)
        gray = ImageMobject(np.uint8([[0, 100], [200, 255]]))
        below, above = Square(fill_opacity=1, color=RED), Circle(fill_opacity=0.5, color=BLUE)
        self.add(below, plain, faded, sharp, gray, above)
        self.play(above.animate.shift(LEFT), run_time=0.4)
        self.play(plain.animate.rotate(PI / 6), faded.animate.shift(2 * UR), FadeOut(sharp), run_time=0.4)
        plain.pixel_array[10:20] = 255
        self.play(above.animate.shift(RIGHT), run_time=0.4)
        self.play(Group(plain, faded).animate.shift(9 * LEFT), run_time=0.4)


class Unusual(Scene):
    """What bulk drawing leaves to Manim: point clouds, and shapes that are coloured by an image."""

    def construct(self) -> None:
        cloud = PointCloudDot(color=YELLOW, radius=1, density=20).shift(2 * LEFT)
        rng = np.random.default_rng(5)
        texture = ImageMobject(rng.integers(0, 256, (90, 160, 4), dtype=np.uint8)).pixel_array
        colored = Rectangle(fill_opacity=1).shift(2 * RIGHT)
        colored.color_using_background_image(Image.fromarray(texture))
        front = Circle(color=RED, fill_opacity=0.5)
        self.add(cloud, Square(), colored, front)
        self.play(front.animate.shift(RIGHT), run_time=0.3)
        self.remove(colored)
        self.play(cloud.animate.shift(UP), front.animate.shift(RIGHT), run_time=0.3)


class Updaters(Scene):
    """Curves made anew, mobjects changed in place, and some that come and go without an animation."""

    def construct(self) -> None:
        axes = Axes(x_range=[-3, 3], y_range=[-2, 2], x_length=9, y_length=5)
        time = ValueTracker(0)
        curve = always_redraw(
            lambda: axes.plot(lambda x: np.sin(x + time.get_value()), color=YELLOW, x_range=[-3, 3, 0.2])
        )
        dot = Dot(color=RED).add_updater(lambda dot: dot.move_to(curve.get_end()))
        trace = TracedPath(dot.get_center, stroke_color=GREEN)
        box = RoundedRectangle(corner_radius=0.3).scale(0.5)

        def change(box: VMobject) -> None:
            box.points += 0.02
            box.stroke_rgbas[0, 0] = time.get_value() % 1
            box.stroke_width = 2 + time.get_value()

        box.add_updater(change)
        self.add(axes, curve, trace, dot, box)
        self.play(time.animate.set_value(2), run_time=1, rate_func=linear)
        box.clear_updaters()
        dot.set_fill(BLUE)
        self.play(time.animate.set_value(1), run_time=0.5)
        self.clear()
        self.wait(0.2)
        self.add(Arrow(UL, DR), Polygon(UL, UR, DOWN, fill_opacity=0.5))
        self.wait(0.2)


class Changes(Scene):
    """Transforms between shapes of different make, many at a time, one after the other."""

    def construct(self) -> None:
        shapes = VGroup(*[Square(fill_opacity=0.5).scale(0.3) for _ in range(12)]).arrange_in_grid(3)
        goals = VGroup(*[Circle(color=RED, fill_opacity=0.9).scale(0.2) for _ in range(12)]).arrange(RIGHT)
        self.play(LaggedStart(*[Create(shape) for shape in shapes], lag_ratio=0.2), run_time=0.8)
        self.play(
            LaggedStart(
                *[Transform(shape, goal) for shape, goal in zip(shapes, goals, strict=True)], lag_ratio=0.1
            ),
            run_time=0.8,
        )
        self.play(FadeOut(shapes[::2]), run_time=0.3)
        self.wait(0.2)
