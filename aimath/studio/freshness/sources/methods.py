"""A class taken apart, so that each of its methods can count by itself."""

import ast
from collections.abc import Iterable
from dataclasses import dataclass

from aimath.studio.freshness.sources.appearance import FUNCTION
from aimath.studio.freshness.sources.definitions import Outline, outline_of

_BY_COMPUTED_NAMES = """
    __dict__ __getattr__ __getattribute__ attrgetter delattr dir eval exec getattr getmembers globals hasattr
    inspect locals methodcaller setattr vars
"""
COMPUTING_NAMES = frozenset(_BY_COMPUTED_NAMES.split())
"""Words of code that may reach a method whose name stands nowhere in it."""


@dataclass(frozen=True)
class ClassInParts:
    """A module with a class whose methods are statements of their own.

    Attributes:
        outline: the module's definitions; the class has its methods without what is in them.
        mentions: words in each method that may be names of others.
        mentioned: such words in the rest of the module.
    """

    outline: Outline
    mentions: dict[str, frozenset[str]]
    mentioned: frozenset[str]


def take_apart(source: bytes, class_name: str) -> ClassInParts:
    r"""Return a module with the methods of a class as statements of their own.

    Args:
        source: the module; it must be valid Python.
        class_name: the class.

    Example:
        >>> parts = take_apart(b"class A:\n  def f(self): return self.g(1)\n  def g(self, x): return x", "A")
        >>> [definition.names for definition in parts.outline.definitions]
        [('A',), ('A.f',), ('A.g',)]
        >>> parts.mentions["f"]
        frozenset({'g'})
    """
    tree = ast.parse(source)
    methods: dict[str, list[ast.stmt]] = {}
    statements: list[ast.stmt] = []
    for statement in tree.body:
        statements.append(statement)
        if isinstance(statement, ast.ClassDef) and statement.name == class_name:
            for part in statement.body:
                if isinstance(part, FUNCTION):
                    inside = _without_head(part, f"{class_name}.{part.name}")
                    methods.setdefault(part.name, []).append(inside)
                    statements.append(inside)
                    part.body = [ast.Pass()]
    apart = {id(part) for parts in methods.values() for part in parts}
    return ClassInParts(
        outline_of(statements),
        {name: _mentions(parts) for name, parts in methods.items()},
        _mentions(statement for statement in statements if id(statement) not in apart),
    )


def _without_head(method: ast.FunctionDef | ast.AsyncFunctionDef, name: str) -> ast.stmt:
    """Return a function with the body of a method; decorators and defaults stay with the class."""
    given = [*method.args.posonlyargs, *method.args.args, *method.args.kwonlyargs]
    given += [one for one in (method.args.vararg, method.args.kwarg) if one is not None]
    bare = ast.arguments([], [ast.arg(one.arg) for one in given], None, [], [], None, [])
    function = type(method)(name, bare, method.body, [], None)
    return ast.fix_missing_locations(ast.copy_location(function, method))


def _mentions(nodes: Iterable[ast.AST]) -> frozenset[str]:
    """Return the attributes that are read in pieces of code, and what computes names of such."""
    found: set[str] = set()
    for node in nodes:
        for part in ast.walk(node):
            match part:
                case ast.Attribute(attr=name):
                    found.add(name)
                case ast.Name(id=name) | ast.alias(name=name) if name in COMPUTING_NAMES:
                    found.add(name)
                case ast.MatchClass(kwd_attrs=names):
                    found.update(names)
    return frozenset(found)
