"""One moment of a film: what is on the frame, and what it looks like with only some of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from manim import Mobject

from aimath.studio.camera.regions import Pixels, Region, crossing
from aimath.studio.camera.shapes import Floats, Indices
from aimath.studio.check.film import Film, Play
from aimath.studio.check.finding import Box, Finding
from aimath.studio.check.painting import Painting


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
        box: left, top, right and bottom in pixels; it may go beyond the frame.
        pieces: the places of its shapes among all that is drawn, from the lowest to the topmost.
        opacity: how opaque its strongest paint is, from 0 to 1.
        steady: whether it is a text that looked the same at the last rest, here or elsewhere on the frame.
        moved: whether it was elsewhere then.
        call: tells what the author would call it.
    """

    mobject: Mobject
    root: Mobject
    kind: Kind
    box: Box
    pieces: Indices
    opacity: float
    steady: bool
    moved: bool
    call: Callable[[Mobject], str]

    @cached_property
    def name(self) -> str:
        """What the author would call it."""
        return self.call(self.mobject)


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
        painting: all that is drawn.
        changed: (k, 4) boxes in pixels outside of which all is as it was at the last rest.
        frame_height: height of the frame in scene units.
        call: tells what the author would call a mobject.
        zoomed: whether the camera shows another part of the scene than it did at first.
    """

    film: Film
    play: Play
    time: float
    rests: bool
    mobjects: tuple[Mobject, ...]
    things: tuple[Thing, ...]
    painting: Painting
    changed: Floats
    frame_height: float
    call: Callable[[Mobject], str]
    zoomed: bool = False

    @cached_property
    def texts(self) -> tuple[Thing, ...]:
        """The things that are text."""
        return tuple(thing for thing in self.things if thing.kind is Kind.TEXT)

    @cached_property
    def frame(self) -> Pixels:
        """The frame as it is seen."""
        return self.painting.frame()

    @cached_property
    def owners(self) -> Indices:
        """(n,) for each piece that is drawn, the place of its thing in `things`; -1 for what is not seen."""
        found = np.full(len(self.painting.mobjects), -1, dtype=np.intp)
        for place, thing in enumerate(self.things):
            found[thing.pieces] = place
        return found

    def is_fresh(self, thing: Thing) -> bool:
        """Return whether anything has changed where a thing is since the last rest."""
        left, top, right, bottom = thing.box
        boxes = self.changed
        crossed = (boxes[:, 0] <= right + 1) & (boxes[:, 2] >= left - 1)
        return bool((crossed & (boxes[:, 1] <= bottom + 1) & (boxes[:, 3] >= top - 1)).any())

    def region(self, box: Box, margin: int = 0) -> Region:
        """Return the pixels of the frame that a box touches, with some more around it."""
        width, height = self.painting.size
        left, top = int(np.floor(box[0])) - margin, int(np.floor(box[1])) - margin
        right, bottom = int(np.ceil(box[2])) + margin, int(np.ceil(box[3])) + margin
        return (
            min(max(left, 0), width),
            min(max(top, 0), height),
            min(max(right, 0), width),
            min(max(bottom, 0), height),
        )

    def crossing(self, region: Region) -> Indices:
        """Return the pieces whose boxes share pixels with a region, and which leave any paint."""
        near = crossing(self.painting.boxes, region)
        return np.flatnonzero(near & (self.painting.opacity > 0.01))

    def painted(self, pieces: Indices, region: Region, *, on_ground: bool = True) -> Pixels:
        """Return the pixels of a region with only some pieces drawn; see `Painting.draw`."""
        return self.painting.draw(pieces, region, on_ground=on_ground)

    def behind(self, text: Thing, region: Region) -> Pixels:
        """Return what the paint of a text lies on: all that is below it, and the halo that it brings."""
        near = self.crossing(region)
        below = near[(near < text.pieces[-1]) & ~np.isin(near, text.pieces)]
        return self.painting.draw(below, region, halos_of=text.pieces)

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
