"""The examples in the docstrings of animated pictures run."""

import doctest
import importlib
import pkgutil

import pytest

import aimath.studio.gif


@pytest.mark.parametrize("name", [module.name for module in pkgutil.iter_modules(aimath.studio.gif.__path__)])
def test_examples_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"aimath.studio.gif.{name}")).failed == 0
