"""Turn Typst source into outlines: the one place where words and formulas become shapes.

Only the fonts that ship with the package and with Typst are used, so that glyphs are the same on every
machine.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from xml.etree import ElementTree

import numpy as np
import svgelements
import typst
from numpy.typing import NDArray

from aimath.errors import InputError

Points = NDArray[np.float64]
"""Cubic Bézier points, four a curve, shape (4 × curves, 3), in em; the baseline is at height 0."""

_EM = 100.0
_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_UNLABELLED = 0


@dataclass(frozen=True, eq=False)
class Outline:
    """One glyph or rule of a typeset text.

    Attributes:
        points: its Bézier curves in em, placed within the text.
        label: the name of the part it belongs to, or None.
        baseline: height of the baseline it stands on, in em.
    """

    points: Points
    label: str | None
    baseline: float


@dataclass(frozen=True, eq=False)
class TypesetText:
    """The outlines of a text with its width and height in em."""

    outlines: tuple[Outline, ...]
    width: float
    height: float


def quote(text: str) -> str:
    """Return Typst code for plain text, so that no character of it is markup.

    Example:
        >>> quote("a*b #c")
        '#"a*b #c"'
    """
    return '#"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


@cache
def typeset(source: str, labels: tuple[str, ...] = (), preamble: str = "") -> TypesetText:
    r"""Typeset Typst source.

    Args:
        source: Typst markup; `#part("k")[…]`, or `part("k", …)` in math, marks what belongs to `labels[k]`.
        labels: the names of the marked parts.
        preamble: Typst set rules that come first.

    Raises:
        InputError: with Typst's own message if the source does not compile.

    Example:
        >>> len(typeset('$ x = 2 $').outlines)
        3
    """
    # Each part is set in its own colour: Typst then tells by colour what belongs to which part, in one pass
    # and without touching the spacing.
    document = (
        "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
        f"#set text(size: {_EM}pt)\n"
        "#let part(k, body) = {\n"
        "let n = int(k) + 1\n"
        "set text(fill: rgb(0, calc.quo(n, 256), calc.rem(n, 256)))\nbody\n}\n"
        f"{preamble}\n{source}"
    )
    try:
        svg = _compiler().compile(document.encode(), format="svg")
    except typst.TypstError as error:
        raise InputError(f"Typst cannot set {source!r}: {error.message}") from None
    root = ElementTree.fromstring(svg[0] if isinstance(svg, list) else svg or b"")
    symbols = {str(symbol.get("id")): symbol for symbol in root.iter(f"{_SVG}symbol")}
    outlines = tuple(_outlines(root, np.eye(3), symbols, labels))
    _, _, width, height = (float(number) for number in str(root.get("viewBox")).split())
    return TypesetText(outlines, width / _EM, height / _EM)


@cache
def fonts() -> typst.Fonts:
    """Return the fonts that may be used: the ones in the package, and those inside Typst."""
    folder = files("aimath") / "data" / "fonts"
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder)])


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(font_paths=fonts())


def _outlines(
    element: ElementTree.Element,
    placed: NDArray[np.float64],
    symbols: dict[str, ElementTree.Element],
    labels: tuple[str, ...],
) -> Iterator[Outline]:
    placed = placed @ _matrix(element.get("transform"))
    if element.tag == f"{_SVG}defs":
        return
    if element.tag == f"{_SVG}use":
        shift = np.array([[1, 0, float(element.get("x", 0))], [0, 1, float(element.get("y", 0))], [0, 0, 1]])
        symbol = symbols[str(element.get(_HREF)).removeprefix("#")]
        label = _label(element.get("fill"), labels)
        matrix = placed @ shift
        for path in symbol.iter(f"{_SVG}path"):
            points = _points(str(path.get("d")))
            if len(points):
                yield Outline(_place(points, matrix), label, -float(matrix[1, 2]) / _EM)
    elif element.tag == f"{_SVG}path":
        stroked = element.get("stroke") not in (None, "none")
        label = _label(element.get("stroke" if stroked else "fill"), labels)
        points = _points(str(element.get("d")))
        if stroked:
            points = _ruled(points, float(element.get("stroke-width", 1)))
        if len(points):
            yield Outline(_place(points, placed), label, -float(placed[1, 2]) / _EM)
    for child in element:
        yield from _outlines(child, placed, symbols, labels)


def _matrix(transform: str | None) -> NDArray[np.float64]:
    matrix = svgelements.Matrix(transform or "")
    return np.array([[matrix.a, matrix.c, matrix.e], [matrix.b, matrix.d, matrix.f], [0, 0, 1]])


def _place(points: Points, matrix: NDArray[np.float64]) -> Points:
    flat = points.copy()
    flat[:, 2] = 1
    placed = flat @ matrix.T / _EM
    placed[:, 1] *= -1
    placed[:, 2] = 0
    return np.asarray(placed)


def _label(color: str | None, labels: tuple[str, ...]) -> str | None:
    match = re.fullmatch(r"#00([0-9a-fA-F]{4})", color or "")
    index = int(match[1], 16) if match else _UNLABELLED
    return labels[index - 1] if 0 < index <= len(labels) else None


@cache
def _points(commands: str) -> Points:
    curves: list[list[complex]] = []
    for segment in svgelements.Path(commands):
        if isinstance(segment, svgelements.Move) or segment.start is None or segment.end is None:
            continue
        start, end = complex(segment.start), complex(segment.end)
        if isinstance(segment, svgelements.CubicBezier):
            curves.append([start, complex(segment.control1), complex(segment.control2), end])
        elif isinstance(segment, svgelements.QuadraticBezier):
            control = complex(segment.control)
            curves.append([start, (start + 2 * control) / 3, (end + 2 * control) / 3, end])
        elif start != end:
            curves.append([start, (2 * start + end) / 3, (start + 2 * end) / 3, end])
    flat = np.array(curves, dtype=complex).reshape(-1)
    return np.stack([flat.real, flat.imag, np.zeros(len(flat))], axis=-1)


def _ruled(points: Points, width: float) -> Points:
    """Return the outline of a straight rule (fraction bar, root, underline) drawn with a pen of `width`."""
    outline: list[Points] = []
    for start, end in zip(points[0::4], points[3::4], strict=True):
        along = (end - start) / max(float(np.linalg.norm(end - start)), 1e-9)
        side = np.array([-along[1], along[0], 0.0]) * width / 2
        corners = [start + side, end + side, end - side, start - side, start + side]
        for a, b in zip(corners, corners[1:], strict=False):
            outline.append(np.stack([a, (2 * a + b) / 3, (a + 2 * b) / 3, b]))
    return np.concatenate(outline) if outline else np.zeros((0, 3))
