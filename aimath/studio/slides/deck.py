"""What a talk consists of, whatever file it becomes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aimath.stage.theme import Theme
from aimath.studio.slides.colored_code import ColoredLine

_ALT_LENGTH = 300


@dataclass(frozen=True)
class AnimationSlide:
    """A section of a lesson, or a whole scene.

    Attributes:
        title: its title.
        has_title_line: whether the animation shows the title in a line at its top.
        film: the animation: an MP4 file or an animated GIF.
        poster: its picture when nothing moves, a PNG file.
        captions: its narration as WebVTT, or None if nothing is said.
        length: seconds.
        size: width and height in pixels.
        lesson: the title of the lesson.
        notes: what is said, sentence by sentence.
    """

    title: str
    has_title_line: bool
    film: Path
    poster: Path
    captions: Path | None
    length: float
    size: tuple[int, int]
    lesson: str
    notes: tuple[str, ...]

    @property
    def alt(self) -> str:
        """What the animation shows, in words."""
        return alt_text(self.title, self.notes)


@dataclass(frozen=True)
class CodeSlide:
    """The code that a lesson ends on, and what it prints.

    Attributes:
        title: its title.
        lesson: the title of the lesson.
        code: the lines of the code in their colours.
        output: the lines that running it printed.
        notes: what there is to say.
    """

    title: str
    lesson: str
    code: tuple[ColoredLine, ...]
    output: tuple[str, ...]
    notes: tuple[str, ...]


Slide = AnimationSlide | CodeSlide


@dataclass(frozen=True)
class Deck:
    """A talk.

    Attributes:
        title: what it is about.
        theme: its colours.
        slides: in order.
    """

    title: str
    theme: Theme
    slides: tuple[Slide, ...]


def alt_text(title: str, sentences: Sequence[str]) -> str:
    """Return what stands for an animation: its title, and as many whole sentences as are not too long.

    Example:
        >>> alt_text("How long is it?", ["Pythagoras tells us.", "It is 5."])
        'Animation: How long is it? Pythagoras tells us. It is 5.'
    """
    text = f"Animation: {title}" + ("" if title.endswith((".", "?", "!")) else ".")
    for sentence in sentences:
        if len(text) + 1 + len(sentence) > _ALT_LENGTH:
            break
        text += f" {sentence}"
    return text
