"""The rules that a film is held to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from aimath.studio.check.film import Film
from aimath.studio.check.finding import Finding
from aimath.studio.check.moment import Moment


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


RULES: tuple[Rule, ...] = ()
