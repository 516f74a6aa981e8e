"""The shapes of a matrix product: which sizes must agree, and what comes out."""

from manim import DOWN, UP, CubicBezier, VGroup

from aimath.errors import ShapeError
from aimath.matrices import product_shape
from aimath.stage.lettering.text import Words
from aimath.stage.lettering.type_sizes import Size, em
from aimath.stage.theme import Role, theme_color

# Distances in em.
_INSIDE = 0.09
_AROUND_TIMES = 0.24
_BETWEEN_SHAPES = 0.4
_BEFORE_RESULT = 0.5
_LINK_DEPTH = 0.62


class ShapeLabel(VGroup):
    """Two shapes side by side, their inner sizes linked, and the shape of the product where there is one.

    The link says whether the inner sizes agree; the product's sizes have the colour of where they come from.

    Args:
        left: rows and columns of the left matrix.
        right: rows and columns of the right matrix.
        left_role: whose colour the left matrix has.
        right_role: whose colour the right matrix has.
        refusal: what stands for the product where there is none.
        size: size of type.

    Example:
        >>> ShapeLabel((2, 3), (3, 2)).fits, ShapeLabel((2, 3), (2, 2)).fits
        (True, False)
    """

    def __init__(
        self,
        left: tuple[int, int],
        right: tuple[int, int],
        *,
        left_role: Role | str = Role.DATA,
        right_role: Role | str = Role.PARAMETER,
        refusal: str = "no product",
        size: Size | float = Size.BODY,
    ) -> None:
        super().__init__()
        try:
            result: tuple[int, int] | None = product_shape(left, right)
        except ShapeError:
            result = None
        self.fits = result is not None
        verdict = Role.TARGET if self.fits else Role.ERROR
        first = _shape(left, (left_role, verdict), size)
        second = _shape(right, (verdict, right_role), size)
        arrow = [Words("→", size=size, role=Role.MUTED)]
        if result is not None:
            outcome = _shape(result, (left_role, right_role), size)
        else:
            outcome = [Words(refusal, size=size, role=verdict)]
        self.left_shape, self.right_shape = VGroup(*first), VGroup(*second)
        self.arrow, self.result = arrow[0], VGroup(*outcome)
        spaces = (_BETWEEN_SHAPES, _BEFORE_RESULT, _BEFORE_RESULT)
        pieces = (first, second, arrow, outcome)
        for before, words, space in zip(pieces, pieces[1:], spaces, strict=False):
            self._follow(before[-1], words, space * em(size))
        self.link = _link(first[3], second[1], verdict, em(size))
        self.sign = Words("=" if self.fits else "≠", size=size, role=verdict, weight="semibold")
        self.sign.move_to(self.link.point_from_proportion(0.5), aligned_edge=UP).shift(0.2 * em(size) * DOWN)
        self.add(self.left_shape, self.right_shape, self.arrow, self.result, self.link, self.sign)
        self.center()

    @staticmethod
    def _follow(before: Words, words: list[Words], space: float) -> None:
        across = float(before.get_right()[0] - words[0].get_left()[0]) + space
        up = before.baseline - words[0].baseline
        for word in words:
            word.shift((across, up, 0.0))


def _shape(shape: tuple[int, int], roles: tuple[Role | str, Role | str], size: Size | float) -> list[Words]:
    words = [
        Words("(", size=size, role=Role.MUTED),
        Words("{rows}", size=size, role=roles[0], weight="semibold", rows=shape[0]),
        Words("×", size=size, role=Role.MUTED),
        Words("{columns}", size=size, role=roles[1], weight="semibold", columns=shape[1]),
        Words(")", size=size, role=Role.MUTED),
    ]
    for k, space in enumerate((_INSIDE, _AROUND_TIMES, _AROUND_TIMES, _INSIDE), start=1):
        words[k].next_to(words[k - 1], buff=space * em(size)).align_baseline(words[0])
    return words


def _link(first: Words, second: Words, role: Role, unit: float) -> CubicBezier:
    start, end = first.get_bottom() + 0.2 * unit * DOWN, second.get_bottom() + 0.2 * unit * DOWN
    depth = _LINK_DEPTH * unit * DOWN
    return CubicBezier(start, start + depth, end + depth, end, stroke_width=3, color=theme_color(role))
