"""Modules that are imported when they are used."""

import subprocess
import sys
from decimal import Decimal

import pytest

from aimath.studio.later import Later


def python(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout.strip()


def test_what_is_called_is_imported_then() -> None:
    code = """
import sys
from aimath.studio.later import importing_later
with importing_later("colorsys"):
    from colorsys import rgb_to_hsv
before = "colorsys" in sys.modules
print(before, rgb_to_hsv(1, 0, 0), "colorsys" in sys.modules)
"""
    assert python(code) == "False (0.0, 1.0, 1) True"


def test_others_get_the_module_itself() -> None:
    code = """
from aimath.studio.later import importing_later
with importing_later("colorsys"):
    import colorsys
import colorsys
print(type(colorsys).__name__)
"""
    assert python(code) == "module"


def test_a_module_that_is_there_stays() -> None:
    code = """
import colorsys as known
from aimath.studio.later import importing_later
with importing_later("colorsys"):
    import colorsys
print(colorsys is known)
"""
    assert python(code) == "True"


def test_what_is_called_while_others_are_imported_is_put_off_until_it_is_used() -> None:
    code = """
import sys
from aimath.studio.later import importing_later
with importing_later("decimal"):
    from decimal import Decimal
    number = Decimal("1.50")
before = "decimal" in sys.modules
print(before, number.quantize(Decimal("1.5")))
"""
    assert python(code) == "False 1.5"


def test_instances_are_known() -> None:
    later = Later("decimal").Decimal
    assert isinstance(Decimal(1), later)
    assert not isinstance(1, later)


def test_what_is_not_there_is_missed_when_it_is_used() -> None:
    later = Later("decimal").Dezimal
    with pytest.raises(AttributeError, match="Dezimal"):
        later()


def test_manim_draws_graphs_and_highlighted_code_with_what_is_imported_later() -> None:
    code = """
from aimath.studio.later import SELDOM_USED, importing_later
with importing_later(*SELDOM_USED):
    import manim
import sys
print(any(name.split(".")[0] in ("networkx", "scipy", "bs4", "cloup") for name in sys.modules))
graph = manim.Graph([1, 2, 3], [(1, 2), (2, 3)], layout="circular")
code = manim.Code(code_string="x = 1", language="python")
square = manim.Square().rotate(1)
print(len(graph.vertices), len(code.code_lines), "networkx" in sys.modules, "scipy" in sys.modules)
"""
    assert python(code).splitlines() == ["False", "3 1 True True"]
