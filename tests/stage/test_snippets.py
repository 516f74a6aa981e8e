"""Snippets: filled from values, and run as a viewer would run them."""

import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimath.errors import InputError
from aimath.stage.snippets import SnippetError, fill_snippet, run_snippet


def test_running_a_snippet_returns_what_it_printed() -> None:
    assert run_snippet("print(1 + 1)\nprint('−∞', end='')") == "2\n−∞"
    assert run_snippet("x = 1") == ""


def test_a_snippet_has_the_installed_packages() -> None:
    assert run_snippet("import numpy as np\nprint(np.ones((2, 2)) @ [1, 2])") == "[3. 3.]"


def test_a_snippet_sees_neither_the_folder_nor_the_variables_it_is_run_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "nearby.py").write_text("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(SnippetError, match="No module named 'nearby'"):
        run_snippet("import nearby")


def test_a_snippet_leaves_nothing_where_it_was_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run_snippet("open('left_behind', 'w').close()")
    assert list(tmp_path.iterdir()) == []


def test_a_snippet_that_fails_names_its_line_and_the_reason() -> None:
    source = "def f(n):\n    return 1 / n\n\nprint(f(0))"
    with pytest.raises(SnippetError, match=r"line 2, `return 1 / n`: ZeroDivisionError: division by zero"):
        run_snippet(source)


def test_a_mistake_inside_a_library_is_told_by_the_snippets_own_line() -> None:
    source = "import numpy as np\nnp.linalg.inv(np.zeros((2, 3)))"
    with pytest.raises(SnippetError, match=r"line 2, `np\.linalg\.inv.*LinAlgError"):
        run_snippet(source)


def test_a_snippet_that_is_no_python_names_its_line() -> None:
    with pytest.raises(SnippetError, match="line 2.*SyntaxError"):
        run_snippet("x = 1\ny = = 2")


def test_a_snippet_that_ends_python_fails_without_a_line() -> None:
    with pytest.raises(SnippetError, match="the snippet failed: Python stopped with exit code 3"):
        run_snippet("import os\nos._exit(3)")


def test_a_snippet_that_never_ends_is_stopped() -> None:
    with pytest.raises(SnippetError, match="more than 0.5 s"):
        run_snippet("while True: pass", timeout=0.5)


def test_fields_are_filled_with_what_python_reads_as_the_same_values() -> None:
    values = {
        "weights": np.array([[1.0, -0.5], [0.0, 2.0]]),
        "counts": np.array([1, 2]),
        "rate": np.float64(0.1),
        "steps": 12,
        "name": "it's",
        "plain": (1, [2.5, True]),
    }
    source = fill_snippet("\n".join(f"{name} = ${name}" for name in values), values)
    assert source.splitlines() == [
        "weights = [[1.0, -0.5], [0.0, 2.0]]",
        "counts = [1, 2]",
        "rate = 0.1",
        "steps = 12",
        'name = "it\'s"',
        "plain = [1, [2.5, True]]",
    ]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_loses_nothing_on_its_way_into_a_snippet(value: float) -> None:
    assert float(fill_snippet("$x", {"x": value})) == value


def test_a_doubled_dollar_is_a_dollar() -> None:
    assert fill_snippet("'$$5', ${n}0", {"n": 1}) == "'$5', 10"


@pytest.mark.parametrize(
    ("template", "values", "message"),
    [
        ("$a + $b", {"a": 1}, "got none for b"),
        ("$a", {"a": 1, "c": 2}, "got one for c"),
        ("$ 5", {}, r"write a plain \$ as \$\$"),
        ("$a", {"a": math.nan}, "a: expected a finite number"),
        ("$a", {"a": np.array([1.0, math.inf])}, "a: expected a finite number"),
        ("$a", {"a": object()}, "a: expected a finite number, word or array"),
    ],
)
def test_what_cannot_be_filled_is_refused(template: str, values: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        fill_snippet(template, values)


def test_snippets_are_run_without_loading_manim() -> None:
    check = "import sys, aimath.stage.snippets; print('manim' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
