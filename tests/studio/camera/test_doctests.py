"""The examples in the cameras' docstrings hold."""

import doctest
import importlib
import pkgutil

import pytest

import aimath.studio.camera as package

MODULES = [f"{package.__name__}.{module.name}" for module in pkgutil.iter_modules(package.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
