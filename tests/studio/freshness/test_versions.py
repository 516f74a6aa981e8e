"""Versions are those of the very libraries that films are made with, and are found without importing much."""

import json
import subprocess
import sys
from collections.abc import Iterator

import av
import cairo
import pytest

from aimath.studio.cluster.versions import describe_machine
from aimath.studio.freshness import versions as found_by
from aimath.studio.freshness.versions import COMPILED, versions

LIBAVCODEC = ".".join(map(str, av.library_versions["libavcodec"]))


@pytest.fixture
def look_anew() -> Iterator[None]:
    found_by._libavcodec.cache_clear()
    yield
    found_by._libavcodec.cache_clear()


def test_what_libraries_are_built_on_counts_as_they_tell_it_themselves(look_anew: None) -> None:
    here = versions(["sklearn", "PIL"])
    assert here["libcairo"] == cairo.cairo_version_string()
    assert here["libavcodec"] == LIBAVCODEC
    assert here[COMPILED] == "present"
    assert {"Python", "aimath", "manim", "manimpango", "pillow", "pycairo", "sklearn"} <= set(here)


def test_a_library_that_hides_what_it_is_built_on_is_asked(
    look_anew: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found_by.ctypes, "CDLL", lambda path: object())
    assert versions()["libavcodec"] == LIBAVCODEC


def test_nothing_slow_is_imported_for_it() -> None:
    code = (
        "import json, sys; from aimath.studio.freshness.versions import versions; found = versions();"
        "print(json.dumps([found, sorted({'av', 'manim', 'numpy'} & set(sys.modules))]))"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert json.loads(ran.stdout) == [versions(), []]


def test_a_cluster_is_held_to_the_same_list() -> None:
    assert versions().items() <= describe_machine([]).items()
