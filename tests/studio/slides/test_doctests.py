"""The examples in the docstrings of the slides run."""

import doctest
import importlib
import pkgutil

import pytest

import aimath.studio.slides


@pytest.mark.parametrize(
    "name", [module.name for module in pkgutil.iter_modules(aimath.studio.slides.__path__)]
)
def test_examples_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"aimath.studio.slides.{name}")).failed == 0
