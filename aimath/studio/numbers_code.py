"""The numbers of a lesson, from that part of its file alone: nothing else of it runs, and nothing draws."""

import __future__

import ast
import re
import sys
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from pathlib import Path
from typing import Any

from aimath.stage.numbers import Numbers
from aimath.studio.errors import FilmError
from aimath.studio.freshness.sources.definitions import names_bound
from aimath.studio.freshness.sources.references import EVERYTHING
from aimath.studio.neighbours import beside

_UNDRAWN = ("aimath.stage.numbers", "aimath.stage.figures")
_LIGHT = {"Numbers": "aimath.stage.numbers", "number": "aimath.stage.numbers"}
"""Where names come from that a package offers which draws."""

_WORD = re.compile(r"\w+")


def read_numbers_type(path: Path, class_name: str) -> type[Numbers]:
    """Return the type of a lesson's numbers; `Numbers` itself if it has none of its own.

    Args:
        path: the lesson's file; it must be valid Python.
        class_name: the lesson.

    Raises:
        FilmError: if that part of the file does not run, or a number is not what it may be by itself.
    """
    tree = ast.parse(path.read_bytes(), filename=str(path))
    statements = [part for statement in tree.body for part in _undrawn(statement)]
    namespace: dict[str, Any] = {"__name__": f"aimath_numbers_of_{path.stem}"}
    features = _features(tree)
    failures: list[BaseException] = []
    try:
        annotation = _annotation(tree, class_name)
        if annotation is None:
            return Numbers
        # What is imported may change the current folder, and say something where a command is read.
        with chdir("."), beside(path.parent), redirect_stdout(sys.stderr):
            for statement in _with_what_it_needs(annotation, statements):
                try:
                    exec(compile(ast.Module([statement], []), str(path), "exec", features), namespace)
                except (Exception, SystemExit) as error:
                    # Only a method that nobody calls may need it.
                    failures.append(error)
            found: type[Numbers] = eval(compile(ast.Expression(annotation), str(path), "eval"), namespace)
        found.model_rebuild(_types_namespace=namespace)
        found.parse({})
    except (Exception, SystemExit) as error:
        # A name that is missing is so because something else failed.
        reason = failures[0] if failures and isinstance(error, NameError) else error
        raise FilmError(f"{path.stem}: {path}: its numbers cannot be read: {reason}") from None
    return found


def _annotation(tree: ast.Module, class_name: str) -> ast.expr | None:
    """Return what a lesson's class says the type of its numbers is, or a base in its file; None if none."""
    for found in tree.body:
        if not isinstance(found, ast.ClassDef) or found.name != class_name:
            continue
        for part in found.body:
            if isinstance(part, ast.AnnAssign) and getattr(part.target, "id", "") == "numbers":
                match part.annotation:
                    case ast.Constant(value=str(text)):
                        return ast.parse(text, mode="eval").body
                return part.annotation
        bases = [base.id for base in found.bases if isinstance(base, ast.Name) and base.id != class_name]
        return next(filter(None, (_annotation(tree, base) for base in bases)), None)
    return None


def _features(tree: ast.Module) -> int:
    """Return the flags for the compiler that a module's imports from `__future__` stand for."""
    names = [
        alias.name
        for part in tree.body
        if isinstance(part, ast.ImportFrom) and part.module == "__future__"
        for alias in part.names
    ]
    return sum({getattr(__future__, name).compiler_flag for name in names})


def _undrawn(statement: ast.stmt) -> Iterator[ast.stmt]:
    """Yield a statement without the imports in it that would draw."""
    if isinstance(statement, ast.ImportFrom):
        light = [alias for alias in statement.names if alias.name in _LIGHT]
        if statement.module == "aimath.stage":
            for alias in light:
                yield ast.copy_location(ast.ImportFrom(_LIGHT[alias.name], [alias], 0), statement)
        elif statement.level or not _draws(statement.module or ""):
            yield statement
    elif isinstance(statement, ast.Import):
        for alias in statement.names:
            if not _draws(alias.name):
                yield ast.copy_location(ast.Import([alias]), statement)
    else:
        yield statement


def _draws(module: str) -> bool:
    return module.split(".")[0] == "manim" or (module.startswith("aimath.stage") and module not in _UNDRAWN)


def _with_what_it_needs(expression: ast.expr, statements: list[ast.stmt]) -> list[ast.stmt]:
    """Return the statements, in order, that bind names which an expression reads, directly or not."""
    needed: set[int] = set()
    waiting: list[ast.AST] = [expression]
    while waiting:
        names = {*_names_read(waiting.pop()), EVERYTHING}
        for statement in statements:
            if id(statement) not in needed and names & set(names_bound(statement)):
                needed.add(id(statement))
                waiting.append(statement)
    return [part for part in statements if id(part) in needed]


def _names_read(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        match part:
            case ast.Name(id=name, ctx=ast.Load()) | ast.AugAssign(target=ast.Name(id=name)):
                yield name
            case ast.AnnAssign(annotation=annotation):
                # A type may stand in quotes.
                texts = [word.value for word in ast.walk(annotation) if isinstance(word, ast.Constant)]
                yield from (word for text in texts if isinstance(text, str) for word in _WORD.findall(text))
