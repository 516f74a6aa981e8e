"""Every example in the math is run, and every public function has one."""

import doctest
import importlib
import inspect
import warnings
from pathlib import Path
from types import ModuleType

import pytest

import aimath

MODULES = sorted(path.stem for path in Path(aimath.__file__).parent.glob("[a-z]*.py"))


@pytest.fixture(params=MODULES)
def module(request: pytest.FixtureRequest) -> ModuleType:
    return importlib.import_module(f"aimath.{request.param}")


def test_the_examples_of_a_module_print_what_they_say(module: ModuleType) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert doctest.testmod(module).failed == 0


def test_every_public_function_has_an_example(module: ModuleType) -> None:
    public = [
        function
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_") and function.__module__ == module.__name__
    ]
    without = [function.__name__ for function in public if ">>>" not in (function.__doc__ or "")]
    assert without == []
