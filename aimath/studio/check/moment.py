"""One moment of a film: what is on the frame, and what it looks like with only some of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from manim import Mobject

from aimath.studio.check.film import Film, Play
from aimath.studio.check.finding import Box, Finding


class Kind(StrEnum):
    """What sort of thing is on the frame."""

    TEXT = "text"
    GRAPHIC = "graphic"
    IMAGE = "image"


@dataclass(frozen=True, eq=False)
class Thing:
    """Something that is seen as one: a whole text, a single shape, or an image.

    Attributes:
        mobject: the text, the shape or the image itself.
        root: what the scene was given, which the mobject is part of.
        kind: what sort of thing it is.
        name: what the author would call it.
        box: left, top, right and bottom in pixels; it may go beyond the frame.
        pieces: the places of its shapes among all that is drawn, from the lowest to the topmost.
    """

    mobject: Mobject
    root: Mobject
    kind: Kind
    name: str
    box: Box
    pieces: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Moment:
    """A moment of a film, valid while the scene stands still.

    Attributes:
        film: the film so far.
        play: the play that is half over, or has just ended.
        time: seconds of film.
        rests: whether the play has ended; if not, this is its middle.
        mobjects: what the scene holds, in order.
        things: what is seen of them, in the order in which it is drawn.
    """

    film: Film
    play: Play
    time: float
    rests: bool
    mobjects: tuple[Mobject, ...]
    things: tuple[Thing, ...]

    @cached_property
    def texts(self) -> tuple[Thing, ...]:
        """The things that are text."""
        return tuple(thing for thing in self.things if thing.kind is Kind.TEXT)

    def finding(self, rule: str, message: str, things: Iterable[Thing]) -> Finding:
        """Return a finding about some things."""
        involved = tuple(things)
        return self.film.finding(
            rule,
            message,
            self.time,
            objects=(thing.name for thing in involved),
            boxes=(thing.box for thing in involved),
            play=self.play,
        )
