"""A dot product written out: a column of products, and the total that grows with each of them."""

import math
from collections.abc import Sequence

import numpy as np
from manim import Line, VGroup

from aimath.errors import InputError
from aimath.stage.changes import Step, change
from aimath.stage.grids.anchor import Anchor, Coordinates
from aimath.stage.grids.cells import check_index, common_spec, widest_number
from aimath.stage.lettering.live import LiveNumber
from aimath.stage.lettering.text import Words
from aimath.stage.lettering.type_sizes import Size, em
from aimath.stage.theme import Role, theme_color
from aimath.vectors import DotProduct

# Distances in em.
_LINE = 1.75
_SIGN = 1.6
_ASCENT = 0.85
_RULE_BELOW = 0.65
_TOTAL_BELOW = 1.35
_DESCENT = 0.25

_TOTAL_SCALE = 1.2


class RunningSum(VGroup):
    """Products one below the other, their signs in line, and a total that counts as each is added.

    Every number has the colour of where it comes from. At first only the total shows, at 0.

    Args:
        product: the dot product, step by step.
        left_role: whose colour the first numbers take.
        right_role: whose colour the second numbers take.
        total_role: whose colour the total takes.
        spec: how every number is written; by default with as few decimals as they need.
        name: the word before the total.
        room_for: numbers of other sums that will stand in its place, so that columns stay where they are.
        size: the largest type it may have.
        width: the most room it may take.
        height: the most room it may take.

    Raises:
        InputError: if it does not fit with numbers of `Size.SMALL`.

    Example:
        >>> from aimath.vectors import dot_product
        >>> total = RunningSum(dot_product([2, -1, 3], [1, 3, 5]))
        >>> [total.set_progress(k).total.value for k in range(4)]
        [0.0, 2.0, -1.0, 14.0]
    """

    def __init__(
        self,
        product: DotProduct,
        *,
        left_role: Role | str = Role.DATA,
        right_role: Role | str = Role.PARAMETER,
        total_role: Role | str = Role.PREDICTION,
        spec: str | None = None,
        name: str = "sum",
        room_for: Sequence[float] = (),
        size: Size | float = Size.BODY,
        width: float | None = None,
        height: float | None = None,
    ) -> None:
        super().__init__()
        self.product = product
        self.progress = 0.0
        self._sums = np.concatenate([[0.0], product.running_sums])
        columns = (product.left, product.right, product.products)
        others = np.asarray(room_for, dtype=float)
        self._spec = common_spec(np.concatenate([*columns, self._sums, others])) if spec is None else spec
        self._colors = (theme_color(left_role), theme_color(right_role), theme_color(Role.TEXT))
        widths = [widest_number(np.concatenate([column, others]), self._spec) for column in columns]
        total_width = _TOTAL_SCALE * widest_number(np.concatenate([self._sums, others]), self._spec)
        widths[2] = max(widths[2], total_width)
        rights = np.cumsum(widths) + _SIGN * np.arange(3)
        name_width = Words(name, size=1.0).width + 0.5 * _SIGN + total_width
        self._rights = rights + max(0.0, name_width - rights[2])
        rule = _ASCENT + (len(product.products) - 1) * _LINE + _RULE_BELOW
        self._room = np.array([self._rights[2], rule + _TOTAL_BELOW + _DESCENT])
        self._em = _fitting(em(size), self._room, width, height)
        self._anchor = Anchor(width=self._em * self._room[0], height=self._em * self._room[1])
        self._lines: dict[int, VGroup] = {}
        self.rule = Line(
            self._at(0.0, rule),
            self._at(self._rights[2], rule),
            stroke_width=2,
            color=theme_color(Role.MUTED),
        )
        self.total = LiveNumber(
            0.0, self._spec, size=_TOTAL_SCALE * self._em, role=total_role, weight="semibold", anchor=1
        )
        self._stand(self.total, self._rights[2], rule + _TOTAL_BELOW)
        self.total_name = Words(name, size=self._em, role=Role.MUTED)
        self._stand(self.total_name, self._rights[2] - total_width - 0.5 * _SIGN, rule + _TOTAL_BELOW)
        self.add(self._anchor, self.rule, self.total_name, self.total)

    @property
    def total_size(self) -> float:
        """The em of the total, at the size that the sum has now."""
        return _TOTAL_SCALE * self._em * self._anchor.magnification

    def term(self, index: int) -> VGroup:
        """Return a line of the column as it stands, or will stand: number, ×, number, =, product."""
        index = check_index(index, len(self.product.products), "term")
        return self._lines[index] if index in self._lines else self._line(index)

    @change
    def set_progress(self, terms: float) -> Step:
        """Add products until so many are in the total; half a term is a product that is not yet added.

        Raises:
            InputError: if there are not so many products.
        """
        count = len(self.product.products)
        if not 0 <= terms <= count:
            raise InputError(f"terms: expected a number from 0 to {count}, got {terms:g}")
        start = self.progress

        def step(share: float) -> None:
            self.progress = terms if share == 1 else start + share * (terms - start)
            for index in range(count):
                self._show(index, min(1.0, 2 * (self.progress - index)))
            added = math.floor(self.progress)
            way = max(0.0, 2 * (self.progress - added) - 1)
            here, there = self._sums[added], self._sums[min(added + 1, count)]
            self.total.set_value(float(here + way * (there - here)))

        return step

    def _show(self, index: int, opacity: float) -> None:
        if opacity > 0:
            if index not in self._lines:
                self._lines[index] = self._line(index)
                self.add(self._lines[index])
            self._lines[index].set_opacity(opacity)
        elif index in self._lines:
            self.remove(self._lines.pop(index).set_opacity(0))

    def _line(self, index: int) -> VGroup:
        size = self._em * self._anchor.magnification
        baseline = _ASCENT + index * _LINE
        numbers = (self.product.left[index], self.product.right[index], self.product.products[index])
        line = VGroup()
        for column, (value, sign) in enumerate(zip(numbers, ("×", "=", ""), strict=True)):
            # Placed as a 0 and then set, so that digits stand below digits whatever their ink.
            number = LiveNumber(0.0, self._spec, size=size, anchor=1).set_color(self._colors[column])
            self._stand(number, self._rights[column], baseline)
            line.add(number.set_value(float(value)))
            if sign:
                written = Words(sign, size=size, role=Role.MUTED)
                right = self._rights[column] + (_SIGN + written.width / size) / 2
                line.add(self._stand(written, right, baseline))
        return line

    def _stand(self, text: LiveNumber | Words, right: float, baseline: float) -> LiveNumber | Words:
        goal = self._at(right, baseline)
        text.shift((float(goal[0] - text.get_right()[0]), 0.0, 0.0))
        return text.align_baseline(float(goal[1]))

    def _at(self, right: float, down: float) -> Coordinates:
        return self._anchor.to_scene(np.array([right, down]) / self._room)


def _fitting(largest: float, room: Coordinates, width: float | None, height: float | None) -> float:
    size = min(
        largest,
        math.inf if width is None else width / float(room[0]),
        math.inf if height is None else height / float(room[1]),
    )
    smallest = min(largest, em(Size.SMALL))
    if size < smallest - 1e-9:
        needed = room * smallest
        raise InputError(
            f"running sum: expected room for {needed[0]:.2f} × {needed[1]:.2f}, got "
            f"{'any' if width is None else f'{width:g}'} × {'any' if height is None else f'{height:g}'}; "
            "give it more room or show fewer terms"
        )
    return size
