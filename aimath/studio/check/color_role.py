"""One quantity in the colours of two roles."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from manim import Mobject, VMobject

from aimath.stage.code.code_card import CodeCard
from aimath.stage.figures import GAP
from aimath.stage.lettering.live import LiveNumber
from aimath.stage.lettering.markup import Part, split_math, split_parts, unmarked
from aimath.stage.lettering.text import Formula, TypesetMobject, Words
from aimath.stage.theme import THEMES, Role, Theme
from aimath.studio.check.finding import Finding
from aimath.studio.check.moment import Moment, Thing

RULE = "colour-role"

QUANTITIES = (Role.DATA, Role.PARAMETER, Role.PREDICTION, Role.TARGET, Role.ERROR, Role.GRADIENT)
"""The roles that say what a quantity is; the others say how much it matters now."""

_SYMBOL = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Seen:
    """A quantity in the colour of a role.

    Attributes:
        name: symbol or name of the quantity.
        role: the role whose colour it has.
    """

    name: str
    role: Role


def color_role(moment: Moment) -> Iterator[Finding]:
    """Find quantities that had the colour of another role earlier in the lesson."""
    if not moment.film.is_lesson:
        return
    theme = THEMES[moment.film.shoot.settings.theme]
    roles: dict[str, dict[Role, float]] = moment.film.memory.setdefault(RULE, {})
    for seen, things in _seen(moment, theme):
        times = roles.setdefault(seen.name, {})
        if seen.role in times:
            continue
        times[seen.role] = moment.time
        if len(times) > 1:
            role, time = next(iter(times.items()))
            message = f"{seen.name} has the colour of {seen.role}, but had that of {role} at {time:.1f} s"
            yield moment.finding(RULE, message, things)


def quantities_in(text: Mobject, theme: Theme, number: LiveNumber | None = None) -> Iterator[Seen]:
    """Return the quantities that a text names in the colour of a role.

    Args:
        text: words or a formula.
        theme: tells the colours of roles.
        number: what the text is the name of, if it stands beside or above its number.

    Example:
        >>> from aimath.stage import DARK
        >>> list(quantities_in(Formula("{{w : parameter}} x"), DARK))
        [Seen(name='w', role=<Role.PARAMETER: 'parameter'>)]
    """
    if not isinstance(text, Formula | Words):
        return
    named = list(_named(text))
    if number is not None:
        named.append((_symbol(unmarked(split_parts(text.typed))), number))
    for name, shapes in named:
        role = _role_of(shapes, theme)
        if role is not None and GAP not in name and _SYMBOL.search(name):
            yield Seen(name, role)


def _seen(moment: Moment, theme: Theme) -> Iterator[tuple[Seen, list[Thing]]]:
    """Return the quantities of a moment with the things that name them."""
    numbers = {id(label): number for mobject in moment.mobjects for label, number in _labelled(mobject)}
    for thing in moment.texts:
        for seen in quantities_in(thing.mobject, theme, numbers.get(id(thing.mobject))):
            yield seen, [thing]
    cards = (
        card for mobject in moment.mobjects for card in mobject.get_family() if isinstance(card, CodeCard)
    )
    for card in cards:
        for name, role in card.names.items():
            if role in QUANTITIES:
                yield Seen(name, Role(role)), []


def _labelled(mobject: Mobject) -> Iterator[tuple[Mobject, LiveNumber]]:
    """Return each text that is grouped with nothing but a number, as in a readout, and that number."""
    parts = mobject.submobjects
    if len(parts) == 2 and isinstance(parts[0], TypesetMobject) and isinstance(parts[1], LiveNumber):
        yield parts[0], parts[1]
    elif not isinstance(mobject, TypesetMobject | LiveNumber):
        for part in parts:
            yield from _labelled(part)


def _named(text: TypesetMobject) -> Iterator[tuple[str, Mobject]]:
    """Return each symbol of a formula, or each marked or single word, with its glyphs."""
    parts = [piece for piece in split_parts(text.typed) if isinstance(piece, Part)]
    for part in parts:
        if part.label is not None:
            yield _symbol(part.body), text.part(part.label)
    if not parts and (isinstance(text, Formula) or len(text.typed.split()) == 1):
        yield _symbol(text.typed), text


def _symbol(words: str) -> str:
    return "".join(unmarked(split_math(words)).replace('"', "").split())


def _role_of(shapes: Mobject, theme: Theme) -> Role | None:
    """Return the role whose colour all these shapes have, if there is one."""
    colors = {
        member.get_fill_color().to_hex().upper()
        for member in shapes.get_family()
        if isinstance(member, VMobject) and member.has_points()
    }
    return next((role for role in QUANTITIES if colors == {theme.color(role).upper()}), None)
