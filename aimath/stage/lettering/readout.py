"""Rows of names and live numbers, aligned: the state of something at a glance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from manim import RIGHT, VGroup

from aimath.errors import InputError
from aimath.stage.changes import Step, change, together
from aimath.stage.figures import Number
from aimath.stage.lettering.live import LiveNumber
from aimath.stage.lettering.reach import room_of
from aimath.stage.lettering.text import Formula, Words
from aimath.stage.lettering.type_sizes import Size, em
from aimath.stage.theme import Role

_LINE = 1.75
_GAP = 0.9


@dataclass(frozen=True)
class Reading:
    """One row of a readout.

    Attributes:
        name: by which its value is changed, and what is written unless there is a label.
        value: what it shows at first.
        spec: how the value is rounded.
        role: whose colour the number takes.
        label: what is written instead of the name: words, with `$…$` for math.
        widest: a value as wide as any that will be shown; the first one when None.
    """

    name: str
    value: Number
    spec: str = ""
    role: Role | str = Role.TEXT
    label: str | None = None
    widest: Number | None = None


class Readout(VGroup):
    """Names on the left and live numbers on the right of them, row by row.

    Args:
        rows: what is shown, from top to bottom.
        size: size of type.

    Raises:
        InputError: if two rows have one name.

    Example:
        >>> state = Readout([Reading("step", 0), Reading("loss", 4.0, ".2f", "error")])
        >>> state.set_values({"loss": 1.0}).number("loss").figures[0].text
        '1.00'
    """

    def __init__(self, rows: Sequence[Reading], *, size: Size | float = Size.BODY) -> None:
        super().__init__()
        self._rows: dict[str, VGroup] = {}
        labels: dict[str, Words | Formula] = {}
        for row in rows:
            if row.name in labels:
                raise InputError(f"two rows are called {row.name!r}; give each its own name")
            labels[row.name] = Words(row.label or row.name, size=size, role=Role.MUTED)
        numbers_at = max(label.width for label in labels.values()) + _GAP * em(size)
        for line, row in enumerate(rows):
            baseline = -line * _LINE * em(size)
            label = labels[row.name]
            label.align_baseline(baseline).shift(-label.get_left()[0] * RIGHT)
            widest = row.value if row.widest is None else row.widest
            live = LiveNumber(widest, row.spec, size=size, role=row.role, weight="semibold")
            live.align_baseline(baseline).shift((numbers_at - live.get_left()[0]) * RIGHT)
            self._rows[row.name] = VGroup(label, live)
        self.add(*self._rows.values())
        self.center()
        room = room_of(self)
        self.set_values({row.name: row.value for row in rows})
        self.add(room)

    def row(self, name: str) -> VGroup:
        """Return name and number of a row.

        Raises:
            InputError: if there is no such row.
        """
        if name not in self._rows:
            raise InputError(f"no row is called {name!r}; there is {', '.join(self._rows)}")
        return self._rows[name]

    def number(self, name: str) -> LiveNumber:
        """Return the number of a row."""
        number = self.row(name)[1]
        assert isinstance(number, LiveNumber)
        return number

    @change
    def set_values(self, values: Mapping[str, Number]) -> Step:
        """Show other values; through `.animate` the numbers count there."""
        return together([self.number(name).counting_to(value) for name, value in values.items()])
