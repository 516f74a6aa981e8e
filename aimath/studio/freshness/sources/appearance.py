"""What a statement looks like once comments, docstrings and formatting are taken away, as short hashes."""

import ast
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from aimath.studio.freshness.sources.trees import blocks_in

FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
_DOCUMENTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_BLOCKS = ("body", "orelse", "finalbody")


@dataclass(frozen=True)
class Appearance:
    """What a statement looks like.

    Attributes:
        digests: a hash of the statement, or of a class and each of its methods, by the names a reader knows.
        docstrings: a hash of its docstrings, likewise.
    """

    digests: dict[str, str]
    docstrings: dict[str, str]


def digest(content: bytes) -> str:
    """Return a short hash of some bytes.

    Example:
        >>> digest(b"")
        'ddd9c40767f9'
    """
    return hashlib.blake2b(content, digest_size=6).hexdigest()


def look_at(statement: ast.stmt, name: str) -> Appearance:
    r"""Return what a statement looks like, and take its docstrings away for good.

    Args:
        statement: a statement of a module.
        name: what a reader calls it.

    Example:
        >>> one, other = ast.parse("def f(x): return x+1\ndef f( x ):\n  'Add one.'\n  return x + 1").body
        >>> look_at(one, "f").digests == look_at(other, "f").digests
        True
    """
    docstrings: dict[str, list[str]] = {}
    looks: dict[str, list[str]] = {}
    shell: list[ast.stmt] = []
    if isinstance(statement, ast.ClassDef):
        docstrings[name] = _take_docstrings([statement])
        for part in statement.body:
            known_as = f"{name}.{part.name}" if isinstance(part, FUNCTION) else name
            docstrings.setdefault(known_as, []).extend(_take_docstrings(blocks_in(part)))
            if isinstance(part, FUNCTION):
                looks.setdefault(known_as, []).append(ast.dump(part))
            # The order of methods counts, so each leaves its name in its place.
            shell.append(ast.Global([part.name]) if isinstance(part, FUNCTION) else part)
        body, statement.body = statement.body, shell
        looks[name] = [ast.dump(statement)]
        statement.body = body
    else:
        docstrings[name] = _take_docstrings(blocks_in(statement))
        looks[name] = [ast.dump(statement)]
    return Appearance(_hashed(looks), _hashed(docstrings))


def _take_docstrings(nodes: Iterable[ast.AST]) -> list[str]:
    """Take bare words away from blocks of code, and return those that are docstrings."""
    found = []
    for node in nodes:
        if isinstance(node, _DOCUMENTED) and (words := ast.get_docstring(node, clean=False)):
            found.append(words)
        for block in _BLOCKS:
            lines = getattr(node, block, None)
            if isinstance(lines, list) and lines:
                kept = [line for line in lines if not _is_bare_word(line)]
                lines[:] = kept or ([ast.Pass()] if block == "body" else [])
    return found


def _is_bare_word(line: ast.stmt) -> bool:
    return isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant) and line.value.value is not ...


def _hashed(parts: dict[str, list[str]]) -> dict[str, str]:
    written = {name: "\n".join(texts).encode("utf-8", "surrogatepass") for name, texts in parts.items()}
    return {name: digest(text) for name, text in written.items() if parts[name]}
