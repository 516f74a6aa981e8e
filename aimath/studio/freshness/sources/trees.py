"""Ways through a syntax tree, for code that is in a hurry."""

import ast
from collections import deque
from collections.abc import Iterator

_BELOW = ("body", "handlers", "cases", "orelse", "finalbody")


def parts_of(node: ast.AST) -> list[ast.AST]:
    """Return the parts of a node, in order, without those that only say whether a name is read or bound.

    Example:
        >>> [type(part).__name__ for part in parts_of(ast.parse("f(x)").body[0].value)]
        ['Name', 'Name']
    """
    found: list[ast.AST] = []
    for name in node._fields:
        if name == "ctx":
            continue
        value = getattr(node, name, None)
        if isinstance(value, list):
            found += [part for part in value if isinstance(part, ast.AST)]
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


def blocks_in(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and everything in it that blocks of code stand in, outer ones first.

    Example:
        >>> [type(part).__name__ for part in blocks_in(ast.parse("if x: pass"))]
        ['Module', 'If', 'Pass']
    """
    waiting = deque([node])
    while waiting:
        node = waiting.popleft()
        for name in node._fields:
            if name in _BELOW and isinstance(below := getattr(node, name, None), list):
                waiting.extend(below)
        yield node
