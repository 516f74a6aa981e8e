"""Every example in a docstring prints what it says, and every public function of the math has one."""

import doctest
import importlib
import inspect
import pkgutil
import warnings
from pathlib import Path
from types import ModuleType

import pytest

import aimath

FOUND = list(pkgutil.walk_packages(aimath.__path__, "aimath."))
MODULES = [found.name for found in FOUND]
MATH = [found.name for found in FOUND if found.name.count(".") == 1 and not found.ispkg]

OPTIONAL = {"distributed", "fontTools", "pptx"}
"""Packages of the extras, which need not be installed."""


def imported(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in OPTIONAL:
            raise
        pytest.skip(f"needs {missing}")


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_print_what_they_say(name: str, empty_folder: Path) -> None:
    module = imported(name)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("name", MATH)
def test_every_public_function_of_the_math_has_an_example(name: str) -> None:
    module = imported(name)
    public = [
        function
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_") and function.__module__ == module.__name__
    ]
    without = [function.__name__ for function in public if ">>>" not in (function.__doc__ or "")]
    assert without == []
