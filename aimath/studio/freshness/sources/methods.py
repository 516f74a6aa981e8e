"""A class taken apart, so that each of its methods can count by itself."""

import ast
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from aimath.studio.freshness.sources.appearance import FUNCTION, digest
from aimath.studio.freshness.sources.definitions import Outline, outline_of
from aimath.studio.freshness.sources.references import dotted

_COMPUTING = """
    __dict__ __getattr__ __getattribute__ __init_subclass__ __match_args__ __set_name__ attrgetter delattr
    dir eval exec getattr getmembers globals hasattr inspect locals metaclass methodcaller sections_of setattr
    vars
"""
COMPUTING_NAMES = frozenset(_COMPUTING.split())
"""Words of code that may reach a method whose name stands nowhere in it."""

_FIELD = re.compile(r"\.(\w+)")
"""An attribute in text that is filled in, such as "{0.title}"."""

_DECORATORS = """
    abstractmethod cache cached_property classmethod deleter final getter lru_cache override property section
    setter staticmethod
"""
_KEEPING_TO_THEMSELVES = frozenset(_DECORATORS.split())
"""Decorators after which a method is still reached by its name alone."""


@dataclass(frozen=True)
class ClassInParts:
    """A module with a class whose methods are statements of their own.

    Attributes:
        outline: the module's definitions; that of the class leads to what the heads of its methods lead to,
            and says nothing of how it looks.
        heads: the parts of the class in order: the name of a method, or "" for what is none, and what that
            looks like without what is in the method.
        mentions: words in each method that may be names of others.
        mentioned: such words in the rest of the module.
    """

    outline: Outline
    heads: tuple[tuple[str, str], ...]
    mentions: dict[str, frozenset[str]]
    mentioned: frozenset[str]

    def look(self, methods: Collection[str]) -> list[str]:
        """Return what the class looks like if it has these methods alone, without what is in them."""
        return [head for name, head in self.heads if not name or name in methods]


def take_apart(source: bytes, class_name: str) -> ClassInParts:
    r"""Return a module with the methods of a class as statements of their own.

    Args:
        source: the module.
        class_name: the class.

    Raises:
        SyntaxError, ValueError: if the module is not valid Python.

    Example:
        >>> parts = take_apart(b"class A:\n  def f(self): return self.g(1)\n  def g(self, x): return x", "A")
        >>> [definition.names for definition in parts.outline.definitions]
        [('A',), ('A.f',), ('A.g',)]
        >>> parts.mentions["f"]
        frozenset({'g'})
    """
    statements: list[ast.stmt] = []
    methods: dict[str, list[ast.stmt]] = {}
    mentioned: set[str] = set()
    classes: list[ast.ClassDef] = []
    for statement in ast.parse(source).body:
        statements.append(statement)
        if isinstance(statement, ast.ClassDef) and statement.name == class_name:
            classes.append(statement)
            for method in [part for part in statement.body if isinstance(part, FUNCTION)]:
                inside = _inside(method, f"{class_name}.{method.name}")
                methods.setdefault(method.name, []).append(inside)
                statements.append(inside)
                method.body = [ast.Pass()]
                if not all(map(_keeps_to_itself, method.decorator_list)):
                    mentioned.add(method.name)
            # What stands in a class may call its methods by their bare names.
            around = [part for node in _around_methods(statement) for part in ast.walk(node)]
            mentioned.update(part.id for part in around if isinstance(part, ast.Name))
        mentioned.update(_mentions([statement]))
    outline = outline_of(statements)
    definitions = tuple(
        replace(found, digests={}) if found.kind == "class" and class_name in found.names else found
        for found in outline.definitions
    )
    mentions = {name: frozenset(_mentions(parts)) for name, parts in methods.items()}
    heads = tuple(head for found in classes for head in _heads(found))
    return ClassInParts(Outline(definitions), heads, mentions, frozenset(mentioned))


def _heads(found: ast.ClassDef) -> Iterator[tuple[str, str]]:
    parts, found.body = found.body, []
    for part in (found, *parts):
        name = part.name if isinstance(part, FUNCTION) else ""
        yield name, digest(ast.dump(part).encode("utf-8", "surrogatepass"))


def _around_methods(found: ast.ClassDef) -> Iterator[ast.AST]:
    """Yield the parts of a class that are in none of its methods, without what only decorates those."""
    for part in ast.iter_child_nodes(found):
        if not isinstance(part, FUNCTION):
            yield part
            continue
        yield part.args
        for decorator in part.decorator_list:
            if not _keeps_to_itself(decorator):
                yield decorator
            elif isinstance(decorator, ast.Call):
                yield from (*decorator.args, *decorator.keywords)


def _inside(method: ast.FunctionDef | ast.AsyncFunctionDef, name: str) -> ast.stmt:
    """Return a function with the body of a method; decorators and defaults stay with the class."""
    given = [*method.args.posonlyargs, *method.args.args, *method.args.kwonlyargs]
    given += [one for one in (method.args.vararg, method.args.kwarg) if one is not None]
    bare = ast.arguments([], [ast.arg(one.arg) for one in given], None, [], [], None, [])
    return type(method)(name, bare, method.body, [], None)


def _keeps_to_itself(decorator: ast.expr) -> bool:
    name = dotted(decorator.func if isinstance(decorator, ast.Call) else decorator) or ""
    return name.rpartition(".")[2] in _KEEPING_TO_THEMSELVES


def _mentions(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Yield the attributes that are read in pieces of code, and what computes names of such."""
    for node in nodes:
        for part in ast.walk(node):
            match part:
                case ast.Attribute(attr=name):
                    yield name
                case ast.Constant(value=str(text)) if "{" in text:
                    yield from _FIELD.findall(text)
                case ast.Name(id=name) | ast.alias(name=name) | ast.keyword(arg=name) | ast.arg(arg=name):
                    if name in COMPUTING_NAMES:
                        yield name
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                    if name in COMPUTING_NAMES:
                        yield name
                case ast.MatchClass(kwd_attrs=names):
                    yield from names
