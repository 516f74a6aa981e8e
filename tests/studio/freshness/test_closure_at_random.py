"""Of projects made at random, a film depends on exactly the functions that change it.

Every function adds a number of its own to what it calls, so that a film's number changes with a function if,
and only if, the film uses it.
"""

import importlib
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.studio.freshness.closures import closure_in, write

MODULES = ("one", "two", "three")
FUNCTIONS = tuple(f"{module}_{letter}" for module in MODULES for letter in "fgh")
PLAIN_STYLES = ("from", "module", "alias", "inside", "table", "default")
DYNAMIC_STYLES = ("registry", "star", "getattr", "namespace")


def call(style: str, function: str) -> tuple[str, str, str]:
    """Return code above, code inside and an expression that call a function in one of many ways."""
    module = function.partition("_")[0]
    ways = {
        "from": (f"from {module} import {function} as from_{function}", "", f"from_{function}()"),
        "module": (f"import {module}", "", f"{module}.{function}()"),
        "alias": (f"import {module} as the_{module}", "", f"the_{module}.{function}()"),
        "inside": ("", f"from {module} import {function}", f"{function}()"),
        "table": (
            f"import {module}\nTABLE_{function} = {{1: {module}.{function}}}",
            "",
            f"TABLE_{function}[1]()",
        ),
        "default": (
            f"from {module} import {function}\ndef by_{function}(f={function}): return f()",
            "",
            f"by_{function}()",
        ),
        "registry": (f"import {module}\nfrom registry import REGISTRY", "", "sum(f() for f in REGISTRY)"),
        "star": (f"from {module} import *", "", f"{function}()"),
        "getattr": (f"import {module}", "", f"getattr({module}, {function[:4]!r} + {function[4:]!r})()"),
        "namespace": (
            f"from {module} import {function}",
            "",
            f"globals()[{function[:4]!r} + {function[4:]!r}]()",
        ),
    }
    return ways[style]


@st.composite
def projects(draw: st.DrawFn, styles: tuple[str, ...]) -> dict[str, str]:
    """Draw files with functions that call those of later modules, and a film that calls some of them."""
    pairs = st.tuples(st.sampled_from(styles), st.sampled_from(FUNCTIONS))
    bodies: dict[str, list[str]] = {module: [] for module in MODULES}
    above: dict[str, list[str]] = {module: [] for module in MODULES}
    for number, function in enumerate(FUNCTIONS):
        module = function.partition("_")[0]
        later = [name for name in FUNCTIONS if MODULES.index(name.partition("_")[0]) > MODULES.index(module)]
        plain = [style for style in styles if style != "registry"]
        some = st.tuples(st.sampled_from(plain), st.sampled_from(later)) if later else st.nothing()
        calls = [call(*pair) for pair in draw(st.lists(some, max_size=2))] if later else []
        above[module] += [code for code, _, _ in calls]
        inside = "".join(f"    {code}\n" for _, code, _ in calls if code)
        total = " + ".join([str(2**number), *(expression for _, _, expression in calls)])
        bodies[module].append(f"def {function}():\n{inside}    return {total}\n")
        if "registry" in styles and draw(st.booleans()):
            above[module].append("from registry import register")
            bodies[module].append(f"register({function})\n")
    files = {module: "\n".join([*above[module], *bodies[module]]) for module in MODULES}
    calls = [call(*pair) for pair in draw(st.lists(pairs, min_size=1, max_size=3))]
    files["registry"] = "REGISTRY = []\ndef register(f):\n    REGISTRY.append(f)\n"
    inside = "".join(f"        {code}\n" for _, code, _ in calls if code)
    files["film"] = "\n".join(
        [
            *(code for code, _, _ in calls),
            "class Film:",
            "    def number(self):",
            f"{inside}        return {' + '.join(expression for _, _, expression in calls)}",
        ]
    )
    return files


def number_of_the_film(folder: Path) -> int:
    """Run the project."""
    names = (*MODULES, "registry", "film")
    importlib.invalidate_caches()
    sys.path.insert(0, str(folder))
    try:
        return int(importlib.import_module("film").Film().number())
    finally:
        sys.path.remove(str(folder))
        for name in names:
            sys.modules.pop(name, None)


def edits(folder: Path, files: dict[str, str]) -> list[tuple[str, bool, bool]]:
    """Edit each function in turn; return whether that changed what the film shows, and what it depends on."""
    write(folder, **files)
    number, digests = number_of_the_film(folder), closure_in(folder).digests
    found = []
    for place, function in enumerate(FUNCTIONS):
        module = function.partition("_")[0]
        write(folder, **{module: files[module].replace(f"return {2**place}", f"return {2**place + 1000000}")})
        shown = number_of_the_film(folder) != number
        found.append((function, shown, closure_in(folder).digests != digests))
        write(folder, **{module: files[module]})
    return found


@pytest.fixture
def no_bytecode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(files=projects(PLAIN_STYLES))
def test_exactly_what_the_film_shows_counts(
    files: dict[str, str], tmp_path_factory: pytest.TempPathFactory, no_bytecode: None
) -> None:
    for function, shown, counted in edits(tmp_path_factory.mktemp("project"), files):
        assert counted == shown, function


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(files=projects(PLAIN_STYLES + DYNAMIC_STYLES))
def test_nothing_that_the_film_shows_is_missed_however_it_is_reached(
    files: dict[str, str], tmp_path_factory: pytest.TempPathFactory, no_bytecode: None
) -> None:
    for function, shown, counted in edits(tmp_path_factory.mktemp("project"), files):
        assert counted or not shown, function
