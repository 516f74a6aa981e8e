"""One Python file as its definitions: what each is called, what it looks like, and what it refers to."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from aimath.studio.freshness.sources.appearance import FUNCTION, digest, look_at
from aimath.studio.freshness.sources.effects import Calls, calls_on_import, calls_when_called
from aimath.studio.freshness.sources.references import Import, dotted, imports_of, references

MODULE_CODE = "code of the module"
"""What a reader calls statements that bind no name of their own."""

_CONSTRUCTORS = frozenset({"__init__", "__new__", "__post_init__", "__set_name__"})
_REVEALING = frozenset({"__globals__", "__subclasses__", "allow_pickle", "f_globals"})
_DOCUMENTING = frozenset({"__doc__", "getdoc"})
# What stands below these is for type checkers, or for running the file by itself.
_NEVER = ("TYPE_CHECKING", "typing.TYPE_CHECKING", "__name__ == '__main__'")


@dataclass(frozen=True)
class Definition:
    """A statement of a module.

    Attributes:
        names: the names that it binds.
        kind: "function", "class", "value", "import", or "code" for anything else.
        digests: what it looks like, by the name a reader knows it by; a class has one for each method too.
        docstrings: what its docstrings look like, likewise.
        title: first line of a class's docstring.
        names_used: names that it refers to, with the attributes read from them.
        imports: what its import statements bind.
        files: words in it that may be names of files.
        on_import: the calls it makes when its module is imported; None if it may change other things.
        when_called: the calls it makes when it is called; None if it may change other things.
        bases: the bases of a class.
        plain: for a class, whether making an instance runs none of its own code.
        hooked: for a class, whether defining a subclass runs code of its own.
        reveals: whether it may reach things that it does not name.
        reads_docstrings: whether it may read docstrings.
        lazy: whether it is looked at only when its name is asked for.
    """

    names: tuple[str, ...]
    kind: str
    digests: dict[str, str]
    docstrings: dict[str, str] = field(default_factory=dict)
    title: str = ""
    names_used: tuple[str, ...] = ()
    imports: tuple[Import, ...] = ()
    files: tuple[str, ...] = ()
    on_import: Calls = ()
    when_called: Calls = ()
    bases: tuple[str, ...] = ()
    plain: bool = True
    hooked: bool = False
    reveals: bool = False
    reads_docstrings: bool = False
    lazy: bool = False


@dataclass(frozen=True)
class Outline:
    """A file's definitions, or why it has none.

    Attributes:
        definitions: its statements, in order.
        broken: "LINE: REASON" if the file is not valid Python or cannot be read, else "".
        digest: what the file as a whole looks like.
    """

    definitions: tuple[Definition, ...] = ()
    broken: str = ""
    digest: str = ""


def outline(source: bytes, stub: bytes = b"") -> Outline:
    r"""Return the definitions of a file.

    Args:
        source: the file's content.
        stub: content of a stub beside it that says where names come from that are loaded when asked for.

    Example:
        >>> [definition.names for definition in outline(b"import re\nX = 1\ndef f(): return X").definitions]
        [('re',), ('X',), ('f',)]
    """
    try:
        tree, promised = ast.parse(source), ast.parse(stub)
    except (SyntaxError, ValueError) as error:
        reason = f"{getattr(error, 'lineno', None) or 1}: {getattr(error, 'msg', None) or error}"
        return Outline(broken=reason, digest=digest(source))
    return outline_of(tree.body, promised.body)


def outline_of(statements: Iterable[ast.stmt], promised: Iterable[ast.stmt] = ()) -> Outline:
    """Return the definitions of statements, and take their docstrings away for good.

    Args:
        statements: the statements of a module.
        promised: those of a stub beside it.
    """
    found = [_define(part) for statement in statements for part in _parts(statement)]
    found += [_define(part, lazy=True) for statement in promised for part in _parts(statement)]
    whole = "\n".join(text for definition in found for text in definition.digests.values())
    return Outline(tuple(found), digest=digest(whole.encode()))


def _parts(statement: ast.stmt) -> Iterator[ast.stmt]:
    """Yield what counts of a statement: each imported name by itself, and nothing of what never runs."""
    match statement:
        case ast.Import(names=aliases):
            yield from (ast.Import([alias]) for alias in aliases)
        case ast.ImportFrom(module=module, names=aliases, level=level):
            yield from (ast.ImportFrom(module, [alias], level) for alias in aliases)
        case ast.Expr(value=ast.Constant()):
            return
        case ast.If(orelse=[]) if ast.unparse(statement.test) in _NEVER:
            return
        case _:
            yield statement


def _define(statement: ast.stmt, *, lazy: bool = False) -> Definition:
    kind, names = _kind(statement), tuple(names_bound(statement))
    title, hooked = "", False
    methods: set[str] = set()
    bases: tuple[str, ...] = ()
    if isinstance(statement, ast.ClassDef):
        title = (ast.get_docstring(statement) or "").partition("\n")[0]
        methods = {part.name for part in statement.body if isinstance(part, FUNCTION)}
        bases = tuple(filter(None, map(dotted, statement.bases)))
        hooked = "__init_subclass__" in methods or bool(statement.keywords)
    appearance = look_at(statement, MODULE_CODE if kind == "code" else ", ".join(names))
    used = references([statement])
    words = used.attributes | {part for name in used.names for part in name.split(".")}
    return Definition(
        names=names,
        kind=kind,
        digests=appearance.digests,
        docstrings=appearance.docstrings,
        title=title,
        names_used=tuple(sorted(used.names)),
        imports=tuple(used.imports),
        files=tuple(sorted(used.files)),
        on_import=calls_on_import(statement),
        when_called=calls_when_called(statement),
        bases=bases,
        plain=not methods & _CONSTRUCTORS,
        hooked=hooked,
        reveals=bool(words & _REVEALING),
        reads_docstrings=bool(words & _DOCUMENTING),
        lazy=lazy,
    )


def _kind(statement: ast.stmt) -> str:
    match statement:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return "function"
        case ast.ClassDef():
            return "class"
        case ast.Import() | ast.ImportFrom():
            return "import"
    return "value" if calls_on_import(statement) is not None else "code"


def names_bound(node: ast.AST) -> Iterator[str]:
    r"""Yield the names that a statement binds in its module; EVERYTHING for all those of another.

    Example:
        >>> list(names_bound(ast.parse("if x:\n  import a.b, c\nelse:\n  d = [e for e in f]")))
        ['a', 'c', 'd']
    """
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Import() | ast.ImportFrom():
            yield from (imported.bound for imported in imports_of(node) if imported.bound)
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
            yield name
        case ast.Lambda() | ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            return
        case _:
            for part in ast.iter_child_nodes(node):
                yield from names_bound(part)
