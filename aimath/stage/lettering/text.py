"""Words, formulas and code on screen, set by Typst in the house type and coloured by role."""

from collections.abc import Callable, Mapping
from typing import Self

import numpy as np
from manim import VGroup, VMobject

from aimath.errors import InputError
from aimath.stage.figures import Figure, Number, as_typed, fill
from aimath.stage.lettering.markup import split_math, split_parts
from aimath.stage.lettering.reach import reach
from aimath.stage.lettering.type_sizes import Size, em
from aimath.stage.lettering.typeset import Points, quote, typeset
from aimath.stage.theme import MONO, SANS, Role, theme_color


class Glyph(VMobject):
    """One letter, digit or sign, which remembers where its baseline is."""

    def __init__(self, points: Points, baseline: float, color: str) -> None:
        super().__init__(fill_opacity=1, stroke_width=0, color=color)
        self.set_outline(points, baseline)

    def set_outline(self, points: Points, baseline: float) -> Self:
        """Take another shape, which stands on a baseline at this height."""
        self.set_points(points)
        low, high = reach(self, 1)
        self._bottom_above_baseline = low - baseline
        self._height = max(high - low, 1e-6)
        return self

    @property
    def baseline(self) -> float:
        """The height of the baseline on screen, wherever the glyph was moved or scaled to."""
        low, high = reach(self, 1)
        return low - self._bottom_above_baseline * (high - low) / self._height


class TypesetMobject(VGroup):
    """Base of all text: a group of glyphs with named parts and the figures that it shows."""

    def __init__(
        self,
        source: str,
        labels: tuple[str, ...],
        preamble: str,
        *,
        size: Size | float,
        color: str,
        part_colors: Mapping[str, str],
        figures: tuple[Figure, ...] = (),
        typed: str = "",
    ) -> None:
        super().__init__()
        self.figures = figures
        self.source = source
        self.typed = typed
        """The text as its author wrote it, with a gap for each number that was filled in."""
        self._set_as = source, labels, preamble
        self._parts: dict[str, VGroup] = {}
        for outline in typeset(*self._set_as).outlines:
            label = outline.label
            glyph = Glyph(outline.points, outline.baseline, part_colors.get(label or "", color))
            self.add(glyph)
            if label is not None:
                self._parts.setdefault(label, VGroup()).add(glyph)
        self.scale(em(size)).center()

    def part(self, label: str) -> VGroup:
        """Return the glyphs of a `{{ … : label }}` part.

        Raises:
            InputError: if no part has that label.
        """
        parts = self._labelled()
        if label not in parts:
            raise InputError(f"no part is called {label!r}; there is {', '.join(parts) or 'none'}")
        return parts[label]

    def _labelled(self) -> dict[str, VGroup]:
        return self._parts

    @property
    def outlines(self) -> tuple[Points, ...]:
        """What each glyph looks like as it was set, in em."""
        return tuple(outline.points for outline in typeset(*self._set_as).outlines)

    @property
    def baseline(self) -> float:
        """The height of the first glyph's baseline on screen."""
        return next(glyph for glyph in self if isinstance(glyph, Glyph)).baseline

    def align_baseline(self, other: "TypesetMobject | float") -> Self:
        """Move up or down until this text stands on the same line as `other`."""
        height = other if isinstance(other, int | float) else other.baseline
        self.shift((height - self.baseline) * np.array([0.0, 1.0, 0.0]))
        return self


class Words(TypesetMobject):
    """A label or sentence in the sans family.

    `{name}` is filled with a value, `{{ words : role }}` takes a role's colour, `$…$` is math, and a line
    break starts a new line.

    Example:
        >>> Words("a {{small : gradient}} step").part("gradient")
        VGroup(Glyph, Glyph, Glyph, Glyph, Glyph)
    """

    def __init__(
        self,
        text: str,
        *,
        size: Size | float = Size.BODY,
        role: Role | str = Role.TEXT,
        weight: str = "regular",
        width: float | None = None,
        align: str = "left",
        **values: Number | str,
    ) -> None:
        filled, figures = fill(text, values)
        labels, source = _marked(filled, _sentence)
        preamble = (
            f'#set text(font: "{SANS}", weight: "{weight}", features: ("tnum", "ss03"))\n'
            f"#set par(leading: 0.55em)\n#set align({align})\n"
            '#show math.equation: set text(weight: "regular")\n'
        )
        if width is not None:
            source = f"#block(width: {width / em(size):.4f}em)[{source}]"
        super().__init__(
            source,
            labels,
            preamble,
            size=size,
            color=theme_color(role),
            part_colors=_role_colors(labels),
            figures=figures,
            typed=as_typed(text, values),
        )


class Formula(TypesetMobject):
    """A formula in Typst math.

    `{name}` is filled with a value, and `{{ w : label }}` makes a part; a part named like a role takes the
    role's colour, any other the colour that `roles` gives it.

    Example:
        >>> step = Formula("{{w : parameter}} - {{eta : rate}} g", roles={"rate": "parameter"})
        >>> len(step.part("rate"))
        1
    """

    def __init__(
        self,
        math: str,
        *,
        size: Size | float = Size.BODY,
        role: Role | str = Role.TEXT,
        roles: Mapping[str, Role | str] | None = None,
        **values: Number | str,
    ) -> None:
        filled, figures = fill(math, values)
        labels, source = _marked(filled, lambda text: text, call=True)
        super().__init__(
            f"$ {source} $",
            labels,
            f'#show math.equation: set text(features: ("tnum",))\n#set text(font: "{SANS}")',
            size=size,
            color=theme_color(role),
            part_colors=_role_colors(labels) | {k: theme_color(v) for k, v in (roles or {}).items()},
            figures=figures,
            typed=as_typed(math, values),
        )


class Mono(TypesetMobject):
    """Code or an array in the mono family; spaces and line breaks are kept.

    Example:
        >>> len(Mono("W @ x"))
        3
    """

    def __init__(
        self,
        text: str,
        *,
        size: Size | float = Size.LABEL,
        role: Role | str = Role.TEXT,
        weight: str = "regular",
        **values: Number | str,
    ) -> None:
        filled, figures = fill(text, values)
        labels, source = _marked(filled, lambda text: quote(text.replace(" ", "\N{NO-BREAK SPACE}")))
        super().__init__(
            source,
            labels,
            f'#set text(font: "{MONO}", weight: "{weight}", ligatures: false, features: (calt: 0))\n'
            "#set par(leading: 0.6em)",
            size=size,
            color=theme_color(role),
            part_colors=_role_colors(labels),
            figures=figures,
            typed=as_typed(text, values),
        )


def _sentence(text: str) -> str:
    return "".join(
        quote(piece) if isinstance(piece, str) else f"${piece.body}$" for piece in split_math(text)
    )


def _marked(text: str, write: Callable[[str], str], *, call: bool = False) -> tuple[tuple[str, ...], str]:
    labels: list[str] = []
    written: list[str] = []
    for piece in split_parts(text):
        if isinstance(piece, str):
            written.append(write(piece))
            continue
        body = write(piece.body.strip())
        written.append(f'part("{len(labels)}", {body})' if call else f'#part("{len(labels)}")[{body}]')
        labels.append(piece.label or f"part-{len(labels)}")
    return tuple(labels), "".join(written)


def _role_colors(labels: tuple[str, ...]) -> dict[str, str]:
    return {label: theme_color(label) for label in labels if label in set(Role)}
