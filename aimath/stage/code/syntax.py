"""Which part of Python source is a keyword, a number, a string, a comment or a name."""

import io
import keyword
import token
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from aimath.errors import InputError


class Kind(StrEnum):
    """What a piece of source is."""

    KEYWORD = "keyword"
    NUMBER = "number"
    STRING = "string"
    COMMENT = "comment"
    NAME = "name"
    OTHER = "other"


@dataclass(frozen=True)
class Piece:
    """A piece of one line: what it is, and where it starts, counted in characters."""

    text: str
    kind: Kind
    start: int


_KINDS = {token.NUMBER: Kind.NUMBER, token.STRING: Kind.STRING, tokenize.COMMENT: Kind.COMMENT}
# From Python 3.12 on, an f-string comes in parts; they are put together again, so that every version agrees.
_OPENING = tuple(getattr(token, name) for name in ("FSTRING_START", "TSTRING_START") if hasattr(token, name))
_CLOSING = tuple(getattr(token, name) for name in ("FSTRING_END", "TSTRING_END") if hasattr(token, name))


def highlight(source: str) -> tuple[tuple[Piece, ...], ...]:
    """Split source into lines of pieces, without the spaces between them.

    Raises:
        InputError: if it is not complete Python source.

    Example:
        >>> [(piece.text, str(piece.kind)) for piece in highlight("x = 2  # two")[0]]
        [('x', 'name'), ('=', 'other'), ('2', 'number'), ('# two', 'comment')]
    """
    lines = source.split("\n")
    pieces: list[list[Piece]] = [[] for _ in lines]
    try:
        for kind, (first_row, first), (last_row, last) in _spans(source):
            for row in range(first_row, last_row + 1):
                start = first if row == first_row else 0
                text = lines[row - 1][start : last if row == last_row else None]
                if text.strip():
                    pieces[row - 1].append(Piece(text, kind, start))
    except (tokenize.TokenError, SyntaxError) as error:
        raise InputError(f"expected complete Python source, got an error: {error.args[0]}") from None
    return tuple(tuple(line) for line in pieces)


def _spans(source: str) -> Iterator[tuple[Kind, tuple[int, int], tuple[int, int]]]:
    depth = 0
    opened = (1, 0)
    for found in tokenize.generate_tokens(io.StringIO(source).readline):
        if found.type in _OPENING:
            depth += 1
            opened = found.start if depth == 1 else opened
        elif found.type in _CLOSING:
            depth -= 1
            if depth == 0:
                yield Kind.STRING, opened, found.end
        elif depth == 0 and found.string.strip() and found.type not in (token.INDENT, token.DEDENT):
            yield _kind(found), found.start, found.end


def _kind(found: tokenize.TokenInfo) -> Kind:
    if found.type == token.NAME:
        return Kind.KEYWORD if keyword.iskeyword(found.string) else Kind.NAME
    return _KINDS.get(found.type, Kind.OTHER)
