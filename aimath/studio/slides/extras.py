"""Libraries that only some talks need."""

import sys
from importlib.util import find_spec

from aimath.studio.errors import UsageError


def need(module: str, package: str, what: str) -> None:
    """Make sure that a library of the extra `slides` is there.

    Args:
        module: what is imported.
        package: what is installed.
        what: what it is needed for.

    Raises:
        UsageError: if it is not.
    """
    if find_spec(module) is None:
        raise UsageError(f"{what} needs {package}; run: {sys.executable} -m pip install {package}")
