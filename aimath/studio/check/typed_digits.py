"""Which numbers of a text were typed by hand, and do not belong to its structure.

Exponents, indices, digits in names, dimensions such as 2-D, ordinals, years, and the numbers of chapters and
figures are structure. So are 0, 1 and 2 where a formula has them beside its symbols, as in a sigmoid.
"""

import re
from collections.abc import Iterator

from aimath.stage.figures import GAP
from aimath.stage.lettering.markup import Math, split_math, split_parts, unmarked
from aimath.studio.check.wording import Style, Wording

_NUMBER = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")

_NAMED = re.compile(r"(?:[^\W\d]|_)[-\u2010\u2011]?$")
_COUNTED = re.compile(
    r"\b(?:part|chapter|section|lesson|figure|fig\.|equation|eq\.|layer|case|example|stage|phase|question|exercise|"
    r"table|task|version|rule|law|theorem|lemma|step)\s+\(?$",
    re.IGNORECASE,
)
_LISTED_BEFORE, _LISTED_AFTER = re.compile(r"(?:^|\n)\s*\(?$"), re.compile(r"[.)]\s")
_DIMENSION_OR_ORDINAL = re.compile(r"[-\u2010\u2011]?D\b|st\b|nd\b|rd\b|th\b|[-\u2010\u2011]bits?\b")
_IN_A_NAME = re.compile(r"[A-Z][a-z]")
_ADDRESS = re.compile(r"(?:arXiv:|doi:|https?://)\S+", re.IGNORECASE)
_YEAR = re.compile(r"1[5-9][0-9]{2}|20[0-9]{2}")
_COUNTED_AFTER = re.compile(r"\s*[a-z%°]")
_ZERO_TO_ONE = re.compile(r"\b[-−]?[01]s?\s*(?:and|or|to|through|,|…|–|-)\s*1s?\b")

_RELATION = re.compile(
    r"\\(?:approx|leq?|geq?|neq?|to|mapsto|sim|propto|in|rightarrow|leftarrow)\b|(?<![\w.\\])"
    r"(?:approx|prop|in|arrow(?:\.\w+)*|tilde(?:\.\w+)*|eq\.\w+|lt(?:\.\w+)*|gt(?:\.\w+)*)(?![\w])"
    r"|[<>!:=]=|->|=>|<-|[=<>≈≤≥≠∝∼→←∈]"
)
_SPREAD = re.compile(r"\.\.\.|…|\bdots\b|\\[lc]?dots\b")
_FUNCTION = re.compile(
    r"\b(?:sqrt|frac|abs|norm|exp|log|ln|max|min|sin|cos|tanh?|dot|times|cdot|div|op|text|upright|bold|sum|product|"
    r"mat|vec|cases|binom|quad|display|left|right|and|or|lr|mid|pm|plus|minus|infinity)(?:\.\w+)*\b"
)
_NAME = re.compile(r"[^\W\d_]+[0-9]*")


def typed_numbers(words: Wording) -> tuple[str, ...]:
    """Return the numbers that were typed in a text and are no part of its structure.

    Example:
        >>> typed_numbers(Wording("100 steps of the 2-D walk with $w_1^2$", Style.WORDS))
        ('100',)
        >>> typed_numbers(Wording("sigma(x) = 1 / (1 + e^(-x)) = 0.73", Style.MATH))
        ('0.73',)
    """
    if not any(sign.isdigit() for sign in words.text):
        return ()
    if words.style is Style.CODE:
        return tuple(_in_code(words.text))
    text = unmarked(split_parts(words.text))
    if words.style is Style.MATH:
        return tuple(_in_math(text))
    pieces = split_math(text)
    found = [number for piece in pieces if isinstance(piece, Math) for number in _in_math(piece.body)]
    return (*found, *_in_words("".join(piece if isinstance(piece, str) else " t " for piece in pieces)))


def _in_words(text: str) -> Iterator[str]:
    text = _ZERO_TO_ONE.sub(" ", _ADDRESS.sub(" ", text))
    for match in _NUMBER.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        whole = match[0].isdigit()
        named = _NAMED.search(before) is not None or _IN_A_NAME.match(after) is not None
        counted = whole and len(match[0]) <= 2 and _COUNTED.search(before) is not None
        listed = whole and len(match[0]) <= 2 and _LISTED_BEFORE.search(before) and _LISTED_AFTER.match(after)
        dimension = whole and _DIMENSION_OR_ORDINAL.match(after) is not None
        year = _YEAR.fullmatch(match[0]) is not None and not _COUNTED_AFTER.match(after)
        if not (named or counted or listed or dimension or year):
            yield match[0]


def _in_code(text: str) -> Iterator[str]:
    inside_brackets = re.compile(r"(?<=[\w\])])\[[^\[\]]*\]")
    text = inside_brackets.sub("", text)
    for match in _NUMBER.finditer(text):
        if not re.search(r"[^\W\d]$|_$", text[: match.start()]):
            yield match[0]


def _in_math(math: str) -> Iterator[str]:
    for words in re.findall(r'"([^"]*)"', math):
        yield from _in_words(words)
    math = re.sub(r'"[^"]*"', " t ", math)
    math = re.sub(r"\\(?:text|mathrm|operatorname)\{[^{}]*\}", " t ", math)
    math = _without_scripts(math)
    sides = _RELATION.split(math)
    for index, side in enumerate(sides):
        others = sides[:index] + sides[index + 1 :]
        yield from _on_side(side, others)


def _on_side(side: str, others: list[str]) -> Iterator[str]:
    if _SPREAD.search(side):
        return
    has_symbol = GAP in side or _NAME.search(_FUNCTION.sub(" ", side)) is not None
    numbers = [m[0] for m in _NUMBER.finditer(side) if not re.search(r"[^\W\d]$|_$", side[: m.start()])]
    if numbers in (["0", "1"], ["1", "1"]) or (re.search(r"\bmat\b", side) and set(numbers) <= {"0", "1"}):
        return
    of_expression = len(others) > 1 or any(
        len(_NAME.findall(other)) + other.count("(") > 1 for other in others
    )
    for number in numbers:
        if has_symbol and number in ("0", "1", "2"):
            continue
        if numbers == ["0"] or (numbers == ["1"] and of_expression):
            continue
        yield number


def _without_scripts(math: str) -> str:
    """Return math without what is raised or lowered; the base of a power with a symbol in it is a symbol."""
    kept: list[str] = []
    at = 0
    while at < len(math):
        if math[at] not in "^_":
            kept.append(math[at])
            at += 1
            continue
        raised = math[at] == "^"
        start = at + 1
        at = _end_of_script(math, start)
        script = math[start:at]
        if raised and (GAP in script or _NAME.search(script)):
            base = "".join(kept)
            kept = [re.sub(r"(?<![\w.])[0-9]+\s*$", " t ", base)]
        kept.append(" ")
    return "".join(kept)


def _end_of_script(math: str, start: int) -> int:
    while start < len(math) and math[start] == " ":
        start += 1
    if start < len(math) and math[start] in "({":
        depth = 0
        for at in range(start, len(math)):
            depth += (math[at] in "({") - (math[at] in ")}")
            if depth == 0:
                return at + 1
        return len(math)
    match = re.compile(r"[-+−]?(?:\\[A-Za-z]+|[\w.]+(?:\([^()]*\))?|.)", re.DOTALL).match(math, start)
    return match.end() if match else len(math)
