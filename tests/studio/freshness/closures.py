"""Small projects on disk, and what their film depends on."""

import textwrap
from pathlib import Path

from aimath.studio.freshness.closure import Closure, Closures
from aimath.studio.freshness.sources.graph import Graph
from aimath.studio.freshness.sources.outlines import OutlineCache

SCENE = "film.py"


def write(folder: Path, **files: str) -> None:
    for name, source in files.items():
        path = folder / (name.replace("__", "/").replace("/init", "/__init__") + ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(source), encoding="utf-8")


def closure_in(folder: Path) -> Closure:
    return Closures(Graph(folder, OutlineCache(folder / "nowhere" / "cache"))).of(folder / SCENE, "Film")
