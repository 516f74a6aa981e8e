"""Files in which Manim keeps typeset text: written by one process at a time, and whole when they are read.

Manim writes them under their final names, and those of Pango again whenever they are used. Somebody else who
films the same scene would read half of one, and what was killed meanwhile would leave half of one for good.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

from manim import MarkupText, Text
from manim.mobject.text import tex_mobject, text_mobject, typst_mobject

from aimath.studio.quick.in_place import in_place

_Typeset = Callable[..., str | Path]

_TYPESETTERS: tuple[tuple[Any, str], ...] = (
    (Text, "_text2svg"),
    (MarkupText, "_text2svg"),
    (tex_mobject, "tex_to_svg_file"),
    (typst_mobject, "typst_to_svg_file"),
)
"""Where to find what gives the file of a text, and writes it if there is none."""

_PANGO = vars(text_mobject)["PangoUtils"]
_EMPTY_OUTLINE = re.compile(r'Z M [^A-Za-z]*? "\/>')


@contextmanager
def typeset_files_kept_whole(folder: Path) -> Iterator[None]:
    """Let Manim write its files of typeset text in turn with others who do, inside the `with` block.

    Args:
        folder: where the files are, with those of others.
    """
    others: list[tuple[Any, str, Any]] = [(_PANGO, "remove_last_M", staticmethod(_remove_empty_outlines))]
    others += [(owner, name, _in_turn(getattr(owner, name), folder)) for owner, name in _TYPESETTERS]
    with in_place(others):
        yield


def _in_turn(typeset: _Typeset, folder: Path) -> _Typeset:
    @wraps(typeset)
    def in_turn(*words: Any, **options: Any) -> str | Path:
        with _turn(folder):
            path = typeset(*words, **options)
            if not _is_whole(Path(path)):
                Path(path).unlink()
                path = typeset(*words, **options)
            _remove_empty_outlines(str(path))
        return path

    return in_turn


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """Wait until nobody else is inside such a `with` block; the system ends the turn of whoever is killed."""
    try:
        import fcntl
    except ImportError:
        # Windows has no such locks, nor copies of a process that would typeset the same text at once.
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "turn").open("wb") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


def _is_whole(path: Path) -> bool:
    return path.read_bytes().rstrip().endswith(b"</svg>")


def _remove_empty_outlines(file_name: str) -> None:
    """Do what Manim does to files of Pango's; leave those alone in which there is nothing to do."""
    path = Path(file_name)
    content = path.read_text()
    without = _EMPTY_OUTLINE.sub('Z "/>', content)
    if without != content:
        path.write_text(without)
