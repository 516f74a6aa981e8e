"""What a rule has found."""

from dataclasses import dataclass
from pathlib import Path

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels of the frame."""


@dataclass(frozen=True)
class Finding:
    """Something that would embarrass a lesson.

    Attributes:
        rule: which rule it breaks.
        message: what is wrong, and by how much.
        lesson: the lesson or scene.
        section: the part of it; empty for a plain scene.
        time: when it is first seen, in seconds of film.
        file: the file of the play that caused it.
        line: the line of the play in that file.
        objects: what is involved, as the author would call it.
        boxes: where these are on the frame, in pixels.
        look: shape of the frame and theme, as in "16:9 dark".
    """

    rule: str
    message: str
    lesson: str
    section: str
    time: float
    file: Path
    line: int
    objects: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    look: str = ""
