"""What a statement does besides binding its names: the calls it makes, and whether it changes other things.

What is not known to be harmless counts as a change. Reading an attribute and applying an operator are taken
to change nothing.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aimath.studio.freshness.sources.references import dotted
from aimath.studio.freshness.sources.trees import parts_of

_READING = """
    __init__ all any argmax argmin astype capitalize casefold copy count cumsum decode dot encode endswith
    find flatten format get index isdigit isidentifier items join keys lower lstrip max mean min partition
    prod ravel removeprefix removesuffix repeat replace reshape round rpartition rsplit rstrip setflags split
    splitlines squeeze startswith std strip sum title tobytes tolist translate transpose upper values var
    zfill
"""
READING = frozenset(_READING.split())
"""Methods of text, collections and arrays that leave them as they are."""


@dataclass(frozen=True)
class Call:
    """A call that a piece of code makes.

    Attributes:
        callee: what is called, as a dotted name.
        handed: names that are handed over, and so may be called in turn.
        code: the calls that lambdas make which are handed over; None if they may change things.
    """

    callee: str
    handed: tuple[str, ...] = ()
    code: "Calls" = ()


Calls = tuple[Call, ...] | None
"""The calls that a piece of code makes, or None if it may change things by itself."""


def calls_on_import(statement: ast.stmt) -> Calls:
    """Return the calls that a statement makes on import; None if it does more than bind names.

    Example:
        >>> calls_on_import(ast.parse("table = make(3, key)").body[0])
        (Call(callee='make', handed=('key',), code=()),)
        >>> calls_on_import(ast.parse("table['x'] = 3").body[0]) is None
        True
    """
    match statement:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            given = [*statement.args.defaults, *filter(None, statement.args.kw_defaults)]
            return _both(_decoration(statement), _calls(given))
        case ast.ClassDef():
            made_of = [*statement.bases, *(keyword.value for keyword in statement.keywords)]
            return _both(
                _decoration(statement), _calls(made_of), *(calls_on_import(part) for part in statement.body)
            )
        case ast.Assign(targets=targets, value=value) if all(map(_binds_names, targets)):
            return _calls([value])
        case ast.AnnAssign(target=ast.Name(), value=given_value):
            return _calls([given_value] if given_value else [])
        case ast.Import() | ast.ImportFrom() | ast.Pass() | ast.Expr(value=ast.Constant()):
            return ()
    # `type Name = ...`, which Python 3.11 does not know yet.
    return () if type(statement).__name__ == "TypeAlias" else None


def calls_when_called(definition: ast.stmt) -> Calls:
    """Return the calls that a function makes when it is called, or all methods of a class together.

    Example:
        >>> calls_when_called(ast.parse("def f(x): return g(x) + h(K)").body[0])
        (Call(callee='g', handed=(), code=()), Call(callee='h', handed=('K',), code=()))
    """
    match definition:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return _calls([definition.args, *definition.body])
        case ast.ClassDef():
            return _calls(definition.body)
    return ()


def _both(*parts: Calls) -> Calls:
    known = [part for part in parts if part is not None]
    return tuple(call for part in known for call in part) if len(known) == len(parts) else None


def _decoration(definition: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> Calls:
    """Return the calls of decorators: each is called with the definition."""
    decorators = [part for part in definition.decorator_list if not _is_of_property(part, definition.name)]
    names = [(decorator, dotted(decorator)) for decorator in decorators]
    calls = tuple(Call(name) for _, name in names if name)
    return _both(calls, _calls(decorator for decorator, name in names if not name))


def _is_of_property(decorator: ast.expr, name: str) -> bool:
    return dotted(decorator) in (f"{name}.deleter", f"{name}.getter", f"{name}.setter")


def _binds_names(target: ast.expr) -> bool:
    if isinstance(target, ast.Tuple | ast.List):
        return all(map(_binds_names, target.elts))
    return isinstance(target, ast.Name) or (isinstance(target, ast.Starred) and _binds_names(target.value))


def _calls(nodes: Iterable[ast.AST], outer: frozenset[str] = frozenset()) -> Calls:
    inside = [part for node in nodes for part in _runs(node)]
    names = [part for part in inside if isinstance(part, ast.Name)]
    local = outer | {name.id for name in names if isinstance(name.ctx, ast.Store)}
    local |= {part.arg for part in inside if isinstance(part, ast.arg)}
    functions = {part.name for part in inside if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)}
    found: list[Call] = []
    for part in inside:
        if _changes(part):
            return None
        if not isinstance(part, ast.Call):
            continue
        name = dotted(part.func)
        root, _, attributes = (name or "").partition(".")
        if (root == "self" and "." not in attributes) or (root in functions and not attributes):
            continue  # What it does is looked at here as well.
        if name and root not in local:
            found.append(Call(name, _handed(part, local), _calls(_lambdas(part), local)))
        elif not isinstance(part.func, ast.Attribute) or part.func.attr not in READING or _lambdas(part):
            return None  # Nobody knows what is called.
    return tuple(found)


def _runs(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and all parts of it, in order, without lambdas that are handed to a call."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        parts = parts_of(node)
        if isinstance(node, ast.Call) and (aside := _lambdas(node)):
            parts = [
                part for part in parts if (part.value if isinstance(part, ast.keyword) else part) not in aside
            ]
        waiting += reversed(parts)


def _lambdas(call: ast.Call) -> list[ast.expr]:
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    return [value for value in given if isinstance(value, ast.Lambda)]


def _changes(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
        own = isinstance(node.value, ast.Name) and node.value.id == "self"
        return not (own and isinstance(node, ast.Attribute))
    if isinstance(node, ast.keyword):
        return node.arg == "out"
    return isinstance(node, ast.Global | ast.Nonlocal | ast.NamedExpr | ast.Import | ast.ImportFrom)


def _handed(call: ast.Call, local: frozenset[str]) -> tuple[str, ...]:
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    names = [dotted(value.value if isinstance(value, ast.Starred) else value) for value in given]
    return tuple(name for name in names if name and name.partition(".")[0] not in local)
