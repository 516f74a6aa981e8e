"""Words and formulas that appear, move, change colour and turn into each other."""

from manim import (
    BLUE,
    DOWN,
    UP,
    YELLOW,
    FadeIn,
    FadeOut,
    LaggedStart,
    MathTypst,
    Scene,
    Text,
    TransformMatchingShapes,
    VGroup,
    Write,
)

LINES = [
    "Gradient descent walks downhill.",
    "It looks at the slope under its feet,",
    "takes a small step against it,",
    "and looks again.",
]


class TextAndFormulas(Scene):
    """A page of text and three formulas, set without LaTeX."""

    def construct(self) -> None:
        page = VGroup(*[Text(line, font_size=36) for line in LINES]).arrange(DOWN, buff=0.35)
        page.to_edge(UP)
        self.play(LaggedStart(*[Write(line) for line in page], lag_ratio=0.3), run_time=3)

        step = MathTypst(r"theta_(t+1) = theta_t - eta nabla L(theta_t)", font_size=60)
        momentum = MathTypst(r"v_(t+1) = beta v_t + nabla L(theta_t)", font_size=60)
        loss = MathTypst(r"L(theta) = 1/n sum_(i=1)^n (y_i - f_theta (x_i))^2", font_size=60)
        for formula in (step, momentum, loss):
            formula.next_to(page, DOWN, buff=0.8)
        self.play(FadeIn(step, shift=UP), run_time=1)
        self.play(step.animate.set_color(YELLOW).scale(1.2), run_time=1)
        self.play(TransformMatchingShapes(step, momentum), run_time=1.5)
        self.play(page.animate.scale(0.7).to_edge(UP).set_color(BLUE), run_time=1)
        self.play(TransformMatchingShapes(momentum, loss), run_time=1.5)
        self.wait(1)
        self.play(FadeOut(page, loss), run_time=1)
