"""The versions of what films are made with: Python, aimath, libraries, and what those are built on."""

import ctypes
import platform
from collections.abc import Iterable
from functools import cache
from importlib.machinery import PathFinder
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from importlib.util import find_spec

from aimath import __version__
from aimath.studio.own_code import has_compiled_code

COMPILED = "compiled code"
NO_PACKAGES = frozenset({"Python", "aimath", "libcairo", "libavcodec", COMPILED})
"""What `versions` tells of besides packages that can be installed by name."""

_ABSENT = "absent"
_ALWAYS_USED = ("av", "manim", "manimpango", "numpy", "pillow", "pycairo", "pydantic", "typst")
_DISTRIBUTIONS = {"PIL": "pillow", "cairo": "pycairo"}


def versions(libraries: Iterable[str] = ()) -> dict[str, str]:
    """Return the versions of everything that films are made with here, by name.

    Args:
        libraries: names of top-level modules that are used besides what every film needs; whatever else
            `versions` tells of is passed over, so that its names may be given as well.

    Example:
        >>> versions() == versions(versions())
        True
    """
    packages = {*libraries, *_ALWAYS_USED} - NO_PACKAGES
    return {
        "Python": ".".join(platform.python_version_tuple()[:2]),
        "aimath": __version__,
        "libcairo": _libcairo(),
        "libavcodec": _libavcodec(),
        COMPILED: "present" if has_compiled_code() else _ABSENT,
        **{_distribution(name): _version(name) for name in sorted(packages)},
    }


def _distribution(name: str) -> str:
    return _DISTRIBUTIONS.get(name, name)


@cache
def _version(name: str) -> str:
    try:
        return version(_distribution(name))
    except PackageNotFoundError:
        return " ".join(version(found) for found in sorted(packages_distributions().get(name, ()))) or _ABSENT


def _libcairo() -> str:
    """Return the version of the Cairo that pycairo has, which may be the system's and change by itself."""
    try:
        import cairo
    except ImportError:
        return _ABSENT
    return cairo.cairo_version_string()


@cache
def _libavcodec() -> str:
    """Return the version of what PyAV encodes with, which may be the system's as well."""
    package = find_spec("av")
    if package is None:
        return _ABSENT
    core = PathFinder.find_spec("_core", package.submodule_search_locations)
    try:
        # What an extension module depends on is found through it, ten times sooner than by importing PyAV.
        number: int = ctypes.CDLL(core.origin if core else None).avcodec_version()
        return f"{number >> 16}.{number >> 8 & 0xFF}.{number & 0xFF}"
    except (AttributeError, OSError):
        pass
    try:
        import av
    except ImportError:
        return _ABSENT
    return ".".join(map(str, av.library_versions["libavcodec"]))
