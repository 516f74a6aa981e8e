"""Whether this machine can film, and how to mend what is missing."""

import importlib
import os
import platform
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import numpy as np

from aimath.studio.film_files import MEDIA, how_to_make_writable
from aimath.studio.own_code import has_compiled_code
from aimath.studio.settings import FilmSettings

OLDEST_PYTHON, FIRST_UNTRIED_PYTHON = (3, 11), (3, 15)
OLDEST_MANIM, FIRST_UNTRIED_MANIM = (0, 22), (0, 23)
FONTS = {
    "Inter": ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "Inter-Bold.otf"),
    "JetBrains Mono": ("JetBrainsMono-Regular.ttf", "JetBrainsMono-Bold.ttf"),
}
ENCODERS = {
    "mp4": FilmSettings(quality="draft", format="mp4"),
    "webm": FilmSettings(quality="draft", format="webm"),
    "transparent mov": FilmSettings(quality="draft", format="mov", transparent=True),
}
ADVISED_BYTES = 2 * 10**9

_SUPPORTED_MANIM = "pip install 'manim[typst]>=0.22,<0.23'"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        name: what was looked at.
        ok: whether it is as filming needs it.
        found: what was found.
        mend: what to do about it; empty if nothing needs doing.
    """

    name: str
    ok: bool
    found: str
    mend: str = ""


def examine(media: Path = MEDIA) -> list[Finding]:
    """Look at everything that filming needs; takes about a second.

    Args:
        media: the folder that films go to; it need not exist yet.

    Example:
        >>> [finding.name for finding in examine()][:3]
        ['Python', 'Manim', 'Cairo']
    """
    return [
        _guarded("Python", _python, "install Python 3.11 to 3.14, delete .venv and run scripts/aimath"),
        _guarded("Manim", _manim, _SUPPORTED_MANIM),
        _guarded("Cairo", _cairo, "pip install --force-reinstall --no-binary pycairo pycairo"),
        _guarded("compiled code", _compiled, "install aimath again, where there is a C compiler"),
        _guarded("Pango", _pango, "pip install --force-reinstall --no-binary manimpango manimpango"),
        _guarded("fonts", _fonts, "install aimath again: its package carries the fonts"),
        _guarded("Typst", _typst, _SUPPORTED_MANIM),
        *(
            _guarded(f"{kind} encoder", partial(_encoder, settings), "pip install --force-reinstall av")
            for kind, settings in ENCODERS.items()
        ),
        _guarded("media folder", partial(_writable, media), how_to_make_writable(media)),
        _guarded(
            "disk space",
            partial(_space, media),
            f"free some space, or make {media} a link to a folder where there is some",
        ),
    ]


def _guarded(name: str, check: Callable[[], tuple[bool, str]], mend: str) -> Finding:
    """Turn a check that says (ok, found), or breaks off, into a finding."""
    try:
        ok, found = check()
    except Exception as error:
        ok, found = False, f"{type(error).__name__}: {error}"
    return Finding(name, ok, found, "" if ok else mend)


def _python() -> tuple[bool, str]:
    major, minor, _ = platform.python_version_tuple()
    supported = OLDEST_PYTHON <= (int(major), int(minor)) < FIRST_UNTRIED_PYTHON
    return supported, f"{platform.python_implementation()} {platform.python_version()}"


def _manim() -> tuple[bool, str]:
    found = version("manim")
    major, minor = (int(number) for number in found.split(".")[:2])
    return OLDEST_MANIM <= (major, minor) < FIRST_UNTRIED_MANIM, found


def _cairo() -> tuple[bool, str]:
    """Films call a function of Cairo's that pycairo has no call for, in the library that pycairo has."""
    cairo = importlib.import_module("cairo")
    raw_paths = importlib.import_module("aimath.studio.raw_paths")
    found = cairo.cairo_version_string()
    try:
        raw_paths.path_appender(cairo.Context(cairo.ImageSurface(cairo.FORMAT_A8, 1, 1)))
    except AttributeError:
        return False, f"{found}, but pycairo hides cairo_append_path"
    return True, found


def _compiled() -> tuple[bool, str]:
    """Films can be made without; Cairo then lays colour gradients."""
    return True, "present" if has_compiled_code() else "absent: films of surfaces and landscapes take longer"


def _pango() -> tuple[bool, str]:
    return True, str(importlib.import_module("manimpango").pango_version())


def _fonts() -> tuple[bool, str]:
    from aimath.stage.lettering.typeset import fonts

    folder = files("aimath") / "data" / "fonts"
    shipped = {path.name for family in folder.iterdir() if family.is_dir() for path in family.iterdir()}
    absent = [name for names in FONTS.values() for name in names if name not in shipped]
    absent += [family for family in FONTS if family not in fonts().families()]
    return not absent, f"absent: {', '.join(absent)}" if absent else " and ".join(FONTS)


def _typst() -> tuple[bool, str]:
    from aimath.stage.lettering.typeset import typeset

    outlines = typeset("$ w - eta nabla L(w) $").outlines
    return len(outlines) > 0, f"{version('typst')}, sets formulas"


def _encoder(settings: FilmSettings) -> tuple[bool, str]:
    from aimath.studio.encoding import open_sink

    width, height = settings.pixels
    with tempfile.TemporaryDirectory() as folder:
        film = Path(folder) / f"film.{settings.format}"
        sink = open_sink(film, settings)
        sink.write(np.zeros((height, width, 4), np.uint8))
        sink.close()
        size = film.stat().st_size
    return size > 0, f"works, with PyAV {version('av')}"


def _writable(media: Path) -> tuple[bool, str]:
    with tempfile.TemporaryFile(dir=_existing(media)):
        return True, os.fspath(media.resolve())


def _space(media: Path) -> tuple[bool, str]:
    free = shutil.disk_usage(_existing(media)).free
    return free >= ADVISED_BYTES, f"{free / 1e9:.1f} GB free, {ADVISED_BYTES / 1e9:.0f} GB advised"


def _existing(folder: Path) -> Path:
    return next(path for path in (folder.resolve(), *folder.resolve().parents) if path.exists())
