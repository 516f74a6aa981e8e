"""What has to be the same on every machine so that all of them draw and encode the same frames."""

import platform
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from aimath.studio.errors import UsageError
from aimath.studio.freshness.fingerprint import hash_file
from aimath.studio.freshness.sources.appearance import digest
from aimath.studio.freshness.sources.modules import PACKAGE
from aimath.studio.freshness.versions import NO_PACKAGES, versions
from aimath.studio.own_code import is_compiled

MACHINE, SOURCES, MANIM_SETTINGS = "machine", "the files of aimath", "~/.config/manim/manim.cfg"
BUNDLED_SCENES = PACKAGE / "bundled_scenes"

_OF_A_MACHINE = {MACHINE, SOURCES, MANIM_SETTINGS}
_MOST_TOLD = 3


def describe_machine(libraries: Iterable[str]) -> dict[str, str]:
    """Return the versions of everything that films are made with here.

    Args:
        libraries: what lessons import, besides what every film needs.
    """
    settings = hash_file(Path(MANIM_SETTINGS).expanduser())
    return versions(set(libraries) - _OF_A_MACHINE) | {
        MACHINE: platform.machine(),
        SOURCES: _sources(),
        MANIM_SETTINGS: settings or "absent",
    }


def refuse_others(expected: Mapping[str, str], workers: Mapping[str, Any]) -> None:
    """Make sure that all workers are like this machine.

    Args:
        expected: what `describe_machine` says here.
        workers: what it says on each worker, by the worker's address, or the error that it ended with.

    Raises:
        UsageError: naming the worker, what differs and how to mend it.
    """
    refusals = []
    for worker, found in sorted(workers.items()):
        if isinstance(found, ImportError):
            refusals.append(
                f"worker {worker} has no aimath that can film for others ({found}); "
                f"install aimath {expected[PACKAGE.name]} there and start the worker again"
            )
        elif isinstance(found, BaseException):
            refusals.append(f"worker {worker} cannot say what it films with: {found}")
        elif reason := _difference(expected, found):
            refusals.append(f"worker {worker} is refused: {reason}")
    if refusals:
        others = f" (and so on for {len(refusals)} workers)" if len(refusals) > 1 else ""
        raise UsageError(refusals[0] + others)


def _difference(expected: Mapping[str, str], found: Mapping[str, str]) -> str:
    """Return what differs on a worker and how to mend it, as one sentence; empty if nothing does."""
    different = [name for name in expected if expected[name] != found.get(name)]
    if not different:
        return ""
    if different == [SOURCES]:
        return (
            f"its aimath {expected[PACKAGE.name]} has other sources than the one here "
            f"(digest {found.get(SOURCES)}, here {expected[SOURCES]}); "
            "install the same checkout there and start the worker again"
        )
    told = different[:_MOST_TOLD]
    rest = f" and {len(different) - len(told)} more differences" if len(different) > len(told) else ""
    what = ", ".join(
        f"{name} is {found.get(name, 'absent')} there and {expected[name]} here" for name in told
    )
    packages = [f"{name}=={expected[name]}" for name in told if name not in NO_PACKAGES | _OF_A_MACHINE]
    mend = f"run pip install {' '.join(packages)} there" if packages else "install the same there"
    return f"{what}{rest}; {mend} and start the worker again"


@cache
def _sources() -> str:
    """Return a hash of everything in the package, but for what compilers may make another of.

    Lessons do not count, for they travel with the work.
    """
    paths = sorted(
        path
        for path in PACKAGE.rglob("*")
        if path.is_file()
        and not ("__pycache__" in path.parts or path.is_relative_to(BUNDLED_SCENES) or is_compiled(path))
    )
    return digest(
        "\n".join(f"{path.relative_to(PACKAGE).as_posix()} {hash_file(path)}" for path in paths).encode()
    )
