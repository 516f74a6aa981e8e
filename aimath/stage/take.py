"""What one filming of a lesson noted down: its parts, sentences and every number it showed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from manim import Mobject
from numpy.typing import NDArray

from aimath.stage.figures import Figure
from aimath.stage.sections import Section


@dataclass(frozen=True)
class Beat:
    """A sentence of the narration.

    Attributes:
        text: what is said.
        start: when it begins, in seconds of film.
        duration: how long it takes to say.
        figures: the numbers in it.
    """

    text: str
    start: float
    duration: float
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class FilmedSection:
    """A part of the film and when it begins, in seconds."""

    section: Section
    start: float


@dataclass(frozen=True)
class ShownFigure:
    """A number that was on screen, and when it was first seen, in seconds."""

    figure: Figure
    time: float
    section: str


@dataclass(frozen=True)
class Allowance:
    """A finding of `aimath check` that is meant to be: of which rule, why, and where in film and code."""

    rule: str
    reason: str
    time: float
    section: str
    line: int


@dataclass
class Take:
    """The notes of one filming.

    Attributes:
        length: seconds of film so far.
        filming: whether what plays now goes into the film.
        poster: the pixels of the frame chosen as poster, or None.
        poster_play: how many plays there were when the poster was chosen; None as long as none is.
    """

    sections: list[FilmedSection] = field(default_factory=list)
    beats: list[Beat] = field(default_factory=list)
    shown: list[ShownFigure] = field(default_factory=list)
    allowances: list[Allowance] = field(default_factory=list)
    length: float = 0.0
    filming: bool = True
    current: str = ""
    poster: NDArray[np.uint8] | None = None
    poster_play: int | None = None
    _seen: set[Figure] = field(default_factory=set)

    def section_begins(self, section: Section, time: float, filmed: bool) -> None:
        """Note that a part begins."""
        self.current, self.filming = section.name, filmed
        if filmed:
            self.sections.append(FilmedSection(section, time))

    def beat_ends(self, beat: Beat) -> None:
        """Note a sentence that has been said."""
        if self.filming:
            self.beats.append(beat)

    def play_ends(self, time: float, mobjects: Iterable[Mobject]) -> None:
        """Note the numbers that are on screen after a play."""
        if not self.filming:
            return
        self.length = time
        for figure in figures_on(mobjects):
            if figure not in self._seen:
                self._seen.add(figure)
                self.shown.append(ShownFigure(figure, time, self.current))


def figures_on(mobjects: Iterable[Mobject]) -> tuple[Figure, ...]:
    """Return every number that these mobjects and their parts show."""
    return tuple(
        figure
        for mobject in mobjects
        for member in mobject.get_family()
        for figure in getattr(member, "figures", ())
    )
