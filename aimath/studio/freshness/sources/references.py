"""What a piece of syntax refers to: names, imports, and words that may be files."""

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_FILE = re.compile(r"[\w~.][\w\-./ ~]*\.\w{1,5}")
_QUOTED_FILE = re.compile(rf"[\"']({_FILE.pattern})[\"']")
_FROM_LINE = re.compile(r"^[ \t]*from[ \t]+(\w[\w.]*)[ \t]+import\b", re.MULTILINE)
_IMPORT_LINE = re.compile(r"^[ \t]*import[ \t]+(\w[\w., \t]*)", re.MULTILINE)
_LONGEST_FILE = 200
_NAMESPACES = ("dir", "locals", "vars")
_IMPORTING = ("__import__", "import_module")

EVERYTHING = "*"
"""Stands for all names of a module."""


@dataclass(frozen=True)
class Import:
    """A name that an import statement binds.

    Attributes:
        bound: the name, EVERYTHING for all names of the module, or "" for none.
        module: the module as written, with leading dots.
        name: what is taken from the module, EVERYTHING for all names, or "" for the module itself.
    """

    bound: str
    module: str
    name: str = ""


@dataclass
class References:
    """What a piece of syntax refers to.

    Attributes:
        names: names that are read, with the attributes that are read from them: "np.zeros".
        attributes: attributes and keywords of anything else.
        imports: what its import statements bind, those in source code within strings included.
        files: words in it that may be names of files.
    """

    names: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    imports: list[Import] = field(default_factory=list)
    files: set[str] = field(default_factory=set)


def references(nodes: Iterable[ast.AST]) -> References:
    """Return what these pieces of syntax refer to, without regard to scope: too much rather than too little.

    Example:
        >>> sorted(references([ast.parse("y = np.zeros(n).sum()")]).names)
        ['n', 'np.zeros']
    """
    visitor = _Visitor()
    for node in nodes:
        visitor.visit(node)
    return visitor.found


def imports_of(node: ast.Import | ast.ImportFrom) -> list[Import]:
    """Return what an import statement binds.

    Example:
        >>> imports_of(ast.parse("from ..a import b as c").body[0])
        [Import(bound='c', module='..a', name='b')]
    """
    if isinstance(node, ast.ImportFrom):
        module = "." * node.level + (node.module or "")
        return [Import(alias.asname or alias.name, module, alias.name) for alias in node.names]
    found = []
    for alias in node.names:
        top = alias.name.partition(".")[0]
        found.append(Import(alias.asname or top, alias.name if alias.asname else top))
        if not alias.asname and top != alias.name:
            # `import a.b` binds a, and runs a.b as well.
            found.append(Import("", alias.name))
    return found


def dotted(node: ast.AST) -> str | None:
    """Return a name with attributes as text, or None for anything else.

    Example:
        >>> dotted(ast.parse("np.random.seed", mode="eval").body)
        'np.random.seed'
    """
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else None


class _Visitor(ast.NodeVisitor):
    def __init__(self) -> None:
        self.found = References()

    def visit_Name(self, node: ast.Name) -> None:
        # What is bound here may have the name of something else that is not used, as a class's attribute may.
        if not isinstance(node.ctx, ast.Store):
            self.found.names.add(node.id)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            self.found.names.add(node.target.id)
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        chain = dotted(node)
        if chain is None:
            self.found.attributes.add(node.attr)
            self.generic_visit(node)
        else:
            self.found.names.add(chain)

    def visit_Call(self, node: ast.Call) -> None:
        called = dotted(node.func) or ""
        if called in _NAMESPACES and not node.args:
            self.found.names.add("globals")
        if called.rpartition(".")[2] in _IMPORTING and node.args and isinstance(node.args[0], ast.Constant):
            self.found.imports.append(Import(EVERYTHING, str(node.args[0].value), EVERYTHING))
        self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        # Putting a module into sys.modules is not looking for one.
        if isinstance(node.ctx, ast.Load) or dotted(node.value) != "sys.modules":
            self.visit(node.value)
        self.visit(node.slice)

    def visit_Global(self, node: ast.Global) -> None:
        self.found.names.update(node.names)

    def visit_keyword(self, node: ast.keyword) -> None:
        self.found.attributes.add(node.arg or "")
        self.visit(node.value)

    def visit_Import(self, node: ast.Import) -> None:
        self.found.imports += imports_of(node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self.found.imports += imports_of(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if not isinstance(node.value, str):
            return
        if len(node.value) <= _LONGEST_FILE and _FILE.fullmatch(node.value):
            self.found.files.add(node.value)
        elif "\n" in node.value:
            self.found.files.update(_QUOTED_FILE.findall(node.value))
        if "import" in node.value:
            listed = ",".join(_IMPORT_LINE.findall(node.value)).split(",")
            modules = [
                *_FROM_LINE.findall(node.value),
                *(words.split()[0] for words in listed if words.split()),
            ]
            self.found.imports += [Import("", module, EVERYTHING) for module in modules]

    def visit_arg(self, node: ast.arg) -> None:
        self._visit_annotation(node.annotation)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self._visit_annotation(node.annotation)
        self.visit(node.target)
        if node.value is not None:
            self.visit(node.value)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._visit_annotation(node.returns)
        self.generic_visit(node)

    visit_AsyncFunctionDef = visit_FunctionDef

    def _visit_annotation(self, node: ast.expr | None) -> None:
        if node is None:
            return
        self.visit(node)
        for part in ast.walk(node):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                try:
                    self.visit(ast.parse(part.value, mode="eval"))
                except (SyntaxError, ValueError):
                    continue
