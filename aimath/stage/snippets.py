"""Fill in a code snippet and run it, exactly as a viewer who pastes it would."""

import math
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from string import Template

import numpy as np

from aimath.errors import AimathError, InputError

_OWN_LINE = re.compile(r'^\s*File "<stdin>", line (\d+)', re.MULTILINE)


class SnippetError(AimathError):
    """A snippet that does not run: the message shows the line that failed and what Python said."""


def run_snippet(source: str, *, timeout: float = 30.0) -> str:
    r"""Run Python source in a process of its own and return what it printed.

    The process sees neither the working directory nor this one's modules, so the snippet must import what it
    uses. The same installed packages are there.

    Args:
        source: the snippet.
        timeout: how long it may take, in seconds.

    Raises:
        SnippetError: if it raises or takes too long.

    Example:
        >>> run_snippet("import numpy as np\nprint(np.array([3, 1]) @ np.array([1, 2]))")
        '5'
    """
    with tempfile.TemporaryDirectory() as elsewhere:
        try:
            process = subprocess.run(
                [sys.executable, "-I", "-X", "utf8", "-"],
                input=source,
                capture_output=True,
                cwd=elsewhere,
                encoding="utf-8",
                timeout=timeout,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise SnippetError(
                f"the snippet took more than {timeout:g} s: make it smaller or allow more time"
            ) from None
    if process.returncode != 0:
        raise SnippetError(_what_failed(source, process.stderr, process.returncode))
    return process.stdout.rstrip("\n")


def fill_snippet(template: str, values: Mapping[str, object]) -> str:
    r"""Replace `$name` fields of a snippet by numbers, words and arrays as Python writes them.

    Args:
        template: source with `$name` or `${name}` fields; `$$` is a dollar sign.
        values: a number, word, truth value, array, or list of such for each field.

    Raises:
        InputError: if a field has no value, a value no field, or a value cannot be written as source.

    Example:
        >>> print(fill_snippet("w = np.array($weights)\neta = $rate", {"weights": np.eye(2), "rate": 0.1}))
        w = np.array([[1.0, 0.0], [0.0, 1.0]])
        eta = 0.1
    """
    fields = Template(template)
    if not fields.is_valid():
        raise InputError("snippet: expected $name or $$ after each dollar sign; write a plain $ as $$")
    names = set(fields.get_identifiers())
    if missing := sorted(names - set(values)):
        raise InputError(f"snippet: expected a value for each field, got none for {', '.join(missing)}")
    if unknown := sorted(set(values) - names):
        raise InputError(f"snippet: expected no value but for its fields, got one for {', '.join(unknown)}")
    return fields.substitute({name: _source(name, value) for name, value in values.items()})


def fill_snippet_from(template: str, numbers: object) -> str:
    """Replace `$name` fields of a snippet by the attributes of those names.

    Args:
        template: source with `$name` fields.
        numbers: an object with an attribute or property for each field, such as a lesson's numbers.

    Raises:
        InputError: if it has no such attribute, or one that cannot be written as source.

    Example:
        >>> fill_snippet_from("print($real)", 2.5)
        'print(2.5)'
    """
    names = Template(template).get_identifiers()
    return fill_snippet(template, {name: getattr(numbers, name) for name in names if hasattr(numbers, name)})


def _source(name: str, value: object) -> str:
    if isinstance(value, np.ndarray | np.generic):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_source(name, item) for item in value) + "]"
    if isinstance(value, bool | int | str):
        return repr(value)
    if isinstance(value, float) and math.isfinite(value):
        return repr(value)
    raise InputError(f"{name}: expected a finite number, word or array to write down, got {value!r}")


def _what_failed(source: str, errors: str, code: int) -> str:
    said = errors.strip().splitlines()
    reason = said[-1] if said else f"Python stopped with exit code {code}"
    places = _OWN_LINE.findall(errors)
    if not places:
        return f"the snippet failed: {reason}"
    number = int(places[-1])
    lines = source.splitlines()
    line = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    return f"the snippet failed in line {number}, `{line}`: {reason}"
