"""Imports run one way: math, stage, studio; and what is imported is declared."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import grimp
import pytest

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"


@pytest.fixture(scope="module")
def imports() -> dict[str, set[str]]:
    """Return the modules that each module of the package imports."""
    graph = grimp.build_graph("aimath", include_external_packages=True, cache_dir=None)
    modules = {module for module in graph.modules if module.split(".")[0] == "aimath"}
    return {module: graph.find_modules_directly_imported_by(module) for module in modules}


def outside(imported: set[str]) -> set[str]:
    return {module.split(".")[0] for module in imported} - {"aimath"} - sys.stdlib_module_names


def is_math(module: str) -> bool:
    return re.fullmatch(r"aimath(\.(?!stage\b|studio\b|__main__\b)\w+)*", module) is not None


def test_the_math_needs_numpy_alone(imports: dict[str, set[str]]) -> None:
    needed = {
        module: outside(imported) - {"numpy"} for module, imported in imports.items() if is_math(module)
    }
    assert "aimath.vectors" in needed
    assert {module: names for module, names in needed.items() if names} == {}


def test_nothing_imports_a_lesson(imports: dict[str, set[str]]) -> None:
    for module, imported in imports.items():
        lessons = {name for name in imported if name.split(".")[0] == "scenes" or "bundled_scenes" in name}
        assert not lessons, f"{module} imports {lessons}"


def test_every_package_that_is_imported_is_a_declared_dependency(imports: dict[str, set[str]]) -> None:
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    requirements = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    declared = {re.split(r"[^\w-]", requirement)[0] for requirement in requirements}
    providers = packages_distributions()
    undeclared = {
        f"{module} imports {name}"
        for module, imported in imports.items()
        for name in outside(imported)
        if not {provider.lower() for provider in providers[name]} & declared
    }
    assert not undeclared
