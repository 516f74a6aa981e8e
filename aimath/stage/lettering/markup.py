"""The marks in texts: `{{ … : label }}` around a part, and in sentences `$…$` around math."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_PART = re.compile(r"\{\{(?P<body>.*?)(?:\s*:\s*(?P<label>[\w-]+)\s*)?\}\}", re.DOTALL)
_MATH = re.compile(r"\$\$|\$(?P<body>[^$]+)\$")


@dataclass(frozen=True)
class Part:
    """What stands in `{{ … : label }}`.

    Attributes:
        body: the text between the braces, without the label.
        label: what the part is called; None if it has no name.
    """

    body: str
    label: str | None


@dataclass(frozen=True)
class Math:
    """What stands in `$…$`.

    Attributes:
        body: the formula between the signs.
    """

    body: str


def split_parts(text: str) -> list[str | Part]:
    """Return a text in pieces: what stands before, between and after its parts, and the parts.

    Example:
        >>> split_parts("a {{small : gradient}} step")
        ['a ', Part(body='small', label='gradient'), ' step']
    """
    pieces: list[str | Part] = []
    end = 0
    for match in _PART.finditer(text):
        pieces += [text[end : match.start()], Part(match["body"], match["label"])]
        end = match.end()
    return [*pieces, text[end:]]


def split_math(sentence: str) -> list[str | Math]:
    """Return a sentence in pieces: its words and its formulas; two dollar signs are one that is seen.

    Example:
        >>> split_math("$x^2$ for $$5")
        ['', Math(body='x^2'), ' for ', '$', '5']
    """
    pieces: list[str | Math] = []
    end = 0
    for match in _MATH.finditer(sentence):
        body = match["body"]
        pieces += [sentence[end : match.start()], "$" if body is None else Math(body)]
        end = match.end()
    return [*pieces, sentence[end:]]


def unmarked(pieces: Iterable[str | Part | Math]) -> str:
    """Return the text of all pieces, without the marks around parts and math.

    Example:
        >>> unmarked(split_math("the $w$ of a neuron"))
        'the w of a neuron'
    """
    return "".join(piece if isinstance(piece, str) else piece.body for piece in pieces)
