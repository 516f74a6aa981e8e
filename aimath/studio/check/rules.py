"""The rules that a film is held to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from aimath.studio.check.captions import captions
from aimath.studio.check.color_role import color_role
from aimath.studio.check.crowding import too_many_new, too_much_prose
from aimath.studio.check.dead_air import dead_air
from aimath.studio.check.film import Film
from aimath.studio.check.finding import Finding
from aimath.studio.check.flash import flash
from aimath.studio.check.hand_typed import hand_typed, hand_typed_in_captions
from aimath.studio.check.leftovers import drawn_twice, never_seen
from aimath.studio.check.legibility import legibility
from aimath.studio.check.moment import Moment
from aimath.studio.check.off_frame import off_frame
from aimath.studio.check.overlap import overlap
from aimath.studio.check.readings import note_words
from aimath.studio.check.small_type import too_small
from aimath.studio.check.wrong_number import wrong_number


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
    Rule("hand-typed number", "digits that come from no value", hand_typed, hand_typed_in_captions),
    Rule("wrong number", "a number that is not its value, rounded as shown", at_moment=wrong_number),
    Rule("colour-role", "one quantity in the colours of two roles", at_moment=color_role),
    Rule("dead air", "over 4 s without motion or speech, or words gone too soon", note_words, dead_air),
    Rule("captions", "captions too fast, too long or too short, with gaps or overlaps", at_end=captions),
    Rule("flash", "more than 3 general or red flashes a second", at_end=flash),
    Rule(
        "crowding", "over 7 new things within a beat, or over 2 lines of prose", too_much_prose, too_many_new
    ),
    Rule("leftovers", "what is not seen to the end of the film, or drawn twice", drawn_twice, never_seen),
)
