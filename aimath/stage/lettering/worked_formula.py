"""A formula with the value of each symbol below it, in the symbol's colour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from manim import DOWN, ORIGIN, RIGHT, VGroup

from aimath.errors import InputError
from aimath.stage.changes import Step, change, together
from aimath.stage.figures import Number
from aimath.stage.lettering.live import LiveNumber
from aimath.stage.lettering.reach import room_of
from aimath.stage.lettering.text import Formula
from aimath.stage.lettering.type_sizes import Size, em
from aimath.stage.theme import Role

_GAP_BELOW = 0.45
_GAP_BETWEEN = 0.32


@dataclass(frozen=True)
class Term:
    """A symbol of a formula whose value is shown.

    Attributes:
        name: by which the value is changed.
        symbol: the symbol, in Typst math.
        value: what is below it at first.
        spec: how the value is rounded.
        role: whose colour both take.
        widest: a value as wide as any that will be shown; the first one when None.
    """

    name: str
    symbol: str
    value: Number
    spec: str = ".2f"
    role: Role | str = Role.TEXT
    widest: Number | None = None


class WorkedFormula(VGroup):
    """A formula in a row, with a live number below each of its terms.

    Args:
        parts: terms, and between them signs in Typst math.
        size: size of the symbols.
        number_size: size of the numbers; one size smaller when None.

    Raises:
        InputError: if two terms have one name.

    Example:
        >>> rule = WorkedFormula([Term("w", "w", 3.0), "- ", Term("step", "eta g", 0.5)])
        >>> rule.set_values({"w": 2.5}).number("w").figures[0].text
        '2.50'
    """

    def __init__(
        self,
        parts: Sequence[Term | str],
        *,
        size: Size | float = Size.TITLE,
        number_size: Size | float = Size.LABEL,
    ) -> None:
        super().__init__()
        self._numbers: dict[str, LiveNumber] = {}
        columns = VGroup()
        for part in parts:
            if isinstance(part, str):
                columns.add(VGroup(Formula(part, size=size, role=Role.MUTED)))
                continue
            if part.name in self._numbers:
                raise InputError(f"two terms are called {part.name!r}; give each its own name")
            symbol = Formula(part.symbol, size=size, role=part.role)
            widest = part.value if part.widest is None else part.widest
            live = LiveNumber(
                widest, part.spec, size=number_size, role=part.role, weight="semibold", anchor=0
            )
            self._numbers[part.name] = live
            columns.add(VGroup(symbol, live))
        self._arrange(columns, em(size))
        room = room_of(columns)
        for part in parts:
            if isinstance(part, Term):
                self._numbers[part.name].set_value(part.value)
        self.add(*columns, room)

    def number(self, name: str) -> LiveNumber:
        """Return the number below the term of this name.

        Raises:
            InputError: if there is no such term.
        """
        if name not in self._numbers:
            raise InputError(f"no term is called {name!r}; there is {', '.join(self._numbers)}")
        return self._numbers[name]

    @change
    def set_values(self, values: Mapping[str, Number]) -> Step:
        """Show other values; through `.animate` the numbers count there."""
        return together([self.number(name).counting_to(value) for name, value in values.items()])

    def _arrange(self, columns: VGroup, size: float) -> None:
        """Stand the symbols on one line, the numbers on another, each number below its symbol."""
        baseline = 0.0
        for column in columns:
            column[0].align_baseline(baseline)
        at = 0.0
        for column in columns:
            width = max(piece.width for piece in column)
            for piece in column:
                piece.set_x(at + width / 2)
            at += width + _GAP_BETWEEN * size
        lowest = min(column[0].get_bottom()[1] for column in columns)
        tallest = max((column[1].height for column in columns if len(column) > 1), default=0.0)
        for column in columns:
            if len(column) > 1:
                column[1].next_to(ORIGIN, DOWN, buff=0).set_x(column[0].get_x())
                column[1].align_baseline(lowest - _GAP_BELOW * size - tallest)
        columns.shift(-columns.get_center()[0] * RIGHT - columns.get_center()[1] * -DOWN)
