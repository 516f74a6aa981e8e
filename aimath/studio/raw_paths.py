"""Giving Cairo paths that lie ready in memory, which pycairo has no call for."""

import ctypes
from collections.abc import Callable
from functools import cache, partial
from typing import Any

import cairo
from cairo import _cairo  # type: ignore[attr-defined]

_POINTER_IN_CONTEXT = object.__basicsize__
"""Bytes; pycairo's header puts the `cairo_t *` of a context right behind what every Python object has."""


def path_appender(context: "cairo.Context[Any]") -> Callable[[int], None]:
    """Return what appends the `cairo_path_t` at an address to the path of a context.

    Raises:
        AttributeError: if pycairo hides the functions of its Cairo.

    Source: cairo_append_path, Cairo's manual; `PycairoContext` in pycairo's py3cairo.h.
    """
    pointer = ctypes.c_void_p.from_address(id(context) + _POINTER_IN_CONTEXT)
    return partial(_append_path(), pointer)


@cache
def _append_path() -> Any:
    # What pycairo's own library depends on is found through it, so this is the Cairo that pycairo has.
    function = ctypes.PyDLL(_cairo.__file__).cairo_append_path
    function.argtypes = ctypes.c_void_p, ctypes.c_void_p
    function.restype = None
    return function
