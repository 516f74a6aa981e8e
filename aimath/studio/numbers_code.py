"""The numbers of a lesson, from that part of its file alone: nothing else of it runs, and nothing draws."""

import ast
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

from aimath.stage.numbers import Numbers
from aimath.studio.errors import FilmError
from aimath.studio.neighbours import beside

_UNDRAWN = ("aimath.stage.numbers", "aimath.stage.figures")
_LIGHT = {"Numbers": "aimath.stage.numbers", "number": "aimath.stage.numbers"}
"""Where names come from that a package offers which draws."""


def read_numbers_type(path: Path, class_name: str) -> type[Numbers]:
    """Return the type of a lesson's numbers; `Numbers` itself if it has none of its own.

    Args:
        path: the lesson's file; it must be valid Python.
        class_name: the lesson.

    Raises:
        FilmError: if that part of the file does not run, or a number is not what it may be by itself.
    """
    tree = ast.parse(path.read_bytes(), filename=str(path))
    annotation = _annotation(tree, class_name)
    if annotation is None:
        return Numbers
    statements = [part for statement in tree.body for part in _undrawn(statement)]
    body = _with_what_it_needs(annotation, statements)
    namespace: dict[str, Any] = {"__name__": f"aimath_numbers_of_{path.stem}"}
    try:
        # What is imported may change the current folder.
        with chdir("."), beside(path.parent):
            exec(compile(ast.Module(body, []), str(path), "exec"), namespace)
            found: type[Numbers] = eval(compile(ast.Expression(annotation), str(path), "eval"), namespace)
        found.model_rebuild(_types_namespace=namespace)
        found.parse({})
    except (Exception, SystemExit) as error:
        raise FilmError(f"{path.stem}: {path}: its numbers cannot be read: {error}") from None
    return found


def _annotation(tree: ast.Module, class_name: str) -> ast.expr | None:
    """Return what a lesson's class says the type of its numbers is; None if it says nothing."""
    for found in tree.body:
        for part in found.body if isinstance(found, ast.ClassDef) and found.name == class_name else ():
            if isinstance(part, ast.AnnAssign) and getattr(part.target, "id", "") == "numbers":
                match part.annotation:
                    case ast.Constant(value=str(text)):
                        return ast.parse(text, mode="eval").body
                return part.annotation
    return None


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
        names = {part.id for part in ast.walk(waiting.pop()) if isinstance(part, ast.Name)} | {"*"}
        for statement in statements:
            if id(statement) not in needed and names & set(_bound(statement)):
                needed.add(id(statement))
                waiting.append(statement)
    return [part for part in statements if id(part) in needed or _is_of_the_language(part)]


def _is_of_the_language(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and statement.module == "__future__"


def _bound(statement: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement of a module binds; "*" may be any."""
    match statement:
        case ast.Import() | ast.ImportFrom():
            yield from (alias.asname or alias.name.partition(".")[0] for alias in statement.names)
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Assign() | ast.AnnAssign():
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            yield from (
                part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)
            )
