"""The rules that a film is held to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from aimath.studio.check.crowding import crowding
from aimath.studio.check.film import Film
from aimath.studio.check.finding import Finding
from aimath.studio.check.leftovers import drawn_twice, never_seen
from aimath.studio.check.legibility import legibility
from aimath.studio.check.moment import Moment
from aimath.studio.check.off_frame import off_frame
from aimath.studio.check.overlap import overlap
from aimath.studio.check.small_type import too_small


@dataclass(frozen=True)
class Rule:
    """A rule, and the functions that find where it is broken.

    Attributes:
        name: by which an author allows it.
        finds: what it finds, in a few words.
        at_moment: finds it in a moment.
        at_end: finds it in the whole film.
    """

    name: str
    finds: str
    at_moment: Callable[[Moment], Iterable[Finding]] | None = None
    at_end: Callable[[Film], Iterable[Finding]] | None = None


RULES: tuple[Rule, ...] = (
    Rule("overlap", "text that crosses other text, lines or the edges of fills", at_moment=overlap),
    Rule("off-frame", "what the frame cuts, or stands in a margin or in the captions", at_moment=off_frame),
    Rule("contrast", "text under 4.5:1 and graphics under 3:1, for every kind of colour vision", legibility),
    Rule("too-small", "type below 2.2% of the frame's height", at_moment=too_small),
    Rule("crowding", "over 7 new things within a beat, or over 2 lines of prose", at_moment=crowding),
    Rule("leftovers", "what is not seen to the end of the film, or drawn twice", drawn_twice, never_seen),
)
