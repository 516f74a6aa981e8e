"""The text behind what is on a frame, as its author wrote it."""

import re
from dataclasses import dataclass
from enum import StrEnum
from xml.etree import ElementTree

from manim import Code, MarkupText, MathTypst, Mobject, Paragraph, Tex, Text, Typst
from manim.mobject.text.tex_mobject import SingleStringMathTex

from aimath.stage.lettering.markup import split_math, split_parts, unmarked
from aimath.stage.lettering.text import Formula, Mono, TypesetMobject


class Style(StrEnum):
    """How a text is written."""

    WORDS = "words"
    MATH = "math"
    CODE = "code"


@dataclass(frozen=True)
class Wording:
    """A text as its author wrote it.

    Attributes:
        text: with a gap in place of each number that was filled in, where that is known.
        style: words, in which `$…$` is math, or math, or code.
        has_fields: whether it has fields that values are filled into.
    """

    text: str
    style: Style
    has_fields: bool = False


def wording(mobject: Mobject, root: Mobject | None = None) -> Wording | None:
    """Return what the author of a text wrote; None for a number and for what is no text.

    Args:
        mobject: the text.
        root: what it is part of: what stands in a listing is no text of its own.

    Example:
        >>> from aimath.stage import Words
        >>> wording(Words("step size")).text
        'step size'
    """
    if isinstance(root, Code):
        return None
    if isinstance(mobject, TypesetMobject):
        math, mono = isinstance(mobject, Formula), isinstance(mobject, Mono)
        style = Style.MATH if math else Style.CODE if mono else Style.WORDS
        return Wording(mobject.typed, style, has_fields=True)
    if isinstance(mobject, Paragraph):
        return wording(mobject.lines_text)
    if isinstance(mobject, MarkupText):
        return Wording(_without_tags(mobject.original_text), Style.WORDS)
    if isinstance(mobject, Text):
        return Wording(mobject.original_text, Style.WORDS)
    if isinstance(mobject, MathTypst):
        inside = mobject.typst_code.strip().removeprefix("$").removesuffix("$")
        return Wording(re.sub(r'manimgrp\("[^"]*",', "(", inside), Style.MATH)
    if isinstance(mobject, Typst):
        return Wording(re.sub(r"#[\w.]+(\([^()]*\))?", " ", mobject.typst_code), Style.WORDS)
    if isinstance(mobject, SingleStringMathTex):
        return Wording(mobject.tex_string, Style.WORDS if isinstance(mobject, Tex) else Style.MATH)
    return None


def spoken(words: Wording) -> str:
    """Return the words of a text as they are read, without marks of parts; each formula counts as one word.

    Example:
        >>> spoken(Wording("the {{ rate : parameter }} $eta dot g$", Style.WORDS))
        'the rate $'
    """
    pieces = split_math(unmarked(split_parts(words.text)))
    return " ".join("".join(piece if isinstance(piece, str) else " $ " for piece in pieces).split())


def _without_tags(markup: str) -> str:
    try:
        return "".join(ElementTree.fromstring(f"<text>{markup}</text>").itertext())
    except ElementTree.ParseError:
        return re.sub(r"<[^>]*>", "", markup)
