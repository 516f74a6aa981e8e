"""Source and output set in the mono family, character by character on a grid."""

from collections.abc import Mapping
from functools import cache

import numpy as np
from manim import VGroup

from aimath.stage.code.syntax import Kind, Piece
from aimath.stage.colormaps import mix
from aimath.stage.lettering.text import Glyph
from aimath.stage.lettering.typeset import quote, typeset
from aimath.stage.theme import MONO, Role, theme_color


def code_colors(names: Mapping[str, Role | str]) -> dict[str, str]:
    """Return the colour of each kind of source, and of the names that stand for something with a role.

    Syntax is only hinted at: the full colour of a role belongs to what has that role.

    Example:
        >>> code_colors({"weights": "parameter"})["weights"] == theme_color("parameter")
        True
    """
    text = theme_color(Role.TEXT)
    kinds: dict[str, str] = {
        Kind.KEYWORD: mix(text, theme_color(Role.PREDICTION), 0.5),
        Kind.NUMBER: mix(text, theme_color(Role.PARAMETER), 0.45),
        Kind.STRING: mix(text, theme_color(Role.TARGET), 0.5),
        Kind.COMMENT: theme_color(Role.MUTED),
        Kind.OTHER: mix(text, theme_color(Role.MUTED), 0.7),
    }
    return kinds | {name: theme_color(role) for name, role in names.items()}


def piece_color(piece: Piece, colors: Mapping[str, str]) -> str:
    """Return the colour of a piece of source."""
    if piece.kind == Kind.NAME:
        return colors.get(piece.text, theme_color(Role.TEXT))
    return colors[piece.kind]


def mono_glyphs(text: str, column: float, color: str, size: float) -> VGroup:
    """Return text standing on the origin's baseline, its first character in the given column.

    Example:
        >>> len(mono_glyphs("a b", 0, "#FFFFFF", 0.3))
        2
    """
    glyphs = VGroup()
    for outline in typeset(quote(text.replace(" ", "\N{NO-BREAK SPACE}")), (), _PREAMBLE).outlines:
        glyph = Glyph(outline.points, outline.baseline, color)
        glyph.shift((column * character_width(), -outline.baseline, 0.0))
        glyphs.add(glyph.scale(size, about_point=np.zeros(3)))
    return glyphs


@cache
def character_width() -> float:
    """Return the width of every character, in em.

    Example:
        >>> round(character_width(), 3)
        0.6
    """
    first, second = typeset(quote("||"), (), _PREAMBLE).outlines
    return float(second.points[:, 0].min() - first.points[:, 0].min())


# The family joins "!=" and "->" into one sign through "calt"; a viewer should see what to type.
_PREAMBLE = f'#set text(font: "{MONO}", ligatures: false, features: (calt: 0))'
