"""Where in an author's file something is going on."""

import inspect
from pathlib import Path
from types import FrameType
from typing import Any


def frames_in(path: Path) -> list[FrameType]:
    """Return the calls under way that are written in a file, the innermost first."""
    found: list[FrameType] = []
    frame = inspect.currentframe()
    while frame is not None:
        if Path(frame.f_code.co_filename).resolve() == path:
            found.append(frame)
        frame = frame.f_back
    return found


def line_of(source: Any) -> int:
    """Return the line that a class or a method begins at; 1 if it was made while the file ran."""
    try:
        return inspect.getsourcelines(inspect.unwrap(source))[1]
    except OSError:
        return 1
