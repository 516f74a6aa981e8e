"""Load a scene class from a Python file, and say where in that file something went wrong."""

import importlib.util
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from aimath.studio.errors import FilmError, UsageError
from aimath.studio.neighbours import import_beside


@dataclass(frozen=True)
class SceneSource:
    """A scene class in a file.

    Attributes:
        name: what the user calls it, and what its folder is called.
        path: the file.
        class_name: the class in it.
    """

    name: str
    path: Path
    class_name: str


def load_scene(source: SceneSource) -> type:
    """Return the scene class; the file runs as `python` would run it, with its folder importable.

    Raises:
        UsageError: if the file has no such class.
    """
    import_beside(source.path.parent)
    module_name = f"aimath_scene_{source.path.stem}"
    spec = importlib.util.spec_from_file_location(module_name, source.path)
    if spec is None or spec.loader is None:
        raise UsageError(f"{source.path}: expected a Python file with a scene")
    module = importlib.util.module_from_spec(spec)
    sys.modules[module_name] = module
    with _ending_where_it_led(source.path):
        spec.loader.exec_module(module)
    found = getattr(module, source.class_name, None)
    if not isinstance(found, type):
        raise UsageError(f"{source.path} has no scene called {source.class_name!r}")
    return found


_led_to: dict[tuple[Path, Path], Path] = {}


@contextmanager
def _ending_where_it_led(path: Path) -> Iterator[None]:
    """End in the folder that running a file has led to from here, now or earlier.

    Modules that it imports run only once in a process, so that they change the current folder only once.
    """
    here = Path.cwd()
    yield
    if Path.cwd() != here:
        _led_to[path, here] = Path.cwd()
    elif (path, here) in _led_to:
        os.chdir(_led_to[path, here])


def failure(source: SceneSource, section: str, error: BaseException) -> FilmError:
    """Return what went wrong as one error: lesson, section, file and line, and the user's own frames."""
    place = f"{source.name}:{section}" if section else source.name
    kind = type(error).__name__
    # Those of other languages than Python have no file.
    if isinstance(error, SyntaxError) and error.filename:
        return FilmError(f"{place}: {error.filename}:{error.lineno}: {kind}: {error.msg}")
    own = _own_frames(source.path, error.__traceback__)
    if not own:
        return FilmError(f"{place}: {kind}: {error}")
    last = own[-1]
    head = f"{place}: {last.filename}:{last.lineno}: {kind}: {error}"
    # A function that calls itself too often is at one place hundreds of times.
    places = dict.fromkeys(f"  {one.filename}:{one.lineno} in {one.name}: {one.line or ''}" for one in own)
    return FilmError("\n".join([head, *places]))


def _own_frames(path: Path, trace: TracebackType | None) -> list[traceback.FrameSummary]:
    """Return the frames of the file and its neighbours, not those of libraries."""
    folder = path.resolve().parent
    return [
        frame
        for frame in traceback.extract_tb(trace)
        if Path(frame.filename).resolve().is_relative_to(folder) and "site-packages" not in frame.filename
    ]
