"""The named parts of a lesson: methods of the lesson, played in the order they are written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

SectionMethod = TypeVar("SectionMethod", bound=Callable[[Any], None])


@dataclass(frozen=True)
class Section:
    """A part of a film.

    Attributes:
        name: the name of its method, by which it is chosen on the command line.
        title: what stands at the top of the picture while it plays.
        continues: whether it goes on with what the part before left on screen.
        titled: whether its title is shown at the top of the picture.
    """

    name: str
    title: str
    continues: bool = False
    titled: bool = True


def section(
    title: str, *, continues: bool = False, titled: bool = True
) -> Callable[[SectionMethod], SectionMethod]:
    """Make a method of a lesson one of its parts.

    Args:
        title: what stands at the top of the picture while it plays; a plain string, so that the catalogue can
            read it without running the lesson.
        continues: whether the screen is kept as the part before left it.
        titled: whether the title is shown; an opening shows the title of the film instead.

    Example:
        >>> class Film:
        ...     @section("First things first")
        ...     def first(self) -> None: ...
        >>> sections_of(Film)
        (Section(name='first', title='First things first', continues=False, titled=True),)
    """

    def mark(method: SectionMethod) -> SectionMethod:
        method.__dict__["section"] = Section(method.__name__, title, continues, titled)
        return method

    return mark


def sections_of(lesson: type) -> tuple[Section, ...]:
    """Return the parts of a lesson, in the order they are written."""
    found: dict[str, Section] = {}
    for base in reversed(lesson.__mro__):
        for name, member in vars(base).items():
            mark = getattr(member, "section", None)
            if isinstance(mark, Section):
                found[name] = mark
    return tuple(found.values())
