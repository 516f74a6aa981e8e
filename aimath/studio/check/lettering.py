"""What on a frame is text, what it says, and how large its type is."""

import re

import numpy as np
from manim import (
    DecimalNumber,
    MarkupText,
    Mobject,
    Paragraph,
    Text,
    Typst,
    VMobject,
)
from manim.mobject.text.tex_mobject import SingleStringMathTex

from aimath.stage.lettering.live import LiveNumber
from aimath.stage.lettering.text import Formula, Glyph, Mono, TypesetMobject, Words

TEXT_TYPES: tuple[type[Mobject], ...] = (
    TypesetMobject,
    LiveNumber,
    Text,
    MarkupText,
    Paragraph,
    Typst,
    SingleStringMathTex,
    DecimalNumber,
)
"""What is read as one text; text inside of text belongs to it."""

# Points of type to a scene unit: Pango draws at 72 to the unit, Typst and LaTeX at 96.
_PANGO, _TYPESET = 72.0, 96.0
_CAPITAL = 0.727
"""Height of a digit or capital, in em, of Inter; other sans families are close to it."""


def is_text(mobject: Mobject) -> bool:
    """Return whether a mobject is a text."""
    return isinstance(mobject, TEXT_TYPES)


def is_formula(mobject: Mobject) -> bool:
    """Return whether a text is a formula, a number or code: text that is not made of lines of words."""
    return not isinstance(mobject, Words | Text | MarkupText | Paragraph | Typst) or type(
        mobject
    ).__name__ in ("MathTypst",)


def writing(mobject: Mobject) -> str:
    """Return what a text says, as short as it can be recognised by.

    Example:
        >>> writing(Words("step size"))
        'step size'
    """
    if isinstance(mobject, LiveNumber):
        return mobject.figures[0].text
    if isinstance(mobject, Words | Formula | Mono):
        return _plain(mobject.source)
    if isinstance(mobject, DecimalNumber):
        return f"{mobject.get_value():.{mobject.num_decimal_places}f}"
    for name in ("original_text", "text", "tex_string", "typst_code"):
        said = getattr(mobject, name, None)
        if isinstance(said, str) and said:
            return " ".join(said.strip("$ ").split())
    lines = getattr(mobject, "lines_text", None)
    return writing(lines) if isinstance(lines, Mobject) else ""


def em_height(mobject: Mobject) -> float:
    """Return the size of a text's type: the height of one em in scene units.

    Where the type itself does not tell, it is taken from the tallest sign.
    """
    if isinstance(mobject, TypesetMobject):
        ratios = [
            glyph.height / glyph._height
            for glyph in mobject.submobjects
            if isinstance(glyph, Glyph) and glyph.has_points() and glyph._height > 1e-3
        ]
        if ratios:
            return float(np.median(ratios))
    if isinstance(mobject, LiveNumber):
        return mobject._unit()
    size = getattr(mobject, "font_size", None)
    if isinstance(size, int | float) and mobject.height > 0:
        pango = isinstance(mobject, Text | MarkupText) or (
            isinstance(mobject, DecimalNumber)
            and any(isinstance(part, Text | MarkupText) for part in mobject.submobjects)
        )
        return float(size) / (_PANGO if pango else _TYPESET)
    heights = [
        member.height
        for member in mobject.get_family()
        if isinstance(member, VMobject) and member.has_points()
    ]
    return float(max(heights, default=0.0)) / _CAPITAL


def _plain(source: str) -> str:
    """Return Typst source without the marks of our own parts."""
    text = re.sub(r'#?part\("\d+"\s*[,)]\s*', "", source)
    text = re.sub(r'#?"((?:[^"\\]|\\.)*)"', r"\1", text)
    text = re.sub(r"^#block\(width: [\d.]+em\)", "", text)
    return " ".join(text.replace("[", "").replace("]", "").replace("$", " ").split())
