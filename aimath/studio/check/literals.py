"""What is written between quotes in the source of a scene."""

import ast
import re
import sys
from functools import cache
from pathlib import Path

_FIELD = re.compile(r"(?<!\{)\{[a-zA-Z_]\w*(?::[^{}]*)?\}(?!\})")
_DIGIT = re.compile(r"[0-9]")


def literals_of(scene: Path) -> tuple[str, ...]:
    """Return what stands between quotes in the file of a scene, and in modules beside it that are loaded.

    Fields that values are filled into are left out. Of docstrings, only the first line of a class's counts,
    which is a lesson's title. How a value in an f-string is written does not count.

    Args:
        scene: the file.
    """
    folder = scene.resolve().parent
    files = {scene.resolve()}
    for module in list(sys.modules.values()):
        name = getattr(module, "__file__", None)
        if isinstance(name, str) and name.endswith(".py") and Path(name).resolve().parent == folder:
            files.add(Path(name).resolve())
    return tuple(text for file in sorted(files) for text in _literals_in(file, file.stat().st_mtime_ns))


def was_typed(number: str, text: str, literals: tuple[str, ...]) -> bool:
    """Return whether a number of a text stands in a piece of source that is part of the text.

    Example:
        >>> was_typed("12", "12 steps", ("12 steps",)), was_typed("12", "12 steps", (" steps", "1234"))
        (True, False)
    """
    plain = _squeezed(text)
    whole = re.compile(rf"(?<![0-9]){re.escape(number)}(?![0-9])")
    return any(whole.search(literal) and literal in plain for literal in map(_squeezed, literals))


def _squeezed(text: str) -> str:
    return "".join(text.split())


@cache
def _literals_in(file: Path, changed: int) -> tuple[str, ...]:
    tree = ast.parse(file.read_bytes())
    skipped: set[ast.AST] = set()
    texts: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(node.value)
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            skipped.update(ast.walk(node.format_spec))
        if isinstance(node, ast.ClassDef):
            texts += (ast.get_docstring(node) or "").splitlines()[:1]
    texts += [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in skipped
    ]
    return tuple(piece for text in texts for piece in _FIELD.split(text) if _DIGIT.search(piece))
