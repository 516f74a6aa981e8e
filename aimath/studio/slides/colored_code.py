"""Python source as runs of coloured text, for slides that show code as text."""

from dataclasses import dataclass

from aimath.stage.code.code_text import code_colors, piece_color
from aimath.stage.code.syntax import highlight
from aimath.stage.theme import Role, Theme, use_theme


@dataclass(frozen=True)
class Run:
    """A stretch of text in one colour (hex, sRGB)."""

    text: str
    color: str


ColoredLine = tuple[Run, ...]


def colored_code(source: str, theme: Theme) -> tuple[ColoredLine, ...]:
    """Return the lines of Python source, each as runs that join to the line as it is written.

    Raises:
        InputError: if it is not complete Python source.

    Example:
        >>> from aimath.stage.theme import LIGHT
        >>> [run.text for run in colored_code("x = 2", LIGHT)[0]]
        ['x', ' ', '=', ' ', '2']
    """
    lines = []
    with use_theme(theme):
        colors = code_colors({})
        for written, pieces in zip(source.split("\n"), highlight(source), strict=True):
            runs: list[Run] = []
            end = 0
            for piece in pieces:
                if piece.start > end:
                    runs.append(Run(written[end : piece.start], theme.color(Role.TEXT)))
                runs.append(Run(piece.text, piece_color(piece, colors)))
                end = piece.start + len(piece.text)
            lines.append(tuple(runs))
    return tuple(lines)
