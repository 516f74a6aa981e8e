"""Numbers on screen that are not what they stand for."""

from collections.abc import Iterator, Sequence

import numpy as np
from manim import Mobject
from numpy.typing import NDArray

from aimath.stage.figures import Figure
from aimath.stage.lettering.live import LiveNumber
from aimath.stage.lettering.text import Glyph, TypesetMobject
from aimath.studio.check.finding import Finding
from aimath.studio.check.moment import Moment
from aimath.studio.check.written_numbers import says_its_value

RULE = "wrong number"

Points = NDArray[np.float64]

_DEVIATION = 0.03
"""How far a sign may be from its outline, as a share of its size."""

_UPSIDE_DOWN = -0.5


def wrong_number(moment: Moment) -> Iterator[Finding]:
    """Find numbers whose writing is not their value rounded, or whose painted signs are not their writing."""
    if not moment.rests:
        return
    known: set[tuple[int, tuple[Figure, ...]]] = moment.film.memory.setdefault(RULE, set())
    for thing in moment.texts:
        for member in thing.mobject.get_family():
            figures: tuple[Figure, ...] = getattr(member, "figures", ())
            if not figures or (id(member), figures) in known:
                continue
            for message in _wrong(member, figures):
                known.add((id(member), figures))
                yield moment.finding(RULE, message, [thing])


def is_painted_as_set(text: TypesetMobject | LiveNumber) -> bool:
    """Return whether the signs of a text look like what it was set as, wherever they stand and however large.

    A text of which signs were taken out cannot be compared, and counts as unchanged.

    Example:
        >>> number = LiveNumber(3.5)
        >>> other = number.copy().become(LiveNumber(8.2))
        >>> is_painted_as_set(number), is_painted_as_set(other)
        (True, False)
    """
    painted = [g for g in text.submobjects if isinstance(g, Glyph) and g.has_points()]
    outlines = text.outlines
    if len(painted) < len(outlines):
        return True
    if len(painted) > len(outlines):
        return False
    return all(_is_alike(glyph.points, outline) for glyph, outline in zip(painted, outlines, strict=True))


def _wrong(member: Mobject, figures: Sequence[Figure]) -> Iterator[str]:
    for shown in figures:
        if not says_its_value(shown):
            yield f"shows {shown.text}, but the value is {shown.value!r}"
    if isinstance(member, TypesetMobject | LiveNumber) and not is_painted_as_set(member):
        written = ", ".join(shown.text for shown in figures)
        remedy = "use a LiveNumber, or replace the text instead of reshaping it"
        yield f"what is painted is not {written}, its value: {remedy}"


def _is_alike(painted: Points, outline: Points) -> bool:
    if painted.shape != outline.shape:
        return False
    here, there = outline[:, :2] - outline[:, :2].mean(axis=0), painted - painted.mean(axis=0)
    size = float(np.abs(there).max())
    if size < 1e-6:
        return True
    # Numbers may be turned, stretched or slanted, but a 6 that is upside down is a 9.
    placed, _, _, _ = np.linalg.lstsq(here, there, rcond=None)
    if float(np.abs(here @ placed - there).max()) > _DEVIATION * size:
        return False
    scale = float(np.linalg.norm(placed, axis=1).max())
    return bool(np.trace(placed[:, :2]) / max(scale, 1e-9) > 2 * _UPSIDE_DOWN)
