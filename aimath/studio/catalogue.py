"""Find lessons and read what they offer, without running them and without Manim."""

import ast
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from aimath.stage.numbers import Numbers
from aimath.stage.sections import Section
from aimath.studio.errors import FilmError, UsageError
from aimath.studio.numbers_code import read_numbers_type


@dataclass(frozen=True)
class LessonFile:
    """A lesson as it stands in its file.

    Attributes:
        name: the file's name without ending, by which the lesson is called.
        path: the file.
        class_name: the Lesson class in it.
        title: first line of the class's docstring.
        description: the rest of it.
        sections: its parts, in order.
        code: its snippet, with `$name` for numbers.
    """

    name: str
    path: Path
    class_name: str
    title: str
    description: str
    sections: tuple[Section, ...]
    code: str

    @cached_property
    def numbers_type(self) -> type[Numbers]:
        """The type of its numbers, made from that part of the file alone.

        Raises:
            FilmError: if that part does not run, or a number is not what it may be by itself.
        """
        return read_numbers_type(self.path, self.class_name)

    def snippet(self, numbers: Numbers) -> str:
        """Return the lesson's code with these numbers filled in."""
        # It imports NumPy, which nobody who only looks needs.
        from aimath.stage.snippets import fill_snippet_from

        return fill_snippet_from(self.code.strip("\n"), numbers)


@dataclass(frozen=True)
class Catalogue:
    """The lessons there are, and the files that are not valid Python, both by name."""

    lessons: dict[str, LessonFile]
    broken: dict[str, FilmError]


def lesson_folders() -> tuple[Path, ...]:
    """Return where lessons are looked for: `scenes` in the current folder first, then the package's own."""
    package = Path(str(files("aimath")))
    own = [package / "bundled_scenes", package.parent / "scenes"]
    here = Path.cwd() / "scenes"
    found = [folder for folder in (here, *own) if folder.is_dir()]
    return tuple(dict.fromkeys(folder.resolve() for folder in found))


def lesson_files(folder: Path) -> list[Path]:
    """Return the files in a folder, and in those in it, that may hold lessons; editors leave others there."""
    return sorted(path for path in folder.rglob("*.py") if path.is_file() and path.name[0] != ".")


def read_catalogue() -> Catalogue:
    """Return every lesson; a folder that is looked at earlier comes first.

    Raises:
        UsageError: if two files in one folder hold lessons of one name, or one file holds two.
    """
    readable: dict[str, LessonFile] = {}
    broken: dict[str, FilmError] = {}
    for folder in lesson_folders():
        here: dict[str, LessonFile] = {}
        for path in lesson_files(folder):
            try:
                lesson = read_lesson(path)
            except FilmError as error:
                broken.setdefault(path.stem, error)
                continue
            if lesson is None:
                continue
            if lesson.name in here:
                raise UsageError(
                    f"two lessons are called {lesson.name!r}: {here[lesson.name].path} and {path}; "
                    "rename one of the files"
                )
            here[lesson.name] = lesson
        readable = {name: lesson for name, lesson in here.items() if name not in readable} | readable
    return Catalogue(dict(sorted(readable.items())), broken)


def read_lesson(path: Path) -> LessonFile | None:
    """Return the lesson in a file, or None if it holds none.

    Raises:
        FilmError: naming file and line if it is not valid Python, or has to be run to be known.
        UsageError: if it holds more than one lesson.
    """
    try:
        tree = ast.parse(path.read_bytes(), filename=str(path))
    except OSError as error:
        raise FilmError(f"{path.stem}: {path}: {error.strerror or error}") from None
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        reason = getattr(error, "msg", None) or str(error)
        raise FilmError(f"{path.stem}: {path}:{line or 1}: {reason}") from None
    classes = [
        node for node in tree.body if isinstance(node, ast.ClassDef) and _names(node.bases) & {"Lesson"}
    ]
    if not classes:
        return None
    if len(classes) > 1:
        names = ", ".join(node.name for node in classes)
        raise UsageError(f"{path}: expected one Lesson in a file, got {names}; give each its own file")
    node = classes[0]
    title, _, description = (ast.get_docstring(node) or node.name).partition("\n")
    return LessonFile(
        name=path.stem,
        path=path,
        class_name=node.name,
        title=title.strip(),
        description=" ".join(description.split()),
        sections=tuple(_sections(node, path)),
        code=_code(node, path),
    )


def _names(expressions: list[ast.expr]) -> set[str]:
    return {node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "") for node in expressions}


def _sections(node: ast.ClassDef, path: Path) -> list[Section]:
    found = []
    for method in node.body:
        if not isinstance(method, ast.FunctionDef):
            continue
        for decorator in method.decorator_list:
            if isinstance(decorator, ast.Call) and _names([decorator.func]) == {"section"}:
                try:
                    words = [ast.literal_eval(argument) for argument in decorator.args]
                    options: dict[str, Any] = {
                        str(keyword.arg): ast.literal_eval(keyword.value) for keyword in decorator.keywords
                    }
                    found.append(Section(method.name, *words, **options))
                except (TypeError, ValueError):
                    reason = 'expected a title that is written out, such as @section("Length")'
                    raise FilmError(f"{path.stem}: {path}:{decorator.lineno}: {reason}") from None
    return found


def _code(node: ast.ClassDef, path: Path) -> str:
    for statement in node.body:
        if not isinstance(statement, ast.Assign):
            continue
        if any(isinstance(target, ast.Name) and target.id == "code" for target in statement.targets):
            try:
                return str(ast.literal_eval(statement.value))
            except ValueError:
                reason = "expected code that is written out as one string"
                raise FilmError(f"{path.stem}: {path}:{statement.lineno}: {reason}") from None
    return ""
